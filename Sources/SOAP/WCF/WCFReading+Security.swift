public import Bindings

extension WCFReading {
  /// What a client with message security does with an answer whose Security header says this
  /// (System.ServiceModel.Security.TransportSecurityProtocol); nil when it goes on reading.
  ///
  /// - Parameter plan: the binding's; nil asks for nothing.
  public static func security(_ reading: SecurityReading, plan: SecurityPlan?, isFault: Bool) -> WCFReading? {
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
