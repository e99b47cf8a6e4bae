/// Where a text matches, counted once: then the match after a place, and how many stand before it, take no longer in
/// 50 MB than in a page, and how many there are costs no memory.
///
/// Matches may overlap.
public struct TextMatches: Sendable {
  public let pattern: SearchPattern
  /// Of the text that they are in.
  public let byteCount: Int
  /// How many begin before each piece of the text, and at the end how many there are.
  private var before = [0]

  private static let pieceSize = 1 << 16

  /// Looks through the whole text: about 2 ms a megabyte.
  public init(of pattern: SearchPattern, in source: some TextSource) {
    self.pattern = pattern
    byteCount = source.byteCount
    for start in stride(from: 0, to: byteCount, by: Self.pieceSize) {
      let bytes = source.slice(Self.read(start, pattern, byteCount))
      before.append(before[before.count - 1] + pattern.count(in: bytes))
    }
  }

  public var count: Int { before[before.count - 1] }

  /// The nearest match that begins at the place or later, backward before it; else the first or last of all.
  public func match(_ direction: SearchDirection, from place: Int, in source: some TextSource) -> Range<Int>? {
    let place = min(max(0, place), byteCount)
    if direction == .forward { return first(from: place, in: source) ?? first(from: 0, in: source) }
    return last(before: place, in: source) ?? last(before: byteCount, in: source)
  }

  /// Counted from 1.
  public func number(of match: Range<Int>, in source: some TextSource) -> Int {
    let piece = min(match.lowerBound / Self.pieceSize, before.count - 1)
    return before[piece] + starts(inPiece: piece, in: source).count { $0 <= match.lowerBound }
  }

  private func first(from place: Int, in source: some TextSource) -> Range<Int>? {
    let own = place / Self.pieceSize
    if let start = starts(inPiece: own, in: source).first(where: { $0 >= place }) { return range(start) }
    // Those of the pieces behind begin with the next number.
    guard own + 1 < before.count, let piece = piece(ofMatch: before[own + 1]) else { return nil }
    return starts(inPiece: piece, in: source).first.map(range)
  }

  private func last(before place: Int, in source: some TextSource) -> Range<Int>? {
    let own = place / Self.pieceSize
    if let start = starts(inPiece: own, in: source).last(where: { $0 < place }) { return range(start) }
    guard let piece = piece(ofMatch: before[min(own, before.count - 1)] - 1) else { return nil }
    return starts(inPiece: piece, in: source).last.map(range)
  }

  /// - Parameter index: counted from 0.
  private func piece(ofMatch index: Int) -> Int? {
    guard index >= 0, index < count else { return nil }
    var (low, high) = (0, before.count - 1)
    while low + 1 < high {
      let middle = (low + high) / 2
      if before[middle] <= index { low = middle } else { high = middle }
    }
    return low
  }

  private func starts(inPiece piece: Int, in source: some TextSource) -> [Int] {
    guard piece >= 0, piece + 1 < before.count, before[piece] < before[piece + 1] else { return [] }
    let start = piece * Self.pieceSize
    let bytes = source.slice(Self.read(start, pattern, byteCount))
    return pattern.starts(in: bytes).map { start + $0 - bytes.startIndex }
  }

  private func range(_ start: Int) -> Range<Int> { start..<start + pattern.byteCount }

  /// Pieces overlap so that no match is cut in two, and none is in both.
  private static func read(_ start: Int, _ pattern: SearchPattern, _ count: Int) -> Range<Int> {
    start..<min(count, start + pieceSize + pattern.byteCount - 1)
  }
}
