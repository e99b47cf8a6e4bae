internal import Basics
public import Bindings

extension WCFReading {
  /// What a WCF client with message security over transport does with an answer whose Security header says this
  /// (System.ServiceModel.Security.TransportSecurityProtocol, ReceiveSecurityHeader); nil when it goes on reading.
  ///
  /// - Parameter plan: the binding's; nil asks for nothing.
  static func security(
    _ reading: SecurityReading, plan: SecurityPlan?, flavour: Flavour = .netFramework, isFault: Bool
  ) -> WCFReading? {
    plan.flatMap { ofUnexpected(reading.order, $0.layout, flavour) }
      ?? securityViolation(reading, plan: plan, isFault: isFault)
  }

  /// What in the header contradicts the binding, or does not hold, as WCF says it; nil when nothing does. Unlike WCF's
  /// client, which expects a timestamp and nothing else, it lets a signature be that holds and a token that signs.
  ///
  /// - Parameter plan: the binding's; nil asks for nothing.
  public static func securityViolation(
    _ reading: SecurityReading, plan: SecurityPlan?, isFault: Bool
  ) -> WCFReading? {
    guard let plan else { return nil }
    if !reading.isPresent { return plan.requiresSecuredAnswer ? missing(isFault: isFault) : nil }
    if let problem = reading.allProblems.first(where: { $0.kind != .unverifiable || $0.code == "security-unreadable" })
    {
      return exception("\(problem.wcf ?? "MessageSecurityVerificationFailed"): \(problem.summary)")
    }
    if plan.timestampValiditySeconds != nil, plan.requiresSecuredAnswer, reading.created == nil {
      return exception("RequiredTimestampMissingInSecurityHeader: the Security header has no Timestamp.")
    }
    return ofLayout(reading.order, plan.layout)
  }

  /// A client over transport has no authenticator for any token of an answer and expects no endorsing signature. Strict
  /// meets what stands first; Lax reads all tokens before it looks at a signature. .NET has no code for signatures at all.
  private static func ofUnexpected(
    _ order: [SecurityReading.Item], _ layout: SecurityHeaderLayout, _ flavour: Flavour
  ) -> WCFReading? {
    func isToken(_ item: SecurityReading.Item) -> Bool { if case .token = item { true } else { false } }
    func isSignature(_ item: SecurityReading.Item) -> Bool { if case .signature = item { true } else { false } }
    let isStrict = layout == .strict || flavour == .net
    let first =
      isStrict
      ? order.first { isToken($0) || isSignature($0) } : order.first(where: isToken) ?? order.first(where: isSignature)
    switch first {
    case .token(let name):
      return exception(
        "UnableToFindTokenAuthenticator: a client over transport expects no \(name.neutralised) in an answer; only a "
          + "binding with message security does.")
    case .signature where flavour == .net:
      return WCFReading(
        outcome: "PlatformNotSupportedException", message: ".NET's client does not read signatures of an answer.")
    case .signature:
      return exception(
        "MessageSecurityVerificationFailed: a client over transport expects no signature in an answer; only a binding "
          + "with message security does (inner InvalidOperationException SupportingTokenSignaturesNotExpected).")
    case .timestamp, .other, nil: return nil
    }
  }

  /// The order of the header's elements (System.ServiceModel.Security.SecurityHeaderElementInferenceEngine): Strict reads
  /// once from the top, so that what a signature needs must stand before it; Lax looks for it everywhere.
  private static func ofLayout(_ order: [SecurityReading.Item], _ layout: SecurityHeaderLayout) -> WCFReading? {
    let timestamp = order.firstIndex(of: .timestamp)
    switch layout {
    case .lax: return nil
    case .laxTimestampFirst:
      guard let timestamp, timestamp != 0 else { return nil }
      return exception("TimestampMustOccurFirstInSecurityHeaderLayout: the Timestamp is element \(timestamp + 1).")
    case .laxTimestampLast:
      guard let timestamp, timestamp != order.count - 1 else { return nil }
      return exception(
        "TimestampMustOccurLastInSecurityHeaderLayout: the Timestamp is element \(timestamp + 1) of \(order.count).")
    case .strict:
      for (place, item) in order.enumerated() {
        guard case .signature(let token) = item else { continue }
        if let token, token > place {
          return exception(
            "UnableToResolveKeyInfoForVerifyingSignature: in the Strict layout a signature stands after its token.")
        }
        if let timestamp, timestamp > place {
          return exception(
            "SigningWithoutPrimarySignatureRequiresTimestamp: in the Strict layout a signature stands after the "
              + "Timestamp.")
        }
      }
      return nil
    }
  }

  private static func missing(isFault: Bool) -> WCFReading {
    isFault
      ? exception("UnsecuredMessageFaultReceived: an unsecured fault was received (inner FaultException).")
      : exception("UnableToFindSecurityHeaderInMessageNoActor: the message has no Security header.")
  }

  private static func exception(_ message: String) -> WCFReading {
    WCFReading(outcome: "MessageSecurityException", message: message)
  }
}
