import Basics
import Certificates
import TLS

/// One small public key infrastructure for all tests of the process.
enum PKI {
  static let mint = CertificateMint()
  static let root = minted { () throws(MintError) in try mint.mintRoot(commonName: "Test Root") }
  static let server = minted { () throws(MintError) in try mint.mintLeaf(.server(), issuer: root) }
  static let trust = ServerTrust.only(root)
  static let upper = minted { () throws(MintError) in try mint.mintIntermediate(commonName: "Upper", issuer: root) }
  static let lower = minted { () throws(MintError) in try mint.mintIntermediate(commonName: "Lower", issuer: upper) }

  /// A client under the lower authority, with the chain up to the root.
  static func client(_ name: String) throws -> Identity {
    try identity(mint.mintLeaf(.client(name), issuer: lower), chain: [lower, upper])
  }

  /// As it would be loaded from a PEM file with certificates and key.
  static func identity(_ leaf: MintedIdentity, chain: [MintedIdentity] = []) throws -> Identity {
    let pem = try leaf.certificatePEM + chain.flatMap(\.certificatePEM) + leaf.privateKeyPEM()
    return try IdentityLoader(now: mint.now).load(
      IdentityMaterial(certificate: IdentityFile(bytes: pem, label: leaf.commonName)))
  }

  /// A test without its certificates cannot go on.
  static func minted(_ make: () throws(MintError) -> MintedIdentity) -> MintedIdentity {
    do { return try make() } catch { preconditionFailure("\(error)") }
  }
}
