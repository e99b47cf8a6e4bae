internal import Basics

extension MessageDecoder {
  /// Messages of few fields, on which nothing else depends; returns the summary.
  func decodeSmall(_ type: HandshakeType, _ reader: inout FieldReader) -> String {
    switch type {
    case .newSessionTicket: return decodeTicket(&reader)
    case .certificateVerify: return decodeCertificateVerify(&reader)
    case .clientKeyExchange: return decodeClientKeyExchange(&reader)
    case .finished:
      reader.rest("Verify Data")
      return ""
    case .keyUpdate:
      let update = reader.uint8("Key Update Request") {
        $0 == 1 ? "update_requested (1)" : "update_not_requested (\($0))"
      }
      return update == 1 ? "asks for new keys from both sides" : "new keys"
    case .helloRequest: return "the server wants a new handshake"
    // A status of a kind that is not read stands among them.
    case .serverHelloDone, .endOfEarlyData, .certificateStatus: return ""
    default:
      let data = reader.rest("Data")
      return "\(data.count) bytes"
    }
  }

  /// RFC 8446 section 4.6.1, RFC 5077 section 3.3.
  private func decodeTicket(_ reader: inout FieldReader) -> String {
    guard let lifetime = reader.uint32("Session Ticket Lifetime Hint", { "\($0) seconds" }) else { return "" }
    if version == .tls13 {
      guard reader.uint32("Session Ticket Age Add") != nil,
        reader.opaque("Session Ticket Nonce", lengthBytes: 1) != nil,
        reader.opaque("Session Ticket", lengthBytes: 2) != nil
      else { return "" }
      readExtensionList(&reader) { readCommonExtension($0, &$1, from: .server) }
    } else {
      reader.opaque("Session Ticket", lengthBytes: 2)
    }
    return "valid for \(lifetime) seconds"
  }

  /// RFC 8446 section 4.4.3, RFC 5246 section 7.4.8.
  private func decodeCertificateVerify(_ reader: inout FieldReader) -> String {
    var name = "MD5 and SHA-1"
    if version.map({ $0 >= .tls12 }) ?? true {
      guard let scheme = reader.uint16("Signature Algorithm", schemeText) else { return "" }
      name = SignatureScheme(rawValue: scheme).description
    }
    reader.opaque("Signature", lengthBytes: 2)
    return "signed with \(name)"
  }

  /// RFC 5246 section 7.4.7, RFC 8422 section 5.7.
  private func decodeClientKeyExchange(_ reader: inout FieldReader) -> String {
    switch cipherSuite?.keyExchange {
    case .ellipticCurve where cipherSuite?.usesPreSharedKey == false:
      reader.opaque("Pubkey", lengthBytes: 1)
      return "elliptic curve Diffie-Hellman"
    case .finiteField where cipherSuite?.usesPreSharedKey == false:
      reader.opaque("Pubkey", lengthBytes: 2)
      return "Diffie-Hellman"
    case .other where cipherSuite?.description.hasPrefix("TLS_RSA_WITH_") == true && version != .ssl3:
      let secret = reader.opaque("Encrypted PreMaster", lengthBytes: 2)
      return "RSA, \(secret?.count ?? 0) bytes"
    default:
      let data = reader.rest("Data")
      return "\(data.count) bytes"
    }
  }
}

extension Transcript.Alert {
  /// RFC 8446 section 6.
  init(reading reader: inout FieldReader) {
    let level = reader.uint8("Level") { $0 == 2 ? "Fatal (2)" : $0 == 1 ? "Warning (1)" : "\($0)" }
    let code = reader.uint8("Description") { "\(AlertDescription(rawValue: $0)) (\($0))" }
    reader.rest("Trailing bytes")
    let name = code.map { AlertDescription(rawValue: $0).description } ?? "cut short"
    self.init(isFatal: level == 2, code: code ?? 255, name: name)
  }
}
