public import TLS

/// A certificate of the Lab with its key, and the certificates that go with it into a file or a handshake.
public struct LabIdentity: Sendable {
  /// Also the name of its files.
  public var name: String
  public var leaf: MintedIdentity
  /// The leaf's issuer first; empty where the story is that it is missing. Never the root.
  public var intermediates: [MintedIdentity]

  /// DER, leaf first.
  public var chain: [[UInt8]] { ([leaf] + intermediates).map(\.certificateDER) }
}
