import Basics
import Certificates
import TLS

@testable import Handshake

extension FuzzTarget {
  static let staple = FuzzTarget(name: "staple", story: "a stapled OCSP response") { bytes in
    let status = StapledStatus(response: bytes[...])
    let longer = StapledStatus(response: (bytes + [0])[...])
    try promise(status == longer || status == .unreadable, "a byte behind a response changes \(status) to \(longer)")
    var reader = FieldReader(([1] + [0, UInt8(bytes.count >> 8 & 255), UInt8(bytes.count & 255)] + bytes)[...])
    guard bytes.count < 65536 else { return }
    try promise(readStapledStatus(&reader) == status, "the message says otherwise than the response")
  }

  /// Blocks: the certificate, then candidates for its chain.
  static let certificate = FuzzTarget(
    name: "certificate", story: "certificates and names in DER, and the chain they make"
  ) { bytes in
    let reader = CertificateReader.openSSL
    var source = ByteSource(bytes)
    var all: [CertificateFacts] = []
    while !source.isAtEnd, all.count < 6 {
      let der = source.block()
      if let name = reader.name(der) {
        try promise(name.der == der || !name.der.isEmpty, "a name without its encoding")
        try promiseNeutral(name.description, "a name")
        try promiseNeutral(name.shortName, "a short name")
      }
      guard let facts = reader.facts(der) else { continue }
      try promise(facts.der == der, "a certificate's bytes changed")
      try promise(facts.keyBits >= 0 && facts.sha256.utf8.count == 64 && facts.sha1.utf8.count == 40, "odd facts")
      try promiseNeutral(facts.subject.description + facts.issuer.description, "a certificate's names")
      try promise(facts.notBefore.description.utf8.count < 40, "a long date")
      all.append(facts)
    }
    guard let leaf = all.first else { return }
    let candidates = all.dropFirst().map { CertificateChain.Candidate(certificate: $0, origin: .identityFile) }
    let chain = ChainBuilder(reader: reader, now: Timestamp(secondsSinceEpoch: 1_800_000_000))
      .build(leaf: leaf, candidates: candidates)
    try promise(chain.certificates.first == leaf, "a chain without its leaf")
    try promise(chain.certificates.count <= ChainBuilder.maximumLength, "a long chain")
    try promise(Set(chain.certificates.map(\.sha256)).count == chain.certificates.count, "a chain in a circle")
    for (lower, upper) in zip(chain.certificates, chain.certificates.dropFirst()) {
      try promise(reader.isSigned(lower, upper), "a link without a signature")
    }
    for step in chain.steps { try promiseNeutral(step, "a step") }
  }

  /// First byte: which password, and whether the key stands in a file of its own.
  static let certificateFile = FuzzTarget(
    name: "certificate-file", story: "a PEM, DER, PKCS#7 or PKCS#12 file: what it holds, and the identity it makes"
  ) { bytes in
    var source = ByteSource(bytes)
    let passwords: [Secret?] = [nil, Secret("pw"), .empty, Secret("wrong")]
    let password = passwords[Int(source.byte() & 3)]
    let file = IdentityFile(bytes: source.remainder(), label: "file")
    let now = Timestamp(secondsSinceEpoch: 1_800_000_000)
    try promiseNeutral(FileKind(of: file.bytes).phrase, "a kind of file")
    let inspected = Result { try CertificateFile.inspect(file, password: password, now: now) }
    switch inspected {
    case .success(let contents): try verify(contents)
    case .failure(let error): try promiseRemediable(error)
    }
    let material = IdentityMaterial(certificate: file, password: password)
    do { _ = try IdentityLoader(now: now).load(material) } catch { return try promiseRemediable(error) }
    guard case .success(let contents) = inspected else { throw BrokenPromise(description: "loaded, but not inspected") }
    try promise(contents.certificates.contains(where: \.hasPrivateKey), "an identity from a file without a key")
  }

  private static func verify(_ contents: CertificateFileContents) throws {
    try promise(!contents.certificates.isEmpty, "a file without certificates was inspected")
    try promise(
      Set(contents.certificates.map(\.facts.der)).count == contents.certificates.count, "a certificate twice")
    for text in contents.encryption { try promiseNeutral(text, "an encryption") }
    for finding in contents.findings {
      try promiseNeutral(finding.summary + finding.detail, finding.code)
      for remedy in finding.remedies { try promiseNeutral(remedy.text, "a remedy of \(finding.code)") }
    }
  }
}
