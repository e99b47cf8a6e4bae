public import Exchange

/// The programs that a person has allowed collections to run (`pipe`), each for its folder. A program that a collection
/// comes to name later is another one.
public struct TrustedPrograms: Sendable, Equatable {
  /// Commands by the absolute path of the collection's folder.
  public var commands: [String: [String]]

  public init(_ commands: [String: [String]] = [:]) { self.commands = commands }

  public func allows(_ program: ExternalProgram) -> Bool {
    guard let folder = program.folder else { return false }
    return commands[folder]?.contains(program.command) == true
  }

  /// Those that are not allowed yet, each once.
  public func unknown(_ programs: [ExternalProgram]) -> [ExternalProgram] {
    var seen: Set<ExternalProgram> = []
    return programs.filter { !allows($0) && seen.insert($0).inserted }
  }
}

extension Collection {
  /// Every program that its requests would run, switched on or not.
  public var programs: [ExternalProgram] {
    let documents = [defaults] + requests.map(\.document)
    var seen: Set<ExternalProgram> = []
    return documents.flatMap(\.behaviors).compactMap { behavior in
      guard case .pipe(let command) = behavior.action else { return nil }
      let program = ExternalProgram(command: command, folder: folder)
      return seen.insert(program).inserted ? program : nil
    }
  }
}
