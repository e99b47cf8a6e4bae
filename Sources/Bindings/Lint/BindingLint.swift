internal import Basics

/// Says before sending what WCF would do without a word.
public enum BindingLint {
  /// What is looked at.
  public struct Subject: Sendable {
    public var binding: Binding
    public var url: String
    public var action: String?
    public var hasIdentity: Bool
    public var hasUser: Bool
    /// SOAP version of the envelope's root, when it is one of the two.
    public var envelopeVersion: EnvelopeVersion?
    /// The encoding that the envelope's XML declaration names.
    public var declaredEncoding: String?
    /// Of the addressing headers that the envelope has.
    public var envelopeAddressing: Set<AddressingVersion>
    /// What the envelope's own Action headers say.
    public var envelopeActions: [AddressingVersion: String]
    /// The caller's own HTTP headers.
    public var httpHeaders: [WirePlan.Header]
    /// False sends the leaf alone.
    public var sendsFullChain: Bool
    public var flavour: Flavour

    public init(
      binding: Binding, url: String, action: String? = nil, hasIdentity: Bool = false, hasUser: Bool = false,
      envelopeVersion: EnvelopeVersion? = nil, declaredEncoding: String? = nil,
      envelopeAddressing: Set<AddressingVersion> = [], envelopeActions: [AddressingVersion: String] = [:],
      httpHeaders: [WirePlan.Header] = [], sendsFullChain: Bool = true, flavour: Flavour = .netFramework
    ) {
      self.binding = binding
      self.url = url
      self.action = action
      self.hasIdentity = hasIdentity
      self.hasUser = hasUser
      self.envelopeVersion = envelopeVersion
      self.declaredEncoding = declaredEncoding
      self.envelopeAddressing = envelopeAddressing
      self.envelopeActions = envelopeActions
      self.httpHeaders = httpHeaders
      self.sendsFullChain = sendsFullChain
      self.flavour = flavour
    }
  }

  /// All that the rules find, errors first. A stack that cannot be built is the only finding then.
  public static func findings(for subject: Subject) -> [LintFinding] {
    do throws(BindingError) {
      let plan = try subject.binding.wirePlan(action: subject.action, flavour: subject.flavour)
      let found = LintRule.all.compactMap { rule in rule.check(subject, plan).map { LintFinding(rule, $0) } }
      return LintFinding.Severity.ranked.flatMap { severity in found.filter { $0.severity == severity } }
    } catch {
      return [LintFinding(error)]
    }
  }
}

extension LintFinding {
  init(_ error: BindingError) {
    self.init(
      code: error.code, severity: .error, summary: error.summary, detail: error.values.joined(separator: "\n"),
      remedy: error.remedy)
  }

  fileprivate init(_ rule: LintRule, _ trap: LintRule.Trap) {
    self.init(
      code: rule.code, severity: rule.severity, summary: trap.summary, detail: trap.detail, remedy: trap.remedy)
  }
}

extension LintFinding.Severity {
  fileprivate static let ranked: [Self] = [.error, .warning, .note]
}

extension BindingLint.Subject {
  /// The value of the caller's own header; nil without it.
  func header(_ name: String) -> String? {
    httpHeaders.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The elements that the binding expands to; empty when it has none.
  var elements: BindingElements { (try? binding.createBindingElements(flavour)) ?? BindingElements() }
}
