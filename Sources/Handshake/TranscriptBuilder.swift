internal import Basics
public import Certificates

/// Turns what the tap saw into a transcript, record by record, while the exchange runs.
///
/// Any bytes are accepted: what cannot be decoded is kept and marked.
public struct TranscriptBuilder: Sendable {
  /// More messages of one connection are counted, not kept.
  public static let maximumMessages = 1024
  /// As much of what is no TLS is kept.
  public static let maximumForeignBytes = 1024

  public private(set) var transcript = Transcript()
  private var origin: Connection
  private var proxy: Connection

  /// Where a connection stands.
  private struct Connection {
    var decoder: MessageDecoder
    var clientFinished = false
    var serverFinished = false
    /// The server ended its flight: not so when a TLS 1.2 session is resumed.
    var sawServerHelloDone = false
    /// A certificate was asked for and our Finished has not gone out since.
    var owesFinished = false
  }

  /// - Parameter reader: reads the certificates and names in the messages.
  public init(reader: CertificateReader) {
    let connection = Connection(decoder: MessageDecoder(certificates: reader))
    origin = connection
    proxy = connection
  }

  public mutating func add(_ record: TraceRecord) {
    switch record.content {
    case .recordHeader(let bytes): addHeader(bytes, of: record)
    case .handshake(let bytes): addHandshake(bytes, of: record)
    case .alert(let bytes): addAlert(bytes, of: record)
    case .changeCipherSpec:
      append(record, kind: .changeCipherSpec, type: "ChangeCipherSpec", bytes: [1], .given(summary: "", []))
    case .foreignBytes(let bytes): addForeign(bytes)
    case .milestone(let milestone): addMilestone(milestone, of: record)
    }
  }

  private func connection(_ leg: Leg) -> Connection { leg == .origin ? origin : proxy }

  private mutating func change(_ leg: Leg, _ change: (inout Connection) -> Void) {
    if leg == .origin { change(&origin) } else { change(&proxy) }
  }

  // MARK: Messages

  private mutating func addHandshake(_ bytes: [UInt8], of record: TraceRecord) {
    let decoder = connection(record.leg).decoder
    let decoded = decoder.decode(bytes, from: record.from)
    let isLate = record.leg == .origin && transcript.clientFinished
    note(decoded, of: record)
    append(
      record, kind: .handshake(decoded.type.rawValue), type: decoded.name, bytes: bytes,
      .handshake(decoder, isPostHandshake: isLate))
  }

  private mutating func addAlert(_ bytes: [UInt8], of record: TraceRecord) {
    var reader = FieldReader(bytes[...], notesFields: false)
    let alert = Transcript.Alert(reading: &reader)
    append(record, kind: .alert(alert), type: "Alert", bytes: bytes, .alert)
  }

  private mutating func append(
    _ record: TraceRecord, kind: Transcript.Message.Kind, type: String, bytes: [UInt8], _ source: FieldSource
  ) {
    guard transcript.messages.count < Self.maximumMessages else {
      transcript.omittedMessages += 1
      return
    }
    transcript.messages.append(
      .init(
        from: record.from, leg: record.leg, atMicroseconds: record.atMicroseconds, kind: kind, type: type,
        tlsVersion: connection(record.leg).decoder.version, bytes: bytes, source: source))
  }

  // MARK: What they add up to

  private mutating func note(_ decoded: MessageDecoder.Decoded, of record: TraceRecord) {
    noteConnection(decoded, of: record)
    guard record.leg == .origin else { return }
    switch decoded.content {
    case .clientHello(let hello): noteClientHello(hello)
    case .serverHello(let hello): noteServerHello(hello)
    case .encryptedExtensions(let chosen, _): transcript.alpn = chosen ?? transcript.alpn
    case .certificateRequest(var request):
      request.isPostHandshake = transcript.clientFinished
      transcript.certificateRequest = request
      transcript.serverAcceptedClient = false
    case .certificate(let message): noteCertificate(message, from: record.from)
    case .serverKeyExchange(let exchange):
      transcript.serverKeyExchange = exchange
      transcript.group = exchange.group?.description ?? exchange.primeBits.map { "Diffie-Hellman \($0)" }
    case .certificateStatus(let status): transcript.stapledStatus = status
    case .other: noteOther(decoded.type, from: record.from)
    case .cutShort: break
    }
  }

  private mutating func noteConnection(_ decoded: MessageDecoder.Decoded, of record: TraceRecord) {
    change(record.leg) { connection in
      switch decoded.content {
      case .clientHello:
        connection.clientFinished = false
        connection.serverFinished = false
        connection.sawServerHelloDone = false
      case .serverHello(let hello):
        connection.decoder.version = hello.version
        connection.decoder.cipherSuite = hello.cipherSuite
      case .certificateRequest: connection.owesFinished = true
      default: break
      }
      if decoded.type == .serverHelloDone { connection.sawServerHelloDone = true }
      guard decoded.type == .finished else { return }
      if record.from == .client {
        connection.clientFinished = true
        connection.owesFinished = false
      } else {
        connection.serverFinished = true
      }
    }
  }

  private mutating func noteClientHello(_ hello: ClientHello) {
    guard !transcript.clientFinished else { return }
    transcript.clientHello = hello
    transcript.serverName = hello.serverName
    transcript.offeredVersions = hello.versions
  }

  private mutating func noteServerHello(_ hello: ServerHello) {
    guard !transcript.clientFinished, !hello.isHelloRetryRequest else { return }
    transcript.serverHello = hello
    transcript.version = hello.version
    transcript.cipherSuite = hello.cipherSuite.description
    transcript.group = hello.group?.description
    transcript.alpn = hello.applicationProtocol
    transcript.isResumed = hello.version == .tls13 && hello.extensions.contains(.preSharedKey)
  }

  private mutating func noteCertificate(_ message: CertificateMessage, from side: Side) {
    if side == .client {
      transcript.clientChain = message.facts
    } else {
      transcript.serverCertificates = message.certificates
      transcript.serverChain = message.facts
      transcript.stapledStatus = message.stapledStatus
    }
  }

  private mutating func noteOther(_ type: HandshakeType, from side: Side) {
    switch (type, side) {
    case (.finished, .client) where transcript.version == .tls13: transcript.clientFinished = true
    case (.finished, _) where origin.clientFinished && origin.serverFinished:
      transcript.clientFinished = true
      transcript.isResumed = transcript.isResumed || transcript.version != .tls13 && !origin.sawServerHelloDone
      // The server's Finished comes last in a full handshake, after it has looked at our certificate.
      if transcript.version != .tls13 { transcript.serverAcceptedClient = true }
    case (.newSessionTicket, .server) where transcript.version == .tls13: noteProof()
    default: break
    }
  }

  /// The server went on after our Finished, so it took what we sent.
  private mutating func noteProof() {
    guard transcript.clientFinished, !origin.owesFinished else { return }
    transcript.serverAcceptedClient = true
  }

  // MARK: Around the handshake

  private mutating func addHeader(_ bytes: [UInt8], of record: TraceRecord) {
    guard record.from == .server else { return }
    let isTLS = bytes.count >= 3 && (20...24).contains(bytes[0]) && bytes[1] == 3
    if isTLS { transcript.serverRecords += 1 } else { addForeign(bytes) }
  }

  /// The header that gave them away may stand at their beginning or come before them.
  private mutating func addForeign(_ bytes: [UInt8]) {
    let known = transcript.foreignBytes
    let all = bytes.starts(with: known) ? bytes : known + bytes
    transcript.foreignBytes = Array(all.prefix(Self.maximumForeignBytes))
  }

  private mutating func addMilestone(_ milestone: Milestone, of record: TraceRecord) {
    guard transcript.milestones.count < Self.maximumMessages else { return }
    transcript.milestones.append((record.atMicroseconds, milestone))
    guard record.leg == .origin else { return }
    switch milestone {
    case .tlsFinished(let chosen):
      transcript.clientFinished = true
      transcript.alpn = chosen ?? transcript.alpn
    case .firstByte: noteProof()
    default: break
    }
  }
}
