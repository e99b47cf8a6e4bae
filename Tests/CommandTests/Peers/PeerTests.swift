import Foundation
import Testing

/// `signet send` against servers that nobody here wrote: each sees the right certificate with its whole chain, the answer
/// comes through byte for byte, and the JSON says what happened.
@Suite(.serialized) struct PeerTests {
  @Test(arguments: Peer.all)
  func theServerSeesTheRightCertificateAndItsWholeChain(peer: Peer) throws {
    guard peer.missing.isEmpty else {
      // Continuous integration installs them all: there a missing peer is a failure.
      if ProcessInfo.processInfo.environment["CI"] != nil { Issue.record("missing: \(peer.missing)") }
      print("SKIPPED \(peer.name): not installed: \(peer.missing.joined(separator: ", ")) (.ci/install --peers)")
      return
    }
    let pki = try PeerPKI()
    let running = try RunningPeer(peer, pki: pki)
    for client in PeerPKI.clients {
      for file in ["\(client.name).pfx", "\(client.name).pem"] {
        try check(peer, running, pki: pki, client: client.name, file: file)
      }
    }
  }

  private func check(_ peer: Peer, _ running: RunningPeer, pki: PeerPKI, client: String, file: String) throws {
    if peer.name == Peer.opensslServer.name { running.answerByHand() }
    let run = try ProgramRun.signet(
      [
        "send", "--url", "https://localhost:\(running.site.port)\(peer.path)", "--cert", pki.folder.file(file),
        "--password", "env:PEER_PASSWORD", "--cacert", pki.folder.file("root.pem"), "--format", "json",
        "--envelope", "-", "--connect-timeout", "10", "--max-time", "20",
      ] + (peer.action.map { ["--action", $0] } ?? []),
      input: Array(Self.envelope.utf8), environment: ["PEER_PASSWORD": PeerPKI.password])
    let context = Comment(rawValue: "\(peer.name), \(file): \(run.errors)\n\(run.text)\n\(running.log.suffix(2000))")
    #expect(run.status == 0, context)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any], context)
    let body = report.at("response", "body") as? String ?? ""
    switch peer.view {
    case .answer: #expect(body.contains("CN=\(client)"), context)
    case .log: #expect(running.log.contains(client), context)
    }
    if peer.name == Peer.java.name { #expect(body.contains("chain of 2"), context) }
    if peer.view == .log { #expect(body == Peer.answer("-"), context) }
    #expect((report.at("identity", "subject") as? String)?.contains("CN=\(client)") == true, context)
    #expect(report.at("identity", "chainComplete") as? Bool == true, context)
    #expect(report.at("handshake", "outcome") as? String == "completed", context)
    #expect(report.at("handshake", "clientCertificate", "requested") as? Bool == true, context)
    #expect(report.at("handshake", "clientCertificate", "sent") as? Bool == true, context)
    // `openssl s_server` adds the root that it finds in its own anchors.
    #expect(((report.at("handshake", "serverChain") as? [Any])?.count ?? 0) >= 2, context)
    #expect(report.at("connection", "remotePort") as? Int == running.site.port, context)
    #expect(
      (report["findings"] as? [[String: Any]])?.contains { $0["severity"] as? String == "error" } == false, context)
  }

  static let envelope =
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><p:WhoAmI xmlns:p=\"urn:peer\"/>"
    + "</s:Body></s:Envelope>"
}

extension RunningPeer {
  /// `openssl s_server` answers with what is typed into it: types the answer once the request has been printed.
  func answerByHand() {
    let seenBefore = log.count(of: "</s:Envelope>")
    DispatchQueue.global().async { [self] in
      try? waitUntil("the request is printed") { log.count(of: "</s:Envelope>") > seenBefore }
      write(Peer.httpAnswer)
    }
  }
}

extension String {
  func count(of part: String) -> Int { components(separatedBy: part).count - 1 }
}

extension [String: Any] {
  /// The value at the end of a path of keys.
  func at(_ path: String...) -> Any? {
    path.reduce(self as Any?) { value, key in (value as? [String: Any])?[key] }
  }
}
