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
        request.authorities = readAuthorities(&content, with: certificateReader)
        return content.text("\(request.authorities.count) names")
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
    authorities = readAuthorities(&reader, with: certificateReader)
  }

  /// One line.
  var messageSummary: String {
    let names =
      authorities.isEmpty
      ? "any authority" : "authorities " + authorities.prefix(3).map(\.shortName).joined(separator: ", ")
    let more = authorities.count > 3 ? " and \(authorities.count - 3) more" : ""
    return (isPostHandshake ? "after the handshake, " : "") + names + more
  }
}

private func readAuthorities(
  _ reader: inout FieldReader, with certificateReader: CertificateReader
) -> [DistinguishedName] {
  var names: [DistinguishedName] = []
  reader.vector("Distinguished Names", lengthBytes: 2) { list in
    list.elements { element in
      let der = element.opaque("Distinguished Name", lengthBytes: 2) { bytes in
        certificateReader.name(Array(bytes))?.description ?? shortHexadecimal(bytes)
      }
      guard let der else { return }
      // A name that cannot be read still counts as one that the server gave.
      names.append(certificateReader.name(Array(der)) ?? DistinguishedName(attributes: [], der: Array(der)))
    }
    return list.text("\(names.count) names")
  }
  return names
}
