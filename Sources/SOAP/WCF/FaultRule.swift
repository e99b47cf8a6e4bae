public import Bindings
internal import XML

/// Which exception a fault becomes by its code (System.ServiceModel.Channels.FaultConverter, then
/// ServiceChannel.ThrowIfFaultUnderstood); every other fault is a FaultException.
public struct FaultRule: Sendable, Hashable {
  /// Whose fault it has to be in SOAP 1.2; SOAP 1.1 codes count as both.
  public enum Side: String, Sendable, Hashable { case sender, receiver }

  /// In which namespace the code has to be.
  public enum Vocabulary: String, Sendable, Hashable, CaseIterable {
    /// Of the binding's addressing version, which without addressing has a name of WCF's own.
    case addressing
    case addressing10
    /// Addressing of any version but 1.0.
    case addressingBefore10
    case security
    case dispatcher
  }

  /// The code of SOAP 1.1, the first subcode of SOAP 1.2.
  public var code: String
  public var vocabulary: Vocabulary
  public var side: Side
  /// That has to follow in SOAP 1.2; nil for any.
  public var subcode: String?
  public var exception: String

  private init(_ code: String, _ vocabulary: Vocabulary, _ side: Side, _ exception: String, subcode: String? = nil) {
    self.code = code
    self.vocabulary = vocabulary
    self.side = side
    self.exception = exception
    self.subcode = subcode
  }

  /// In WCF's order. InvalidAddressingHeader without the subcode is none of them: WCF's branch for it is never reached.
  public static let all: [FaultRule] = [
    FaultRule("ActionNotSupported", .addressing, .sender, "ActionNotSupportedException"),
    FaultRule("DestinationUnreachable", .addressing, .sender, "EndpointNotFoundException"),
    FaultRule(
      "InvalidAddressingHeader", .addressing, .sender, "MessageHeaderException", subcode: "InvalidCardinality"),
    FaultRule("MessageAddressingHeaderRequired", .addressing10, .sender, "MessageHeaderException"),
    FaultRule("MessageInformationHeaderRequired", .addressingBefore10, .sender, "ProtocolException"),
    FaultRule("InvalidMessageInformationHeader", .addressingBefore10, .sender, "ProtocolException"),
    FaultRule("EndpointUnavailable", .addressing, .receiver, "ServerTooBusyException"),
    FaultRule("SessionTerminated", .dispatcher, .sender, "ChannelTerminatedException"),
    FaultRule("TransactionAborted", .dispatcher, .sender, "ProtocolException"),
    FaultRule("FailedAuthentication", .security, .sender, "SecurityAccessDeniedException"),
    FaultRule("InternalServiceFault", .dispatcher, .receiver, "FaultException"),
    FaultRule("DeserializationFailed", .dispatcher, .receiver, "ProtocolException"),
  ]

  /// Namespace of the codes of a binding without addressing.
  public static let noAddressing = "http://schemas.microsoft.com/ws/2005/05/addressing/none"
  public static let dispatcher = "http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher"

  /// The namespace for a client of that message version; nil where the rule does not hold.
  public func namespace(_ version: MessageVersion) -> String? {
    let addressing = version.addressing.namespace ?? Self.noAddressing
    switch vocabulary {
    case .addressing: return addressing
    case .addressing10: return version.addressing == .wsAddressing10 ? addressing : nil
    case .addressingBefore10: return version.addressing == .wsAddressing10 ? nil : addressing
    case .security: return SecurityNames.extensionNamespace
    case .dispatcher: return Self.dispatcher
    }
  }

  func matches(_ fault: SOAPFault, _ version: MessageVersion) -> Bool {
    let isSOAP11 = fault.version == .soap11
    guard let told = isSOAP11 ? fault.code : fault.subcodes.first, let namespace = namespace(version),
      told.name == XMLName(code, in: namespace), isSOAP11 || fault.isOf(side)
    else { return false }
    guard let subcode else { return true }
    return !isSOAP11 && fault.subcodes.dropFirst().first?.name == XMLName(subcode, in: namespace)
  }
}

extension SOAPFault {
  fileprivate func isOf(_ side: FaultRule.Side) -> Bool {
    code.name == XMLName(side == .sender ? "Sender" : "Receiver", in: version.envelopeNamespace)
  }
}
