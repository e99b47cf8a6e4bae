/// One way in which a binding silently does not do what it seems to say.
public struct LintRule: Sendable {
  /// Stable name, lower case with hyphens.
  public var code: String
  public var severity: LintFinding.Severity
  /// What the rule is about, in a few words.
  public var title: String
  let check: @Sendable (BindingLint.Subject, WirePlan) -> Trap?

  /// What was found: one sentence, the compared values, and the change that mends it.
  struct Trap {
    var summary: String
    var detail: String
    var remedy: String

    init(_ summary: String, detail: String, remedy: String) {
      self.summary = summary
      self.detail = detail
      self.remedy = remedy
    }
  }

  init(
    _ code: String, _ severity: LintFinding.Severity, _ title: String,
    check: @escaping @Sendable (BindingLint.Subject, WirePlan) -> Trap?
  ) {
    self.code = code
    self.severity = severity
    self.title = title
    self.check = check
  }

  /// Every rule. What the channel factory refuses is no trap: that is said as an error of its own.
  public static let all = certificateRules + credentialRules + actionRules + messageRules + headerRules + quotaRules
}
