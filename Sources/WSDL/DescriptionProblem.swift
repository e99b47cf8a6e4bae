/// Something in a description that does not hold, though the rest of it can be used.
public struct DescriptionProblem: Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable { case warning, error }

  public var severity: Severity
  /// One sentence; can be shown as it is.
  public var summary: String
  /// The values that decided it, each on a line; can be shown as it is.
  public var detail: String
  /// Location of the document that says it.
  public var file: String?
  /// 1-based; nil where it is not known.
  public var line: Int?

  public init(_ severity: Severity, _ summary: String, detail: String = "", file: String? = nil, line: Int? = nil) {
    self.severity = severity
    self.summary = summary
    self.detail = detail
    self.file = file
    self.line = line
  }
}
