public import Basics
internal import Bindings
public import Handshake

/// What happened. A failed exchange still ends in a report: the failure is the product.
public struct Report: Sendable {
  public var draft: Draft
  /// Nil when the call was never accepted for sending; `refusal` says why.
  public var ticket: Ticket?
  public var refusal: Refusal?
  public var transcript: Transcript
  public var outcome: TransferOutcome
  public var response: Response?
  /// Ranked: the first is the verdict.
  public var findings: [Finding]
  public var wcf: WCFOutcome
  /// How the identity was loaded and its chain completed, one sentence a step.
  public var preparation: [String]
  /// Where it went; nil when the address could not be read.
  public var target: Evidence.Target?
  /// Nil unless the draft asked for it. It holds secrets: it is in no text and no JSON, and leaves memory only when a
  /// person has it written.
  public var capture: Capture?
  /// Hides the passwords that went out with the call, for whoever keeps the report: an answer may repeat them.
  public var secrets = SecretMask([])
  /// Nil when nothing was sent.
  public var endedAt: Timestamp?

  public init(
    draft: Draft, ticket: Ticket?, refusal: Refusal?, transcript: Transcript, outcome: TransferOutcome,
    response: Response?, findings: [Finding], wcf: WCFOutcome, preparation: [String], target: Evidence.Target? = nil,
    capture: Capture? = nil, endedAt: Timestamp? = nil
  ) {
    self.draft = draft
    self.ticket = ticket
    self.refusal = refusal
    self.transcript = transcript
    self.outcome = outcome
    self.response = response
    self.findings = findings
    self.wcf = wcf
    self.preparation = preparation
    self.target = target
    self.capture = capture
    self.endedAt = endedAt
  }
}

/// Why a draft was not sent.
public struct Refusal: Remediable, Equatable {
  /// Decides the exit status.
  public enum Stage: Sendable, Hashable { case usage, identity, file, binding }
  public var stage: Stage
  public var code: String
  public var summary: String
  public var values: [String]
  public var remedy: String
  /// Type of the exception that a WCF client raises in the same case; nil where it would go on.
  public var exception: String?

  public init(
    stage: Stage, code: String, summary: String, values: [String] = [], remedy: String, exception: String? = nil
  ) {
    self.stage = stage
    self.code = code
    self.summary = summary
    self.values = values
    self.remedy = remedy
    self.exception = exception
  }

  public init(_ error: some Remediable, stage: Stage) {
    self.init(
      stage: stage, code: error.code, summary: error.summary, values: error.values, remedy: error.remedy,
      exception: (error as? BindingError)?.wcf?.type)
  }
}

public struct Response: Sendable, Equatable {
  public enum Kind: String, Sendable, Hashable { case envelope, fault, html, empty, other }

  public var status: Int
  public var httpHeaders: [HTTPHeader]
  /// As received, after content decoding.
  public var body: [UInt8]
  /// What the body says in UTF-8, where that is not the body itself: text of another character encoding; of a multipart
  /// answer the envelope, with the parts that it includes put back as base64.
  public var decoded: [UInt8]?
  /// In which the text was read, in lower case; nil for what is no text.
  public var charset: String?
  /// The other parts of a multipart answer.
  public var attachments: [Attachment]
  public var contentType: String?
  public var kind: Kind
  public var fault: Fault?
  /// Nil when the answer has no addressing headers.
  public var addressing: Addressing?
  /// Nil when the answer has no Security header and the binding expects none.
  public var security: Security?
  /// The envelope as the caller's message inspectors left it, which `kind` and `fault` then tell of; nil when they
  /// changed nothing.
  public var inspectedEnvelope: [UInt8]?

  public init(
    status: Int, httpHeaders: [HTTPHeader], body: [UInt8], contentType: String?, kind: Kind, fault: Fault?,
    addressing: Addressing? = nil, security: Security? = nil, inspectedEnvelope: [UInt8]? = nil,
    decoded: [UInt8]? = nil, charset: String? = nil, attachments: [Attachment] = []
  ) {
    self.status = status
    self.httpHeaders = httpHeaders
    self.body = body
    self.contentType = contentType
    self.kind = kind
    self.fault = fault
    self.addressing = addressing
    self.security = security
    self.inspectedEnvelope = inspectedEnvelope
    self.decoded = decoded
    self.charset = charset
    self.attachments = attachments
  }

  /// Whether it came in several parts.
  public var isMultipart: Bool { contentType?.lowercased().hasPrefix("multipart/") == true }

  /// The text to read: `decoded`, else the body.
  public var message: [UInt8] { decoded ?? body }

  /// A SOAP fault (SOAP 1.1 section 4.4, SOAP 1.2 part 1 section 5.4).
  public struct Fault: Sendable, Hashable {
    /// `1.1` or `1.2`.
    public var version: String
    public var code: String
    public var subcodes: [String]
    public var reason: String
    public var actor: String?
    /// XML text of the detail's content.
    public var detail: String?
    /// What the code means and what to look at, in plain words; nil for codes that are not well known.
    public var explanation: String?

    public init(
      version: String, code: String, subcodes: [String], reason: String, actor: String?, detail: String?,
      explanation: String? = nil
    ) {
      self.version = version
      self.code = code
      self.subcodes = subcodes
      self.reason = reason
      self.actor = actor
      self.detail = detail
      self.explanation = explanation
    }
  }
}

/// What a WCF client would have made of the same answer.
public struct WCFOutcome: Sendable, Hashable {
  /// `reply`, or the exception's type name.
  public var outcome: String
  public var message: String?

  public init(outcome: String, message: String?) {
    self.outcome = outcome
    self.message = message
  }
}
