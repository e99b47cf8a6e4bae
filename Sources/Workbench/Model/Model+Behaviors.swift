internal import Basics
internal import Collections
internal import Exchange
internal import Screen

// The behaviors of a request: added, ordered, switched; and whether its programs may run.
extension Model {
  /// The kinds, to choose one from.
  mutating func openBehaviorMenu() -> [Effect] {
    guard current != nil else { return [] }
    return open(
      Popup(
        .menu(
          title: "Behavior", BehaviorKind.all.map { Choice(nil, $0.title, note: $0.help, .addBehavior($0.word)) })))
  }

  mutating func addBehavior(_ word: String) -> [Effect] {
    guard let kind = BehaviorKind.named(word), current != nil else { return [] }
    if kind.hint.isEmpty, let behavior = kind.behavior("") { return add(behavior) }
    return prompt(.newBehavior(word), kind.title, kind.example, hint: kind.hint)
  }

  /// Enter on a behavior: its argument, or its switch when it takes none.
  mutating func openBehavior(_ index: Int) -> [Effect] {
    guard let behavior = behavior(index) else { return [] }
    if behavior.kind.hint.isEmpty { return toggleBehavior(index) }
    return prompt(.behavior(index), behavior.kind.title, behavior.argument, hint: behavior.kind.hint)
  }

  mutating func takeNewBehavior(_ argument: String, _ word: String) -> [Effect] {
    guard let kind = BehaviorKind.named(word) else { return [] }
    guard let behavior = kind.behavior(argument) else { return show(.notABehavior(kind, argument)) }
    return add(behavior)
  }

  mutating func takeBehavior(_ argument: String, _ index: Int) -> [Effect] {
    guard let old = behavior(index) else { return [] }
    guard let new = old.kind.behavior(argument) else { return show(.notABehavior(old.kind, argument)) }
    current?.document.behaviors[index].action = new.action
    return saveAll()
  }

  mutating func toggleBehavior(_ index: Int) -> [Effect] {
    guard behavior(index) != nil else { return [] }
    current?.document.behaviors[index].isOn.toggle()
    return saveAll()
  }

  mutating func removeBehavior(_ index: Int) {
    guard behavior(index) != nil else { return }
    current?.document.behaviors.remove(at: index)
  }

  /// Moves the behavior under the cursor up or down among the others; the cursor goes with it.
  mutating func moveBehavior(by step: Int) -> [Effect] {
    guard case .behavior(let index)? = fieldUnderCursor, behavior(index) != nil, behavior(index + step) != nil else {
      return []
    }
    current?.document.behaviors.swapAt(index, index + step)
    if let selected = current?.form.selected { current?.form.selected = selected + step }
    return saveAll()
  }

  private mutating func add(_ behavior: RequestBehavior) -> [Effect] {
    current?.document.behaviors.append(behavior)
    return saveAll()
  }

  private func behavior(_ index: Int) -> RequestBehavior? {
    guard let behaviors = current?.document.behaviors, behaviors.indices.contains(index) else { return nil }
    return behaviors[index]
  }

  // MARK: Programs

  /// What must be asked before a program of the collection may run, or a file outside be read; nil when nothing.
  func programQuestion(_ draft: Draft, of request: String, then: PasswordQuestion.Then) -> Popup? {
    guard let collection, !trusted.unknown(draft.programs).isEmpty else { return nil }
    let unknown = trusted.unknown(draft.programs + collection.programs)
    let lines = unknown.map { "  \($0.command.neutralised)" }
    return Popup(
      .question(
        Question(
          title: "What this collection asks for",
          lines: ["Its requests run these programs and read these files and secrets, with your rights:"]
            + lines,
          choices: [
            Choice("y", "trust them, \(then.words)", .trustPrograms(unknown, request: request, then: then)),
            Choice("n", "no", .close),
          ])))
  }

  /// Goes on with what waited for the answer.
  mutating func adopt(_ trusted: TrustedPrograms) -> [Effect] {
    self.trusted = trusted
    guard let after = afterTrust else { return [] }
    afterTrust = nil
    return after.request == currentPath && popups.isEmpty ? goOn(after.then) : []
  }

  /// A file that was chosen here, and lies outside the collection, is no stranger's wish.
  func trustChosen(_ path: String) -> [Effect] {
    guard let folder = collection?.folder, path.hasPrefix("/") else { return [] }
    let file = ExternalProgram(command: "file:\(path)", folder: folder)
    return trusted.unknown([file]).isEmpty ? [] : [.trust([file])]
  }
}

extension Problem {
  fileprivate static func notABehavior(_ kind: BehaviorKind, _ text: String) -> Problem {
    Problem(
      code: "not-a-behavior", summary: "This makes no behavior of the kind \"\(kind.title)\".",
      values: ["given: \(text.neutralised)", "expected: \(kind.hint)"], remedy: "Write it like \(kind.example)")
  }
}
