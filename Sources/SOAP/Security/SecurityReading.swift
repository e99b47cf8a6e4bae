public import Basics
public import Certificates
public import XML

/// What the Security header of an answer turned out to be: who signed what, whether it holds, and whether it is fresh.
///
/// Only the header for the receiver at the end counts (no actor, no role). What a reading says of a part is said of the
/// element that a SOAP processor uses, never of another with the same id or name.
public struct SecurityReading: Sendable, Hashable {
  /// False when there is no Security header.
  public var isPresent: Bool
  public var created: Timestamp?
  public var expires: Timestamp?
  /// Local names of the tokens: `UsernameToken`, `BinarySecurityToken`.
  public var tokens: [String]
  public var signatures: [Signature]
  /// What is wrong with the header itself and its timestamp.
  public var problems: [SecurityProblem]
  /// The header's elements in their order, as far as it matters to a layout.
  public var order: [Item] = []

  public static let absent = SecurityReading(
    isPresent: false, created: nil, expires: nil, tokens: [], signatures: [], problems: [])

  /// One element of the header (WS-SecurityPolicy 1.1 section 6.7).
  public enum Item: Sendable, Hashable {
    case timestamp
    /// `token` is the place of the token that it names by id; nil when it names none of this header.
    case signature(token: Int?)
    /// A security token, by its local name.
    case token(String)
    case other
  }

  /// One XML signature.
  public struct Signature: Sendable, Hashable {
    /// `RSA with SHA256`, or the identifier as it stands there.
    public var algorithm: String
    /// Nil when the certificate is not known.
    public var signer: CertificateFacts?
    /// What it covers; empty unless it holds.
    public var parts: [Part]
    /// Why it does not hold, or cannot be judged, or whose it is not; empty for a good signature of a trusted signer.
    public var problems: [SecurityProblem]
  }

  /// An element that a signature covers.
  public enum Part: Sendable, Hashable, CustomStringConvertible {
    case envelope
    case body
    /// An element inside the body.
    case insideBody(XMLName)
    case header(XMLName)
    case timestamp
    case token(XMLName)
    case signature

    public var description: String {
      switch self {
      case .envelope: "Envelope"
      case .body: "Body"
      case .insideBody(let name): "\(name.local.neutralised) in the Body"
      case .header(let name), .token(let name): name.local.neutralised
      case .timestamp: "Timestamp"
      case .signature: "Signature"
      }
    }
  }

  /// Whether some intact signature of a trusted signer covers the body.
  public var coversBody: Bool {
    signatures.contains { signature in
      signature.problems.isEmpty && (signature.parts.contains(.body) || signature.parts.contains(.envelope))
    }
  }

  /// All problems, the header's first.
  public var allProblems: [SecurityProblem] { problems + signatures.flatMap(\.problems) }
}

/// One thing that is wrong with an answer's security.
public struct SecurityProblem: Remediable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    /// It does not hold: the message is not what was signed, or is not fresh.
    case broken
    /// It cannot be judged here.
    case unverifiable
    /// It holds, but the signer is not one to be trusted.
    case untrusted
  }

  public var kind: Kind
  public var code: String
  public var summary: String
  public var values: [String]
  public var remedy: String
  /// What WCF says, when it says anything of its own (the resource's key).
  public var wcf: String?
}
