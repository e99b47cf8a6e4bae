internal import Basics

/// A chain in the order it is sent, leaf first, each certified by the next (RFC 8446 section 4.4.2), with the log of how
/// it came about.
public struct CertificateChain: Sendable, Hashable {
  /// Where a certificate of the chain was found.
  public enum Origin: Sendable, Hashable, CustomStringConvertible {
    case identityFile
    /// A file named with `--intermediates`.
    case intermediates(path: String)
    /// The intermediate store folder.
    case store(path: String)

    public var description: String {
      switch self {
      case .identityFile: "the identity's own file"
      case .intermediates(let path): path.neutralised
      case .store(let path): "the intermediate store (\(path.neutralised))"
      }
    }
  }

  public struct Candidate: Sendable, Hashable {
    public var certificate: CertificateFacts
    public var origin: Origin

    public init(certificate: CertificateFacts, origin: Origin) {
      self.certificate = certificate
      self.origin = origin
    }
  }

  public var certificates: [CertificateFacts]
  /// One sentence per step: what was looked for, what was found where, why a candidate was passed over.
  public var steps: [String]
  /// The issuer that the last certificate names and nobody had; nil when the chain is complete.
  public var missingIssuer: DistinguishedName?

  public init(certificates: [CertificateFacts], steps: [String], missingIssuer: DistinguishedName?) {
    self.certificates = certificates
    self.steps = steps
    self.missingIssuer = missingIssuer
  }

  /// Complete up to a self-issued root. The root itself is not sent (RFC 8446 4.4.2), but it, or an anchor that names
  /// it, has been seen.
  public var isComplete: Bool { missingIssuer == nil }
}
