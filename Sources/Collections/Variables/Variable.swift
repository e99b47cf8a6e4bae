public import Certificates

/// A name that stands for a text or for where a secret comes from.
public struct Variable: Sendable, Equatable {
  public enum Value: Sendable, Equatable {
    /// May hold placeholders itself.
    case text(String)
    /// Taken as it is, whatever stands in it: it came from a server.
    case verbatim(String)
    /// Read when a call is sent, and no sooner.
    case secret(SecretSource)
  }

  public var name: String
  public var value: Value

  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }

  /// From the text of a file or a command line: what begins with `env:`, `file:`, `keyring:`, `command:` or `prompt:` is the source of
  /// a secret.
  public init(_ name: String, text: String) {
    let source = try? SecretSource.parse(text)
    switch source {
    case .environment, .file, .keyring, .command, .prompt: self.init(name, .secret(source ?? .none))
    case .literal, .some(.none), nil: self.init(name, .text(text))
    }
  }

  /// As it stands in a file.
  public var text: String {
    switch value {
    case .text(let text), .verbatim(let text): text
    case .secret(let source): source.description
    }
  }
}

extension Variable {
  /// `NAME=VALUE`; nil for any other text.
  public init?(assignment text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, VariableName.isUsable(String(parts[0])) else { return nil }
    self.init(String(parts[0]), text: String(parts[1]))
  }
}
