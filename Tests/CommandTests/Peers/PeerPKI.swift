import Basics
import Certificates
import TLS

/// Certificates for a peer and for those who call it, written the way such files arrive.
struct PeerPKI {
  static let password = "peer-test"
  /// Common names of the clients, and the files each comes as.
  static let clients: [(name: String, keyType: KeyType)] = [
    ("rsa-client", .rsa), ("ec-client", .ecP256), ("ed25519-client", .ed25519),
  ]

  let folder: Folder

  init() throws {
    folder = try Folder()
    let mint = CertificateMint()
    // Mono takes no chain with an EC key in it.
    let root = try mint.mint(.authority("Peer Root", keyType: .rsa), issuer: nil)
    let intermediate = try mint.mint(.authority("Peer Issuing CA", keyType: .rsa), issuer: root)
    let server = try mint.mintLeaf(.server(keyType: .rsa), issuer: intermediate)
    let serverChain = server.certificatePEM + intermediate.certificatePEM
    try folder.write("root.pem", root.certificatePEM)
    try folder.write("server-chain.pem", serverChain)
    try folder.write("server.key", server.privateKeyPEM())
    try folder.write("server-all.pem", serverChain + server.privateKeyPEM())
    try folder.write("server.pfx", server.pkcs12(password: Secret(Self.password), chain: [intermediate]))
    for client in Self.clients {
      let identity = try mint.mintLeaf(.client(client.name, keyType: client.keyType), issuer: intermediate)
      try folder.write("\(client.name).pfx", identity.pkcs12(password: Secret(Self.password), chain: [intermediate]))
      // Mono reads no newer encryption.
      try folder.write(
        "\(client.name)-3des.pfx",
        identity.pkcs12(password: Secret(Self.password), chain: [intermediate], encryption: .tripleDES))
      // Key first, chain in the wrong order: the order of a file is nobody's promise.
      try folder.write(
        "\(client.name).pem", identity.privateKeyPEM() + intermediate.certificatePEM + identity.certificatePEM)
    }
  }
}
