public import Exchange

/// The private file that says what an identity's name stands for (`identities.yaml`): per user, never shared.
public struct Identities: Sendable, Equatable {
  public var all: [Entry]

  public init(_ all: [Entry] = []) { self.all = all }

  public func named(_ name: String) -> Entry? { all.first { $0.name == name } }

  public struct Entry: Sendable, Equatable {
    public var name: String
    public var reference: IdentityReference
    /// Hosts the certificate may be shown to, `host` or `host:port`, lower case.
    public var hosts: [String]

    public init(name: String, reference: IdentityReference, hosts: [String]) {
      self.name = name
      self.reference = reference
      self.hosts = hosts
    }

    /// Whether the certificate may be shown to that server: never unasked to one that is not listed.
    public func isAllowed(_ server: HTTPAddress) -> Bool {
      hosts.contains { $0 == server.host.lowercased() || $0 == server.hostAndPort }
    }
  }
}
