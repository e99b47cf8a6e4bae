public import Basics

/// One line of the history: what an exchange was and how it ended.
public struct PastExchange: Sendable, Hashable {
  /// Never used for another exchange again.
  public var number: Int
  /// When it ended.
  public var time: Timestamp
  /// `send`, `run`, `workbench` or `history`: what sent it.
  public var command: String
  /// Absolute path of the collection's folder; nil for a call from the command line.
  public var collection: String?
  /// Path of the request in the collection.
  public var request: String?
  public var url: String
  public var method: String
  public var action: String?
  /// HTTP status; nil without an answer.
  public var status: Int?
  /// `answered`, `fault`, `handshake`, `network`, …: the names of `ExitStatus`.
  public var outcome: String
  /// Codes, the verdict first.
  public var findings: [String]
  public var durationMilliseconds: Double?
  /// `TLS 1.3`; nil without TLS, or where the connection was an earlier exchange's.
  public var tlsVersion: String?
  /// Of the client certificate.
  public var certificateSubject: String?
  public var isPinned: Bool

  public init(
    number: Int, time: Timestamp, command: String, collection: String? = nil, request: String? = nil, url: String,
    method: String = "POST", action: String? = nil, status: Int? = nil, outcome: String, findings: [String] = [],
    durationMilliseconds: Double? = nil, tlsVersion: String? = nil, certificateSubject: String? = nil,
    isPinned: Bool = false
  ) {
    self.number = number
    self.time = time
    self.command = command
    self.collection = collection
    self.request = request
    self.url = url
    self.method = method
    self.action = action
    self.status = status
    self.outcome = outcome
    self.findings = findings
    self.durationMilliseconds = durationMilliseconds
    self.tlsVersion = tlsVersion
    self.certificateSubject = certificateSubject
    self.isPinned = isPinned
  }

  /// The request's path, else the address.
  public var name: String { request ?? url }

  /// `HTTP 200`, `fault, HTTP 500`, `handshake: unknown-ca`.
  public var result: String {
    let answer = status.map { "HTTP \($0)" }
    if outcome == ExitStatus.answered.name { return answer ?? outcome }
    return ([outcome] + [findings.first ?? answer].compactMap(\.self)).joined(separator: ": ")
  }
}

/// Which exchanges of the history are looked for; every condition must hold.
public struct PastExchangeFilter: Sendable, Hashable {
  /// A pattern with `*` and `?` for the request's path or the address.
  public var request: String?
  /// Exactly this path in this collection.
  public var ofRequest: OfRequest?
  public var status: Int?
  public var finding: String?
  public var since: Timestamp?
  /// Not at this moment or later.
  public var until: Timestamp?
  /// Words that the message or the answer must have, each at the start of a word of its own; of one or two letters, as a
  /// whole word.
  public var text: String?
  /// Words of the texts as for `text`; or a part of the name, the address, a finding or the outcome; or the status.
  public var anywhere: String?
  public var limit: Int

  public struct OfRequest: Sendable, Hashable {
    public var collection: String
    public var path: String

    public init(collection: String, path: String) {
      self.collection = collection
      self.path = path
    }
  }

  public init(
    request: String? = nil, ofRequest: OfRequest? = nil, status: Int? = nil, finding: String? = nil,
    since: Timestamp? = nil, until: Timestamp? = nil, text: String? = nil, anywhere: String? = nil, limit: Int = 50
  ) {
    self.request = request
    self.ofRequest = ofRequest
    self.status = status
    self.finding = finding
    self.since = since
    self.until = until
    self.text = text
    self.anywhere = anywhere
    self.limit = limit
  }
}

extension ExitStatus {
  /// As the history names it: `answered`, `fault`, `handshake`, …
  public var name: String {
    switch self {
    case .answered: "answered"
    case .fault: "fault"
    case .usage: "usage"
    case .handshake: "handshake"
    case .network: "network"
    case .identity: "identity"
    case .protocolViolation: "protocolViolation"
    case .file: "file"
    case .interrupted: "interrupted"
    }
  }
}
