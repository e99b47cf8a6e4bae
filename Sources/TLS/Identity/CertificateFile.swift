public import Basics
public import Certificates
public import Handshake

/// Looks into certificate files of every format.
public enum CertificateFile {
  /// The certificates of a file as possible issuers: for `--intermediates` and the intermediate store. Keys in it, and
  /// what they are locked with, do not matter.
  /// - Throws: `IdentityError`, also when the file holds no certificate.
  public static func candidates(
    _ file: IdentityFile, origin: CertificateChain.Origin
  ) throws(IdentityError) -> [CertificateChain.Candidate] {
    let contents = try CertificateFileReader.read(file, password: nil)
    try contents.requireCertificate(file: file.label)
    return contents.certificates.map { CertificateChain.Candidate(certificate: $0.facts, origin: origin) }
  }

  /// Describes a file: with or without a private key, of up to 1,000 certificates.
  ///
  /// Without a password, PEM and DER files are described with their keys closed; a PKCS#12 file needs its password.
  /// - Parameters:
  ///   - intermediates: certificates that may complete the chain after the file's own.
  ///   - now: against which dates are judged.
  public static func inspect(
    _ file: IdentityFile, password: Secret? = nil, intermediates: [CertificateChain.Candidate] = [], now: Timestamp
  ) throws(IdentityError) -> CertificateFileContents {
    let contents = try CertificateFileReader.read(file, password: password)
    try contents.requireCertificate(file: file.label)
    let entries = contents.certificates.map { certificate in
      CertificateFileContents.Entry(
        facts: certificate.facts, hasPrivateKey: contents.keys.contains { certificate.fits($0) })
    }
    let chain = leaf(among: entries).map {
      ChainBuilder(reader: .openSSL, now: now).build(leaf: $0, candidates: contents.candidates + intermediates)
    }
    let inspection = Inspection(file: file.label, contents: contents, entries: entries, chain: chain, now: now)
    return CertificateFileContents(
      format: contents.format, encryption: contents.encryption, certificates: entries,
      lockedKeyCount: contents.lockedKeyCount, chain: chain, findings: inspection.findings)
  }

  /// The certificate a chain starts from: the one with the key, else the only one that certifies no other of the file.
  private static func leaf(among entries: [CertificateFileContents.Entry]) -> CertificateFacts? {
    let withKey = entries.filter(\.hasPrivateKey)
    let choice = withKey.isEmpty ? entries : withKey
    guard choice.count > 1 else { return choice.first?.facts }
    let issuers = Set(entries.filter { !$0.facts.isSelfIssued }.map(\.facts.issuer))
    let ends = choice.filter { !issuers.contains($0.facts.subject) && !($0.facts.isCA && $0.facts.isSelfIssued) }
    return ends.count == 1 ? ends[0].facts : nil
  }
}

/// What a certificate file holds.
public struct CertificateFileContents: Sendable {
  public struct Entry: Sendable {
    public var facts: CertificateFacts
    /// Whether a private key of the file fits it.
    public var hasPrivateKey: Bool
  }

  public var format: CertificateFormat
  /// How its parts are encrypted, each way once; empty for open files.
  public var encryption: [String]
  /// In the file's order, without duplicates.
  public var certificates: [Entry]
  /// Encrypted keys that stayed closed because no password was given.
  public var lockedKeyCount: Int
  /// Nil when the file has no single leaf to start from, such as a bundle of authorities.
  public var chain: CertificateChain?
  /// Errors and warnings first.
  public var findings: [Finding]

  public var chainComplete: Bool? { chain?.isComplete }
  public var missingIssuer: DistinguishedName? { chain?.missingIssuer }
}
