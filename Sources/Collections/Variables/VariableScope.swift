/// Where variables are named together.
public struct VariableScope: Sendable, Equatable {
  public enum Kind: Sendable, Hashable { case commandLine, captured, environment, folder, collection }

  public var kind: Kind
  /// The file, relative to the collection's folder; nil for what is in no file.
  public var file: String?
  public var variables: [Variable]

  public init(_ kind: Kind, file: String? = nil, _ variables: [Variable]) {
    self.kind = kind
    self.file = file
    self.variables = variables
  }
}

/// What a person chose for a call: an environment, and values above all others.
public struct VariableChoice: Sendable, Equatable {
  /// Name of a file in `environments/`; nil is the collection's own choice, the empty text none.
  public var environment: String?
  /// From the command line.
  public var given: [Variable]
  /// From earlier answers.
  public var captured: [Variable]

  public init(environment: String? = nil, given: [Variable] = [], captured: [Variable] = []) {
    self.environment = environment
    self.given = given
    self.captured = captured
  }
}

extension Collection {
  /// Every variable that a request can use, the scope that wins first: command line, captured, environment, the folders
  /// from the request's own outwards, the collection.
  ///
  /// - Throws: `VariableError` for an environment that there is not.
  public func scopes(for path: String, _ choice: VariableChoice) throws(VariableError) -> [VariableScope] {
    var scopes = [VariableScope(.commandLine, choice.given), VariableScope(.captured, choice.captured)]
    if let environment = try environment(choice) {
      scopes.append(VariableScope(.environment, file: environment.file, environment.variables))
    }
    for folder in settings(above: path) {
      scopes.append(VariableScope(.folder, file: folder.file, folder.variables))
    }
    scopes.append(VariableScope(.collection, file: CollectionFolder.mainFile, variables))
    return scopes
  }

  /// The environment that holds: the one that was chosen, else the collection's own choice, else none.
  public func environment(_ choice: VariableChoice) throws(VariableError) -> Environment? {
    guard let name = choice.environment ?? chosenEnvironment, !name.isEmpty else { return nil }
    if let found = environments.first(where: { $0.name == name }) { return found }
    throw .unknownEnvironment(name, known: environments.map(\.name))
  }
}
