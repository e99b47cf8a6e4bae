internal import Basics

extension LintRule {
  static let credentialRules: [LintRule] = [
    LintRule("credential-ignored", .warning, "The security mode ignores the transport credential type") { subject, _ in
      guard let unused = subject.binding.unusedCredential else { return nil }
      // The certificate's own rule says it.
      if unused.type == .certificate, subject.hasIdentity { return nil }
      return Trap(
        "The transport credential type is \(unused.type.rawValue), but security mode \(unused.mode) ignores it.",
        detail: "\(subject.binding)",
        remedy: unused.type == .certificate
          ? howToOffer(subject.binding)
          : "Use security mode transport (https) or transportCredentialOnly (http), or --credential none.")
    },
    LintRule("windows-by-default", .warning, "WSHttpBinding takes Windows credentials unless told otherwise") {
      subject, _ in
      guard case .wsHTTP(let ws) = subject.binding, ws.security.mode == .transport,
        ws.security.transport.clientCredentialType == .windows
      else { return nil }
      return Trap(
        "\(subject.binding.typeName) answers with Windows credentials: that is its default.",
        detail: "\(subject.binding)\nthe server must ask for Negotiate, and a Kerberos ticket is needed",
        remedy: "Say what the service asks for: --credential certificate, basic, none …")
    },
    LintRule("user-name-not-set", .error, "A user name is needed and none is set") { subject, plan in
      guard plan.needsUserName, !subject.hasUser else { return nil }
      let consumer = plan.isUserNameToken ? "The UsernameToken" : "HTTP \(plan.authenticationScheme.title)"
      return Trap(
        "\(consumer) needs a user name, but none is set.",
        detail: "\(subject.binding)\n"
          + (plan.authenticationScheme == .digest || plan.authenticationScheme == .ntlm
            ? "WCF would take the account that runs the program, which is of no use outside Windows"
            : "WCF: InvalidOperationException (UserNamePasswordNotProvidedOnClientCredentials) when the channel opens"),
        remedy: "Give the user name (--user NAME).")
    },
    LintRule("user-name-not-used", .warning, "A user name is set that is never sent") { subject, plan in
      guard subject.hasUser, !plan.needsUserName else { return nil }
      if plan.authenticationScheme == .negotiate {
        return Trap(
          "The user name is not sent: Negotiate takes the Kerberos ticket of whoever runs the program.",
          detail: "authentication scheme: Negotiate", remedy: "Get a ticket for that user first: kinit NAME@REALM.")
      }
      return Trap(
        "A user name is set, but this binding never sends it.",
        detail:
          "\(subject.binding)\nHTTP authentication is \(plan.authenticationScheme.title), and no UsernameToken is asked for",
        remedy: "Use --credential basic or digest, or security mode transportWithMessageCredential.")
    },
    LintRule("credential-in-clear", .warning, "A password travels without TLS") { subject, plan in
      guard plan.scheme == "http", plan.authenticationScheme == .basic || plan.isUserNameToken else { return nil }
      return Trap(
        "The password can be read by everybody on the way: the address is plain HTTP.",
        detail: plan.isUserNameToken ? "UsernameToken over http" : "HTTP Basic over http",
        remedy: "Use an https address with security mode transport.")
    },
    LintRule("realm-unused", .warning, "A realm is set that nothing looks at") { subject, plan in
      guard !plan.realm.isEmpty else { return nil }
      let isUsed = [.basic, .digest].contains(plan.authenticationScheme) && plan.flavour == .netFramework
      if isUsed { return nil }
      return Trap(
        "The realm has no effect here.",
        detail:
          "realm: \(plan.realm.neutralised)\nauthentication scheme: \(plan.authenticationScheme.title); only Basic "
          + "and Digest of .NET Framework look at it",
        remedy: "Leave the realm out.")
    },
    LintRule("password-digest-unknown-to-wcf", .note, "WCF sends passwords as text only") { _, plan in
      guard plan.security?.token == .userName(.digest) else { return nil }
      return Trap(
        "WCF cannot send a password digest: its UsernameToken has the password as text.",
        detail: "password=digest", remedy: "A WCF client of this service needs a token serializer of its own.")
    },
    LintRule("body-signature-unknown-to-wcf", .note, "WCF does not sign the body over transport") { _, plan in
      guard plan.security?.signedParts.contains(.body) == true else { return nil }
      return Trap(
        "WCF's transport security signs the timestamp and To, never the body.", detail: "signsBody=true",
        remedy: "A WCF client of this service needs message security (an asymmetric security element).")
    },
    LintRule("header-signature-unknown-to-wcf", .note, "WCF signs no header but To over transport") { _, plan in
      guard plan.security?.signedParts.contains(.addressing) == true else { return nil }
      return Trap(
        "WCF's transport security signs the timestamp and To, no other addressing header.",
        detail: "signsAddressing=true",
        remedy: "A WCF client of this service needs message security (an asymmetric security element).")
    },
    LintRule("unsecured-answer-refused", .note, "An answer without a Security header is refused") { _, plan in
      guard plan.security?.requiresSecuredAnswer == true else { return nil }
      return Trap(
        "A WCF client refuses an answer without a Security header and timestamp, faults included.",
        detail: "IncludeTimestamp=true, EnableUnsecuredResponse=false\n"
          + "WCF: MessageSecurityException (UnableToFindSecurityHeaderInMessage)",
        remedy:
          "If the service does not secure its answers: security:userNameOverTransport(enableUnsecuredResponse=true)")
    },
  ]
}

extension Binding {
  /// Whether a transport credential type is set that the security mode does not look at.
  public var ignoresTransportCredential: Bool { unusedCredential != nil }

  /// The transport credential type that the security mode does not look at, where it was set.
  fileprivate var unusedCredential: (type: HTTPClientCredentialType, mode: String)? {
    let (type, mode, isUsed, standard): (HTTPClientCredentialType, String, Bool, HTTPClientCredentialType) =
      switch self {
      case .basicHTTP(let basic):
        (
          basic.security.transport.clientCredentialType, basic.security.mode.rawValue, basic.usesTransportCredential,
          .none
        )
      case .basicHTTPS(let basic):
        (
          basic.security.transport.clientCredentialType, basic.security.mode.rawValue,
          basic.security.mode == .transport, .none
        )
      case .wsHTTP(let ws):
        (
          ws.security.transport.clientCredentialType, ws.security.mode.rawValue, ws.security.mode == .transport,
          .windows
        )
      case .custom: (.none, "", true, .none)
      }
    return isUsed || type == .none || type == standard ? nil : (type, mode)
  }
}

extension WirePlan {
  /// Whether a user name token goes into the message.
  public var isUserNameToken: Bool {
    if case .userName = security?.token { return true }
    return false
  }

  /// Whether the client certificate signs the message.
  public var signs: Bool { security?.token == .certificate }

  /// Whether the call cannot be made without a user name.
  public var needsUserName: Bool { authenticationScheme.needsUserName || isUserNameToken }
}
