public import Basics
internal import Bindings
public import Handshake

/// What happened. A failed exchange still ends in a report: the failure is the product.
public struct Report: Sendable {
  /// What is said of an exchange, whenever it was.
  private struct Content {
    var draft: Draft
    var ticket: Ticket?
    var refusal: Refusal?
    var response: Response?
    var findings: [Finding]
    var wcf: WCFOutcome
    var preparation: [String]
    var target: Evidence.Target?
    var secrets = SecretMask([])
  }

  /// How it went.
  private struct Course {
    var transcript: Transcript
    var outcome: TransferOutcome
    var capture: Capture?
    var endedAt: Timestamp?
  }

  /// A report is large and handed around: behind references that cost no copy.
  private final class Shared<Value: Sendable>: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
  }

  private var content: Shared<Content>
  private var course: Shared<Course>

  public init(
    draft: Draft, ticket: Ticket?, refusal: Refusal?, transcript: Transcript, outcome: TransferOutcome,
    response: Response?, findings: [Finding], wcf: WCFOutcome, preparation: [String], target: Evidence.Target? = nil,
    capture: Capture? = nil, endedAt: Timestamp? = nil
  ) {
    content = Shared(
      Content(
        draft: draft, ticket: ticket, refusal: refusal, response: response, findings: findings, wcf: wcf,
        preparation: preparation, target: target))
    course = Shared(Course(transcript: transcript, outcome: outcome, capture: capture, endedAt: endedAt))
  }

  private mutating func change<Value>(_ part: WritableKeyPath<Content, Value>, _ value: Value) {
    var changed = content.value
    changed[keyPath: part] = value
    content = Shared(changed)
  }

  private mutating func change<Value>(_ part: WritableKeyPath<Course, Value>, _ value: Value) {
    var changed = course.value
    changed[keyPath: part] = value
    course = Shared(changed)
    // No longer what `again` saw.
    content = Shared(content.value)
  }
}

extension Report {
  /// The report of a later exchange over the same connection, of which the same is to be said; nil when that is not clear
  /// from how it went.
  package func again(transcript: Transcript, outcome: TransferOutcome, endedAt: Timestamp) -> Report? {
    guard outcome.isLike(self.outcome), transcript.isQuiet(like: self.transcript), capture == nil else { return nil }
    var report = self
    report.course = Shared(Course(transcript: transcript, outcome: outcome, capture: nil, endedAt: endedAt))
    return report
  }

  /// Whether one was made of the other by `again`, or both of a third: they differ in times alone.
  package func isAgain(_ other: Report) -> Bool { content === other.content && course !== other.course }
}

extension Report {
  public var draft: Draft {
    get { content.value.draft }
    set { change(\.draft, newValue) }
  }
  /// Nil when the call was never accepted for sending; `refusal` says why.
  public var ticket: Ticket? {
    get { content.value.ticket }
    set { change(\.ticket, newValue) }
  }
  public var refusal: Refusal? {
    get { content.value.refusal }
    set { change(\.refusal, newValue) }
  }
  public var transcript: Transcript {
    get { course.value.transcript }
    set { change(\.transcript, newValue) }
  }
  public var outcome: TransferOutcome {
    get { course.value.outcome }
    set { change(\.outcome, newValue) }
  }
  public var response: Response? {
    get { content.value.response }
    set { change(\.response, newValue) }
  }
  /// Ranked: the first is the verdict.
  public var findings: [Finding] {
    get { content.value.findings }
    set { change(\.findings, newValue) }
  }
  public var wcf: WCFOutcome {
    get { content.value.wcf }
    set { change(\.wcf, newValue) }
  }
  /// How the identity was loaded and its chain completed, one sentence a step.
  public var preparation: [String] {
    get { content.value.preparation }
    set { change(\.preparation, newValue) }
  }
  /// Where it went; nil when the address could not be read.
  public var target: Evidence.Target? {
    get { content.value.target }
    set { change(\.target, newValue) }
  }
  /// Nil unless the draft asked for it. It holds secrets: it is in no text and no JSON, and leaves memory only when a
  /// person has it written.
  public var capture: Capture? {
    get { course.value.capture }
    set { change(\.capture, newValue) }
  }
  /// Hides the passwords that went out with the call, for whoever keeps the report: an answer may repeat them.
  public var secrets: SecretMask {
    get { content.value.secrets }
    set { change(\.secrets, newValue) }
  }
  /// Nil when nothing was sent.
  public var endedAt: Timestamp? {
    get { course.value.endedAt }
    set { change(\.endedAt, newValue) }
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
