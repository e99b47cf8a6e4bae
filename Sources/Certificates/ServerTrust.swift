/// Which server certificates are believed.
public struct ServerTrust: Sendable, Hashable {
  public enum Anchors: Sendable, Hashable {
    /// The system's own store, loaded on first use.
    case system
    /// Exactly these certificates (PEM text) and, with a folder, the hashed certificates in it; the system's store is
    /// not consulted.
    case only(pem: [UInt8], folder: String?)
  }

  public var anchors: Anchors
  /// False accepts any server: every report says so in red.
  public var verifies: Bool
  /// PEM text of certificate revocation lists, or nil; with lists every certificate of the chain is checked.
  public var revocationLists: [UInt8]?
  /// What the anchors came from, for messages: a path, or `system`.
  public var label: String

  public init(
    anchors: Anchors = .system, verifies: Bool = true, revocationLists: [UInt8]? = nil, label: String = "system"
  ) {
    self.anchors = anchors
    self.verifies = verifies
    self.revocationLists = revocationLists
    self.label = label
  }
}
