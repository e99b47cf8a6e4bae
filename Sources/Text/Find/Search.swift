/// A search through a text that may be large: from a place to the end, then from the other end back to the place, in
/// steps that are short enough to answer keys in between.
public struct Search: Sendable {
  public enum Direction: Sendable, Hashable { case forward, backward }

  public enum Outcome: Sendable, Hashable {
    /// - Parameter hasWrapped: it stands on the other side of the place where the search began.
    case found(Range<Int>, hasWrapped: Bool)
    case notFound
    /// Call `step` again.
    case unfinished
  }

  public let pattern: SearchPattern
  private let direction: Direction
  private var current: Range<Int>
  /// What is searched after `current`; nil once the search has wrapped.
  private var other: Range<Int>?

  /// - Parameter offset: forward finds matches that start here or later, backward those that start earlier.
  public init(_ pattern: SearchPattern, _ direction: Direction, from offset: Int, in source: some TextSource) {
    self.pattern = pattern
    self.direction = direction
    let count = source.byteCount
    let offset = min(max(0, offset), count)
    let before = 0..<min(count, offset + pattern.byteCount - 1)
    (current, other) = direction == .forward ? (offset..<count, before) : (before, offset..<count)
  }

  /// - Parameter budget: how many bytes to look at; 4 MiB take a few milliseconds.
  public mutating func step(in source: some TextSource, budget: Int = 4 << 20) -> Outcome {
    var left = budget
    while left > 0 {
      if current.count < pattern.byteCount {
        guard let next = other else { return .notFound }
        (current, other) = (next, nil)
        left -= 1
        continue
      }
      let window = nextWindow(atMost: min(left, Self.windowSize))
      let bytes = source.slice(window)
      if let match = direction == .forward ? pattern.firstMatch(in: bytes) : pattern.lastMatch(in: bytes) {
        let start = window.lowerBound + match.lowerBound - bytes.startIndex
        return .found(start..<start + pattern.byteCount, hasWrapped: other == nil)
      }
      left -= window.count
    }
    return .unfinished
  }

  private static let windowSize = 1 << 16

  /// Takes the next bytes to look at; windows overlap so that no match is cut in two.
  private mutating func nextWindow(atMost size: Int) -> Range<Int> {
    let overlap = pattern.byteCount - 1
    if direction == .forward {
      let window = current.lowerBound..<min(current.upperBound, current.lowerBound + size + overlap)
      current = min(current.upperBound, current.lowerBound + size)..<current.upperBound
      return window
    }
    let window = max(current.lowerBound, current.upperBound - size - overlap)..<current.upperBound
    current = current.lowerBound..<max(current.lowerBound, current.upperBound - size)
    return window
  }
}
