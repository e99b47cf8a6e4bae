/// Which key does what where: one table that the event loop, the help, the palette, the footer and the tests read.
///
/// `Command` and `Context` are the program's own; contexts are asked innermost first.
public struct Keymap<Command: Hashable & Sendable, Context: Hashable & Sendable>: Sendable {
  /// One line of the table: all of the keys do the same; the first is the one that is shown.
  public struct Binding: Sendable, Hashable {
    public var keys: [KeySequence]
    public var command: Command
    public var contexts: [Context]

    public init(_ keys: [KeySequence], _ command: Command, in contexts: [Context]) {
      self.keys = keys
      self.command = command
      self.contexts = contexts
    }

    /// Names separated by spaces: `"j Down"`, `"gg Home"`. A name that is none is left out.
    public init(_ names: String, _ command: Command, in contexts: [Context]) {
      self.init(names.split(separator: " ").compactMap { KeySequence(String($0)) }, command, in: contexts)
    }
  }

  /// What a key means that follows what was pressed before it.
  public enum Meaning: Sendable, Hashable {
    case command(Command)
    /// It begins a sequence.
    case begins
  }

  public let bindings: [Binding]
  private let table: [Key: Meaning]

  /// A later binding of the same chord in the same context wins, so that a person's own come after the built-in ones.
  public init(_ bindings: [Binding]) {
    self.bindings = bindings
    var table: [Key: Meaning] = [:]
    for binding in bindings {
      for context in binding.contexts {
        for keys in binding.keys {
          table[Key(keys: keys, context: context)] = .command(binding.command)
          if keys.second != nil { table[Key(keys: KeySequence(keys.first), context: context)] = .begins }
        }
      }
    }
    self.table = table
  }

  private struct Key: Hashable, Sendable {
    var keys: KeySequence
    var context: Context
  }

  /// What the keys do; the first context that knows them decides.
  public func meaning(of keys: KeySequence, in contexts: [Context]) -> Meaning? {
    for context in contexts {
      if let meaning = table[Key(keys: keys, context: context)] { return meaning }
    }
    return nil
  }

  /// What the chord alone does; the first context that knows it decides.
  public func command(for chord: KeyChord, in contexts: [Context]) -> Command? {
    command(for: KeySequence(chord), in: contexts)
  }

  public func command(for keys: KeySequence, in contexts: [Context]) -> Command? {
    guard case .command(let command)? = meaning(of: keys, in: contexts) else { return nil }
    return command
  }

  /// The keys that reach the command from these contexts, the shown ones first; those that an inner context uses for
  /// something else are not among them.
  public func keys(for command: Command, in contexts: [Context]) -> [KeySequence] {
    bindings.filter { $0.command == command && $0.contexts.contains(where: contexts.contains) }
      .flatMap(\.keys)
      .filter { self.command(for: $0, in: contexts) == command && reaches($0, in: contexts) }
  }

  /// Whether an inner context leaves the first key of two to the context that has them.
  private func reaches(_ keys: KeySequence, in contexts: [Context]) -> Bool {
    keys.second == nil || meaning(of: KeySequence(keys.first), in: contexts) == .begins
  }

  /// Keys that two lines of the table give to different commands in one context, or of which one is the beginning of
  /// another.
  public var conflicts: [(keys: KeySequence, context: Context)] {
    var seen: [Key: Command] = [:]
    var found: [(KeySequence, Context)] = []
    for binding in bindings {
      for context in binding.contexts {
        for keys in binding.keys {
          let previous = seen.updateValue(binding.command, forKey: Key(keys: keys, context: context))
          if let previous, previous != binding.command { found.append((keys, context)) }
        }
      }
    }
    for key in seen.keys where key.keys.second != nil {
      if seen[Key(keys: KeySequence(key.keys.first), context: key.context)] != nil {
        found.append((key.keys, key.context))
      }
    }
    return found
  }
}
