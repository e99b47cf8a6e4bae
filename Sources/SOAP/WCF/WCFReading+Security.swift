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
    return nil
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
