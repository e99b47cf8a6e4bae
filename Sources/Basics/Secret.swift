internal import Glibc

/// Bytes that must not be shown: they print as dots and are wiped when the last owner lets go.
///
/// Copies share one storage, so wiping happens once, when nobody can read it any more.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let storage: Storage

  /// - Parameter bytes: copied; the caller's own array is the caller's to wipe.
  public init(bytes: [UInt8]) { storage = Storage(bytes) }

  public init(_ text: String) { self.init(bytes: Array(text.utf8)) }

  public static let empty = Secret(bytes: [])

  public var isEmpty: Bool { storage.bytes.isEmpty }
  public var count: Int { storage.bytes.count }

  /// Lends the bytes; what `body` copies out is its own to wipe.
  public func withBytes<Result>(_ body: ([UInt8]) throws -> Result) rethrows -> Result { try body(storage.bytes) }

  public var description: String { "••••" }
  public var debugDescription: String { "••••" }
  public var customMirror: Mirror { Mirror(self, children: []) }

  public static func == (left: Secret, right: Secret) -> Bool { left.storage.bytes == right.storage.bytes }

  // The array is written in `deinit` only, when nobody else holds the object.
  private final class Storage: @unchecked Sendable {
    fileprivate var bytes: [UInt8]
    init(_ bytes: [UInt8]) { self.bytes = bytes }
    deinit { wipe(&bytes) }
  }
}

/// Overwrites the array's own memory with zeros, in a way the optimiser keeps.
///
/// Wipes only this array: if it shares its storage with a copy, Swift makes this one unique first and the copy stays.
public func wipe(_ bytes: inout [UInt8]) {
  // explicit_bzero stays within the buffer that the closure lends.
  unsafe bytes.withUnsafeMutableBytes { buffer in
    guard let base = buffer.baseAddress else { return }
    unsafe explicit_bzero(base, buffer.count)
  }
}
