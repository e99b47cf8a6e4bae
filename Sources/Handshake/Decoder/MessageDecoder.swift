internal import Basics
internal import Certificates

/// Decodes handshake messages and alerts, knowing what was negotiated before them.
struct MessageDecoder {
  /// What a message says beyond its fields, for those messages on which something else depends.
  enum Content {
    case clientHello(ClientHello)
    case serverHello(ServerHello)
    case encryptedExtensions(applicationProtocol: String?)
    case certificateRequest(Transcript.CertificateRequest)
    case certificate(CertificateMessage)
    case serverKeyExchange(ServerKeyExchange)
    case certificateStatus(StapledStatus)
    case other
  }

  struct Decoded {
    var type: HandshakeType
    var name: String
    var summary: String
    var content: Content
  }

  /// More of one message is not looked into.
  static let maximumBytes = 262_144

  var version: TLSVersion?
  var cipherSuite: CipherSuite?
  var certificates: CertificateReader

  /// What a message says and adds up to, without its fields.
  /// - Parameter bytes: the message with its four-byte header; anything at all is accepted.
  func decode(_ bytes: [UInt8], from side: Side) -> Decoded {
    var reader = FieldReader(bytes.prefix(Self.maximumBytes), notesFields: false)
    return decode(bytes, from: side, &reader)
  }

  /// The fields of the message.
  func fields(of bytes: [UInt8], from side: Side) -> [Transcript.Field] {
    var reader = FieldReader(bytes.prefix(Self.maximumBytes))
    _ = decode(bytes, from: side, &reader)
    return reader.fields
  }

  private func decode(_ bytes: [UInt8], from side: Side, _ reader: inout FieldReader) -> Decoded {
    guard let number = reader.uint8("Handshake Type", { "\(HandshakeType(rawValue: $0)) (\($0))" }) else {
      return Decoded(type: HandshakeType(rawValue: 255), name: "Handshake", summary: "empty", content: .other)
    }
    let type = HandshakeType(rawValue: number)
    let length = reader.uint24("Length")
    let (content, summary) = decodeBody(of: type, from: side, &reader)
    reader.rest("Trailing bytes")
    if let length, length != bytes.count - 4 {
      reader.malformed("the length says \(length), there are \(bytes.count - 4) bytes")
    }
    return Decoded(type: type, name: name(type, content), summary: summary, content: content)
  }

  private func name(_ type: HandshakeType, _ content: Content) -> String {
    if case .serverHello(let hello) = content, hello.isHelloRetryRequest { return "HelloRetryRequest" }
    return type.description
  }

  private func decodeBody(
    of type: HandshakeType, from side: Side, _ reader: inout FieldReader
  ) -> (content: Content, summary: String) {
    switch type {
    case .clientHello:
      let hello = ClientHello(reading: &reader)
      return (.clientHello(hello), hello.summary)
    case .serverHello:
      guard let hello = ServerHello(reading: &reader) else { return (.other, "cut short") }
      return (.serverHello(hello), hello.summary)
    case .encryptedExtensions: return decodeEncryptedExtensions(&reader)
    case .certificateRequest:
      let request = Transcript.CertificateRequest(reading: &reader, version: version, with: certificates)
      return (.certificateRequest(request), request.messageSummary)
    case .certificate:
      let message = CertificateMessage(reading: &reader, version: version, with: certificates)
      return (.certificate(message), message.summary)
    case .serverKeyExchange:
      let exchange = ServerKeyExchange(reading: &reader, suite: cipherSuite, version: version)
      return (.serverKeyExchange(exchange), exchange.summary)
    case .certificateStatus:
      guard let status = readStapledStatus(&reader) else { return (.other, "") }
      return (.certificateStatus(status), "OCSP: \(status.rawValue)")
    default: return (.other, decodeSmall(type, &reader))
    }
  }

  private func decodeEncryptedExtensions(_ reader: inout FieldReader) -> (Content, String) {
    var chosen: String?
    var names: [String] = []
    readExtensionList(&reader) { type, content in
      names.append(type.description)
      guard type == .applicationProtocols else {
        if type == .supportedGroups, content.notesFields {
          return "\(readNumbers(&content, "Supported Groups", "Supported Group", groupText).count) groups"
        }
        return readCommonExtension(type, &content, from: .server)
      }
      chosen = readProtocols(&content).first
      return chosen ?? ""
    }
    let summary = chosen.map { "ALPN \($0)" } ?? names.prefix(4).joined(separator: ", ")
    return (.encryptedExtensions(applicationProtocol: chosen), summary)
  }
}
