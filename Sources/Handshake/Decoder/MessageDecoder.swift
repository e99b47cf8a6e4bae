internal import Basics
internal import Certificates

/// Decodes handshake messages and alerts, knowing what was negotiated before them.
struct MessageDecoder {
  /// What a message says beyond its fields, for those messages on which something else depends.
  enum Content {
    case clientHello(ClientHello)
    case serverHello(ServerHello)
    case encryptedExtensions(applicationProtocol: String?, extensions: [ExtensionType])
    case certificateRequest(Transcript.CertificateRequest)
    case certificate(CertificateMessage)
    case serverKeyExchange(ServerKeyExchange)
    case certificateStatus(StapledStatus)
    case other
    /// It ends before it says anything.
    case cutShort
  }

  struct Decoded {
    var type: HandshakeType
    var name: String
    var content: Content
  }

  /// More of one message is not looked into.
  static let maximumBytes = 262_144

  var version: TLSVersion?
  var cipherSuite: CipherSuite?
  var certificates: CertificateReader

  /// What a message adds up to, without its fields and its summary.
  /// - Parameter bytes: the message with its four-byte header; anything at all is accepted.
  func decode(_ bytes: [UInt8], from side: Side) -> Decoded {
    var reader = FieldReader(bytes.prefix(Self.maximumBytes), notesFields: false)
    return decode(bytes, from: side, &reader)
  }

  /// One line: what a reader wants to know first.
  /// - Parameter isPostHandshake: the message came when the client's handshake was done.
  func summary(of bytes: [UInt8], from side: Side, isPostHandshake: Bool) -> String {
    switch decode(bytes, from: side).content {
    case .clientHello(let hello): return hello.summary
    case .serverHello(let hello): return hello.summary
    case .encryptedExtensions(let chosen, let extensions):
      return chosen.map { "ALPN \($0)" } ?? extensions.prefix(4).map(\.description).joined(separator: ", ")
    case .certificateRequest(var request):
      request.isPostHandshake = isPostHandshake
      return request.messageSummary
    case .certificate(let message): return message.summary
    case .serverKeyExchange(let exchange): return exchange.summary
    case .certificateStatus(let status): return "OCSP: \(status.rawValue)"
    case .other: return summaryOfSmall(bytes)
    case .cutShort: return bytes.isEmpty ? "empty" : "cut short"
    }
  }

  private func summaryOfSmall(_ bytes: [UInt8]) -> String {
    var reader = FieldReader(bytes.prefix(Self.maximumBytes), notesFields: false)
    guard let type = reader.uint8("Handshake Type"), reader.uint24("Length") != nil else { return "" }
    return decodeSmall(HandshakeType(rawValue: type), &reader)
  }

  /// The fields of the message.
  func fields(of bytes: [UInt8], from side: Side) -> [Transcript.Field] {
    var reader = FieldReader(bytes.prefix(Self.maximumBytes))
    _ = decode(bytes, from: side, &reader)
    return reader.fields
  }

  private func decode(_ bytes: [UInt8], from side: Side, _ reader: inout FieldReader) -> Decoded {
    guard let number = reader.uint8("Handshake Type", { "\(HandshakeType(rawValue: $0)) (\($0))" }) else {
      return Decoded(type: HandshakeType(rawValue: 255), name: "Handshake", content: .cutShort)
    }
    let type = HandshakeType(rawValue: number)
    let length = reader.uint24("Length")
    let content = decodeBody(of: type, from: side, &reader)
    reader.rest("Trailing bytes")
    if let length, length != bytes.count - 4 {
      reader.malformed("the length says \(length), there are \(bytes.count - 4) bytes")
    }
    return Decoded(type: type, name: name(type, content), content: content)
  }

  private func name(_ type: HandshakeType, _ content: Content) -> String {
    if case .serverHello(let hello) = content, hello.isHelloRetryRequest { return "HelloRetryRequest" }
    return type.description
  }

  private func decodeBody(of type: HandshakeType, from side: Side, _ reader: inout FieldReader) -> Content {
    switch type {
    case .clientHello: return .clientHello(ClientHello(reading: &reader))
    case .serverHello: return ServerHello(reading: &reader).map { .serverHello($0) } ?? .cutShort
    case .encryptedExtensions: return decodeEncryptedExtensions(&reader)
    case .certificateRequest:
      return .certificateRequest(Transcript.CertificateRequest(reading: &reader, version: version, with: certificates))
    case .certificate: return .certificate(CertificateMessage(reading: &reader, version: version, with: certificates))
    case .serverKeyExchange:
      return .serverKeyExchange(ServerKeyExchange(reading: &reader, suite: cipherSuite, version: version))
    case .certificateStatus: return readStapledStatus(&reader).map { .certificateStatus($0) } ?? .other
    default:
      // Nothing depends on what it says.
      if reader.notesFields { _ = decodeSmall(type, &reader) }
      return .other
    }
  }

  private func decodeEncryptedExtensions(_ reader: inout FieldReader) -> Content {
    var chosen: String?
    var extensions: [ExtensionType] = []
    readExtensionList(&reader) { type, content in
      extensions.append(type)
      switch type {
      case .applicationProtocols:
        chosen = readProtocols(&content).first
        return chosen ?? ""
      case .supportedGroups where content.notesFields:
        return "\(readNumbers(&content, "Supported Groups", "Supported Group", groupText).count) groups"
      default: return readCommonExtension(type, &content, from: .server)
      }
    }
    return .encryptedExtensions(applicationProtocol: chosen, extensions: extensions)
  }
}
