public import Basics
internal import COpenSSL
public import Certificates
internal import Handshake

/// Judges the certificate of a message's signer by the anchors that judge the server.
public struct MessageSignerTrust: Sendable {
  public var trust: ServerTrust
  /// The moment at which the certificates must be valid.
  public var now: Timestamp

  public init(trust: ServerTrust, now: Timestamp) {
    self.trust = trust
    self.now = now
  }

  /// What is wrong with the certificate, one reason each; empty when it is trusted.
  ///
  /// - Parameter others: certificates in DER that may complete its chain; none of them is trusted for being there.
  public func problems(of certificate: CertificateFacts, others: [[UInt8]] = []) -> [String] {
    do throws(ClientContextError) {
      return try problems(of: certificate, others, by: ServerVerifier(trust))
    } catch {
      return [error.summary]
    }
  }

  private func problems(
    of certificate: CertificateFacts, _ others: [[UInt8]], by verifier: ServerVerifier
  ) -> [String] {
    LibraryErrors.clear()
    defer { LibraryErrors.clear() }
    let chain = signet_certificates_new()
    defer { signet_certificates_free(chain) }
    for other in others.prefix(16).compactMap({ X509Certificate(der: $0) }) {
      _ = signet_certificates_add(chain, other.pointer)
    }
    guard let leaf = X509Certificate(der: certificate.der), let context = X509_STORE_CTX_new() else {
      return ["the certificate could not be read"]
    }
    defer { X509_STORE_CTX_free(context) }
    guard X509_STORE_CTX_init(context, verifier.store, leaf.pointer, chain) == 1 else {
      return LibraryErrors.drainReasons()
    }
    X509_STORE_CTX_set_time(context, 0, time_t(now.secondsSinceEpoch))
    return withExtendedLifetime(leaf) { verifier.verify(context).failures.map(\.text) }
  }
}
