internal import COpenSSL
package import Certificates
package import Handshake

extension ClientContext {
  /// Tries settings, trust and identity on a context that no connection will use, so that what OpenSSL refuses is known
  /// before anything leaves the machine. The system's anchors are not loaded for it.
  package static func check(
    settings: TLSSettings, trust: ServerTrust, identity: Identity?, sendsFullChain: Bool
  ) throws(ClientContextError) {
    LibraryErrors.clear()
    guard let context = SSL_CTX_new(TLS_client_method()) else { throw .library("no memory for a TLS context") }
    defer { SSL_CTX_free(context) }
    var named = trust
    if named.anchors == .system { named.anchors = .only(pem: [], folder: nil) }
    _ = try ClientContext(
      leg: .origin, host: "localhost", settings: settings, verifier: ServerVerifier(named), identity: identity,
      sendsFullChain: sendsFullChain
    ).prepare(context)
  }
}
