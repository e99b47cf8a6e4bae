internal import Basics
internal import Collections
internal import Screen
internal import Text

// The line at the bottom: `:` commands and `/` search.
extension Model {
  mutating func handleInCommandLine(_ chord: KeyChord, _ command: Command?) -> [Effect] {
    guard var line = commandLine else { return [] }
    if case .confirmReplace(let pattern, let replacement) = line.kind {
      return confirmReplace(chord, pattern, replacement, command)
    }
    if line.kind == .filter { return handleInFilter(chord, command) }
    switch command {
    case .back:
      commandLine = nil
      return []
    case .open: return runCommandLine(line)
    case .next, .down:
      if let first = line.completions.first { line.field = InputField(first.rawValue) }
    case .regularExpression, .matchCase, .wholeWord: if line.isPattern, let command { toggleFind(command) }
    default:
      if chord.key == .backspace, line.field.isEmpty {
        commandLine = nil
        return []
      }
      _ = line.field.handle(chord)
    }
    commandLine = line
    return countMatches()
  }

  private mutating func handleInFilter(_ chord: KeyChord, _ command: Command?) -> [Effect] {
    guard var line = commandLine else { return [] }
    switch command {
    case .back:
      commandLine = nil
      clearFilter()
    case .open:
      commandLine = nil
      return showUnderCursor()
    case .up, .previous: moveInFilteredTree(by: -1)
    case .down, .next: moveInFilteredTree(by: 1)
    default:
      if chord.key == .backspace, line.field.isEmpty {
        commandLine = nil
        return []
      }
      _ = line.field.handle(chord)
      commandLine = line
      filterTree(line.field.text)
    }
    return []
  }

  private mutating func runCommandLine(_ line: CommandLine) -> [Effect] {
    commandLine = nil
    if isModal, searchesEnvelope, !isTyping, line.kind == .search || line.kind == .searchBack {
      return searchInNormalMode(line.field.text, isForward: line.kind == .search)
    }
    switch line.kind {
    case .search, .searchBack: return search(line.field.text)
    case .line: return goToLine(line.field.text)
    case .query: return query(line.field.text)
    case .replace: return askReplacement(line.field.text)
    case .replaceWith(let pattern): return beginReplacing(pattern, line.field.text)
    case .command, .filter, .confirmReplace: break
    }
    var line = line
    if isModal, line.field.text.hasPrefix(CommandLine.selected) {
      line.field = InputField(String(line.field.text.dropFirst(CommandLine.selected.count)))
    }
    if line.field.isEmpty { return [] }
    if isModal, let command = CommandLine.vimNames[line.name] { return performOfVim(command, line.argument) }
    if line.field.text.unicodeScalars.allSatisfy({ ("0"..."9").contains($0) }) { return goToLine(line.field.text) }
    if let substitution = Substitution(line.field.text) { return substitute(substitution) }
    guard let command = line.command else {
      let suggestion = NearestWord.question(
        line.name, among: Command.allCases.filter { !$0.isOfVim }.map(\.rawValue))
      let advice = suggestion.isEmpty ? "; C-p finds one by a few letters." : suggestion
      say("There is no command \"\(line.name)\"\(advice)", .bad)
      return []
    }
    return line.argument.isEmpty ? perform(command) : perform(command, line.argument)
  }

  /// `:e name` goes to a request; without a name the files are read anew, as Vim does it.
  private mutating func performOfVim(_ command: Command, _ argument: String) -> [Effect] {
    guard command == .reload, !argument.isEmpty else { return perform(command) }
    guard collection?.request(at: argument) != nil else {
      say("There is no request \"\(argument)\" here; C-p finds one by a few letters.", .bad)
      return []
    }
    return choose(.openRequest(path: argument))
  }

  /// `:binding custom`, `:identity alice`, `:environment test`, `:url https://…`, `:action urn:x`, `:write answer.xml`,
  /// `:probe report.md` (writes the report of the probes), `:capture on`, `:write-capture call.pcapng`, `:search text`, `:123`,
  /// `:rename-element name`, `:replace /old/new/g`.
  private mutating func perform(_ command: Command, _ argument: String) -> [Effect] {
    switch command {
    case .binding where BindingForm.names.contains(argument): return setBinding(argument)
    case .identity where argument == "none": return use(identity: nil)
    case .identity where identities.named(argument) != nil: return use(identity: argument)
    case .editURL: current?.document.url = argument
    case .editAction: current?.document.action = argument
    case .environment: return choose(environment: argument == "none" ? "" : argument)
    case .writeBody: return write(to: argument)
    case .probe: return writeReport(to: argument)
    case .exportTranscript: return writeTranscript(to: argument)
    case .capture where argument == "on" || argument == "off": return capture(argument == "on")
    case .writeCapture: return writeCapture(to: argument)
    case .search: return search(argument)
    case .filter:
      filterTree(argument)
      return moveFocus(to: .tree) + showUnderCursor()
    case .query: return query(argument)
    case .addCheck: return takeCheck(argument)
    case .compareFile: return compareAnswer(withFile: argument)
    case .settings where argument.split(separator: " ").count == 2:
      let words = argument.split(separator: " ").map(String.init)
      return set(words[0], to: words[1])
    case .goToLine: return goToLine(argument)
    case .renameElement: return editEnvelope(.renameElement(argument))
    case .replace where Substitution("%s" + argument) != nil:
      return Substitution("%s" + argument).map { substitute($0) } ?? []
    default:
      say("\(command.rawValue) does not know what \"\(argument)\" is.", .bad)
      return []
    }
    return saveAll()
  }

  // MARK: Searching

  mutating func search(_ text: String) -> [Effect] {
    if waits(forSearch: text) { return [] }
    switch focus {
    case .tree: tree.search = text
    case .request: current?.search = text
    case .handshake: exchange?.handshakePane.search = text
    case .response: exchange?.responsePane.search = text
    }
    return text.isEmpty ? [] : searchAgain(isForward: true, includesHere: true)
  }

  mutating func searchAgain(isForward: Bool, includesHere: Bool = false) -> [Effect] {
    let found: Bool
    switch focus {
    case .tree:
      let rows = treeRows.map(\.path)
      found = findRow(tree.search, isForward, includesHere, in: rows.count) { rows[$0] }
    case .request where current?.tab == .envelope: found = findInEnvelope(isForward, includesHere)
    case .request:
      let rows = formRows
      found = findRow(current?.search ?? "", isForward, includesHere, in: rows.count) {
        rows[$0].label + rows[$0].value.text
      }
    case .handshake:
      let rows = handshakeRows
      found = findRow(exchange?.handshakePane.search ?? "", isForward, includesHere, in: rows?.rows.count ?? 0) {
        rows?.line($0).text ?? ""
      }
    case .response where searchesAnswer: return findInAnswer(isForward, includesHere)
    case .response:
      let rows = responseRows
      let search = exchange?.responsePane.search ?? ""
      found = findRow(search, isForward, includesHere, in: rows.count) { rows[$0].text }
    }
    return found ? [] : sayNotFound()
  }

  /// Selects the next row that holds the text, round the end of the list.
  mutating func findRow(
    _ text: String, _ isForward: Bool, _ includesHere: Bool, in count: Int, row: (Int) -> String
  ) -> Bool {
    guard !text.isEmpty, count > 0 else { return false }
    let wanted = TypedFilter(text)
    let start = selectedRow(of: focus)
    for step in (includesHere ? 0 : 1)...count {
      let index = ((start + (isForward ? step : -step)) % count + count) % count
      guard wanted.matches(row(index)) else { continue }
      select(index, of: focus)
      return true
    }
    return false
  }
}
