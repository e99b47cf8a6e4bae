/// WS-AtomicTransaction's element of WSHttpBinding. Switched off, as it is by default, it does nothing.
public struct TransactionFlowBindingElement: BindingElement, Hashable {
  public var name: String { "TransactionFlowBindingElement" }
  public var role: BindingElementRole { .transactionFlow }

  public var transactions: Bool

  public init(transactions: Bool = false) { self.transactions = transactions }
}

/// An element that WCF has and this program knows by name only: it can stand in a stack, be printed and be explained, and
/// is refused when a message shall be sent through it.
public struct OtherBindingElement: BindingElement, Hashable {
  public var kind: Kind

  public init(_ kind: Kind) { self.kind = kind }

  public var name: String { kind.elementName }
  public var role: BindingElementRole { kind.role }
  public var text: String { kind.rawValue }

  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case reliableSession, context, compositeDuplex, oneWay, sslStreamSecurity, windowsStreamSecurity
    case binary, byteStream, webMessage, tcp, namedPipe

    public var elementName: String { facts.name }
    public var role: BindingElementRole { facts.role }
    /// What it would do to the messages.
    public var meaning: String { facts.meaning }

    private var facts: (name: String, role: BindingElementRole, meaning: String) {
      switch self {
      case .reliableSession:
        (
          "ReliableSessionBindingElement", .reliableSession,
          "WS-ReliableMessaging: a CreateSequence message before, numbered messages, acknowledgements, and a TerminateSequence after"
        )
      case .context:
        ("ContextBindingElement", .context, "a context header or cookie that ties calls to one service instance")
      case .compositeDuplex:
        (
          "CompositeDuplexBindingElement", .compositeDuplex,
          "answers on a second connection, to a listener of the client"
        )
      case .oneWay: ("OneWayBindingElement", .oneWay, "messages without answers over a transport that has them")
      case .sslStreamSecurity:
        (
          "SslStreamSecurityBindingElement", .streamSecurity,
          "TLS inside a TCP or named pipe channel; HTTPS has its own"
        )
      case .windowsStreamSecurity:
        (
          "WindowsStreamSecurityBindingElement", .streamSecurity,
          "SPNEGO protection inside a TCP or named pipe channel"
        )
      case .binary:
        (
          "BinaryMessageEncodingBindingElement", .encoding,
          "application/soap+msbin1: SOAP 1.2 in .NET's own binary XML (MC-NBFS), which only WCF services read"
        )
      case .byteStream: ("ByteStreamMessageEncodingBindingElement", .encoding, "raw bytes without SOAP")
      case .webMessage: ("WebMessageEncodingBindingElement", .encoding, "XML, JSON or raw bytes without SOAP")
      case .tcp: ("TcpTransportBindingElement", .transport, "net.tcp: .NET message framing over TCP")
      case .namedPipe: ("NamedPipeTransportBindingElement", .transport, "net.pipe: named pipes of one Windows machine")
      }
    }
  }
}
