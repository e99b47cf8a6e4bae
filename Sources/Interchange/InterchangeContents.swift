/// What another program's file of requests holds, as far as it can be carried over.
public struct InterchangeContents: Sendable, Equatable {
  /// The file's own name for itself; empty when it has none.
  public var name = ""
  public var requests: [ImportedRequest] = []
  /// Properties that requests refer to as `{{name}}`; nil where the file does not say the value.
  public var variables: [Variable] = []
  /// Sets of values that replace those of `variables`.
  public var environments: [Environment] = []
  /// What only a person can answer before a request can be sent.
  public var questions: [String] = []
  /// What was read and has no counterpart; nothing is left out in silence.
  public var notCarriedOver: [String] = []
  public var problems: [Problem] = []

  public init() {}

  public struct Variable: Sendable, Hashable {
    public var name: String
    public var value: String?
    /// Without a value because it is a secret.
    public var isSecret = false

    public init(_ name: String, _ value: String?) {
      self.name = name
      self.value = value
    }
  }

  public struct Environment: Sendable, Hashable {
    public var name: String
    public var variables: [Variable]

    public init(name: String, variables: [Variable]) {
      self.name = name
      self.variables = variables
    }
  }

  public struct Problem: Sendable, Hashable {
    public enum Severity: String, Sendable, Hashable { case warning, error }
    public var severity: Severity
    public var summary: String
    public var detail: String

    public init(_ severity: Severity, _ summary: String, detail: String = "") {
      self.severity = severity
      self.summary = summary
      self.detail = detail
    }
  }
}
