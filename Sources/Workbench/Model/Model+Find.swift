internal import Basics
internal import Screen
internal import Text

/// How many places match; `isComplete` is false when counting was too costly.
struct MatchCount: Sendable, Equatable {
  var count: Int
  var isComplete: Bool

  var text: String { isComplete ? "\(count) match\(count == 1 ? "" : "es")" : "\(count) or more matches" }
}

/// `s/old/new/g` on the selected lines, `%s/old/new/g` on all; flags: g every match of a line, c asks, i ignores case,
/// I does not. Any punctuation may stand for the slash.
struct Substitution: Equatable {
  var pattern: String
  var replacement: String
  var isEverywhere: Bool
  var flags: String

  init?(_ text: String) {
    isEverywhere = text.hasPrefix("%s")
    var rest = Array(text.dropFirst(isEverywhere ? 2 : 1))[...]
    guard isEverywhere || text.hasPrefix("s"), let mark = rest.popFirst(), mark.isPunctuation || mark.isSymbol,
      mark != "\\", mark != "-"
    else { return nil }
    pattern = Self.take(&rest, upTo: mark)
    replacement = Self.take(&rest, upTo: mark)
    flags = String(rest)
    if pattern.isEmpty || !flags.allSatisfy("gciI".contains) { return nil }
  }

  private static func take(_ rest: inout ArraySlice<Character>, upTo mark: Character) -> String {
    var taken = ""
    while let next = rest.popFirst(), next != mark {
      taken.append(next)
      guard next == "\\", let escaped = rest.popFirst() else { continue }
      if escaped == mark { taken.removeLast() }
      taken.append(escaped)
    }
    return taken
  }
}

// Finding and replacing in the envelope.
extension Model {
  /// Whether `/` looks through the envelope's text.
  var searchesEnvelope: Bool { focus == .request && current?.tab == .envelope }

  func findPattern(_ text: String) throws(RegularExpressionError) -> FindPattern? {
    try FindPattern(text, findOptions)
  }

  /// Nil for an empty pattern, and for one that cannot be searched for, which is said.
  private mutating func usablePattern(_ text: String) -> FindPattern? {
    do throws(RegularExpressionError) { return try findPattern(text) } catch {
      say("\(error.summary) \(error.remedy)", .bad)
      return nil
    }
  }

  mutating func toggleFind(_ command: Command) {
    let option: FindPattern.Options =
      command == .regularExpression ? .regularExpression : command == .matchCase ? .matchesCase : .wholeWord
    findOptions.formSymmetricDifference(option)
    if commandLine == nil {
      say("The envelope is searched with \(command.info.title) \(findOptions.contains(option) ? "on" : "off").")
    }
  }

  // MARK: Counting

  // Steps for which typing does not wait noticeably.
  private static let countBudget = 2_000_000

  /// For the line that is being typed.
  mutating func countMatches() -> [Effect] {
    guard let line = commandLine, line.isPattern else { return [] }
    if searchesAnswer { return countMatchesInAnswer(line.field.text) }
    if searchesEnvelope { countMatchesInEnvelope(line.field.text) }
    return []
  }

  private mutating func countMatchesInEnvelope(_ typed: String) {
    guard let text = current?.editor.text, let pattern = try? findPattern(typed) else {
      commandLine?.matches = nil
      return
    }
    var budget = Self.countBudget
    let matches = pattern.matches(in: text.bytes, budget: &budget)
    commandLine?.matches = MatchCount(count: matches.found.count, isComplete: matches.isComplete)
  }

  var findSwitches: Toned {
    let switches: [(Command, FindPattern.Options, String)] = [
      (.regularExpression, .regularExpression, "regex"), (.matchCase, .matchesCase, "case"),
      (.wholeWord, .wholeWord, "word"),
    ]
    return switches.reduce(into: Toned([])) { line, entry in
      let key = keymap.keys(for: entry.0, in: [.field]).first?.description ?? ""
      let isOn = findOptions.contains(entry.1)
      line.parts += [.init(key, .key), .init(isOn ? "[\(entry.2)] " : " \(entry.2)  ", isOn ? .strong : .dim)]
    }
  }

  /// Why what is typed cannot be searched for.
  func findProblem(_ line: CommandLine) -> Toned? {
    do throws(RegularExpressionError) { _ = try findPattern(line.field.text) } catch {
      return Toned(error.summary, .error)
    }
    return nil
  }

  func findVerdict(_ line: CommandLine) -> Toned {
    line.matches.map { Toned($0.text + "  ", $0.count == 0 ? .warning : .dim) } ?? ""
  }

  // MARK: Finding

  mutating func findInEnvelope(_ isForward: Bool, _ includesHere: Bool) -> Bool {
    guard let path = currentPath, let request = requests[path] else { return false }
    if request.search.isEmpty { return false }
    guard let pattern = usablePattern(request.search) else { return true }
    var from = includesHere ? request.editor.selection.range.lowerBound : nil
    if isModal, !isTyping, from == nil { from = request.editor.offsetToSearch(isForward: isForward) }
    let found = requests[path]?.find(pattern, isForward ? .forward : .backward, from: from)
    revealCursor()
    switch found {
    case .match(let range, let hasWrapped): sayMatch(range, pattern, hasWrapped)
    case .exhausted:
      say("This pattern takes too long on this text; the search stopped at the cursor and goes on from there.", .bad)
    case nil, .some(.none): return false
    }
    return true
  }

  private mutating func sayMatch(_ range: Range<Int>, _ pattern: FindPattern, _ hasWrapped: Bool) {
    guard let text = current?.editor.text else { return }
    var budget = Self.countBudget
    let all = pattern.matches(in: text.bytes, budget: &budget)
    let number = all.found.firstIndex { $0.range.lowerBound >= range.lowerBound }.map { $0 + 1 }
    let place = number.map { "Match \($0) of \(all.found.count)\(all.isComplete ? "" : " or more")" } ?? "Found"
    sayFound(place, hasWrapped: hasWrapped)
  }

  // MARK: Replacing

  mutating func askReplacement(_ text: String) -> [Effect] {
    guard let pattern = usablePattern(text) else { return [] }
    current?.search = text
    commandLine = CommandLine(kind: .replaceWith(pattern))
    return []
  }

  mutating func beginReplacing(_ pattern: FindPattern, _ text: String) -> [Effect] {
    guard let from = current?.editor.selection.range.lowerBound else { return [] }
    return askAboutNext(pattern, Replacement(text, for: pattern), from: from)
  }

  private mutating func askAboutNext(_ pattern: FindPattern, _ replacement: Replacement, from offset: Int?) -> [Effect]
  {
    guard let path = currentPath, let found = requests[path]?.find(pattern, .forward, from: offset) else { return [] }
    revealCursor()
    guard case .match = found else {
      say(found == .none ? "Not found." : "This pattern takes too long on this text; nothing more was replaced.", .bad)
      return isTyping ? [] : saveAll()
    }
    commandLine = CommandLine(kind: .confirmReplace(pattern, replacement))
    var budget = Self.countBudget
    let matches = pattern.matches(in: current?.editor.text.bytes ?? [], budget: &budget)
    commandLine?.matches = MatchCount(count: matches.found.count, isComplete: matches.isComplete)
    return []
  }

  var replaceChoices: Toned {
    let all = commandLine?.matches.map { $0.isComplete ? "all \($0.count)" : "all" } ?? "all"
    return [
      .init("y", .key), .init(" yes  ", .dim), .init("n", .key), .init(" next  ", .dim), .init("a", .key),
      .init(" \(all)  ", .dim), .init("Esc", .key), .init(" ends", .dim),
    ]
  }

  mutating func confirmReplace(
    _ chord: KeyChord, _ pattern: FindPattern, _ replacement: Replacement, _ command: Command?
  ) -> [Effect] {
    if command == .back {
      commandLine = nil
      return isTyping ? [] : saveAll()
    }
    guard case .character(let scalar) = chord.key, chord.modifiers.isEmpty else { return [] }
    switch scalar {
    case "y":
      commandLine = nil
      guard let one = current?.editor.replacementOfSelection(of: pattern, with: replacement) else { return [] }
      let effects = edit(.replaceRanges([one]))
      // The text may match what has just been put in: go on behind it.
      return effects + askAboutNext(pattern, replacement, from: current?.editor.selection.head)
    case "n":
      commandLine = nil
      return askAboutNext(pattern, replacement, from: nil)
    case "a":
      commandLine = nil
      return replaceAll(current?.editor.replacements(of: pattern, with: replacement))
    default: return []
    }
  }

  mutating func substitute(_ substitution: Substitution) -> [Effect] {
    guard let current else { return show(.noRequest) }
    let ignoresCase = substitution.flags.contains("i")
    let pattern: FindPattern?
    do throws(RegularExpressionError) {
      pattern = try FindPattern(
        substitution.pattern, ignoresCase ? [.regularExpression] : [.regularExpression, .matchesCase])
    } catch {
      say("\(error.summary) \(error.remedy)", .bad)
      return []
    }
    guard let pattern else { return [] }
    let replacement = Replacement(substitution.replacement, for: pattern)
    if substitution.flags.contains("c") { return beginConfirming(pattern, replacement) }
    return replaceAll(
      current.editor.replacements(
        of: pattern, with: replacement,
        within: substitution.isEverywhere ? nil : shownLines ?? current.editor.selectedLineRange,
        isOncePerLine: !substitution.flags.contains("g")))
  }

  /// Those that visual mode has selected.
  private var shownLines: Range<Int>? { vim.visual == nil ? nil : current?.editor.selectedWholeLines }

  private mutating func beginConfirming(_ pattern: FindPattern, _ replacement: Replacement) -> [Effect] {
    let effects = editEnvelope(.move(.offset(current?.editor.selection.range.lowerBound ?? 0)))
    return effects + askAboutNext(pattern, replacement, from: current?.editor.selection.head)
  }

  /// - Parameter replacements: nil when finding them was too costly.
  private mutating func replaceAll(_ replacements: [TextReplacement]?) -> [Effect] {
    guard let replacements else {
      say("This pattern takes too long on this text; nothing was replaced. A simpler one may do.", .bad)
      return []
    }
    if replacements.isEmpty {
      say("Not found.", .bad)
      return []
    }
    let effects = editEnvelope(.replaceRanges(replacements))
    vim.visual = nil
    say("Replaced \(replacements.count); u takes them back together.", .good)
    return effects
  }
}
