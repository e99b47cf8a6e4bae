internal import Basics
internal import Certificates

/// How a server let us know that it does not accept our certificate.
enum ClientRefusal {
  case alert(ReceivedAlert)
  case http(FrontEndRefusal)
  case silent

  /// Nil when a certificate was not sent, or not refused.
  init?(_ evidence: Evidence) {
    guard evidence.transcript.sentCertificate else { return nil }
    if let http = evidence.http, let refusal = FrontEndRefusal(http) {
      self = .http(refusal)
    } else if let http = evidence.http, GatewayAnswer(http) == nil, ClientFault.isDecisive(evidence),
      let refusal = FrontEndRefusal(bare: http, .certificateRefused)
    {
      self = .http(refusal)
    } else if let alert = evidence.transcript.refusalOfCertificate {
      self = .alert(alert)
    } else if evidence.transcript.wasRefusedSilently(evidence.outcome) {
      self = .silent
    } else {
      return nil
    }
  }

  var alert: AlertDescription? {
    switch self {
    case .alert(let alert): alert.alert.alertDescription
    // What an HTTP answer names is the same as the alert of that name.
    case .http(let refusal):
      switch refusal.reason {
      case .certificateUntrusted: .unknownCA
      case .revocationUnclear: .certificateRevoked
      case .certificateExpired: .certificateExpired
      default: nil
      }
    case .silent: nil
    }
  }

  /// `answered unknown_ca (alert 48)`.
  var text: String {
    switch self {
    case .alert(let alert): "answered \(alert.alert.name) (alert \(alert.alert.code))"
    case .http(let refusal): "answered HTTP \(refusal.status), “\(refusal.words)” (\(refusal.server))"
    case .silent: "ended the connection without a word"
    }
  }

  func lines(_ evidence: Evidence) -> [String] {
    let chain = ClientChain(evidence)
    let how =
      switch self {
      case .alert(let alert): evidence.alertLine(alert)
      case .http(let refusal): "HTTP \(refusal.status): \(refusal.words)"
      case .silent: "the connection ended after our Finished, before a session ticket, data or an alert"
      }
    return [how] + chain.lines + ["the server accepts certificates from: \(chain.acceptedText)"]
  }

  func messages(_ evidence: Evidence) -> [Int] {
    let alert: [Int] = if case .alert(let alert) = self { [alert.index] } else { [] }
    let request = evidence.transcript.indices(.certificateRequest, from: .server).suffix(1)
    return alert + evidence.transcript.indices(.certificate, from: .client).suffix(1) + request
  }

  /// A finding about this refusal, with a remedy for each side.
  func finding(
    _ code: String, blame: Finding.Blame = .client, _ evidence: Evidence, summary: String, detail: String,
    client: String, server: String
  ) -> Finding {
    Finding(
      code: code, blame: blame, summary: summary, detail: "The server \(text). " + detail,
      remedies: [.init(.client, client), .init(.server, server)], evidence: lines(evidence),
      messages: messages(evidence))
  }
}
