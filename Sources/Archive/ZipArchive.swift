internal import Basics

/// A zip archive in memory (PKWARE APPNOTE 6.3.10; no parts on several disks, no 64-bit sizes).
///
/// Its directory is checked as a whole before anything is unpacked: every name stays inside, no two entries share a name
/// or bytes, and what all promise to be is within the limits. An entry never unpacks to more than it promised.
public struct ZipArchive: Sendable {
  /// Of files, `/` between folders, in the order of the directory.
  public private(set) var names: [String] = []
  private let bytes: [UInt8]
  private var entries: [String: ZipEntry] = [:]

  /// Whether bytes begin as an archive does, which may have no entries.
  public static func isArchive(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  public init(_ bytes: [UInt8], limits: ZipLimits = ZipLimits()) throws(ZipError) {
    self.bytes = bytes
    let directory = try ZipDirectory(bytes, limits: limits)
    var folded: Set<String> = []
    for entry in directory.entries {
      // Where letters' case does not count, two names would be one file.
      guard folded.insert(entry.name.lowercased()).inserted else { throw .repeated(name: entry.name) }
      guard !entry.isFolder else { continue }
      entries[entry.name] = entry
      names.append(entry.name)
    }
  }

  /// - Returns: nil when there is no such file.
  /// - Throws: `encrypted`, `method`, `contents`.
  public func contents(of name: String) throws(ZipError) -> [UInt8]? {
    guard let entry = entries[name] else { return nil }
    if entry.isEncrypted { throw .encrypted(name: name) }
    let unpacked = try unpacked(entry)
    guard unpacked.count == entry.size else {
      throw .contents(name: name, problem: "\(unpacked.count) bytes came of it, \(entry.size) are promised")
    }
    guard Inflater.checksum(unpacked) == entry.checksum else {
      throw .contents(name: name, problem: "its checksum (CRC-32) is another than the directory says")
    }
    return unpacked
  }

  private func unpacked(_ entry: ZipEntry) throws(ZipError) -> [UInt8] {
    let packed = bytes[entry.packed]
    switch entry.method {
    case 0: return Array(packed)
    case 8:
      do { return try Inflater.inflate(packed, size: entry.size) } catch {
        throw .contents(
          name: entry.name,
          problem: error == .longer
            ? "it unpacks to more than the \(entry.size) bytes promised" : "its stream is damaged")
      }
    default: throw .method(name: entry.name, number: entry.method)
    }
  }
}
