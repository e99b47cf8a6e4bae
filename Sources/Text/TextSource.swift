/// Bytes that can be read piece by piece: an editor's rope or a viewer's array.
public protocol TextSource: Sendable {
  var byteCount: Int { get }
  /// Those bytes; their indices are the source's own affair.
  func slice(_ range: Range<Int>) -> ArraySlice<UInt8>
}

extension Rope: TextSource {
  public func slice(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes(in: range)[...] }
}

extension [UInt8]: TextSource {
  public var byteCount: Int { count }
  public func slice(_ range: Range<Int>) -> ArraySlice<UInt8> { self[range.clamped(to: 0..<count)] }
}

extension [UInt8] {
  /// What the first line ends with, else LF.
  var lineEnd: [UInt8] {
    guard let feed = firstIndex(of: UInt8(ascii: "\n")), feed > 0, self[feed - 1] == UInt8(ascii: "\r") else {
      return Array("\n".utf8)
    }
    return Array("\r\n".utf8)
  }
}
