/// Bytes the way debuggers show them: offset, sixteen bytes in hexadecimal, and the same as text where it is ASCII.
public struct HexDump: Sendable, Hashable {
  public static let bytesPerRow = 16
  /// Columns before the first byte of a row, for up to 64 KB: four digits and two spaces.
  public static let offsetColumns = 6
  /// Columns from the first byte to the text: sixteen times three, and a space in the middle.
  public static let hexColumns = 50

  private let bytes: [UInt8]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public var rowCount: Int { (bytes.count + Self.bytesPerRow - 1) / Self.bytesPerRow }

  /// Column of a byte's two digits, counted from the first byte of its row.
  public static func column(ofByte index: Int) -> Int { index * 3 + (index >= bytesPerRow / 2 ? 1 : 0) }

  private func slice(_ row: Int) -> ArraySlice<UInt8> {
    let start = min(max(0, row) * Self.bytesPerRow, bytes.count)
    return bytes[start..<min(bytes.count, start + Self.bytesPerRow)]
  }

  /// `0010`; more digits where four are not enough.
  public func offset(_ row: Int) -> String {
    let digits = String(row * Self.bytesPerRow, radix: 16)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// `16 03 01 …`, always `hexColumns` wide.
  public func hexadecimal(_ row: Int) -> String {
    let bytes = slice(row)
    let half = bytes.prefix(Self.bytesPerRow / 2).hexadecimal(separator: " ")
    let rest = bytes.dropFirst(Self.bytesPerRow / 2).hexadecimal(separator: " ")
    let text = rest.isEmpty ? half : half + "  " + rest
    return text + String(repeating: " ", count: max(0, Self.hexColumns - text.count))
  }

  /// What is not printable ASCII is a full stop.
  public func text(_ row: Int) -> String {
    String(decoding: slice(row).map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: ".") }, as: UTF8.self)
  }

  public func line(_ row: Int) -> String { "\(offset(row))  \(hexadecimal(row))\(text(row))" }
}
