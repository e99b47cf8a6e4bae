internal import Basics
internal import Collections
internal import Screen
internal import Text

// Commands that change the envelope's text, or go about in it.
extension Model {
  mutating func performInEnvelope(_ command: Command) -> [Effect] {
    guard current != nil else { return show(.noRequest) }
    if let edit = Self.edits[command] { return editEnvelope(edit) }
    switch command {
    case .reformat: return reformat()
    case .minimise: return editEnvelope(.minimise)
    case .goToLine: return openLine(.line)
    case .undoTree: return openUndoTree()
    case .replace: return openLine(.replace, current?.search ?? "")
    case .regularExpression, .matchCase, .wholeWord: toggleFind(command)
    case .nextError: return goToError(by: 1)
    case .previousError: return goToError(by: -1)
    case .renameElement: return askElementName()
    case .indentLine, .outdentLine: return shiftLine(isInward: command == .indentLine)
    case .paste: return pasteClipboard()
    case .closeTags: toggleCloseTags()
    case .wrap: toggleWrap()
    default: return isInNormalMode ? performInNormalMode(command) : []
    }
    return []
  }

  private static let edits: [Command: EditCommand] = [
    .undo: .undo, .redo: .redo, .earlier: .earlier, .later: .later, .matchingTag: .matchingTag,
    .growSelection: .growSelection, .shrinkSelection: .shrinkSelection, .selectAll: .selectAll,
    .toggleComment: .toggleComment, .moveLineUp: .moveLinesUp, .moveLineDown: .moveLinesDown,
    .duplicateLine: .duplicate, .joinLines: .joinLines, .deleteLine: .deleteLine,
    .deleteToLineEnd: .deleteToLineEnd, .cut: .cut, .copySelection: .copy, .foldAll: .foldAll,
    .unfoldAll: .unfoldAll, .deleteWord: .deleteWordBackward, .deleteTyped: .deleteToLineStart,
  ]

  /// Goes to the envelope, wherever one is, and edits it. What is not being typed is saved at once.
  mutating func editEnvelope(_ command: EditCommand) -> [Effect] {
    guard current != nil else { return show(.noRequest) }
    let effects = goToEnvelope() + edit(command)
    if Self.selecting.contains(command) { adoptSelection() }
    return isTyping ? effects : effects + saveAll()
  }

  private static let selecting: Set<EditCommand> = [.growSelection, .shrinkSelection, .selectAll]

  private mutating func goToEnvelope() -> [Effect] {
    let effects = moveFocus(to: .request)
    if current?.tab != .envelope { current?.tab = .envelope }
    return effects
  }

  private mutating func openLine(_ kind: CommandLine.Kind, _ text: String = "") -> [Effect] {
    let effects = goToEnvelope()
    commandLine = CommandLine(kind: kind, text: text)
    return effects + countMatches()
  }

  private mutating func reformat() -> [Effect] {
    if case .broken(let problem)? = current?.wellFormedness {
      say("Only what stands before line \(problem.position.line) was reformatted: there it stops being XML.")
    }
    return editEnvelope(.reformat)
  }

  mutating func goToLine(_ text: String) -> [Effect] {
    guard let number = Int(text.trimmingSpaces), number > 0 else {
      say("\"\(text)\" is no line: write its number, counted from 1.", .bad)
      return []
    }
    let count = current?.editor.text.lineCount ?? 0
    if number > count { say("The envelope has \(count) lines.") }
    return editEnvelope(.move(.line(number - 1)))
  }

  private mutating func pasteClipboard() -> [Effect] {
    if clipboard.isEmpty {
      say("Nothing was copied here yet; the terminal's own paste works while typing.", .bad)
      return []
    }
    return editEnvelope(.paste(clipboard))
  }

  private mutating func shiftLine(isInward: Bool) -> [Effect] {
    isInward ? editEnvelope(.indentLines) : editEnvelope(.outdent)
  }

  private mutating func toggleCloseTags() {
    closesTags.toggle()
    say(closesTags ? "Typing > or </ brings the end tag." : "End tags are typed by hand.")
  }

  private mutating func toggleWrap() {
    wrapsEnvelope.toggle()
    say(wrapsEnvelope ? "Long lines go on in the next row." : "Long lines go on beyond the edge.")
    revealCursor()
  }

  // MARK: Elements

  private mutating func askElementName() -> [Effect] {
    _ = goToEnvelope()
    guard let name = current?.editor.elementName else {
      say("\(EditRefusal.noElement.summary) \(EditRefusal.noElement.remedy)", .bad)
      return []
    }
    return prompt(
      .renameElement, "New name of both tags", name.neutralised, hint: "of the element `\(name.neutralised)`")
  }

  // MARK: Errors

  /// Places that are no XML: where the parser stopped first, and all that are seen without one; and those that do not
  /// follow the schemas.
  private var problems: [XMLProblems.Problem] {
    guard let current else { return [] }
    let text = current.editor.text
    var all = XMLProblems(text.bytes).all
    if case .broken(let found) = current.wellFormedness {
      let line = text.range(ofLine: found.position.line - 1)
      let offset = min(line.upperBound, line.lowerBound + max(0, found.position.column - 1))
      all.removeAll { $0.offset == offset }
      all.append(XMLProblems.Problem(offset: offset, message: found.text))
    }
    all += current.schemaMarks.map { XMLProblems.Problem(offset: $0.range.lowerBound, message: $0.message) }
    return all.sorted { $0.offset < $1.offset }
  }

  /// - Parameter reason: said before what is wrong.
  mutating func goToError(by step: Int, because reason: String = "") -> [Effect] {
    let problems = problems
    guard let current, let first = problems.first, let last = problems.last else {
      say("No error is seen in this envelope. \(whatIsNotChecked)", .good)
      return []
    }
    let head = current.editor.selection.head
    let next =
      step > 0 ? problems.first { $0.offset > head } ?? first : problems.last { $0.offset < head } ?? last
    let number = (problems.firstIndex(of: next) ?? 0) + 1
    let effects = editEnvelope(.move(.offset(next.offset)))
    say("\(reason)Error \(number) of \(problems.count): \(next.message)", .bad)
    return effects
  }

  private var whatIsNotChecked: String {
    switch current?.validity {
    case .noDescription: "Its schemas are not known: O opens a WSDL, and keeps it."
    case .unusable(let reason): reason
    case .checked(let check): check.isValid ? "It follows \(check.description)." : check.verdict.text
    case nil: ""
    }
  }

  // MARK: Every text

  private mutating func openUndoTree() -> [Effect] {
    guard let history = current?.editor.history else { return [] }
    let list = UndoTreeList(history, now: now)
    var popup = Popup(.menu(title: list.title, list.choices))
    popup.scroll.select(list.currentRow, of: list.choices.count, height: popupListHeight)
    return open(popup)
  }
}

extension Problem {
  static let noRequest = Problem(
    code: "no-request", summary: "No request is open, so there is no envelope to edit.",
    remedy: "Go to the requests (1) and open one, or make one with a.")
}
