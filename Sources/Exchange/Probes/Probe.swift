public import Handshake

/// One exchange of a diagnosis: how it differs from the call as it is configured, and the question that answers.
public struct Probe: Sendable, Hashable {
  /// Stable name, lower case with hyphens: `without-certificate`.
  public var name: Name
  /// Two to four words.
  public var title: String
  /// What its outcome decides.
  public var question: String
  public var change: Change

  public enum Name: String, Sendable, Hashable, CaseIterable {
    case asConfigured = "as-configured"
    case withoutCertificate = "without-certificate"
    case leafOnly = "leaf-only"
    case completedChain = "completed-chain"
    case tls13 = "tls-1.3"
    case tls12 = "tls-1.2"
    case tls11 = "tls-1.1"
    case tls10 = "tls-1.0"
    case withoutServerName = "without-server-name"
    case withoutProtocols = "without-alpn"
    case http2 = "http-2"
    case securityLevel = "security-level-0"
    case legacyRenegotiation = "legacy-renegotiation"
    case direct
    case unverified
    case answerText = "answer-text"
    case plainHTTP = "plain-http"
  }

  public enum Change: Sendable, Hashable {
    case nothing
    case guarded(GuardedChange)
    case loosened(Loosening)
  }

  /// Differences that loosen nothing: the client certificate may go with them.
  public enum GuardedChange: Sendable, Hashable {
    case withoutCertificate
    case chain(ChainChoice)
    case version(ModernVersion)
    case withoutServerName
    case protocols(TLSSettings.ApplicationProtocols)
    case direct
    /// GET instead of HEAD, for the words of a refusal.
    case readsAnswer
  }

  /// Differences that take protection away. The call they are made to (`AnonymousCall`) has no place for a certificate.
  public enum Loosening: Sendable, Hashable {
    case version(OldVersion)
    case securityLevel
    case legacyRenegotiation
    case unverified
    case plainHTTP
  }

  public enum ModernVersion: Sendable, Hashable { case tls12, tls13 }
  public enum OldVersion: Sendable, Hashable { case tls10, tls11 }
}
