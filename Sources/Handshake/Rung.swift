/// One step of an exchange, in the order in which they are climbed.
public struct Rung: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case name, tcp, proxy, hello, serverCertificate, verification, certificateRequest, clientCertificate, finished
    case requestWritten, firstByte, answer

    /// As a ladder shows it.
    public var title: String {
      switch self {
      case .name: "name"
      case .tcp: "TCP"
      case .proxy: "proxy"
      case .hello: "hello"
      case .serverCertificate: "server certificate"
      case .verification: "verification"
      case .certificateRequest: "certificate request"
      case .clientCertificate: "our certificate"
      case .finished: "finished"
      case .requestWritten: "request written"
      case .firstByte: "first byte"
      case .answer: "answer"
      }
    }

    var isTLS: Bool {
      switch self {
      case .hello, .serverCertificate, .verification, .certificateRequest, .clientCertificate, .finished: true
      default: false
      }
    }
  }

  public enum State: String, Sendable, Hashable, CaseIterable {
    /// Not reached.
    case pending
    /// The one that is waited for.
    case running
    case passed
    /// Passed, with something to look at.
    case warning
    case failed
    /// Not part of this exchange.
    case skipped
  }

  public var kind: Kind
  public var state: State
  /// When it was reached, since the exchange began.
  public var atMicroseconds: Int64?
  /// Since the rung before it that was reached.
  public var durationMicroseconds: Int64?
  /// One short line.
  public var detail: String
  /// Indices into the transcript's messages.
  public var messageIndices: [Int]

  public init(
    _ kind: Kind, _ state: State, atMicroseconds: Int64? = nil, durationMicroseconds: Int64? = nil,
    detail: String = "", messageIndices: [Int] = []
  ) {
    self.kind = kind
    self.state = state
    self.atMicroseconds = atMicroseconds
    self.durationMicroseconds = durationMicroseconds
    self.detail = detail
    self.messageIndices = messageIndices
  }
}
