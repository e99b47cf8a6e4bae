public import Basics
public import Certificates

/// Loads client identities. Nothing is read from disk and nothing is asked on the terminal: bytes and password come in.
///
/// Safe on any thread; blocks as long as the password's hashing takes (milliseconds, at most a few seconds).
public struct IdentityLoader: Sendable {
  private let now: Timestamp

  /// - Parameter now: decides between several certificates for one key, and between several issuers.
  public init(now: Timestamp) { self.now = now }

  /// - Parameter intermediates: certificates that may complete the chain after those of the identity's own file, most
  ///   trusted origin first.
  /// - Returns: an identity whose key has been proven to fit its certificate. Its chain may be incomplete: ask it.
  public func load(
    _ material: IdentityMaterial, intermediates: [CertificateChain.Candidate] = []
  ) throws(IdentityError) -> Identity {
    let contents = try CertificateFileReader.read(
      material.certificate, password: material.password, format: material.format,
      wanted: material.key == nil ? .both : .certificates)
    let keyContents = try material.key.map { file throws(IdentityError) in
      try CertificateFileReader.read(file, password: material.password, wanted: .keys)
    }
    let keyFile = material.key?.label ?? material.certificate.label
    try contents.requireCertificate(file: material.certificate.label)
    let keys = try privateKeys(in: keyContents ?? contents, file: keyFile, of: contents)
    let (leaf, key) = try match(contents, keys, keyFile: keyFile, file: material.certificate.label)
    try key.proveFits(leaf, file: keyFile)
    let chain = ChainBuilder(reader: .openSSL, now: now)
      .build(leaf: leaf.facts, candidates: contents.candidates + intermediates)
    return Identity(
      source: material.certificate.label, chain: chain, key: key,
      encryption: contents.encryption + (keyContents?.encryption ?? []),
      token: (keyContents ?? contents).format == .token ? TokenKey(uri: keyFile, signsPSS: key.signsPSS) : nil)
  }

  private func privateKeys(
    in contents: FileContents, file: String, of certificates: FileContents
  ) throws(IdentityError) -> [PrivateKey] {
    guard contents.keys.isEmpty else { return contents.keys }
    guard contents.lockedKeyCount == 0 else { throw .passwordNeeded(file: file, part: "the private key") }
    throw .noPrivateKey(file: file, certificate: certificates.certificates.first?.facts.subject.description ?? "none")
  }

  /// The certificate that one of the keys fits: not an authority, and valid now, when there is a choice.
  private func match(
    _ contents: FileContents, _ keys: [PrivateKey], keyFile: String, file: String
  ) throws(IdentityError) -> (X509Certificate, PrivateKey) {
    let pairs = contents.certificates.compactMap { certificate in
      keys.first { certificate.fits($0) }.map { (certificate: certificate, key: $0, facts: certificate.facts) }
    }
    let leaves = pairs.narrowed { !$0.facts.isCA }.narrowed { $0.facts.notBefore <= now && now <= $0.facts.notAfter }
    guard let best = leaves.first else {
      throw .keyMismatch(
        file: keyFile, certificates: contents.certificates.prefix(5).map(\.keyDescription),
        keys: keys.prefix(5).map(\.publicKeyDescription))
    }
    guard leaves.count == 1 else {
      throw .ambiguousLeaf(file: file, certificates: leaves.prefix(5).map { $0.facts.oneLine })
    }
    return (best.certificate, best.key)
  }
}

extension FileContents {
  func requireCertificate(file: String) throws(IdentityError) {
    guard certificates.isEmpty else { return }
    guard keys.isEmpty && lockedKeyCount == 0 || format == .pfx else {
      throw .notACertificate(file: file, kind: lockedKeyCount > 0 ? .encryptedPrivateKey : .privateKey)
    }
    throw .noCertificate(file: file, found: keys.map { "a private key (\($0.keyType))" })
  }

  /// All certificates as possible issuers.
  var candidates: [CertificateChain.Candidate] {
    certificates.map { CertificateChain.Candidate(certificate: $0.facts, origin: .identityFile) }
  }
}

extension Array {
  /// Only the elements that hold, unless none does.
  fileprivate func narrowed(_ holds: (Element) -> Bool) -> [Element] {
    let kept = filter(holds)
    return kept.isEmpty ? self : kept
  }
}

extension X509Certificate {
  fileprivate var keyDescription: String { "\(facts.subject), \(publicKeyDescription)" }
}

extension CertificateFacts {
  /// Subject, serial and validity on one line.
  var oneLine: String { "\(subject), serial \(serial), valid \(notBefore.date) to \(notAfter.date)" }
}
