internal import Basics
internal import Certificates

extension Transcript.CertificateRequest {
  /// RFC 8446 section 4.3.2, RFC 5246 section 7.4.4.
  init(reading reader: inout FieldReader, version: TLSVersion?, with certificateReader: CertificateReader) {
    self.init(authorities: [], signatureSchemes: [], certificateTypes: [], isPostHandshake: false)
    if version == .tls13 {
      readTLS13(&reader, with: certificateReader)
    } else {
      readTLS12(&reader, hasSchemes: version.map { $0 >= .tls12 } ?? true, with: certificateReader)
    }
  }

  private mutating func readTLS13(_ reader: inout FieldReader, with certificateReader: CertificateReader) {
    reader.opaque("Certificate Request Context", lengthBytes: 1)
    var request = self
    readExtensionList(&reader) { type, content in
      switch type {
      case .signatureAlgorithms:
        request.signatureSchemes = readNumbers(
          &content, "Signature Hash Algorithms", "Signature Algorithm", schemeText)
        return content.text("\(request.signatureSchemes.count) algorithms")
      case .certificateAuthorities:
        return request.readAuthorities(&content, with: certificateReader)
      default: return readCommonExtension(type, &content, from: .server)
      }
    }
    self = request
  }

  private mutating func readTLS12(
    _ reader: inout FieldReader, hasSchemes: Bool, with certificateReader: CertificateReader
  ) {
    var types: [UInt8] = []
    reader.vector("Certificate types", lengthBytes: 1) { list in
      list.elements { element in
        let type = element.uint8("Certificate type") { "\(ClientCertificateType(rawValue: $0)) (\($0))" }
        if let type { types.append(type) }
      }
      return list.text("\(types.count) types")
    }
    certificateTypes = types
    if hasSchemes {
      signatureSchemes = readNumbers(&reader, "Signature Hash Algorithms", "Signature Algorithm", schemeText)
    }
    _ = readAuthorities(&reader, with: certificateReader)
  }

  /// One line.
  var messageSummary: String {
    let names =
      authorities.isEmpty
      ? "any authority" : "authorities " + authorities.prefix(3).map(\.shortName).joined(separator: ", ")
    let count = authorities.count + omittedAuthorities
    let more = count > 3 ? " and \(count - 3) more" : ""
    return (isPostHandshake ? "after the handshake, " : "") + names + more
  }

  /// More names are counted, not read. A list has at most 65,535 bytes and a name with one attribute at least 16, so that
  /// none of them is left out.
  private static let maximumAuthorities = 4096

  private mutating func readAuthorities(
    _ reader: inout FieldReader, with certificateReader: CertificateReader
  ) -> String {
    var names: [DistinguishedName] = []
    var omitted = 0
    reader.vector("Distinguished Names", lengthBytes: 2) { list in
      list.elements(atMost: Self.maximumAuthorities) { element in
        let der = element.opaque("Distinguished Name", lengthBytes: 2) { bytes in
          certificateReader.name(Array(bytes))?.description ?? shortHexadecimal(bytes)
        }
        guard let der else { return }
        // A name that cannot be read still counts as one that the server gave.
        names.append(certificateReader.name(Array(der)) ?? DistinguishedName(attributes: [], der: Array(der)))
      } rest: { rest in
        while rest.vector(lengthBytes: 2) != nil { omitted += 1 }
        return "\(omitted) names more"
      }
      return list.text("\(names.count + omitted) names")
    }
    (authorities, omittedAuthorities) = (names, omitted)
    return reader.text("\(names.count + omitted) names")
  }
}
