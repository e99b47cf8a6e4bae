public import Basics

/// What checking the status came to that a server attached to its certificate (stapled OCSP: RFC 6066 section 8,
/// RFC 6960). Checked inside the handshake, before a client certificate goes out.
public struct StatusCheck: Sendable, Hashable {
  public enum Result: Sendable, Hashable {
    case good
    /// Certainly revoked: signed by the issuer or its delegate, for this very certificate.
    case revoked(at: Timestamp, reason: String?)
    /// The responder does not know the certificate.
    case unknown
    /// The responder had no answer: `trylater`, `internalerror`, `unauthorized`….
    case noAnswer(String)
    case undecodable
    /// It is about other certificates.
    case otherCertificate
    /// Its signature is neither the issuer's nor that of a delegate which the issuer certified; OpenSSL's reason.
    case notSigned(String)
  }

  public var result: Result
  /// When the responder knew this; nil where the answer has no statement about the certificate.
  public var thisUpdate: Timestamp?
  /// When something newer must be there; nil when the responder always has something newer.
  public var nextUpdate: Timestamp?

  public init(_ result: Result, thisUpdate: Timestamp? = nil, nextUpdate: Timestamp? = nil) {
    self.result = result
    self.thisUpdate = thisUpdate
    self.nextUpdate = nextUpdate
  }

  public var isRevoked: Bool { if case .revoked = result { true } else { false } }
}
