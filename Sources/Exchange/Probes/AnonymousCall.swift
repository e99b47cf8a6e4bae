internal import Bindings
internal import Handshake

/// A call without a caller: no client certificate, no header of the caller's, no envelope. Whatever takes protection
/// away is done to this type, so that it cannot be done to a call with an identity.
public struct AnonymousCall: Sendable {
  private let draft: Draft

  /// - Parameter draft: address, trust, TLS settings, route and limits are taken over, and nothing else.
  init(_ draft: Draft, _ loosening: Probe.Loosening?) {
    var anonymous = Draft(
      url: draft.url, method: draft.method == .post ? .head : draft.method, binding: .anonymous(draft.url),
      trust: draft.trust, tls: draft.tls,
      route: draft.route, limits: draft.limits)
    switch loosening {
    case .version(.tls10): anonymous.tls.pin(.tls10)
    case .version(.tls11): anonymous.tls.pin(.tls11)
    case .securityLevel:
      anonymous.tls.securityLevel = 0
      anonymous.tls.minimum = .tls10
      anonymous.tls.maximum = nil
      anonymous.tls.ciphers = "ALL:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256"
    case .legacyRenegotiation:
      anonymous.tls.legacyRenegotiation = true
    case .unverified: anonymous.trust.insecure = true
    case .plainHTTP: anonymous.url = Self.plainRoot(draft.url)
    case nil: break
    }
    anonymous.binding = .anonymous(anonymous.url)
    self.draft = anonymous
  }

  /// As it is sent: never with an identity.
  var sent: Draft { draft }

  /// Neither path nor query: both may say more than should be said without encryption.
  private static func plainRoot(_ url: String) -> String {
    guard let address = try? HTTPAddress(url) else { return url }
    return "http://\(address.hostAndPort)/"
  }
}

extension TLSSettings {
  /// Versions before TLS 1.2 sign with SHA-1, which OpenSSL permits on security level 0 only.
  fileprivate mutating func pin(_ version: TLSVersion) {
    (minimum, maximum, securityLevel) = (version, version, 0)
  }
}

extension Binding {
  /// Transport without a credential, by the URL's scheme.
  static func anonymous(_ url: String) -> Binding {
    let isPlain = url.prefix { $0 != ":" }.lowercased() == "http"
    return .basicHTTP(BasicHTTPBinding(security: .init(mode: isPlain ? .none : .transport)))
  }
}
