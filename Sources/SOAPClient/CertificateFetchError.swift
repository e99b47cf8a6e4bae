public import Basics
public import Exchange

/// Why certificates could not be fetched.
public enum CertificateFetchError: Remediable, Equatable {
  /// The address or a file of trust cannot be used.
  case refused(Refusal)
  case notHTTPS(url: String)
  case noChain(url: String, reason: String)
  /// The certificate names no address of its issuer's.
  case noAddress(certificate: String)
  /// It names one of another kind, such as LDAP.
  case notHTTP(url: String)
  case failed(url: String, reason: String)
  case status(url: String, status: Int)
  case notACertificate(url: String, reason: String)
  /// What the address gave did not sign the certificate.
  case notTheIssuer(url: String, wanted: String, found: [String])

  public var code: String {
    switch self {
    case .refused(let refusal): refusal.code
    case .notHTTPS: "fetch-not-https"
    case .noChain: "fetch-no-chain"
    case .noAddress: "fetch-no-address"
    case .notHTTP: "fetch-not-http"
    case .failed: "fetch-failed"
    case .status: "fetch-status"
    case .notACertificate: "fetch-no-certificate"
    case .notTheIssuer: "fetch-wrong-certificate"
    }
  }

  public var summary: String {
    switch self {
    case .refused(let refusal): refusal.summary
    case .notHTTPS: "A server shows its chain over https only."
    case .noChain(let url, _): "\(url.neutralised) sent no certificates."
    case .noAddress(let certificate): "\(certificate) does not say where the certificate of its issuer can be had."
    case .notHTTP(let url): "\(url.neutralised) is neither http nor https: it is not fetched."
    case .failed(let url, _): "\(url.neutralised) could not be fetched."
    case .status(let url, let status): "\(url.neutralised) answered with HTTP \(status)."
    case .notACertificate(let url, _): "\(url.neutralised) answered with something that is no certificate."
    case .notTheIssuer(let url, let wanted, _): "\(url.neutralised) has another certificate than that of \(wanted)."
    }
  }

  public var values: [String] {
    switch self {
    case .refused(let refusal): refusal.values
    case .notHTTPS(let url): ["address: \(url.neutralised)"]
    case .noChain(_, let reason), .failed(_, let reason): [reason.neutralised]
    case .notACertificate(_, let reason): [reason]
    case .noAddress: ["authority information access (caIssuers): absent"]
    case .notHTTP, .status: []
    case .notTheIssuer(_, let wanted, let found): ["wanted: \(wanted)"] + found.prefix(5).map { "found: \($0)" }
    }
  }

  public var remedy: String {
    switch self {
    case .refused(let refusal): refusal.remedy
    case .notHTTPS: "Name an https address."
    case .noChain: "Check address, route and time; signet send --trace --url URL shows how far the handshake comes."
    case .noAddress, .notHTTP, .notACertificate, .notTheIssuer, .status:
      "Ask the authority for the file, then: signet intermediates add FILE"
    case .failed: "Check the network and --proxy, or get the file another way, then: signet intermediates add FILE"
    }
  }
}
