internal import Basics
internal import Screen

/// Sixteen bytes in hexadecimal, and as text where they are ASCII; those of the chosen field stand out.
enum HexLine {
  static func line(_ bytes: [UInt8], row: Int, marked: Range<Int>?) -> Toned {
    let dump = HexDump(bytes)
    let start = row * HexDump.bytesPerRow
    let count = max(0, min(bytes.count - start, HexDump.bytesPerRow))
    let offset = dump.offset(row)
    let gap = String(repeating: " ", count: max(1, HexDump.offsetColumns - offset.count))
    guard let local = local(marked, start: start, count: count) else {
      return [.init(offset + gap, .dim), .init(dump.hexadecimal(row)), .init(dump.text(row), .dim)]
    }
    let first = HexDump.column(ofByte: local.lowerBound)
    let last = HexDump.column(ofByte: local.upperBound - 1) + 2
    return Toned(
      [.init(offset + gap, .dim)] + cut(dump.hexadecimal(row), first..<last, .text)
        + cut(dump.text(row), local, .dim))
  }

  /// The part of the range that stands in this row.
  private static func local(_ range: Range<Int>?, start: Int, count: Int) -> Range<Int>? {
    guard let range else { return nil }
    let clamped = range.clamped(to: start..<start + count)
    return clamped.isEmpty ? nil : clamped.lowerBound - start..<clamped.upperBound - start
  }

  private static func cut(_ text: String, _ range: Range<Int>, _ scope: ThemeScope) -> [Toned.Part] {
    let characters = Array(text)
    return [
      .init(String(characters[..<range.lowerBound]), scope), .init(String(characters[range]), .matchCurrent),
      .init(String(characters[range.upperBound...]), scope),
    ].filter { !$0.text.isEmpty }
  }
}
