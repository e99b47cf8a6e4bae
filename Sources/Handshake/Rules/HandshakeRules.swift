internal import Basics

/// In the middle of the handshake: bytes that are lost, changed or cut off on the way.
extension Rule {
  static let handshake: [Rule] = [
    Rule("damaged bytes", codes: ["damaged-record"], check: checkDamage),
    Rule("lost certificate", codes: ["large-packets-lost"], check: checkLostFlight),
    Rule("server flight", codes: ["cut-in-server-flight", "stalled-in-server-flight"], check: checkServerFlight),
  ]
}

@Sendable private func checkDamage(_ evidence: Evidence) -> [Finding] {
  let codes = [evidence.transcript.clientAlert, evidence.transcript.serverAlert].compactMap {
    $0?.alert.alertDescription
  }
  guard evidence.failed, evidence.says(281, "bad record mac") || codes.contains(.badRecordMAC) else { return [] }
  let bySide = evidence.transcript.serverAlert?.alert.alertDescription == .badRecordMAC ? "the server" : "this client"
  return [
    Finding(
      code: "damaged-record", blame: .network,
      summary: "Bytes were changed on the way: a record failed its integrity check (bad_record_mac) at \(bySide).",
      detail:
        "The keys fit, since earlier records could be read, and then one record did not authenticate: a faulty "
        + "network card offload, a middlebox that alters data, or a broken TLS stack.",
      remedies: [
        .init(
          .network,
          "Look for a device that alters packets; turn off offloading on the card (`ethtool -K IF tso off gro "
            + "off`); try another path."
        ),
        .init(.server, "Check the TLS offload hardware of the load balancer; try again with another backend."),
        .init(.client, "Try again, from another network, and with --tls-max 1.2."),
      ],
      evidence: evidence.lastMessageLine + evidence.libraryLine)
  ]
}

@Sendable private func checkLostFlight(_ evidence: Evidence) -> [Finding] {
  let transcript = evidence.transcript
  guard evidence.timedOut, let sent = transcript.indices(.certificate, from: .client).last,
    transcript.messages[sent].bytes.count > 900, !transcript.serverAcceptedClient,
    !transcript.messages[sent...].contains(where: { $0.from == .server && $0.leg == .origin })
  else { return [] }
  let size = transcript.messages[sent].bytes.count
  return [
    Finding(
      code: "large-packets-lost", blame: .network,
      summary:
        "Our certificate (\(size) bytes) was sent and nothing came back: large packets seem to get lost on the way "
        + "(MTU).",
      detail:
        "Everything small before it passed in both directions. A tunnel (VPN, PPPoE) whose MTU is smaller than "
        + "announced swallows the first large packet, which is the one with our certificate. A server that hangs "
        + "while it checks the certificate looks the same"
        + (transcript.wroteRequest ? ", and so does one that accepted it and hangs over the request" : "")
        + ": a request without a certificate gets further only when packets are lost or the check hangs.",
      remedies: [
        .init(
          .network,
          "Clamp the MSS on the tunnel, or lower the MTU of the interface (`ip link set dev IF mtu 1300`); let "
            + "ICMP “fragmentation needed” pass."
        ),
        .init(
          .client,
          "Lower the interface's MTU to test it; a smaller certificate (EC instead of RSA) may fit into one packet."),
        .init(
          .server,
          "Look in the log whether the handshake is waiting for our certificate; check revocation servers it asks."),
      ],
      evidence: ["our Certificate message: \(size) bytes, no answer to it"] + evidence.libraryLine,
      messages: [sent])
  ]
}

@Sendable private func checkServerFlight(_ evidence: Evidence) -> [Finding] {
  let transcript = evidence.transcript
  guard evidence.usesTLS, evidence.wasCut || evidence.timedOut, evidence.gotServerHello || transcript.serverRecords > 0,
    !transcript.clientFinished, transcript.serverAlert == nil, !transcript.has(.finished, from: .client),
    transcript.foreignBytes.isEmpty, !evidence.isAtProxy, !endedOrderly(transcript)
  else { return [] }
  let last = transcript.messages.last { $0.from == .server && $0.leg == .origin }
  let missing = transcript.has(.certificate, from: .server) ? "the end of its flight" : "its certificate was complete"
  let verb = evidence.timedOut ? "stalled" : evidence.wasReset ? "was cut by a reset" : "was cut off"
  return [
    Finding(
      code: evidence.timedOut ? "stalled-in-server-flight" : "cut-in-server-flight", blame: .network,
      summary: "The connection \(verb) in the middle of the server's messages, before \(missing).",
      detail:
        "The last whole message was \(last?.type ?? "none"). A content filter that looks at the certificate, an "
        + "intrusion filter or a broken load balancer cuts there; a tunnel with a small MTU stalls there.",
      remedies: [
        .init(
          .network,
          "Look for a filter (firewall, IPS, web filter) on the way that acts on certificates, and exempt "
            + "\(evidence.endpoint)."
        ),
        .init(.server, "Look in the log of the server or load balancer for this attempt."),
        .init(.client, "Try from another network: a cut at the same place every time is a filter."),
      ],
      evidence: evidence.lastMessageLine + evidence.libraryLine)
  ]
}

/// A close_notify is no cut.
private func endedOrderly(_ transcript: Transcript) -> Bool {
  transcript.messages.contains {
    if case .alert(let alert) = $0.kind { $0.from == .server && alert.alertDescription == .closeNotify } else { false }
  }
}
