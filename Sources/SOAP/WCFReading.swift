internal import Basics
public import Bindings
internal import XML

/// What a WCF client (.NET Framework) makes of an answer: the reply, or the exception it raises.
public struct WCFReading: Sendable, Hashable {
  /// `reply`, or the exception's type name.
  public var outcome: String
  /// The exception's message as WCF words it, shortened to its facts; nil for a reply.
  public var message: String?

  public static let reply = WCFReading(outcome: "reply", message: nil)

  public init(outcome: String, message: String?) {
    self.outcome = outcome
    self.message = message
  }
}

extension WCFReading {
  /// An HTTP answer, in WCF's order: status, content type, size, then the envelope.
  ///
  /// - Parameters:
  ///   - contentType: the header's value, or nil.
  ///   - bytes: length of the body; the quota is compared with it.
  ///   - security: what the answer's Security header says; nil when it has none and none is expected.
  public init(
    status: Int, contentType: String?, bytes: Int, answer: Answer, plan: WirePlan, challenge: String? = nil,
    security: SecurityReading? = nil
  ) {
    self =
      Self.ofStatus(status, challenge: challenge, scheme: plan.authenticationScheme.title)
      ?? Self.ofContentType(contentType, bytes: bytes, plan: plan)
      ?? Self.ofSize(bytes, plan: plan)
      ?? Self.ofEnvelope(answer, bytes: bytes, plan: plan, security: security)
  }

  private static func ofStatus(_ status: Int, challenge: String?, scheme: String) -> WCFReading? {
    switch status {
    case 200..<300, 500: nil
    case 401:
      WCFReading(
        outcome: "MessageSecurityException",
        message: "The HTTP request is unauthorized with client authentication scheme '\(scheme)'. The authentication "
          + "header received from the server was '\(challenge?.neutralised ?? "")'.")
    case 403:
      WCFReading(
        outcome: "MessageSecurityException",
        message: "The HTTP request was forbidden with client authentication scheme '\(scheme)'.")
    case 404: WCFReading(outcome: "EndpointNotFoundException", message: "There was no endpoint listening (404).")
    case 503: WCFReading(outcome: "ServerTooBusyException", message: "The HTTP service is too busy (503).")
    case 504: WCFReading(outcome: "TimeoutException", message: "The gateway timed out (504).")
    case 415:
      WCFReading(
        outcome: "ProtocolException", message: "The service does not accept this content type (415).")
    default:
      WCFReading(
        outcome: "ProtocolException", message: "The remote server returned an unexpected response: (\(status)).")
    }
  }

  private static func ofContentType(_ contentType: String?, bytes: Int, plan: WirePlan) -> WCFReading? {
    guard bytes > 0 else { return nil }
    guard let contentType else {
      return WCFReading(
        outcome: "ProtocolException", message: "The response has content but no Content-Type header.")
    }
    if ContentType(contentType).isAccepted(by: plan) { return nil }
    return WCFReading(
      outcome: "ProtocolException",
      message: "The content type \(contentType.neutralised) of the response message does not match the content type of "
        + "the binding (\(plan.mediaType); charset=\(plan.textEncoding.charset)).")
  }

  private static func ofSize(_ bytes: Int, plan: WirePlan) -> WCFReading? {
    guard bytes > plan.maxReceivedMessageSize else { return nil }
    return WCFReading(
      outcome: "CommunicationException",
      message:
        "The maximum message size quota for incoming messages (\(plan.maxReceivedMessageSize)) has been exceeded "
        + "(inner QuotaExceededException): the answer has \(bytes) bytes.")
  }

  private static func ofEnvelope(
    _ answer: Answer, bytes: Int, plan: WirePlan, security: SecurityReading?
  ) -> WCFReading {
    guard bytes > 0 else {
      return WCFReading(
        outcome: "CommunicationException",
        message: "The server did not provide a meaningful reply (fine for a one-way operation).")
    }
    switch answer.reading {
    case .envelope(let outline): return ofEnvelope(outline, fault: answer.fault, plan: plan, security: security)
    case .otherRoot(let name):
      return WCFReading(
        outcome: "CommunicationException",
        message: "The root element '\(name.local.neutralised)' is no SOAP envelope of a known version.")
    case .notXML(let problem):
      return WCFReading(
        outcome: "ProtocolException", message: "There is a problem with the XML that was received: \(problem.summary)")
    case nil:
      return WCFReading(
        outcome: "ProtocolException", message: "There is a problem with the XML that was received: it is none.")
    }
  }

  private static func ofEnvelope(
    _ outline: EnvelopeOutline, fault: SOAPFault?, plan: WirePlan, security: SecurityReading?
  ) -> WCFReading {
    if let own = plan.messageVersion.envelope, outline.version != own {
      return WCFReading(
        outcome: "CommunicationException",
        message: "The envelope version of the incoming message (\(outline.version.title)) does not match that of the "
          + "encoder (\(own.title)).")
    }
    if !outline.hasBody { return WCFReading(outcome: "CommunicationException", message: "The envelope has no body.") }
    if let security, let refusal = Self.security(security, plan: plan.security, isFault: outline.isFault) {
      return refusal
    }
    if outline.isFault { return ofFault(fault) }
    if let header = outline.mustUnderstand.first(where: { !isUnderstood($0, by: plan) }) {
      return WCFReading(
        outcome: "ProtocolException",
        message:
          "The header '\(header.local.neutralised)' from the namespace '\((header.namespace ?? "").neutralised)' "
          + "was not understood by the recipient of this message.")
    }
    return .reply
  }

  /// A security element understands its own header, and a message version with addressing the headers of that version.
  private static func isUnderstood(_ header: XMLName, by plan: WirePlan) -> Bool {
    if header == EnvelopeOutline.securityHeader { return plan.security != nil }
    return header.namespace != nil && header.namespace == plan.messageVersion.addressing.namespace
      && AddressingHeaders.understood.contains(header.local)
  }

  private static func ofFault(_ fault: SOAPFault?) -> WCFReading {
    guard let fault else {
      return WCFReading(outcome: "CommunicationException", message: "The fault could not be read.")
    }
    let codes = fault.subcodes.map(\.name) + [fault.code.name]
    let type = codes.lazy.compactMap(FaultTypes.exception).first ?? "FaultException"
    return WCFReading(outcome: type, message: fault.reason.neutralised)
  }
}

/// Which exception a fault code becomes (System.ServiceModel.Channels.FaultConverter).
private enum FaultTypes {
  static func exception(for code: XMLName) -> String? {
    guard let namespace = code.namespace, let type = table[code.local], type.namespaces.contains(namespace) else {
      return nil
    }
    return type.name
  }

  private static let addressing: Set = [
    "http://www.w3.org/2005/08/addressing", "http://schemas.xmlsoap.org/ws/2004/08/addressing",
  ]
  private static let security: Set = [
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
  ]
  private static let dispatcher: Set = [
    "http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher"
  ]

  private static let table: [String: (name: String, namespaces: Set<String>)] = [
    "MustUnderstand": ("ProtocolException", Set(EnvelopeVersion.allCases.map(\.envelopeNamespace))),
    "ActionNotSupported": ("ActionNotSupportedException", addressing),
    "DestinationUnreachable": ("EndpointNotFoundException", addressing),
    "EndpointUnavailable": ("ServerTooBusyException", addressing),
    "InvalidAddressingHeader": ("MessageHeaderException", addressing),
    "MessageAddressingHeaderRequired": ("MessageHeaderException", addressing),
    "FailedAuthentication": ("SecurityAccessDeniedException", security),
    "DeserializationFailed": ("ProtocolException", dispatcher),
    "SessionTerminated": ("ChannelTerminatedException", dispatcher),
    "TransactionAborted": ("ProtocolException", dispatcher),
    "InternalServiceFault": ("FaultException", dispatcher),
  ]
}
