public import Basics
internal import COpenSSL
public import Certificates

/// A client certificate with its private key, proven to fit, and the chain to send with it. Made by `IdentityLoader`.
///
/// Safe to use from any thread.
public final class Identity: Sendable {
  /// The file or label it came from.
  public let source: String
  /// Leaf first, each certified by the next, with the log of how it came about.
  public let chain: CertificateChain
  /// The key's own file or container was encrypted in these ways.
  public let encryption: [String]
  /// How the key behaves that stays in its token; nil for a key from a file.
  public let token: TokenKey?
  let certificates: [X509Certificate]
  let key: PrivateKey

  /// - Parameter chain: as `ChainBuilder` made it from the certificate that `key` fits.
  init(source: String, chain: CertificateChain, key: PrivateKey, encryption: [String], token: TokenKey? = nil) {
    self.source = source
    self.chain = chain
    self.key = key
    self.encryption = encryption
    self.token = token
    fingerprint = digest(EVP_sha256(), of: chain.certificates.flatMap { Array($0.sha256.utf8) })
    certificates = chain.certificates.compactMap { facts in
      let certificate = CertificateCache.shared.certificate(facts.der)
      // They come back with every handshake.
      if let certificate { CertificateCache.shared.remember(certificate, der: facts.der, facts: facts) }
      return certificate
    }
  }

  public var leaf: CertificateFacts { chain.certificates[0] }

  /// An identity is not made without its key.
  public var hasPrivateKey: Bool { true }

  /// SHA-256 over the leaf and the rest of the chain: two identities with the same value are shown alike on the wire.
  public let fingerprint: String

  /// The certificates in PEM, for programs that take them as text.
  /// - Parameter fullChain: false gives the leaf alone.
  public func certificatePEM(fullChain: Bool) -> [UInt8] {
    (fullChain ? certificates[...] : certificates.prefix(1)).flatMap(\.pem)
  }

  /// The key as unencrypted PKCS#8 in PEM, wiped when let go; empty for a key in a token, which never leaves it.
  public var privateKeyPEM: Secret {
    guard let bio = MemoryBIO(),
      PEM_write_bio_PKCS8PrivateKey(bio.pointer, key.pointer, nil, nil, 0, nil, nil) == 1
    else { return .empty }
    return Secret(bytes: bio.contents)
  }

  /// Lends the OpenSSL objects for `SSL_CTX_use_cert_and_key`: `X509 *`, `EVP_PKEY *`, and the `X509 *` of the rest of the
  /// chain. They are valid during the call; whoever keeps one takes a reference of its own.
  public func withNativeHandles<Result>(
    _ body: (_ certificate: OpaquePointer, _ key: OpaquePointer, _ chain: [OpaquePointer]) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(self) {
      try body(certificates[0].pointer, key.pointer, certificates.dropFirst().map(\.pointer))
    }
  }
}

extension X509Certificate {
  var pem: [UInt8] {
    guard let bio = MemoryBIO(), PEM_write_bio_X509(bio.pointer, pointer) == 1 else { return [] }
    return bio.contents
  }
}
