internal import Basics
public import Collections
public import Screen

/// A keymap with a person's own keys in it.
extension Keymap where Command == Workbench.Command, Context == KeyContext {
  /// The file's keys over those that it is based on.
  public static func reading(_ file: KeymapFile) -> (keymap: WorkbenchKeymap, problems: [Collection.Problem]) {
    (named(file.base) ?? standard).applying(file)
  }

  /// The file's keys over these ones.
  ///
  /// - Returns: the keymap, and every line of the file that is of no use, with what was probably meant; then the
  ///   keymap is not to be used.
  public func applying(_ file: KeymapFile) -> (keymap: WorkbenchKeymap, problems: [Collection.Problem]) {
    var reader = KeymapReader(bindings: bindings, isModal: isModal, file: file.name, problems: file.problems)
    for entry in file.entries { reader.read(entry) }
    let keymap = WorkbenchKeymap(reader.bindings)
    reader.checkWaysOut(keymap)
    return (keymap, reader.problems)
  }
}

private struct KeymapReader {
  var bindings: [WorkbenchKeymap.Binding]
  let isModal: Bool
  let file: String
  var problems: [Collection.Problem]
  private var seen: [String: Int] = [:]

  init(bindings: [WorkbenchKeymap.Binding], isModal: Bool, file: String, problems: [Collection.Problem]) {
    self.bindings = bindings
    self.isModal = isModal
    self.file = file
    self.problems = problems
  }

  mutating func read(_ entry: KeymapFile.Entry) {
    guard let context = KeyContext(rawValue: entry.place) else {
      return report(
        "there is no place `\(entry.place)`\(NearestWord.question(entry.place, among: KeyContext.allCases.map(\.rawValue)))",
        entry
      )
    }
    let command = Command(rawValue: entry.command)
    if command == nil, entry.command != "none" {
      let names = Command.allCases.filter { isModal || !$0.isOfVim }.map(\.rawValue) + ["none"]
      return report("there is no command `\(entry.command)`\(NearestWord.question(entry.command, among: names))", entry)
    }
    if command?.isOfVim == true, !isModal {
      return report("`\(entry.command)` is of the Vim keymap; write `base: vim` first", entry)
    }
    for name in entry.keys.split(separator: " ") { set(String(name), command, in: context, entry) }
  }

  private mutating func set(_ name: String, _ command: Command?, in context: KeyContext, _ entry: KeymapFile.Entry) {
    guard let keys = KeySequence(name) else {
      return report(
        "`\(name)` is no key: write s, G, C-p, M-Enter, S-Tab, F5, PgUp or Space, or two keys as gg or Space-s", entry)
    }
    if let problem = whyNot(keys, name, in: context) { return report(problem, entry) }
    if let line = seen.updateValue(entry.line, forKey: "\(context.rawValue) \(keys)") {
      return report("`\(name)` is set on line \(line) already", entry)
    }
    remove(keys, from: context)
    if let command { bindings.append(WorkbenchKeymap.Binding([keys], command, in: [context])) }
  }

  /// Where keys are typed, none of them may begin a sequence, or be a plain one.
  private func whyNot(_ keys: KeySequence, _ name: String, in context: KeyContext) -> String? {
    guard [.typing, .completion, .field, .always].contains(context) else { return nil }
    if keys.second != nil { return "`\(name)` are two keys, and here one is typed at a time; take a key with C- or M-" }
    guard case .character = keys.first.key, keys.first.modifiers.isEmpty, context != .completion else { return nil }
    return "`\(name)` could no longer be typed; take a key with C- or M-"
  }

  /// With the sequences that it begins, or the one key that begins it.
  private mutating func remove(_ keys: KeySequence, from context: KeyContext) {
    let clashes = { (other: KeySequence) in
      other == keys || other.first == keys.first && (other.second == nil) != (keys.second == nil)
    }
    bindings = bindings.flatMap { binding -> [WorkbenchKeymap.Binding] in
      guard binding.contexts.contains(context), binding.keys.contains(where: clashes) else { return [binding] }
      let others = binding.contexts.filter { $0 != context }
      let left = binding.keys.filter { !clashes($0) }
      return (others.isEmpty ? [] : [WorkbenchKeymap.Binding(binding.keys, binding.command, in: others)])
        + (left.isEmpty ? [] : [WorkbenchKeymap.Binding(left, binding.command, in: [context])])
    }
  }

  // MARK: What must stay

  /// Without these nothing could be reached any more, or left.
  private static let waysOut: [(Command, [KeyContext])] = [
    (.back, [.typing, .list, .field]), (.open, [.list, .field]), (.commandLine, [.global]), (.quit, [.global]),
  ]

  mutating func checkWaysOut(_ keymap: WorkbenchKeymap) {
    for (command, contexts) in Self.waysOut {
      for context in contexts where keymap.keys(for: command, in: [context]).isEmpty {
        let text =
          "`\(command.rawValue)` has no key in the place `\(context.rawValue)` any more; nobody could do without"
        problems.append(Collection.Problem(severity: .error, file: file, line: nil, text: text))
      }
    }
  }

  private mutating func report(_ text: String, _ entry: KeymapFile.Entry) {
    problems.append(Collection.Problem(severity: .error, file: file, line: entry.line, text: text.neutralised))
  }
}
