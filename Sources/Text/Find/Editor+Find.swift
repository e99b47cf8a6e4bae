/// Finding and replacing in the text that is edited.
extension Editor {
  public enum Found: Sendable, Hashable {
    /// - Parameter hasWrapped: it stands beyond the end, from the other side again.
    case match(Range<Int>, hasWrapped: Bool)
    case none
    /// The budget was used up; the cursor stands where the search can go on.
    case exhausted
  }

  /// Steps of a search that a person waits for: at most about a second.
  public static let searchBudget = 40_000_000

  /// Selects the next place that matches, beyond the end from the start again; the selection stays when there is none.
  ///
  /// - Parameter offset: where to look from; nil goes on from the selection.
  public mutating func find(
    _ pattern: FindPattern, _ direction: SearchDirection, from offset: Int? = nil, budget: Int = searchBudget
  ) -> Found {
    var budget = budget
    let bytes = text.bytes
    let start = min(max(0, offset ?? (direction == .forward ? afterMatch : selection.range.lowerBound)), bytes.count)
    let found =
      direction == .forward
      ? first(pattern, from: start, in: bytes, &budget) : last(pattern, before: start, in: bytes, &budget)
    if case .match(let range, _) = found { select(Selection(anchor: range.lowerBound, head: range.upperBound)) }
    reveal(selection.head)
    return found
  }

  /// Where the next match may begin: a match that is selected is passed over.
  private var afterMatch: Int {
    selection.isEmpty ? selection.head : FindPattern.next(after: selection.range.lowerBound, in: text.bytes)
  }

  private mutating func first(
    _ pattern: FindPattern, from start: Int, in bytes: [UInt8], _ budget: inout Int
  ) -> Found {
    for (from, hasWrapped) in [(start, false), (0, true)] {
      switch pattern.firstMatch(in: bytes, from: from, budget: &budget) {
      case .match(let match):
        let isSelectedAgain = match.range.isEmpty && selection == Selection(at: match.range.lowerBound)
        guard isSelectedAgain, !hasWrapped, from == start else { return .match(match.range, hasWrapped: hasWrapped) }
        // An empty match at the cursor: the one after it is wanted.
        let next = FindPattern.next(after: from, in: bytes)
        if next <= bytes.count { return first(pattern, from: next, in: bytes, &budget) }
      case .exhausted(let place):
        select(Selection(at: text.characterBoundary(at: place)))
        return .exhausted
      case .none: continue
      }
    }
    return .none
  }

  private mutating func last(
    _ pattern: FindPattern, before end: Int, in bytes: [UInt8], _ budget: inout Int
  ) -> Found {
    let all = pattern.matches(in: bytes, budget: &budget)
    if let match = all.found.last(where: { $0.range.lowerBound < end }) {
      return .match(match.range, hasWrapped: false)
    }
    guard all.isComplete else { return .exhausted }
    return all.found.last.map { .match($0.range, hasWrapped: true) } ?? .none
  }

  /// What replacing every match within the range takes.
  ///
  /// - Parameter isOncePerLine: only the first match of each line.
  /// - Returns: nil when the budget does not suffice; nothing is replaced by halves.
  public func replacements(
    of pattern: FindPattern, with replacement: Replacement, within range: Range<Int>? = nil,
    isOncePerLine: Bool = false, budget: Int = searchBudget
  ) -> [TextReplacement]? {
    var budget = budget
    let bytes = text.bytes
    let matches = pattern.matches(in: bytes, within: range, wantsGroups: replacement.wantsGroups, budget: &budget)
    guard matches.isComplete else { return nil }
    var lastLine: Int?
    let wanted = matches.found.filter { match in
      guard isOncePerLine else { return true }
      let line = text.line(at: match.range.lowerBound)
      defer { lastLine = line }
      return line != lastLine
    }
    return wanted.map { TextReplacement($0.range, with: withOwnLineEnds(replacement.bytes(for: $0, in: bytes))) }
  }

  /// What replacing the selection takes; nil when it is no match.
  public func replacementOfSelection(of pattern: FindPattern, with replacement: Replacement) -> TextReplacement? {
    var budget = Self.searchBudget
    let (bytes, range) = (text.bytes, selection.range)
    guard
      case .match(let match) = pattern.firstMatch(
        in: bytes, from: range.lowerBound, wantsGroups: true, budget: &budget), match.range == range
    else { return nil }
    return TextReplacement(range, with: withOwnLineEnds(replacement.bytes(for: match, in: bytes)))
  }

  /// The bytes of the selected lines, without the last line's end.
  public var selectedLineRange: Range<Int> {
    let lines = selectedLines
    return text.start(ofLine: lines.lowerBound)..<text.range(ofLine: lines.upperBound).upperBound
  }
}
