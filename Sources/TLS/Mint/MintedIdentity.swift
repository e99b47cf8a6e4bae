internal import COpenSSL
public import Certificates

/// A certificate made by the mint, with its private key.
public struct MintedIdentity: Sendable {
  public let certificateDER: [UInt8]
  public let key: PrivateKey
  public let facts: CertificateFacts
  let native: X509Certificate

  init(native: X509Certificate, key: PrivateKey) {
    self.native = native
    self.key = key
    facts = native.facts
    certificateDER = facts.der
  }

  public var commonName: String { facts.subject.shortName }

  /// Signs messages with its key.
  public var messageSigner: MessageSigner {
    MessageSigner(certificate: facts) { [key] algorithm, message in key.sign(algorithm, message) }
  }
}
