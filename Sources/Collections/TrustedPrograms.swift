internal import Certificates
public import Exchange

/// The programs that a person has allowed collections to run (`pipe`), and the sources of secrets that they may read, each
/// for its folder. What a collection comes to name later is another one.
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
  /// Every program that its requests would run, switched on or not, every source that secrets would be read from, and the
  /// files outside its folder that requests name.
  public var programs: [ExternalProgram] {
    let documents = [defaults] + folderSettings.map(\.defaults) + requests.map(\.document)
    let commands = documents.flatMap(\.behaviors).compactMap { behavior in
      if case .pipe(let command) = behavior.action { command } else { nil }
    }
    let scopes = [variables] + environments.map(\.variables) + folderSettings.map(\.variables)
    let sources = scopes.flatMap(\.self).compactMap { variable in
      if case .secret(let source) = variable.value, source != .prompt { source.description } else { nil }
    }
    let passwords = documents.compactMap(\.userPassword).filter { $0 != "prompt:" && Placeholder.scan($0).isEmpty }
    let files = documents.flatMap { $0.trust.reference(folder: folder).trusts }
      .filter { Placeholder.scan($0.command).isEmpty }.map(\.command)
    var seen: Set<String> = []
    return (commands + sources + passwords + files).filter { seen.insert($0).inserted }
      .map { ExternalProgram(command: $0, folder: folder) }
  }
}
