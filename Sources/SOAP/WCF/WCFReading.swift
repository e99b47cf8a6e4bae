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
  ///   - challenge: WWW-Authenticate.
  ///   - location: of a redirect.
  ///   - hasContentLength: whether the length was announced; .NET counts differently without.
  ///   - isOneWay: whether the operation has no reply.
  ///   - security: what the answer's Security header says; nil when it has none and none is expected.
  public init(
    status: Int, contentType: String?, bytes: Int, answer: Answer, plan: WirePlan, challenge: String? = nil,
    location: String? = nil, hasContentLength: Bool = true, isOneWay: Bool = false, security: SecurityReading? = nil
  ) {
    let told = StatusRule.Answer(
      status: status, challenge: challenge, location: location, scheme: plan.authenticationScheme,
      hasFault: answer.fault != nil)
    self =
      Self.ofStatus(told) ?? Self.ofEmpty(contentType, bytes: bytes, isOneWay: isOneWay, plan: plan)
      ?? Self.ofContentType(contentType, answer, plan: plan)
      ?? Self.ofSize(bytes, hasContentLength: hasContentLength, plan: plan)
      ?? Self.ofEncoding(contentType, answer, plan: plan)
      ?? Self.ofEnvelope(answer, bytes: bytes, isOneWay: isOneWay, plan: plan, security: security)
  }

  private static func ofStatus(_ answer: StatusRule.Answer) -> WCFReading? {
    let rule = StatusRule.of(answer.status)
    return rule.exception.map { WCFReading(outcome: $0, message: rule.message(answer)) }
  }

  /// A body without a byte: a null message, which only a one-way operation takes.
  private static func ofEmpty(_ contentType: String?, bytes: Int, isOneWay: Bool, plan: WirePlan) -> WCFReading? {
    guard bytes == 0 else { return nil }
    if contentType != nil, plan.flavour == .net {
      return WCFReading(
        outcome: "ProtocolException",
        message:
          "MessageXmlProtocolError: there is a Content-Type and nothing to read (.NET; .NET Framework takes it as "
          + "no message).")
    }
    if isOneWay { return .reply }
    return WCFReading(
      outcome: "CommunicationException",
      message: "SFxServerDidNotReply: the server did not provide a meaningful reply (fine for a one-way operation).")
  }

  private static func ofContentType(_ contentType: String?, _ answer: Answer, plan: WirePlan) -> WCFReading? {
    guard let contentType else {
      return WCFReading(
        outcome: "ProtocolException",
        message: "HttpContentTypeHeaderRequired: the response has content but no Content-Type header.")
    }
    let type = ContentType(contentType)
    if type.isAccepted(by: plan) { return nil }
    if case .mtom(let mtom) = plan.encoding, type.mediaType == "multipart/related" {
      return ofPackage(answer.package, type, mtom)
    }
    return WCFReading(
      outcome: "ProtocolException",
      message: "The content type \(contentType.neutralised) of the response message does not match the content type of "
        + "the binding (\(plan.mediaType); charset=\(plan.textEncoding.charset)).")
  }

  /// A streamed answer is counted while its body is read: see `ofStreamedSize`.
  private static func ofSize(_ bytes: Int, hasContentLength: Bool, plan: WirePlan) -> WCFReading? {
    guard !plan.transferMode.streamsAnswer else { return nil }
    // Without an announced length .NET stops when the buffer is full, not when it is exceeded.
    let isFull = plan.flavour == .net && !hasContentLength
    guard bytes > plan.maxReceivedMessageSize || isFull && bytes >= plan.maxBufferSize else { return nil }
    return WCFReading(
      outcome: "CommunicationException",
      message:
        "The maximum message size quota for incoming messages (\(plan.maxReceivedMessageSize)) has been exceeded "
        + "(inner QuotaExceededException): the answer has \(bytes) bytes.")
  }

  /// MaxMessageSizeStream: what stands before the limit, the headers at least, has been judged by then.
  private static func ofStreamedSize(_ bytes: Int, plan: WirePlan) -> WCFReading? {
    guard plan.transferMode.streamsAnswer, bytes > plan.maxReceivedMessageSize else { return nil }
    return WCFReading(
      outcome: "CommunicationException",
      message:
        "The maximum message size quota for incoming messages (\(plan.maxReceivedMessageSize)) has been exceeded "
        + "while the body was read (inner QuotaExceededException): the answer has \(bytes) bytes.")
  }

  private static func ofEnvelope(
    _ answer: Answer, bytes: Int, isOneWay: Bool, plan: WirePlan, security: SecurityReading?
  ) -> WCFReading {
    switch answer.reading {
    case .envelope(let outline):
      return ofEnvelope(
        outline, bytes: bytes, fault: answer.fault, isOneWay: isOneWay, plan: plan, security: security)
    case .otherRoot(let name):
      if plan.messageVersion == .noEnvelope { return .reply }
      return WCFReading(
        outcome: "CommunicationException",
        message: "MessageVersionUnknown: the root element '\(name.local.neutralised)' is no SOAP envelope of a known "
          + "version.")
    case .notXML(let problem): return notXML(problem.summary)
    case nil: return notXML("it is none.")
    }
  }

  private static func notXML(_ reason: String) -> WCFReading {
    WCFReading(
      outcome: "ProtocolException",
      message: "MessageXmlProtocolError: there is a problem with the XML that was received: \(reason)")
  }

  private static func ofEnvelope(
    _ outline: EnvelopeOutline, bytes: Int, fault: SOAPFault?, isOneWay: Bool, plan: WirePlan,
    security: SecurityReading?
  ) -> WCFReading {
    guard let own = plan.messageVersion.envelope else { return .reply }
    if outline.hasInstruction { return notXML("a processing instruction stands in the envelope.") }
    if outline.version != own {
      return WCFReading(
        outcome: "CommunicationException",
        message: "The envelope version of the incoming message (\(outline.version.title)) does not match that of the "
          + "encoder (\(own.title)) (inner ArgumentException EncoderEnvelopeVersionMismatch).")
    }
    if !outline.hasBody {
      return WCFReading(outcome: "CommunicationException", message: "MessageBodyMissing: the envelope has no body.")
    }
    if let security,
      let refusal = Self.security(
        security, plan: plan.security, flavour: plan.flavour, isFault: outline.isFault)
    {
      return refusal
    }
    if isOneWay {
      let what = outline.isFault ? "OneWayOperationReturnedFault" : "OneWayOperationReturnedMessage"
      return WCFReading(
        outcome: "ProtocolException", message: "\(what): the operation is one-way, and the server answered a message.")
    }
    if let exceeded = ofStreamedSize(bytes, plan: plan) { return exceeded }
    if outline.isFault { return ofFault(fault, plan.messageVersion) }
    if let exceeded = ofQuotas(outline, plan) { return exceeded }
    if let header = outline.mustUnderstand.first(where: { !isUnderstood($0, by: plan) }) {
      return WCFReading(
        outcome: "ProtocolException",
        message:
          "The header '\(header.local.neutralised)' from the namespace '\((header.namespace ?? "").neutralised)' "
          + "was not understood by the recipient of this message.")
    }
    return .reply
  }

  /// Quotas of XmlDictionaryReaderQuotas that show without the contract: depth, characters in one text, bytes of one
  /// start tag. Arrays and the table of names depend on how the program reads: the lint says so
  /// (`reader-quota-not-judged`).
  private static func ofQuotas(_ outline: EnvelopeOutline, _ plan: WirePlan) -> WCFReading? {
    let quotas = plan.readerQuotas.inForce(plan.transferMode)
    func exceeded(_ name: String, _ limit: Int, _ actual: Int) -> WCFReading {
      WCFReading(
        outcome: "CommunicationException",
        message:
          "SFxErrorDeserializingReplyBodyMore: \(name) (\(limit)) has been exceeded (inner XmlException): the answer "
          + "has \(actual).")
    }
    if let depth = quotas.maxDepth, outline.depth > depth { return exceeded("MaxDepth", depth, outline.depth) }
    if let text = quotas.maxStringContentLength, outline.longestText > text {
      return exceeded("MaxStringContentLength", text, outline.longestText)
    }
    if let tag = quotas.maxBytesPerRead, outline.longestTag > tag {
      return exceeded("MaxBytesPerRead", tag, outline.longestTag)
    }
    return nil
  }

  /// A security element understands its own header, and a message version with addressing the headers of that version.
  private static func isUnderstood(_ header: XMLName, by plan: WirePlan) -> Bool {
    if header == EnvelopeOutline.securityHeader { return plan.security != nil }
    return header.namespace != nil && header.namespace == plan.messageVersion.addressing.namespace
      && AddressingHeaders.understood.contains(header.local)
  }
}
