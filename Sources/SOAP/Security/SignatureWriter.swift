internal import Basics
internal import Certificates
internal import XML

/// Makes an XML signature (XML Signature 1.1, detached, exclusive canonicalisation without comments) as WCF writes it.
struct SignatureWriter {
  let signature: MessageSecurity.Signature
  let signer: MessageSigner
  let cryptography: MessageCryptography
  /// Of wsse.
  let prefix: String
  let tokenID: String
  /// What the envelope is read in; nil as it says itself.
  let charset: String?

  /// - Parameter envelope: as it will be sent, but for the signature.
  func write(_ ids: [String], of envelope: [UInt8]) throws(MessageSecurityError) -> String {
    let subject = signer.certificate.subject.description.neutralised
    guard let algorithm = SignatureAlgorithm(key: signer.certificate.keyType, digest: signature.digest) else {
      throw .keyUnsupported(key: signer.certificate.keyType.description, subject: subject)
    }
    let info = "<SignedInfo>" + methods(algorithm) + (try references(ids, envelope)) + "</SignedInfo>"
    let value: [UInt8]
    switch signer.sign(algorithm, try canonical(info)) {
    case .signature(let bytes): value = bytes
    case .failed(let reasons): throw .signingFailed(subject: subject, reasons: reasons)
    }
    return "<Signature xmlns=\"\(SecurityNames.signatureNamespace)\">\(info)<SignatureValue>\(value.base64)"
      + "</SignatureValue><KeyInfo>\(try keyReference())</KeyInfo></Signature>"
  }

  private func methods(_ algorithm: SignatureAlgorithm) -> String {
    "<CanonicalizationMethod Algorithm=\"\(Canonicalization().algorithm)\"></CanonicalizationMethod>"
      + "<SignatureMethod Algorithm=\"\(algorithm.identifier)\"></SignatureMethod>"
  }

  private func references(_ ids: [String], _ envelope: [UInt8]) throws(MessageSecurityError) -> String {
    let tree: XMLTree
    do throws(XMLProblem) {
      tree = try XMLTree(envelope, charset: charset, limits: MessageSecurity.limits)
    } catch {
      throw .malformed(error)
    }
    let index = ElementIDs(tree.root)
    var text = ""
    for id in ids { text += reference(id, digest: try digest(of: id, in: tree, index)) }
    return text
  }

  private func digest(of id: String, in tree: XMLTree, _ index: ElementIDs) throws(MessageSecurityError) -> [UInt8] {
    guard case .one(let path) = index.find(id) else { throw .ambiguousID(id) }
    do throws(XMLProblem) {
      return cryptography.digest(signature.digest, try tree.canonical(at: path))
    } catch {
      throw .malformed(error)
    }
  }

  private func reference(_ id: String, digest: [UInt8]) -> String {
    "<Reference URI=\"#\(id.escaped(inAttribute: true))\"><Transforms>"
      + "<Transform Algorithm=\"\(Canonicalization().algorithm)\"></Transform></Transforms>"
      + "<DigestMethod Algorithm=\"\(signature.digest.identifier)\"></DigestMethod>"
      + "<DigestValue>\(digest.base64)</DigestValue></Reference>"
  }

  /// SignedInfo's canonical form is the same by itself as in the message: it uses no prefix but its own.
  private func canonical(_ info: String) throws(MessageSecurityError) -> [UInt8] {
    do throws(XMLProblem) {
      let text = "<Signature xmlns=\"\(SecurityNames.signatureNamespace)\">\(info)</Signature>"
      return try XMLTree(Array(text.utf8), charset: "UTF-8").canonical(at: [0])
    } catch {
      throw .malformed(error)
    }
  }

  private func keyReference() throws(MessageSecurityError) -> String {
    let o = prefix
    let content: String
    switch signature.keyReference {
    case .token:
      content = "<\(o):Reference ValueType=\"\(SecurityNames.x509v3)\" URI=\"#\(tokenID)\"></\(o):Reference>"
    case .thumbprint: content = identifier(SecurityNames.thumbprint, cryptography.digest(.sha1, signer.certificate.der))
    case .subjectKeyIdentifier:
      guard let identifier = signer.certificate.subjectKeyIdentifier else {
        throw .noSubjectKeyIdentifier(subject: signer.certificate.subject.description.neutralised)
      }
      content = self.identifier(SecurityNames.subjectKeyIdentifier, identifier)
    case .issuerSerial: content = issuerSerial
    }
    return "<\(o):SecurityTokenReference>\(content)</\(o):SecurityTokenReference>"
  }

  private func identifier(_ type: String, _ value: [UInt8]) -> String {
    "<\(prefix):KeyIdentifier ValueType=\"\(type)\" EncodingType=\"\(SecurityNames.base64Binary)\">\(value.base64)"
      + "</\(prefix):KeyIdentifier>"
  }

  private var issuerSerial: String {
    let certificate = signer.certificate
    return "<X509Data><X509IssuerSerial><X509IssuerName>"
      + certificate.issuer.description.escaped(inAttribute: false)
      + "</X509IssuerName><X509SerialNumber>\(decimal(hexadecimal: certificate.serial))</X509SerialNumber>"
      + "</X509IssuerSerial></X509Data>"
  }
}

/// A whole number of any size in decimal digits.
func decimal(hexadecimal: String) -> String {
  var digits: [UInt8] = [0]
  for character in hexadecimal {
    guard let digit = character.hexDigitValue else { continue }
    var carry = digit
    for index in digits.indices {
      let value = Int(digits[index]) * 16 + carry
      digits[index] = UInt8(value % 10)
      carry = value / 10
    }
    while carry > 0 {
      digits.append(UInt8(carry % 10))
      carry /= 10
    }
  }
  return digits.reversed().map(String.init).joined()
}
