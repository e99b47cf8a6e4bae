internal import Basics
internal import Certificates
internal import XML

/// Checks one XML signature (XML Signature 1.1 section 3.2) of a message.
///
/// Everything is looked up by place, not by name: what a reference covers must be the very element that is used.
struct SignatureCheck {
  let verifier: SecurityVerifier
  let tree: XMLTree
  let places: MessagePlaces
  let ids: ElementIDs
  /// Of the Signature element.
  let path: XMLPath

  /// The values that came out on the way to the first problem.
  private struct Progress {
    var algorithm = ""
    var signer: CertificateFacts?
    var parts: [SecurityReading.Part] = []
  }

  func run() -> SecurityReading.Signature {
    var progress = Progress()
    var problems: [SecurityProblem] = []
    do throws(SecurityProblem) {
      try check(&progress)
      problems += trust(progress.signer)
    } catch {
      problems.append(error)
      progress.parts = []
    }
    return SecurityReading.Signature(
      algorithm: progress.algorithm, signer: progress.signer, parts: progress.parts, problems: problems)
  }

  private func check(_ progress: inout Progress) throws(SecurityProblem) {
    guard let signature = tree.root.element(at: path) else { throw .malformedSignature("it is not there") }
    let (info, infoPath) = try theOne("SignedInfo", in: signature)
    let (value, _) = try theOne("SignatureValue", in: signature)
    let algorithm = try signatureAlgorithm(info, &progress)
    let certificates = try KeyReference(check: self).certificates(signature)
    let references = info.all(SecurityNames.ds("Reference"))
    if references.isEmpty { throw .malformedSignature("it has no Reference") }
    if references.count > SecurityVerifier.maximumReferences {
      throw .tooMuch("references in a signature", limit: SecurityVerifier.maximumReferences)
    }
    // The value first: until it holds, the references are anybody's.
    let signed = try canonical(try canonicalization(info), at: infoPath)
    guard let bytes = Base64.decode(value.text.utf8) else { throw .malformedSignature("its value is no Base64") }
    progress.signer = certificates.first
    guard let signer = certificates.first(where: { verifier.cryptography.verify(algorithm, bytes, signed, $0) })
    else { throw .valueMismatch }
    progress.signer = signer
    for reference in references { progress.parts.append(try ReferenceCheck(check: self).part(reference, signer)) }
  }

  private func trust(_ signer: CertificateFacts?) -> [SecurityProblem] {
    guard let signer else { return [] }
    let reasons = verifier.trustProblems(signer, tokenCertificates)
    return reasons.isEmpty ? [] : [.signerUntrusted(signer.subject.description, reasons)]
  }

  /// Every certificate that the header brings.
  private var tokenCertificates: [[UInt8]] {
    guard let header = path.parent.flatMap(tree.root.element) else { return [] }
    return header.all(SecurityNames.wsse("BinarySecurityToken")).flatMap { BinaryToken($0)?.certificates ?? [] }
  }

  // MARK: Pieces

  private func theOne(_ local: String, in signature: XMLElement) throws(SecurityProblem) -> (XMLElement, XMLPath) {
    let found = signature.elements.enumerated().filter { $0.element.name == SecurityNames.ds(local) }
    guard found.count == 1 else { throw .malformedSignature("it has \(found.count) elements \(local)") }
    return (found[0].element, path.child(found[0].offset))
  }

  private func signatureAlgorithm(
    _ info: XMLElement, _ progress: inout Progress
  ) throws(SecurityProblem) -> SignatureAlgorithm {
    let identifier = try info.algorithm(of: SecurityNames.ds("SignatureMethod"))
    progress.algorithm = identifier.neutralised
    guard let algorithm = SignatureAlgorithm(identifier: identifier) else {
      throw .unknownAlgorithm("a signature method", identifier)
    }
    progress.algorithm = algorithm.description
    return algorithm
  }

  private func canonicalization(_ info: XMLElement) throws(SecurityProblem) -> Canonicalization {
    let identifier = try info.algorithm(of: SecurityNames.ds("CanonicalizationMethod"))
    guard let method = info.first(SecurityNames.ds("CanonicalizationMethod")),
      let canonicalization = Canonicalization(element: method)
    else { throw .unknownAlgorithm("a canonical form", identifier) }
    return canonicalization
  }

  func canonical(
    _ method: Canonicalization, at path: XMLPath, omitting omitted: XMLPath? = nil
  ) throws(SecurityProblem) -> [UInt8] {
    do throws(XMLProblem) {
      return try tree.canonical(method, at: path, omitting: omitted)
    } catch {
      throw .noCanonicalForm(error)
    }
  }

  /// The one element of that id.
  func element(_ id: String) throws(SecurityProblem) -> (XMLElement, XMLPath) {
    switch ids.find(id) {
    case .none: throw .danglingReference(id)
    case .several(let paths): throw .ambiguousReference(id, paths.count)
    case .one(let path):
      guard let element = tree.root.element(at: path) else { throw .danglingReference(id) }
      return (element, path)
    }
  }
}

extension XMLElement {
  /// The Algorithm attribute of a child.
  func algorithm(of name: XMLName) throws(SecurityProblem) -> String {
    let found = all(name)
    guard found.count == 1, let algorithm = found[0].attribute(XMLName("Algorithm")) else {
      throw .malformedSignature("it has no \(name.local)")
    }
    return algorithm
  }
}

extension Canonicalization {
  /// From the Algorithm of a CanonicalizationMethod or Transform, with its prefix list; nil when it is none.
  init?(element: XMLElement) {
    guard let algorithm = element.attribute(XMLName("Algorithm")) else { return nil }
    self.init(algorithm: algorithm)
    let list = element.first(XMLName("InclusiveNamespaces", in: SecurityNames.exclusiveNamespace))
    inclusivePrefixes =
      list?.attribute(XMLName("PrefixList"))?.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
  }
}
