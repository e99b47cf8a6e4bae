/// Text as a persistent balanced tree of bytes, meant to be UTF-8 but keeping whatever it was given.
///
/// A copy costs nothing and an edit shares all but one path of the tree, so that an undo step is one kept value and a
/// snapshot can be read on another thread. Offsets are bytes, lines count from 0 and end at a line feed. Positions past
/// the end are moved to it. Reading and editing take logarithmic time.
public struct Rope: Sendable {
  private(set) var root: RopeNode

  public init() { root = .empty }
  public init(_ bytes: [UInt8]) { root = RopeNode.tree(of: bytes) }
  public init(_ text: String) { self.init(Array(text.utf8)) }

  public var byteCount: Int { root.byteCount }
  public var isEmpty: Bool { byteCount == 0 }
  /// At least 1: text that ends in a line feed has an empty last line.
  public var lineCount: Int { root.lineFeedCount + 1 }
  /// All bytes, copied.
  public var bytes: [UInt8] { bytes(in: 0..<byteCount) }

  /// True when both are the same snapshot; equal bytes that were made apart are not.
  public func isSameSnapshot(as other: Rope) -> Bool { root === other.root }

  public subscript(offset: Int) -> UInt8? {
    guard (0..<byteCount).contains(offset) else { return nil }
    let piece = piece(at: offset)
    return piece.bytes[offset - piece.start]
  }

  /// The stretch of contiguous bytes around `offset`, at most 1 KiB, and where it starts: what to iterate by.
  public func piece(at offset: Int) -> (start: Int, bytes: [UInt8]) { root.leaf(at: clamp(offset)) }

  public func bytes(in range: Range<Int>) -> [UInt8] {
    let range = clamp(range)
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    while result.count < range.count {
      let piece = piece(at: range.lowerBound + result.count)
      let from = range.lowerBound + result.count - piece.start
      result += piece.bytes[from..<min(piece.bytes.count, range.upperBound - piece.start)]
    }
    return result
  }

  public mutating func replace(_ range: Range<Int>, with replacement: [UInt8]) {
    root = root.replacing(clamp(range), with: replacement)
  }

  func clamp(_ offset: Int) -> Int { min(max(0, offset), byteCount) }
  func clamp(_ range: Range<Int>) -> Range<Int> { clamp(range.lowerBound)..<clamp(range.upperBound) }
}

extension Rope {
  /// The line that holds the byte at `offset`.
  public func line(at offset: Int) -> Int { root.lineFeeds(before: clamp(offset)) }

  /// Where `line` begins.
  public func start(ofLine line: Int) -> Int {
    if line <= 0 { return 0 }
    return line >= lineCount ? byteCount : root.offset(afterLineFeed: line)
  }

  /// The bytes of `line` without its line end, LF or CRLF.
  public func range(ofLine line: Int) -> Range<Int> {
    let start = start(ofLine: line)
    guard line < lineCount - 1 else { return start..<byteCount }
    let end = self.start(ofLine: line + 1) - 1
    return start..<(end > start && self[end - 1] == UInt8(ascii: "\r") ? end - 1 : end)
  }
}
