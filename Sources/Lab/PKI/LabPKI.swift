internal import Basics
internal import Certificates
public import TLS

/// A public key infrastructure made on the spot: two tiers, every kind of good and bad certificate the scenarios need.
///
/// Nothing of it outlives the process unless it is written, and nobody should trust its root for anything else.
public struct LabPKI: Sendable {
  /// Opens the Lab's PFX files. It is printed, written in the documentation and protects nothing.
  public static let password = "signet"

  public enum Server: String, Sendable, CaseIterable {
    case good, expired, untrusted
    /// Names another host.
    case wrongName = "wrong-name"
    /// Sends its own certificate without the intermediate.
    case incomplete
  }

  public enum Client: String, Sendable, CaseIterable {
    case alice, bob, expired, rsa, ed25519
    /// The same certificate as `alice`, in a file without the intermediate.
    case aliceLeaf = "alice-leaf"
    /// From an authority that no Lab server knows.
    case stranger
    /// Extended key usage `serverAuth` only.
    case serverOnly = "server-only"
    /// Key usage without `digitalSignature`.
    case noSignature = "no-signature"
  }

  public let root: MintedIdentity
  public let intermediate: MintedIdentity
  public let otherRoot: MintedIdentity
  public let otherIntermediate: MintedIdentity
  private let servers: [Server: LabIdentity]
  private let clients: [Client: LabIdentity]

  /// Some milliseconds, and up to half a second when an RSA key is among the clients.
  public init(
    mint: CertificateMint = CertificateMint(), clients wanted: [Client] = Client.allCases
  ) throws(MintError) {
    root = try mint.mintRoot(commonName: "Signet Lab Root")
    intermediate = try mint.mintIntermediate(commonName: "Signet Lab Issuing CA", issuer: root)
    otherRoot = try mint.mintRoot(commonName: "Another Root", organization: "Another Company")
    otherIntermediate = try mint.mintIntermediate(
      commonName: "Another Issuing CA", organization: "Another Company", issuer: otherRoot)
    let issuers = (own: intermediate, other: otherIntermediate)
    servers = try Self.mintServers(mint, issuers)
    clients = try Self.mintClients(mint, issuers, wanted)
  }

  public func server(_ server: Server) throws(LabError) -> LabIdentity { try Self.find(server, in: servers, "server") }

  /// Fails for a client that was not asked for in `init`.
  public func client(_ client: Client) throws(LabError) -> LabIdentity { try Self.find(client, in: clients, "client") }

  /// A server's certificate status as its issuer signs it, for stapling.
  public func status(_ status: MintedStatus, of server: Server) throws(LabError) -> [UInt8] {
    let leaf = try self.server(server).leaf
    do throws(MintError) {
      return try CertificateMint().mintStatus(status, of: leaf, issuer: intermediate)
    } catch {
      throw .settings(summary: error.summary, values: error.values)
    }
  }

  private static func find<Name: RawRepresentable<String> & Hashable>(
    _ name: Name, in identities: [Name: LabIdentity], _ kind: String
  ) throws(LabError) -> LabIdentity {
    if let identity = identities[name] { return identity }
    throw .unknownName(kind: kind, name: name.rawValue, known: identities.keys.map(\.rawValue).sorted())
  }
}

// Who issues what.
extension LabPKI {
  private typealias Issuers = (own: MintedIdentity, other: MintedIdentity)

  private static func mintServers(
    _ mint: CertificateMint, _ issuers: Issuers
  ) throws(MintError) -> [Server: LabIdentity] {
    var result: [Server: LabIdentity] = [:]
    for server in Server.allCases {
      let issuer = server == .untrusted ? issuers.other : issuers.own
      let leaf = try mint.mintLeaf(server.spec(now: mint.now), issuer: issuer)
      result[server] = LabIdentity(
        name: server.rawValue, leaf: leaf, intermediates: server == .incomplete ? [] : [issuer])
    }
    return result
  }

  private static func mintClients(
    _ mint: CertificateMint, _ issuers: Issuers, _ wanted: [Client]
  ) throws(MintError) -> [Client: LabIdentity] {
    var result: [Client: LabIdentity] = [:]
    for client in wanted where client != .aliceLeaf {
      let issuer = client == .stranger ? issuers.other : issuers.own
      let leaf = try mint.mintLeaf(client.spec(now: mint.now), issuer: issuer)
      result[client] = LabIdentity(name: client.rawValue, leaf: leaf, intermediates: [issuer])
    }
    if wanted.contains(.aliceLeaf), let alice = result[.alice] {
      result[.aliceLeaf] = LabIdentity(name: Client.aliceLeaf.rawValue, leaf: alice.leaf, intermediates: [])
    }
    return result
  }
}

private let day: Int64 = 86_400

extension LabPKI.Server {
  fileprivate func spec(now: Timestamp) -> CertificateSpec {
    var spec: CertificateSpec =
      self == .wrongName ? .server("other.example", subjectAltNames: ["DNS:other.example"]) : .server()
    if self == .expired {
      spec.notBefore = Timestamp(secondsSinceEpoch: now.secondsSinceEpoch - 400 * day)
      spec.notAfter = Timestamp(secondsSinceEpoch: now.secondsSinceEpoch - 3 * day)
    }
    return spec
  }
}

extension LabPKI.Client {
  fileprivate func spec(now: Timestamp) -> CertificateSpec {
    var spec = CertificateSpec.client(rawValue)
    switch self {
    case .alice, .bob, .aliceLeaf, .stranger: break
    case .rsa: spec.keyType = .rsa
    case .ed25519: spec.keyType = .ed25519
    case .serverOnly: spec.extendedKeyUsages = ["serverAuth"]
    case .noSignature: spec.keyUsages = ["keyEncipherment"]
    case .expired:
      spec.notBefore = Timestamp(secondsSinceEpoch: now.secondsSinceEpoch - 400 * day)
      spec.notAfter = Timestamp(secondsSinceEpoch: now.secondsSinceEpoch - 3 * day)
    }
    return spec
  }
}
