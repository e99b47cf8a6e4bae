internal import Basics

/// Says before sending what WCF would do without a word.
public enum BindingLint {
  /// What is looked at.
  public struct Subject: Sendable {
    public var binding: Binding
    public var url: String
    public var action: String?
    public var hasIdentity: Bool
    /// SOAP version of the envelope's root, when it is one of the two.
    public var envelopeVersion: MessageVersion?

    public init(
      binding: Binding, url: String, action: String? = nil, hasIdentity: Bool = false,
      envelopeVersion: MessageVersion? = nil
    ) {
      self.binding = binding
      self.url = url
      self.action = action
      self.hasIdentity = hasIdentity
      self.envelopeVersion = envelopeVersion
    }
  }

  /// All that the rules find, errors first. A stack that cannot be built is the only finding then.
  public static func findings(for subject: Subject) -> [LintFinding] {
    do throws(BindingError) {
      let plan = try subject.binding.wirePlan(action: subject.action)
      return rules.compactMap { $0(subject, plan) }.sorted { $0.severity.rank > $1.severity.rank }
    } catch {
      return [LintFinding(error)]
    }
  }

  typealias Rule = @Sendable (Subject, WirePlan) -> LintFinding?

  static let rules: [Rule] = [
    wrongScheme, certificateMissing, certificateNotEnabled, credentialIgnored, envelopeOfOtherVersion, actionMissing,
    actionInQuotes, actionUnused, quoteInAction, answerQuota,
  ]
}

extension LintFinding {
  init(_ error: BindingError) {
    self.init(
      code: error.code, severity: .error, summary: error.summary, detail: error.values.joined(separator: "\n"),
      remedy: error.remedy)
  }
}

extension LintFinding.Severity {
  fileprivate var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
}

// The client certificate.
extension BindingLint {
  private static let wrongScheme: Rule = { subject, plan in
    do throws(BindingError) {
      try plan.check(url: subject.url)
      return nil
    } catch {
      return LintFinding(error)
    }
  }

  private static let certificateMissing: Rule = { subject, plan in
    guard plan.offersClientCertificate, !subject.hasIdentity else { return nil }
    return LintFinding(
      code: "client-certificate-not-set", severity: .error,
      summary: "The binding requires a client certificate, but none is set.",
      detail: "\(subject.binding)\nWCF: InvalidOperationException when the channel opens",
      remedy: "Give the certificate (--cert), or do not require it.")
  }

  private static let certificateNotEnabled: Rule = { subject, plan in
    guard subject.hasIdentity, !plan.offersClientCertificate else { return nil }
    return LintFinding(
      code: "client-certificate-not-enabled", severity: .warning,
      summary: "A client certificate is set, but this binding never shows it to the server.",
      detail: "\(subject.binding)\n\(whyNotOffered(subject.binding))", remedy: howToOffer(subject.binding))
  }

  private static let credentialIgnored: Rule = { subject, _ in
    guard case .basicHTTP(let basic) = subject.binding, basic.security.mode == .none,
      basic.security.transport.clientCredentialType == .certificate, !subject.hasIdentity
    else { return nil }
    return LintFinding(
      code: "credential-ignored", severity: .warning,
      summary: "The transport credential type is certificate, but security mode none ignores it.",
      detail: "\(subject.binding)", remedy: howToOffer(subject.binding))
  }

  private static func whyNotOffered(_ binding: Binding) -> String {
    switch binding {
    case .basicHTTP(let basic) where basic.security.mode == .none:
      "BasicHttpBinding with security mode none speaks plain HTTP and ignores every credential"
    case .basicHTTP, .basicHTTPS:
      "the transport client credential type is none, so RequireClientCertificate is false"
    case .custom(let custom) where custom.elements.find(HTTPSTransportBindingElement.self) == nil:
      "HttpTransportBindingElement has no TLS, so there is nothing to show a certificate in"
    case .custom:
      "HttpsTransportBindingElement has RequireClientCertificate=false"
    }
  }

  private static func howToOffer(_ binding: Binding) -> String {
    switch binding {
    case .basicHTTP: "Use --security transport --credential certificate with an https address."
    case .basicHTTPS: "Use --credential certificate."
    case .custom: "Use https(requireClientCertificate=true) as the last element."
    }
  }
}

// The message.
extension BindingLint {
  private static let envelopeOfOtherVersion: Rule = { subject, plan in
    guard let version = subject.envelopeVersion, version != plan.messageVersion else { return nil }
    return LintFinding(
      code: "envelope-version-mismatch", severity: .warning,
      summary: "The envelope is \(version.title), but the binding announces \(plan.messageVersion.title).",
      detail:
        "envelope namespace: \(version.envelopeNamespace)\nbinding: \(subject.binding), \(plan.messageVersion.mediaType)",
      remedy: "Change the envelope's namespace to \(plan.messageVersion.envelopeNamespace), or the binding's message "
        + "version to \(version.rawValue).")
  }

  private static let actionMissing: Rule = { subject, plan in
    guard plan.messageVersion == .soap11, subject.action == nil || subject.action == "*" else { return nil }
    return LintFinding(
      code: "action-missing", severity: .warning,
      summary: "No SOAPAction header will be sent; SOAP 1.1 over HTTP requires one.",
      detail: "SOAP 1.1 section 6.1.1; many servers choose the operation by it",
      remedy: "Give the operation's action (--action), or --action '' when the service defines an empty one.")
  }

  private static let actionInQuotes: Rule = { subject, _ in
    guard let action = subject.action, action.count >= 2, action.hasPrefix("\""), action.hasSuffix("\"") else {
      return nil
    }
    return LintFinding(
      code: "action-in-quotes", severity: .warning, summary: "The action is in quotes already and gets a second pair.",
      detail: "action: \(action.neutralised)", remedy: "Leave the quotes out: \(action.dropFirst().dropLast())")
  }

  private static let quoteInAction: Rule = { subject, plan in
    guard let action = subject.action, !action.hasPrefix("\""), action.contains("\""), plan.messageVersion == .soap12
    else { return nil }
    return LintFinding(
      code: "quote-in-action", severity: .warning,
      summary: "A quote inside the action ends the action parameter of Content-Type early.",
      detail: "action: \(action.neutralised)", remedy: "Use an action without quotes.")
  }

  private static let actionUnused: Rule = { subject, _ in
    guard subject.action == "*" else { return nil }
    return LintFinding(
      code: "action-wildcard", severity: .note, summary: "The action * means none in WCF: nothing will be sent for it.",
      detail: "action: *", remedy: "Give the operation's own action.")
  }

  private static let answerQuota: Rule = { subject, plan in
    guard plan.maxReceivedMessageSize <= 65536 else { return nil }
    return LintFinding(
      code: "answer-quota", severity: .note,
      summary: "A WCF client with this binding refuses answers above \(plan.maxReceivedMessageSize) bytes.",
      detail:
        "MaxReceivedMessageSize=\(plan.maxReceivedMessageSize) (WCF's default is 65536); larger answers are shown "
        + "here all the same",
      remedy: "Raise MaxReceivedMessageSize in the WCF program that will make this call.")
  }
}
