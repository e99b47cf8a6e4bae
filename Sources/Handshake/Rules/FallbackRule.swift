internal import Basics

/// When no rule knows: where it stopped, and what to try.
extension Rule {
  public static let fallback = Rule("unexplained", codes: ["handshake-failed", "connection-lost", "exchange-failed"]) {
    evidence in
    guard evidence.failed else { return [] }
    let place = Place(evidence)
    return [
      Finding(
        code: place.code, blame: place.blame, summary: "The exchange failed \(place.text).",
        detail: "Last seen: \(lastSeen(evidence)). No rule explains this end. \(evidence.libraryLine.first ?? "")",
        remedies: [
          .init(
            .client,
            "Try again with --trace; compare --tls-max 1.2, another network, and the same request without the identity."
          ),
          .init(
            place.blame,
            "See the log of the \(place.blame == .server ? "server" : "devices in between") for the time of this "
              + "attempt."
          ),
        ],
        evidence: alerts(evidence) + evidence.lastMessageLine + evidence.libraryLine,
        messages: evidence.transcript.messages.indices.suffix(1).map(\.self))
    ]
  }
}

private func alerts(_ evidence: Evidence) -> [String] {
  (evidence.transcript.alerts(from: .server) + evidence.transcript.alerts(from: .client)).map(evidence.alertLine)
}

private func lastSeen(_ evidence: Evidence) -> String {
  guard let message = evidence.transcript.messages.last else {
    return evidence.connected == nil ? "no connection" : "the TCP connection, and no message of TLS"
  }
  return "\(message.type) from \(message.from == .server ? "the server" : "this client")"
}

/// How far the exchange came.
private struct Place {
  var code: String
  var blame: Finding.Blame
  var text: String

  init(_ evidence: Evidence) {
    let transcript = evidence.transcript
    (code, blame, text) =
      if evidence.isAtProxy {
        ("connection-lost", .proxy, "on the way to the proxy or inside it")
      } else if evidence.connected == nil && !evidence.sentHello && transcript.reusedExchange == nil {
        ("connection-lost", .network, "before a connection was made")
      } else if !evidence.usesTLS || transcript.clientFinished || transcript.reusedExchange != nil {
        ("exchange-failed", .server, evidence.wroteRequest ? "after the request was sent" : "after the handshake")
      } else if let alert = transcript.serverAlert {
        (
          "handshake-failed", .server,
          "in the handshake: the server sent \(alert.alert.name) (alert \(alert.alert.code))"
        )
      } else if let alert = transcript.clientAlert {
        (
          "handshake-failed", .server,
          "in the handshake: this client refused with \(alert.alert.name) (alert \(alert.alert.code))"
        )
      } else if !evidence.gotServerHello {
        ("handshake-failed", .server, "after our ClientHello, before a ServerHello")
      } else {
        ("handshake-failed", .server, "in the middle of the handshake")
      }
  }
}

extension Evidence {
  fileprivate var wroteRequest: Bool { transcript.wroteRequest }
}
