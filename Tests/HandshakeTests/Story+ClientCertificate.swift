import Certificates
import Handshake

extension Story {
  private static let authority = "O=Partner, CN=Partner CA"
  private static let root = "O=Partner, CN=Partner Root"
  private static let intermediate = Make.certificate(authority, issuer: root, isCA: true)

  // MARK: Sent and refused

  static let refused = [
    Story(
      "client-certificate-expired", .client, "the leaf", Scene.refused([alice(days: -2), intermediate], alert: 45)),
    Story(
      "client-certificate-expired", .client, "the intermediate",
      Scene.refused([alice(), Make.certificate(authority, issuer: root, days: -5, isCA: true)], alert: 45)),
    Story(
      "client-certificate-expired", .client, "nginx only says 400",
      frontEnd([alice(days: -2), intermediate], "The SSL certificate error")),
    Story("server-clock-or-crl", .server, "nothing of ours is expired", Scene.refused(Scene.goodChain, alert: 45)),
    Story(
      "server-clock-or-crl", .server, "IIS 403.17", frontEnd(Scene.goodChain, "HTTP Error 403.17", status: 403)),
    Story(
      "client-certificate-not-yet-valid", .client, "NSS calls it expired",
      Scene.refused([alice(from: 60), intermediate], alert: 45)),
    Story(
      "client-ca-unknown", .client, "a bare 403", bare403([Make.certificate("alice", issuer: "O=Elsewhere, CN=E Root")])
    ),
    Story("client-certificate-expired", .client, "a bare 403", bare403([alice(days: -2), intermediate])),
    Story("application-refused", .server, "a bare 403, and nothing is wrong with ours", bare403(Scene.goodChain)),
    Story(
      "client-certificate-not-yet-valid", .client, "too early",
      Scene.refused([alice(from: 60), intermediate], alert: 42)),
    Story(
      "client-key-usage", .client, "for servers only",
      Scene.refused([alice(extended: ["serverAuth"]), intermediate], alert: 43)),
    Story(
      "client-key-usage", .client, "may not sign",
      Scene.refused([alice(usages: ["keyEncipherment"]), intermediate], alert: 43)),
    Story(
      "client-certificate-self-signed", .client, "its own issuer",
      Scene.refused([Make.certificate("alice", issuer: "alice")], alert: 48)),
    Story(
      "client-intermediate-wrong", .client, "another CA's certificate follows",
      Scene.refused([alice(), Make.certificate("Web CA", issuer: "Web Root", isCA: true)], alert: 48)),
    Story(
      "client-intermediate-missing", .client, "the leaf alone, by its organisation", Scene.refused([alice()], alert: 48)
    ),
    Story(
      "client-intermediate-missing", .client, "the server names nobody", Scene.refused([alice()], alert: 48, asking: [])
    ),
    Story("client-intermediate-missing", .client, "held but not sent", leafOnly),
    Story("client-intermediate-missing", .client, "TLS 1.2", refused12([alice()], alert: 42)),
    Story(
      "client-intermediate-missing", .client, "nginx only says 400", frontEnd([alice()], "The SSL certificate error")),
    Story(
      "client-ca-unknown", .client, "a foreign root",
      Scene.refused([Make.certificate("alice", issuer: "O=Elsewhere, CN=Elsewhere Root")], alert: 48)),
    Story(
      "client-ca-unknown", .client, "a foreign root that was sent",
      Scene.refused(
        [
          Make.certificate("alice", issuer: "O=Elsewhere, CN=E1"),
          Make.certificate("O=Elsewhere, CN=E1", issuer: "O=Elsewhere, CN=E1"),
        ],
        alert: 48)),
    Story(
      "client-ca-unknown", .client, "GnuTLS calls it access_denied",
      Scene.refused(Scene.goodChain, alert: 49, asking: [])),
    Story(
      "client-certificate-refused", .client, "access_denied of a chain to an accepted root",
      Scene.refused(Scene.goodChain, alert: 49)),
    Story(
      "server-cannot-check-client", .server, "self-signed, and among those that the server names",
      Scene.refused([Make.certificate("alice", issuer: "alice")], alert: 48, asking: ["alice"])),
    Story("server-cannot-check-client", .server, "the chain is complete", Scene.refused(Scene.goodChain, alert: 48)),
    Story("client-certificate-revoked", .client, "alert 44", Scene.refused(Scene.goodChain, alert: 44)),
    Story("client-signature-refused", .client, "alert 51", Scene.refused(Scene.goodChain, alert: 51)),
    Story(
      "server-internal-error", .server, "alert 80 after the certificate", Scene.refused(Scene.goodChain, alert: 80)),
    Story(
      "client-certificate-unsupported", .client, "alert 43 without a reason", Scene.refused(Scene.goodChain, alert: 43)),
    Story(
      "client-certificate-refused", .client, "alert 42 without a reason", Scene.refused(Scene.goodChain, alert: 42)),
    Story(
      "client-certificate-weak", .client, "1024 bits",
      Scene.refused([Make.certificate("alice", issuer: authority, key: .rsa, bits: 1024), intermediate], alert: 42)),
    Story("client-certificate-refused-silently", .server, "without a reason", silent(Scene.goodChain)),
    Story(
      "client-certificate-refused-silently", .client, "a foreign root",
      silent([Make.certificate("alice", issuer: "O=Elsewhere, CN=Elsewhere Root")])),
    Story(
      "front-end-refused", .server, "nginx 400 without a reason", frontEnd(Scene.goodChain, "The SSL certificate error")
    ),
    Story(
      "client-certificate-not-mapped", .server, "IIS 403.12",
      frontEnd(Scene.goodChain, "HTTP Error 403.12 - Forbidden", status: 403)),
    Story(
      "client-revocation-unclear", .server, "IIS 403.13",
      frontEnd(Scene.goodChain, "HTTP Error 403.13 - Forbidden", status: 403)),
  ]

  private static func alice(
    from: Int64 = -100, days: Int64 = 300, usages: [String]? = ["digitalSignature"], extended: [String]? = nil
  ) -> CertificateFacts {
    Make.certificate("alice", issuer: authority, from: from, days: days, usages: usages, extended: extended)
  }

  private static func frontEnd(_ chain: [CertificateFacts], _ words: String, status: Int = 400) -> Scene {
    var scene = Scene.mutual(chain)
    scene.ticket()
    scene.answer(status, "<html>\(words)</html>")
    return scene
  }

  private static func bare403(_ chain: [CertificateFacts]) -> Scene { frontEnd(chain, "Forbidden", status: 403) }

  private static func silent(_ chain: [CertificateFacts]) -> Scene {
    var scene = Scene.mutual(chain)
    scene.fail(56, errno: 104)
    return scene
  }

  private static var leafOnly: Scene {
    var scene = Scene.refused([alice()], alert: 48)
    scene.use(Scene.goodChain)
    scene.sent = [alice()]
    return scene
  }

  private static func refused12(_ chain: [CertificateFacts], alert: UInt8) -> Scene {
    var scene = Scene()
    scene.use(chain)
    scene.connect()
    scene.hello([0x0303])
    scene.serverFlight(0x0303, asking: [root])
    scene.clientFlight(0x0303)
    scene.alert(alert)
    scene.fail(35)
    return scene
  }

  // MARK: Wanted and not sent

  static let missing = [
    Story(
      "client-certificate-missing", .client, "TLS 1.3, alert 116 after the handshake",
      empty(0x0304, alert: 116) { _ in }),
    Story("client-certificate-missing", .client, "TLS 1.2, alert 40", empty(0x0303, alert: 40) { _ in }),
    Story("client-certificate-missing", .client, "TLS 1.2, alert 42", empty(0x0303, alert: 42) { _ in }),
    Story("client-certificate-missing", .client, "asked after the request", afterRequest),
    Story(
      "client-certificate-missing", .client, "closed without a word",
      empty(0x0304, alert: nil) { $0.fail(56, errno: 104) }),
    Story(
      "client-certificate-not-enabled", .client, "the binding keeps it back",
      empty(0x0304, alert: 116) { scene in
        scene.use(Scene.goodChain, isEnabled: false)
        scene.sent = []
      }),
    Story("client-key-type-unusable", .client, "Ed25519", empty(0x0304, alert: 116) { unusable(&$0, .ed25519) }),
    Story("client-key-type-unusable", .client, "P-521", empty(0x0304, alert: 116) { unusable(&$0, .ecP521) }),
    Story(
      "client-signature-not-possible", .server, "only SHA-1",
      empty(0x0303, alert: 40, schemes: [0x0201]) { unusable(&$0, .rsa) }),
    Story("client-signature-not-possible", .server, "TLS 1.0", empty(0x0301, alert: 40) { unusable(&$0, .rsa) }),
    Story("front-end-refused", .client, "nginx: no required certificate", noneForFrontEnd),
    Story("front-end-refused", .server, "IIS 403.7, never asked", neverAsked),
    Story("renegotiation-refused", .client, "alert 100 went out") { scene in
      scene.connect()
      scene.hello([0x0303])
      scene.serverFlight(0x0303)
      scene.clientFlight(0x0303, withCertificate: false)
      scene.serverFinish()
      scene.add(.server, .handshake(Make.message(0, [])))
      scene.alert(100, from: .client, fatal: false)
      scene.alert(40)
      scene.fail(56)
    },
    Story("client-certificate-weak", .client, "our own library refuses it") { scene in
      scene.use([Make.certificate("alice", issuer: authority, key: .rsa, bits: 1024)])
      scene.fail(58, "CURLE_SSL_CERTPROBLEM", "ee key too small")
    },
    Story("client-certificate-not-loaded", .client, "our own library cannot use it") { $0.fail(58) },
  ]

  private static func empty(
    _ version: UInt16, alert: UInt8?, schemes: [UInt16] = [0x0403, 0x0804], _ tell: (inout Scene) -> Void
  ) -> Scene {
    var scene = Scene()
    scene.connect()
    scene.hello(version == 0x0304 ? [0x0304] : [0x0303, 0x0302, 0x0301])
    scene.serverFlight(version, asking: [root], schemes: schemes)
    scene.clientFlight(version)
    if let alert { scene.alert(alert) }
    scene.fail(version == 0x0304 ? 56 : 35)
    tell(&scene)
    return scene
  }

  private static func unusable(_ scene: inout Scene, _ key: KeyType) {
    scene.use([Make.certificate("alice", issuer: authority, key: key, bits: 0)])
    scene.sent = []
  }

  private static var afterRequest: Scene {
    var scene = Scene()
    scene.connect()
    scene.hello()
    scene.serverFlight()
    scene.clientFlight(withCertificate: false)
    scene.ticket()
    scene.add(.client, .milestone(.requestWritten(bytes: 100)))
    let request = Make.certificateRequest([Make.name(root)], version: 0x0304, schemes: [0x0403], context: [1, 2])
    scene.add(.server, .handshake(request))
    scene.clientFlight()
    scene.alert(116)
    scene.fail(56)
    return scene
  }

  private static var noneForFrontEnd: Scene {
    var scene = Scene()
    scene.connect()
    scene.hello()
    scene.serverFlight(asking: [root])
    scene.clientFlight()
    scene.ticket()
    scene.answer(400, "<h1>400 Bad Request</h1>No required SSL certificate was sent")
    return scene
  }

  private static var neverAsked: Scene {
    var scene = Scene()
    scene.use(Scene.goodChain)
    scene.connect()
    scene.hello()
    scene.serverFlight()
    scene.clientFlight(withCertificate: false)
    scene.ticket()
    scene.answer(403, "HTTP Error 403.7 - Forbidden")
    return scene
  }
}
