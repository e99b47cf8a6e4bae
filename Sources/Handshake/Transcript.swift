public import Certificates

/// The decoded handshake: every message and alert both ways, with time and bytes, and what they add up to.
public struct Transcript: Sendable {
  public var messages: [Message] = []
  public var milestones: [(atMicroseconds: Int64, milestone: Milestone)] = []
  /// What came where TLS was expected and is none.
  public var foreignBytes: [UInt8] = []

  public init() {}

  /// One handshake message, alert or ChangeCipherSpec.
  public struct Message: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      /// HandshakeType (RFC 8446 section 4).
      case handshake(UInt8)
      case alert(Alert)
      case changeCipherSpec
    }
    public var from: Side
    public var leg: Leg
    public var atMicroseconds: Int64
    public var kind: Kind
    /// `ClientHello`, `CertificateRequest`, `Alert`…
    public var type: String
    /// The version in force for the connection, from ServerHello; nil before it.
    public var tlsVersion: TLSVersion?
    /// Whole message with its header, as on the wire before encryption.
    public var bytes: [UInt8]
    var source: FieldSource

    /// One line: what a reader wants to know first. Read from the bytes each time it is asked for.
    public var summary: String { source.summary(of: bytes, from: from) }
    /// Decoded, as Wireshark names them; read from the bytes each time they are asked for.
    public var fields: [Field] { source.fields(of: bytes, from: from) }

    public init(
      from: Side, leg: Leg, atMicroseconds: Int64, kind: Kind, type: String, tlsVersion: TLSVersion?, bytes: [UInt8],
      summary: String, fields: [Field]
    ) {
      self.init(
        from: from, leg: leg, atMicroseconds: atMicroseconds, kind: kind, type: type, tlsVersion: tlsVersion,
        bytes: bytes, source: .given(summary: summary, fields))
    }

    init(
      from: Side, leg: Leg, atMicroseconds: Int64, kind: Kind, type: String, tlsVersion: TLSVersion?, bytes: [UInt8],
      source: FieldSource
    ) {
      self.from = from
      self.leg = leg
      self.atMicroseconds = atMicroseconds
      self.kind = kind
      self.type = type
      self.tlsVersion = tlsVersion
      self.bytes = bytes
      self.source = source
    }
  }

  /// A node of a message's decoded fields.
  public struct Field: Sendable, Hashable {
    public var name: String
    public var value: String
    /// Where its bytes stand in the message.
    public var range: Range<Int>?
    public var children: [Field]

    public init(_ name: String, _ value: String, range: Range<Int>? = nil, children: [Field] = []) {
      self.name = name
      self.value = value
      self.range = range
      self.children = children
    }
  }

  public struct Alert: Sendable, Hashable {
    public var isFatal: Bool
    public var code: UInt8
    /// `unknown_ca`; `alert 150` when the registry has none.
    public var name: String

    public init(isFatal: Bool, code: UInt8, name: String) {
      self.isFatal = isFatal
      self.code = code
      self.name = name
    }
  }

  // What the messages add up to, filled in while they are read.
  public var version: TLSVersion?
  public var cipherSuite: String?
  public var group: String?
  public var alpn: String?
  public var serverName: String?
  public var offeredVersions: [TLSVersion] = []
  /// The server's Certificate message, leaf first, in DER.
  public var serverCertificates: [[UInt8]] = []
  public var serverChain: [CertificateFacts] = []
  /// Nil when the server never asked.
  public var certificateRequest: CertificateRequest?
  /// Nil when no client Certificate message was seen; empty when an empty one was sent.
  public var clientChain: [CertificateFacts]?
  /// True once a NewSessionTicket or application data followed our Finished: proof that the server accepted it.
  public var serverAcceptedClient = false
  /// The handshake was done from the client's point of view.
  public var clientFinished = false
  public var isResumed = false
  /// The first handshake's hello: what was offered.
  public var clientHello: ClientHello?
  /// The first handshake's answer to it (never a HelloRetryRequest).
  public var serverHello: ServerHello?
  public var serverKeyExchange: ServerKeyExchange?
  /// What the server attached about its certificate; nil when nothing.
  public var stapledStatus: StapledStatus?
  /// Record headers that came from the server and look like TLS, also when no message of theirs ever did.
  public var serverRecords = 0
  /// Messages beyond `TranscriptBuilder.maximumMessages`.
  public var omittedMessages = 0

  public struct CertificateRequest: Sendable, Hashable {
    public var authorities: [DistinguishedName]
    /// Names beyond those that are read.
    public var omittedAuthorities = 0
    public var signatureSchemes: [UInt16]
    /// TLS 1.2 only.
    public var certificateTypes: [UInt8]
    /// Asked after the handshake: TLS 1.3 post-handshake authentication or a TLS 1.2 renegotiation.
    public var isPostHandshake: Bool

    public init(
      authorities: [DistinguishedName], signatureSchemes: [UInt16], certificateTypes: [UInt8], isPostHandshake: Bool
    ) {
      self.authorities = authorities
      self.signatureSchemes = signatureSchemes
      self.certificateTypes = certificateTypes
      self.isPostHandshake = isPostHandshake
    }
  }
}
