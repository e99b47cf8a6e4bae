/// Something a binding or request will silently not do, found before anything is sent.
public struct LintFinding: Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable { case note, warning, error }

  /// Stable name, lower case with hyphens.
  public var code: String
  public var severity: Severity
  /// One plain sentence.
  public var summary: String
  /// The compared values.
  public var detail: String
  public var remedy: String

  public init(code: String, severity: Severity, summary: String, detail: String, remedy: String) {
    self.code = code
    self.severity = severity
    self.summary = summary
    self.detail = detail
    self.remedy = remedy
  }
}
