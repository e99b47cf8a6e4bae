internal import Basics
internal import Certificates
internal import XML

/// Finds the certificate that a signature's KeyInfo means (X.509 Token Profile 1.1 section 3.2).
struct KeyReference {
  let check: SignatureCheck

  /// At least one; several when only the signature can tell which is meant.
  func certificates(_ signature: XMLElement) throws(SecurityProblem) -> [CertificateFacts] {
    guard let info = signature.first(SecurityNames.ds("KeyInfo")) else { throw .signerUnknown("none") }
    if let data = info.first(SecurityNames.ds("X509Data")) { return try certificates(data: data) }
    guard let reference = info.first(SecurityNames.wsse("SecurityTokenReference")) else {
      throw .signerUnknown(info.elements.first?.name.local.neutralised ?? "an empty KeyInfo")
    }
    if let direct = reference.first(SecurityNames.wsse("Reference")) { return [try token(direct)] }
    if let identifier = reference.first(SecurityNames.wsse("KeyIdentifier")) {
      return try certificates(identifier: identifier)
    }
    if let data = reference.first(SecurityNames.ds("X509Data")) { return try certificates(data: data) }
    throw .signerUnknown(reference.elements.first?.name.local.neutralised ?? "an empty reference")
  }

  private func token(_ reference: XMLElement) throws(SecurityProblem) -> CertificateFacts {
    guard let uri = reference.attribute(XMLName("URI")), uri.first == "#" else {
      throw .forbiddenReference(reference.attribute(XMLName("URI")) ?? "")
    }
    let (element, path) = try check.element(String(uri.dropFirst()))
    // A token elsewhere in the message is not the header's.
    guard path.parent == check.path.parent else { throw .misplacedPart(element.name, isBody: false) }
    guard let token = BinaryToken(element) else { throw .signerUnknown(element.name.local.neutralised) }
    return try certificate(token.signer)
  }

  private func certificates(identifier: XMLElement) throws(SecurityProblem) -> [CertificateFacts] {
    let type = identifier.attribute(XMLName("ValueType")) ?? ""
    guard let value = Base64.decode(identifier.text.utf8) else {
      throw .malformedSignature("its KeyIdentifier is no Base64")
    }
    let digest = check.verifier.cryptography.digest
    switch type {
    case SecurityNames.x509v3: return [try certificate(value)]
    case SecurityNames.subjectKeyIdentifier:
      return try known("subject key identifier \(value.hexadecimal())") { $0.subjectKeyIdentifier == value }
    case SecurityNames.thumbprint:
      return try known("thumbprint \(value.hexadecimal())") { digest(.sha1, $0.der) == value }
    default: throw .signerUnknown(String(type.prefix(200)).neutralised)
    }
  }

  private func certificates(data: XMLElement) throws(SecurityProblem) -> [CertificateFacts] {
    if let text = data.first(SecurityNames.ds("X509Certificate"))?.text {
      guard let der = Base64.decode(text.utf8) else { throw .malformedSignature("its certificate is no Base64") }
      return [try certificate(der)]
    }
    guard let serial = data.first(SecurityNames.ds("X509IssuerSerial"))?.first(SecurityNames.ds("X509SerialNumber"))
    else { throw .signerUnknown(data.elements.first?.name.local.neutralised ?? "empty X509Data") }
    // The issuer's name has many spellings: the serial number selects, and the signature decides.
    let wanted = serial.token
    return try known("serial number \(wanted.prefix(80))".neutralised) {
      // RFC 5280 section 4.1.2.2 permits 20 bytes; a number of kilobytes would take minutes to write in decimal.
      $0.serial.utf8.count <= 128 && decimal(hexadecimal: $0.serial) == wanted
    }
  }

  private func certificate(_ der: [UInt8]) throws(SecurityProblem) -> CertificateFacts {
    guard let facts = check.verifier.cryptography.reader.facts(der) else {
      throw .malformedSignature("its certificate cannot be read")
    }
    return facts
  }

  private func known(
    _ words: String, _ isMeant: (CertificateFacts) -> Bool
  ) throws(SecurityProblem) -> [CertificateFacts] {
    let found = check.verifier.known.filter(isMeant)
    if found.isEmpty { throw .signerUnknown(words) }
    return found
  }
}

/// A BinarySecurityToken with certificates: one (X509v3), or a path whose last is the signer's (X509PKIPathv1).
struct BinaryToken {
  /// Of the signer, in DER.
  let signer: [UInt8]
  /// All of them.
  let certificates: [[UInt8]]

  /// Nil for any other element or kind of token.
  init?(_ element: XMLElement) {
    guard element.name == SecurityNames.wsse("BinarySecurityToken"), let der = Base64.decode(element.text.utf8) else {
      return nil
    }
    let type = element.attribute(XMLName("ValueType")) ?? SecurityNames.x509v3
    if type == SecurityNames.x509v3 {
      certificates = [der]
    } else if type.hasSuffix("#X509PKIPathv1") {
      certificates = Self.path(der)
    } else {
      return nil
    }
    guard let last = certificates.last else { return nil }
    signer = last
  }

  private static func path(_ der: [UInt8]) -> [[UInt8]] {
    var reader = ByteReader(der)
    guard let sequence = reader.element(), sequence.tag == DERElement.sequence else { return [] }
    var children = sequence.children
    var result: [[UInt8]] = []
    while result.count < 16, !children.isAtEnd {
      var after = children
      guard let element = after.element(), let size = element.promisedByteCount, let bytes = children.take(size) else {
        return []
      }
      result.append(Array(bytes))
    }
    return result
  }
}
