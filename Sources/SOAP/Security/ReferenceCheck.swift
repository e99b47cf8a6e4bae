internal import Basics
internal import Certificates
internal import XML

/// Checks one Reference of a signature: that it means one element of the message where it is used, and that the element
/// has the digest.
struct ReferenceCheck {
  let check: SignatureCheck

  /// - Parameter signer: whose token a token reference stands for when the message does not bring it.
  func part(_ reference: XMLElement, _ signer: CertificateFacts) throws(SecurityProblem) -> SecurityReading.Part {
    let path = try target(reference)
    let identifier = try reference.algorithm(of: SecurityNames.ds("DigestMethod"))
    guard let algorithm = DigestAlgorithm(identifier: identifier) else {
      throw .unknownAlgorithm("a digest", identifier)
    }
    let values = reference.all(SecurityNames.ds("DigestValue"))
    guard values.count == 1, let expected = Base64.decode(values[0].text.utf8) else {
      throw .malformedSignature("a Reference has no digest")
    }
    let (part, texts) = try transformed(path, reference, signer)
    let digest = check.verifier.cryptography.digest
    guard !expected.isEmpty, texts.contains(where: { digest(algorithm, $0) == expected }) else {
      throw .digestMismatch(part.description)
    }
    return part
  }

  private func target(_ reference: XMLElement) throws(SecurityProblem) -> XMLPath {
    guard let uri = reference.attribute(XMLName("URI")) else {
      throw .malformedSignature("a Reference does not say to what")
    }
    if uri.isEmpty { return [] }
    let id = uri.dropFirst()
    // No pointer but the bare name: others can mean what the id does not.
    guard uri.first == "#", !id.isEmpty, !id.contains("(") else { throw .forbiddenReference(uri) }
    return try check.element(String(id)).1
  }

  /// What a reference covers, and the bytes that are digested; several where the specification leaves it open.
  private func transformed(
    _ path: XMLPath, _ reference: XMLElement, _ signer: CertificateFacts
  ) throws(SecurityProblem) -> (SecurityReading.Part, [[UInt8]]) {
    let transforms = reference.first(SecurityNames.ds("Transforms"))?.all(SecurityNames.ds("Transform")) ?? []
    if transforms.count == 1, transforms[0].attribute(XMLName("Algorithm")) == SecurityNames.tokenReferenceTransform {
      return try TokenReferenceTransform(check: check).apply(transforms[0], at: path, signer)
    }
    guard let part = check.places.part(at: path) else { throw misplaced(path) }
    // XML Signature 1.1 section 4.4.3.2: without a canonical form in the list, it is the inclusive one.
    var method = Canonicalization(.inclusive)
    var omitted: XMLPath?
    for (index, transform) in transforms.enumerated() {
      let algorithm = transform.attribute(XMLName("Algorithm")) ?? ""
      if algorithm == SecurityNames.envelopedSignature, index == 0 {
        omitted = path.contains(check.path) ? check.path : nil
      } else if let canonicalization = Canonicalization(element: transform), index == transforms.count - 1 {
        method = canonicalization
      } else {
        throw .unknownAlgorithm("a transform (or an order of transforms)", algorithm)
      }
    }
    // Section 4.4.3.3: a bare name stands for the element without its comments.
    method.includesComments = false
    return (part, [try check.canonical(method, at: path, omitting: omitted)])
  }

  private func misplaced(_ path: XMLPath) -> SecurityProblem {
    guard let element = check.tree.root.element(at: path) else { return .danglingReference("") }
    let body = XMLName("Body", in: check.tree.root.name.namespace)
    return .misplacedPart(element.name, isBody: element.name == body)
  }
}

/// The STR-Transform (WS-Security 1.1 section 8.3): in place of a reference to a token, the token itself is digested.
struct TokenReferenceTransform {
  let check: SignatureCheck

  func apply(
    _ transform: XMLElement, at path: XMLPath, _ signer: CertificateFacts
  ) throws(SecurityProblem) -> (SecurityReading.Part, [[UInt8]]) {
    guard let element = check.tree.root.element(at: path),
      element.name == SecurityNames.wsse("SecurityTokenReference"), check.path.contains(path)
    else { throw .malformedSignature("its token reference is not its own") }
    let parameters = transform.first(SecurityNames.wsse("TransformationParameters"))
    guard let method = parameters?.first(SecurityNames.ds("CanonicalizationMethod")),
      let canonicalization = Canonicalization(element: method)
    else { throw .malformedSignature("its token reference has no canonical form") }
    let name = SecurityNames.wsse("BinarySecurityToken")
    guard let uri = element.first(SecurityNames.wsse("Reference"))?.attribute(XMLName("URI")) else {
      return (.token(name), external(signer, prefix: element.prefix))
    }
    guard uri.first == "#" else { throw .forbiddenReference(uri) }
    let (_, token) = try check.element(String(uri.dropFirst()))
    guard let part = check.places.part(at: token), case .token = part else {
      throw .misplacedPart(name, isBody: false)
    }
    return (part, [withEmptyDefault(try check.canonical(canonicalization, at: token))])
  }

  /// "An empty default namespace declaration" is written into the token's tag where there is no default.
  private func withEmptyDefault(_ bytes: [UInt8]) -> [UInt8] {
    guard let tagEnd = bytes.firstIndex(of: UInt8(ascii: ">")),
      let nameEnd = bytes[..<tagEnd].firstIndex(of: UInt8(ascii: " ")),
      !bytes[nameEnd..<tagEnd].starts(with: " xmlns=".utf8)
    else { return bytes }
    return bytes[..<nameEnd] + Array(" xmlns=\"\"".utf8) + bytes[nameEnd...]
  }

  /// The token of a certificate that the message does not bring, as it would stand there: with its encoding, and as
  /// WSS4J makes it, without.
  private func external(_ signer: CertificateFacts, prefix: String?) -> [[UInt8]] {
    let name = prefix.map { $0 + ":BinarySecurityToken" } ?? "BinarySecurityToken"
    let declarations =
      prefix.map { " xmlns=\"\" xmlns:\($0)=\"\(SecurityNames.extensionNamespace)\"" }
      ?? " xmlns=\"\(SecurityNames.extensionNamespace)\""
    return [" EncodingType=\"\(SecurityNames.base64Binary)\"", ""].map { encoding in
      Array(
        ("<\(name)\(declarations)\(encoding) ValueType=\"\(SecurityNames.x509v3)\">" + signer.der.base64
          + "</\(name)>").utf8)
    }
  }
}
