internal import Basics
public import Collections
public import Screen

/// A keymap with a person's own keys in it.
extension Keymap where Command == Workbench.Command, Context == KeyContext {
  /// The file's keys over these ones.
  ///
  /// - Returns: the keymap, and every line of the file that is of no use, with what was probably meant; then the
  ///   keymap is not to be used.
  public func applying(_ file: KeymapFile) -> (keymap: WorkbenchKeymap, problems: [Collection.Problem]) {
    var reader = KeymapReader(bindings: bindings, file: file.name, problems: file.problems)
    for entry in file.entries { reader.read(entry) }
    let keymap = WorkbenchKeymap(reader.bindings)
    reader.checkWaysOut(keymap)
    return (keymap, reader.problems)
  }
}

private struct KeymapReader {
  var bindings: [WorkbenchKeymap.Binding]
  let file: String
  var problems: [Collection.Problem]
  private var seen: [String: Int] = [:]

  init(bindings: [WorkbenchKeymap.Binding], file: String, problems: [Collection.Problem]) {
    self.bindings = bindings
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
      let names = Command.allCases.map(\.rawValue) + ["none"]
      return report("there is no command `\(entry.command)`\(NearestWord.question(entry.command, among: names))", entry)
    }
    for name in entry.keys.split(separator: " ") { set(String(name), command, in: context, entry) }
  }

  private mutating func set(_ name: String, _ command: Command?, in context: KeyContext, _ entry: KeymapFile.Entry) {
    guard let chord = KeyChord(name) else {
      return report("`\(name)` is no key: write s, G, C-p, M-Enter, S-Tab, F5, PgUp or Space", entry)
    }
    if case .character = chord.key, chord.modifiers.isEmpty, [.typing, .field, .always].contains(context) {
      return report("`\(name)` could no longer be typed; take a key with C- or M-", entry)
    }
    if let line = seen.updateValue(entry.line, forKey: "\(context.rawValue) \(chord)") {
      return report("`\(name)` is set on line \(line) already", entry)
    }
    remove(chord, from: context)
    if let command { bindings.append(WorkbenchKeymap.Binding([chord], command, in: [context])) }
  }

  private mutating func remove(_ chord: KeyChord, from context: KeyContext) {
    bindings = bindings.flatMap { binding -> [WorkbenchKeymap.Binding] in
      guard binding.contexts.contains(context), binding.chords.contains(chord) else { return [binding] }
      let others = binding.contexts.filter { $0 != context }
      let left = binding.chords.filter { $0 != chord }
      return (others.isEmpty ? [] : [WorkbenchKeymap.Binding(binding.chords, binding.command, in: others)])
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
      for context in contexts where keymap.chords(for: command, in: [context]).isEmpty {
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
