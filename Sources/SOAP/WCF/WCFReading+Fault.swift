internal import Basics
internal import Bindings
internal import XML

extension WCFReading {
  /// What a fault is raised as. Without a contract no detail is known, so that one that the contract declares is a
  /// FaultException here and FaultException<T> there.
  static func ofFault(_ fault: SOAPFault?, _ version: MessageVersion) -> WCFReading {
    guard let fault else {
      return WCFReading(
        outcome: "CommunicationException", message: "SFxErrorDeserializingFault: the fault could not be read.")
    }
    if let problem = fault.problem {
      return WCFReading(
        outcome: "CommunicationException",
        message: "SFxErrorDeserializingFault: the fault could not be read: \(problem).")
    }
    if fault.code.name == XMLName("MustUnderstand", in: fault.version.envelopeNamespace) {
      return WCFReading(outcome: "ProtocolException", message: fault.reason.neutralised)
    }
    guard let rule = FaultRule.all.first(where: { $0.matches(fault, version) }) else {
      return WCFReading(outcome: "FaultException", message: fault.reason.neutralised)
    }
    return rule.code == "InternalServiceFault" ? internalFault(fault) : of(rule, fault)
  }

  private static func of(_ rule: FaultRule, _ fault: SOAPFault) -> WCFReading {
    WCFReading(outcome: rule.exception, message: fault.reason.neutralised)
  }

  /// Its detail is read as the ExceptionDetail that includeExceptionDetailInFaults sends.
  private static func internalFault(_ fault: SOAPFault) -> WCFReading {
    guard let detail = fault.detailElements.first else {
      return WCFReading(outcome: "FaultException", message: fault.reason.neutralised)
    }
    let expected = XMLName("ExceptionDetail", in: "http://schemas.datacontract.org/2004/07/System.ServiceModel")
    if detail == expected {
      return WCFReading(outcome: "FaultException<ExceptionDetail>", message: fault.reason.neutralised)
    }
    return WCFReading(
      outcome: "SerializationException",
      message: "The detail of an InternalServiceFault is read as ExceptionDetail, but it is "
        + "'\(detail.local.neutralised)': \(fault.reason.neutralised)")
  }
}
