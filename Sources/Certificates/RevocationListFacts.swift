public import Basics

/// What a certificate revocation list (RFC 5280 section 5) says, as far as it was asked.
public struct RevocationListFacts: Sendable, Hashable {
  public struct Entry: Sendable, Hashable {
    /// As `CertificateFacts.serial`.
    public var serial: String
    public var date: Timestamp
    /// `keyCompromise`, `superseded`…; nil when the entry gives none.
    public var reason: String?

    public init(serial: String, date: Timestamp, reason: String?) {
      self.serial = serial
      self.date = date
      self.reason = reason
    }
  }

  public var issuer: DistinguishedName
  public var thisUpdate: Timestamp
  /// When something newer is due; nil when the list does not say.
  public var nextUpdate: Timestamp?
  public var entryCount: Int
  /// Those of the certificates asked about that it names.
  public var revoked: [Entry]
  /// Whether the signature was checked with the issuer's certificate, and held.
  public var isSigned: Bool
  /// Where it came from.
  public var label: String

  public init(
    issuer: DistinguishedName, thisUpdate: Timestamp, nextUpdate: Timestamp?, entryCount: Int, revoked: [Entry],
    isSigned: Bool, label: String
  ) {
    self.issuer = issuer
    self.thisUpdate = thisUpdate
    self.nextUpdate = nextUpdate
    self.entryCount = entryCount
    self.revoked = revoked
    self.isSigned = isSigned
    self.label = label
  }
}
