internal import Bindings
public import Certificates
internal import Handshake

/// A probe made ready to be sent. One of its two kinds may carry the client certificate, the other one has no place
/// for it.
public enum ProbeCall: Sendable {
  case guarded(GuardedCall)
  case anonymous(AnonymousCall)

  /// - Parameters:
  ///   - draft: the call as it is configured. When it takes protection away itself (`--insecure`,
  ///     `--security-level 0`), no probe of it carries the certificate.
  ///   - authorities: with which the completed chain is tried, besides whatever the identity names.
  public init(_ probe: Probe, of draft: Draft, completing authorities: [CertificateFacts] = []) {
    switch probe.change {
    case .loosened(let loosening): self = .anonymous(AnonymousCall(draft, loosening))
    case .nothing: self = Self.guarded(draft, nil)
    case .guarded(let change):
      var call = draft
      if change == .chain(.full) {
        call.identity?.intermediates += authorities.map { .bytes($0.der, label: Self.completingLabel) }
      }
      self = Self.guarded(call, change)
    }
  }

  /// How the steps of the preparation name the origin of these.
  static let completingLabel = "the certificates that the server sent"
  /// No more of them are used, however many a server sends.
  static let completingLimit = 8

  private static func guarded(_ draft: Draft, _ change: Probe.GuardedChange?) -> ProbeCall {
    let call = GuardedCall(draft, change)
    return draft.loosensSecurity ? .anonymous(AnonymousCall(call.sent, nil)) : .guarded(call)
  }

  /// What goes to the client.
  public var draft: Draft {
    switch self {
    case .guarded(let call): call.sent
    case .anonymous(let call): call.sent
    }
  }
}

/// A call with whatever proves the caller, and without envelope and action.
public struct GuardedCall: Sendable {
  let sent: Draft

  init(_ draft: Draft, _ change: Probe.GuardedChange?) {
    var call = draft
    if call.method == .post { call.method = .head }
    call.envelope = nil
    switch change {
    case .withoutCertificate:
      call.identity = nil
      call.binding = .anonymous(call.url)
    case .chain(let choice): call.chain = choice
    case .version(.tls12): (call.tls.minimum, call.tls.maximum) = (.tls12, .tls12)
    case .version(.tls13): (call.tls.minimum, call.tls.maximum) = (.tls13, .tls13)
    case .withoutServerName: call.tls.sendsServerName = false
    case .protocols(let protocols): call.tls.applicationProtocols = protocols
    case .direct:
      call.route.proxyURL = nil
      call.route.proxyCredentials = nil
    case .readsAnswer: call.method = .get
    case nil: break
    }
    sent = call
  }
}

extension Draft {
  /// Whether its own settings take protection away: an unverified server, weak ciphers, keys or versions.
  var loosensSecurity: Bool {
    let ciphers = (tls.ciphers ?? "").uppercased()
    return trust.insecure || tls.legacyRenegotiation || (tls.securityLevel ?? 2) < 2
      || (tls.minimum ?? .tls12) < .tls12 || (tls.maximum ?? .tls13) < .tls12
      || ["@SECLEVEL=0", "@SECLEVEL=1", "ALL", "NULL", "EXPORT", "LOW"].contains(where: ciphers.contains)
  }
}
