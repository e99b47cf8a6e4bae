import Foundation
import Testing

/// HTTP authentication against Apache's own modules, through the program.
@Suite(.serialized) struct AuthenticationPeerTests {
  private static let password = "c3cret, &: ü"

  /// Basic at /basic, Digest at /digest, for the user alice.
  private static let apache = Peer(
    name: "Apache with passwords", programs: ["/usr/sbin/apache2"],
    arguments: { ["-X", "-f", $0.folder.file("apache.conf")] },
    prepare: { site in
      // htpasswd -s and htdigest of the realm `peers`.
      try site.folder.write("users", "alice:{SHA}se42s7j3ZORi03ibqPYLbJwyE1A=\n", mode: 0o644)
      try site.folder.write("digests", "alice:peers:432f491c402783f97790eabca1690efd\n", mode: 0o644)
      try site.writeApacheConfiguration(
        script: """
          #!/bin/sh
          cat >/dev/null
          printf 'Content-Type: text/xml\\r\\n\\r\\n%s' '\(Peer.answer("'\"$AUTH_TYPE $REMOTE_USER\"'"))'
          """,
        more: ["auth_basic", "auth_digest", "authn_core", "authn_file", "authz_user"].map {
          "LoadModule \($0)_module /usr/lib/apache2/modules/mod_\($0).so"
        } + [
          "SSLVerifyClient none", "ScriptAlias /basic \(site.folder.file("service.cgi"))",
          "ScriptAlias /digest \(site.folder.file("service.cgi"))",
          "<Location /basic>", "AuthType Basic", "AuthName peers", "AuthUserFile \(site.folder.file("users"))",
          "Require valid-user", "</Location>",
          "<Location /digest>", "AuthType Digest", "AuthName peers", "AuthUserFile \(site.folder.file("digests"))",
          "Require valid-user", "</Location>",
        ])
    }, view: .answer)

  @Test func `Basic and Digest get in with the right password and say why not with a wrong one`() throws {
    let peer = Self.apache
    guard peer.missing.isEmpty else {
      if ProcessInfo.processInfo.environment["CI"] != nil { Issue.record("missing: \(peer.missing)") }
      print("SKIPPED \(peer.name): not installed: \(peer.missing.joined(separator: ", ")) (.ci/install --peers)")
      return
    }
    let running = try RunningPeer(peer, pki: try PeerPKI())
    for scheme in ["Basic", "Digest"] {
      let right = try send(running, scheme, password: Self.password)
      #expect(right.status == 0, "\(scheme): \(right.errors)\n\(running.log.suffix(1000))")
      #expect(right.text.contains("<Seen>\(scheme) alice</Seen>"), "\(right.text)")
      let wrong = try send(running, scheme, password: "wrong", format: "json")
      let report = try #require(try JSONSerialization.jsonObject(with: Data(wrong.output)) as? [String: Any])
      #expect(report.at("response", "status") as? Int == 401)
      #expect(report.at("request", "authentication") as? String == "\(scheme) as alice")
      #expect(report.at("wcf", "outcome") as? String == "MessageSecurityException")
      #expect((report.at("wcf", "message") as? String)?.contains("scheme '\(scheme)'") == true)
      #expect(!wrong.text.contains("wrong-") && !wrong.text.contains(Self.password))
    }
  }

  private func send(
    _ running: RunningPeer, _ scheme: String, password: String, format: String = "text"
  ) throws -> ProgramRun {
    try ProgramRun.signet(
      [
        "send", "--url", "https://localhost:\(running.site.port)/\(scheme.lowercased())", "--cacert",
        running.site.pki.file("root.pem"), "--credential", scheme.lowercased(), "--user", "alice", "--user-password",
        "env:PEER_PASSWORD", "--envelope", "-", "--action", "urn:peer", "--format", format,
      ],
      input: Array(PeerTests.envelope.utf8), environment: ["PEER_PASSWORD": password])
  }
}
