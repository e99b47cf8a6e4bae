/// Which key does what where: one table that the event loop, the help, the palette, the footer and the tests read.
///
/// `Command` and `Context` are the program's own; contexts are asked innermost first.
public struct Keymap<Command: Hashable & Sendable, Context: Hashable & Sendable>: Sendable {
  /// One line of the table: every chord does the same; the first is the one that is shown.
  public struct Binding: Sendable, Hashable {
    public var chords: [KeyChord]
    public var command: Command
    public var contexts: [Context]

    public init(_ chords: [KeyChord], _ command: Command, in contexts: [Context]) {
      self.chords = chords
      self.command = command
      self.contexts = contexts
    }

    /// Names separated by spaces: `"j Down"`. A name that is none is left out.
    public init(_ names: String, _ command: Command, in contexts: [Context]) {
      self.init(names.split(separator: " ").compactMap { KeyChord(String($0)) }, command, in: contexts)
    }
  }

  public let bindings: [Binding]
  private let table: [Key: Command]

  /// A later binding of the same chord in the same context wins, so that a person's own come after the built-in ones.
  public init(_ bindings: [Binding]) {
    self.bindings = bindings
    var table: [Key: Command] = [:]
    for binding in bindings {
      for context in binding.contexts {
        for chord in binding.chords { table[Key(chord: chord, context: context)] = binding.command }
      }
    }
    self.table = table
  }

  private struct Key: Hashable, Sendable {
    var chord: KeyChord
    var context: Context
  }

  /// What the chord does; the first context that knows it decides.
  public func command(for chord: KeyChord, in contexts: [Context]) -> Command? {
    for context in contexts {
      if let command = table[Key(chord: chord, context: context)] { return command }
    }
    return nil
  }

  /// The chords that reach the command from these contexts, the shown one first; those that an inner context uses for
  /// something else are not among them.
  public func chords(for command: Command, in contexts: [Context]) -> [KeyChord] {
    bindings.filter { $0.command == command && $0.contexts.contains(where: contexts.contains) }
      .flatMap(\.chords)
      .filter { self.command(for: $0, in: contexts) == command }
  }

  /// Chords that two lines of the table give to different commands in one context.
  public var conflicts: [(chord: KeyChord, context: Context)] {
    var seen: [Key: Command] = [:]
    var found: [(KeyChord, Context)] = []
    for binding in bindings {
      for context in binding.contexts {
        for chord in binding.chords {
          let previous = seen.updateValue(binding.command, forKey: Key(chord: chord, context: context))
          if let previous, previous != binding.command { found.append((chord, context)) }
        }
      }
    }
    return found
  }
}
