import Foundation
import Testing

/// A call that is exported as C#, compiled and run by Mono, against a server that writes down what arrives: the same as of
/// `signet send`.
@Suite struct CSharpExportTests {
  private struct Recorded: Decodable {
    var line: String
    var headers: [[String]]
    var body: String
    var subject: String

    func header(_ name: String) -> String? { headers.first { $0[0].lowercased() == name.lowercased() }?[1] }
  }

  @Test func `an export in C# makes the same call with the client certificate`() throws {
    let missing = (["/usr/bin/mcs", "/usr/bin/mono"] + Peer.recorder.programs).filter {
      !FileManager.default.isExecutableFile(atPath: $0)
    }
    guard missing.isEmpty else {
      if ProcessInfo.processInfo.environment["CI"] != nil { Issue.record("missing: \(missing)") }
      return print("SKIPPED export csharp: not installed: \(missing.joined(separator: ", ")) (.ci/install --peers)")
    }
    let home = try Folder()
    let peer = try RunningPeer(Peer.recorder, pki: try PeerPKI())
    let pki = peer.site.pki
    try ExportPeerTests.writeRequest(home, port: peer.site.port)
    try home.write(
      ".config/signet/identities.yaml", folder: ".config/signet",
      "alice:\n  certificate: \(pki.file("rsa-client.pem"))\n  hosts: [localhost]\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: home.file(".config/signet/identities.yaml"))
    let sent = try ProgramRun.signet(
      [
        "send", home.file("r/Who.yaml"), "--cacert", pki.file("root.pem"), "--resolve",
        "localhost:\(peer.site.port):127.0.0.1",
      ],
      home: home)
    #expect(sent.status == 0, "\(sent.errors)")
    let exported = try ProgramRun.signet(["export", "csharp", home.file("r/Who.yaml")], home: home)
    let source = try home.write("Call.cs", exported.text)
    let environment = [
      "PATH": "/usr/bin:/bin", "HOME": home.path, "LC_ALL": "C.UTF-8", "SIGNET_CACERT": pki.file("root.pem"),
      "SIGNET_CERT": pki.file("rsa-client-3des.pfx"), "SIGNET_CERT_PASSWORD": PeerPKI.password,
    ]
    let compiled = try ProgramRun.run("/usr/bin/mcs", ["-nologo", source], environment: environment)
    #expect(compiled.status == 0, "\(compiled.text)\(compiled.errors)")
    let bare = try ProgramRun.run(
      "/usr/bin/mono", [home.file("Call.exe")], environment: environment.filter { $0.key != "SIGNET_CERT" })
    #expect(bare.status == 2 && bare.errors.contains("SIGNET_CERT is not set: "), "\(bare.errors)")
    let run = try ProgramRun.run("/usr/bin/mono", [home.file("Call.exe")], environment: environment)
    #expect(run.status == 0, "\(run.text)\(run.errors)\(peer.log)")
    let calls = try peer.site.folder.text("requests").split(separator: "\n").map {
      try JSONDecoder().decode(Recorded.self, from: Data($0.utf8))
    }
    try #require(calls.count == 2, "\(calls)\(peer.log)")
    #expect(calls[0].line == "POST /service HTTP/1.1" && calls[1].line == calls[0].line)
    #expect(calls[1].body == calls[0].body && calls[1].subject == calls[0].subject && !calls[0].subject.isEmpty)
    for name in ["Content-Type", "SOAPAction", "X-Quote", "Content-Length", "Host"] {
      #expect(calls[1].header(name) == calls[0].header(name) && calls[0].header(name) != nil, "\(name)")
    }
  }
}

extension Peer {
  /// Demands a client certificate, and writes down each request as a line of JSON.
  static let recorder = Peer(
    name: "recorder", programs: ["/usr/bin/python3"], arguments: { [$0.folder.file("recorder.py")] },
    prepare: { site in
      try site.folder.write(
        "recorder.py",
        """
        import base64, http.server, json, ssl
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                subject = dict(part[0] for part in self.connection.getpeercert()["subject"])["commonName"]
                with open("requests", "a") as file:
                    file.write(json.dumps({"line": self.requestline, "headers": self.headers.items(),
                        "body": base64.b64encode(body).decode(), "subject": subject}) + "\\n")
                answer = b'\(answer("-"))'
                self.send_response(200)
                self.send_header("Content-Type", "text/xml")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("\(site.pki.file("server-chain.pem"))", "\(site.pki.file("server.key"))")
        context.load_verify_locations("\(site.pki.file("root.pem"))")
        context.verify_mode = ssl.CERT_REQUIRED
        server = http.server.ThreadingHTTPServer(("127.0.0.1", \(site.port)), Handler)
        # The handshake is each connection's own, on its thread.
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.serve_forever()

        """)
    }, view: .log)
}
