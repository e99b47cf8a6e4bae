internal import Basics
internal import Screen
internal import Text

// Searching the text of an answer. Long ones are looked through in the background: what is pressed for the pane until
// then waits, as for an answer that is being laid out, and nothing else does.
extension Model {
  /// Whether `/` looks through the answer's text.
  var searchesAnswer: Bool { focus == .response && exchange?.responsePane.showsBody == true }

  /// Goes to the next match of what was searched for, or the one before.
  mutating func findInAnswer(_ isForward: Bool, _ includesHere: Bool) -> [Effect] {
    guard let text = exchange?.responsePane.document?.text,
      let pattern = SearchPattern(exchange?.responsePane.search ?? "")
    else { return sayNotFound() }
    let effects = countMatches(of: pattern, in: text)
    guard let pane = exchange?.responsePane, let matches = pane.matches(of: pattern, in: text) else {
      exchange?.responsePane.counting?.isAwaited = true
      exchange?.responsePane.waiting = [.find(isForward: isForward, includesHere: includesHere)]
      return effects
    }
    let place = pane.searchPlace(isForward, includesHere, text)
    guard let match = matches.match(isForward ? .forward : .backward, from: place, in: text) else {
      return sayNotFound()
    }
    standOn(match)
    let number = matches.number(of: match, in: text)
    sayFound("Match \(number) of \(matches.count)", hasWrapped: isForward != (match.lowerBound >= place))
    return []
  }

  private mutating func standOn(_ match: Range<Int>) {
    exchange?.responsePane.match = match
    exchange?.responsePane.element = nil
    let scroll = exchange?.responsePane.documentView?.scroll(toShow: match, in: bodySize)
    if let scroll { exchange?.responsePane.view = scroll }
  }

  /// For the line that is being typed.
  mutating func countMatchesInAnswer(_ typed: String) -> [Effect] {
    commandLine?.matches = nil
    guard let text = exchange?.responsePane.document?.text, let pattern = SearchPattern(typed) else { return [] }
    let effects = countMatches(of: pattern, in: text)
    showCount()
    return effects
  }

  /// In so many bytes they are counted within the key.
  private static let soonCounted = 1 << 20

  private mutating func countMatches(of pattern: SearchPattern, in text: IndexedText) -> [Effect] {
    guard let pane = exchange?.responsePane, let number = exchange?.number, pane.matches(of: pattern, in: text) == nil,
      pane.counting?.pattern != pattern
    else { return [] }
    if text.byteCount <= Self.soonCounted {
      exchange?.responsePane.matches = TextMatches(of: pattern, in: text)
      return []
    }
    // Only the last count that is asked for is made.
    for path in exchanges.keys { _ = exchanges[path]?.responsePane.stopCounting() }
    exchange?.responsePane.counting = ResponsePaneState.Counting(pattern: pattern)
    return [.countMatches(exchange: number, pattern, text)]
  }

  mutating func adopt(_ matches: TextMatches, ofExchange number: Int) -> [Effect] {
    guard let path = exchanges.first(where: { $0.value.number == number })?.key else { return [] }
    exchanges[path]?.responsePane.matches = matches
    if path == currentPath { showCount() }
    guard exchanges[path]?.responsePane.counting?.pattern == matches.pattern else { return [] }
    let isAwaited = exchanges[path]?.responsePane.counting?.isAwaited == true
    exchanges[path]?.responsePane.counting = nil
    return isAwaited ? catchUp(path) : []
  }

  private mutating func showCount() {
    guard searchesAnswer, let line = commandLine, line.kind == .search, let pattern = SearchPattern(line.field.text),
      let text = exchange?.responsePane.document?.text,
      let matches = exchange?.responsePane.matches(of: pattern, in: text)
    else { return }
    commandLine?.matches = MatchCount(count: matches.count, isComplete: true)
  }

  /// - Returns: whether one was under way.
  mutating func stopSearching() -> Bool {
    guard searchesAnswer, exchange?.responsePane.stopCounting() == true else { return false }
    say("The search was stopped.")
    return true
  }

  mutating func sayFound(_ place: String, hasWrapped: Bool) {
    say(place + (hasWrapped ? "; the search went on from the other end." : "."))
  }

  mutating func sayNotFound() -> [Effect] {
    say("Not found.", .bad)
    return []
  }
}

extension ResponsePaneState {
  /// A count that is being made in the background.
  struct Counting: Sendable, Equatable {
    var pattern: SearchPattern
    /// Keys wait for it.
    var isAwaited = false
  }

  /// What waits for a count is forgotten.
  ///
  /// - Returns: whether something waited.
  fileprivate mutating func stopCounting() -> Bool {
    let isAwaited = counting?.isAwaited == true
    counting = nil
    if isAwaited { waiting = [] }
    return isAwaited
  }

  /// Those that were counted last, if they are of this.
  fileprivate func matches(of pattern: SearchPattern, in text: IndexedText) -> TextMatches? {
    matches.flatMap { $0.pattern == pattern && $0.byteCount == text.byteCount ? $0 : nil }
  }

  /// From the match before, or from the top of what is seen.
  fileprivate func searchPlace(_ isForward: Bool, _ includesHere: Bool, _ text: IndexedText) -> Int {
    guard let match else { return text.range(ofRow: min(view.row, text.rowCount - 1)).lowerBound }
    return match.lowerBound + (isForward && !includesHere ? 1 : 0)
  }
}
