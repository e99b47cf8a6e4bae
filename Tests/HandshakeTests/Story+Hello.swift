import Certificates
import Handshake

extension Story {
  static let hello = [
    Story("tls-silent", .server, "no byte comes back", afterHello { $0.fail(28) }),
    Story("reset-after-hello", .server, "reset", afterHello { $0.fail(35, errno: 104) }),
    Story("closed-after-hello", .server, "closed", afterHello { $0.fail(35, "X", "SSL_ERROR_SYSCALL", reset: true) }),
    Story(
      "server-going-away", .server, "close_notify",
      afterHello { scene in
        scene.alert(0, fatal: false)
        scene.fail(35, "X", "SSL_ERROR_ZERO_RETURN")
      }),
    Story(
      "hello-edited", .network, "the downgrade mark",
      afterHello { scene in
        scene.serverHello(0x0303, random: Array(repeating: 7, count: 24) + Array("DOWNGRD".utf8) + [1])
        scene.alert(47, from: .client)
        scene.fail(35)
      }),
    Story(
      "no-common-version", .client, "our own maximum",
      afterHello(versions: [0x0303]) { scene in
        scene.settings.maximum = .tls12
        scene.alert(70)
        scene.fail(35)
      }),
    Story(
      "no-common-version", .server, "the server refuses all",
      afterHello { scene in
        scene.alert(70)
        scene.fail(35)
      }),
    Story(
      "server-version-too-old", .server, "the server answers TLS 1.1",
      afterHello { scene in
        scene.serverHello(0x0302)
        scene.alert(80, from: .client)
        scene.fail(35)
      }),
    Story(
      "server-name-unknown", .client, "unrecognized_name",
      afterHello { scene in
        scene.alert(112)
        scene.fail(35)
      }),
    Story("no-server-name", .client, "an address has no SNI") { scene in
      scene.target.host = "192.0.2.1"
      scene.target.isIPAddress = true
      scene.connect()
      scene.hello()
      scene.alert(40)
      scene.fail(35)
    },
    Story(
      "no-common-protocol", .server, "no_application_protocol",
      afterHello { scene in
        scene.alert(120)
        scene.fail(35)
      }),
    Story(
      "diffie-hellman-too-small", .server, "1024 bits",
      afterHello(versions: [0x0303]) { scene in
        scene.serverHello(0x0303)
        scene.alert(40, from: .client)
        scene.fail(35, "X", "dh key too small")
      }),
    Story(
      "no-renegotiation-safety", .server, "no RFC 5746",
      afterHello(versions: [0x0303]) { scene in
        scene.serverHello(0x0303)
        scene.alert(40, from: .client)
        scene.fail(35, "X", "unsafe legacy renegotiation disabled")
      }),
    Story("no-common-group", .client, "our own curves", refusedHello(40) { $0.settings.curves = "X25519" }),
    Story("no-common-cipher", .client, "our own ciphers", refusedHello(40) { $0.settings.ciphers = "AES256-SHA" }),
    Story("no-common-cipher", .server, "with the default offer", refusedHello(40) { _ in }),
    Story("server-internal-error", .server, "alert 80", refusedHello(80) { _ in }),
    Story("access-denied", .server, "alert 49", refusedHello(49) { _ in }),
    Story("hello-refused", .server, "alert 47", refusedHello(47) { _ in }),
    Story(
      "server-ca-list-too-long", .server, "alert 80 in place of the CertificateRequest",
      afterHello { scene in
        scene.serverHello()
        scene.alert(80)
        scene.fail(35)
      }),
    Story(
      "protocol-not-offered", .server, "a protocol that nobody offered",
      afterHello { scene in
        scene.serverHello()
        scene.add(.server, .handshake(Make.message(8, [0, 10, 0, 16, 0, 6, 0, 4, 3] + Array("foo".utf8))))
        scene.alert(110, from: .client)
        scene.fail(35)
      }),
  ]

  private static func afterHello(versions: [UInt16] = [0x0304, 0x0303], _ tell: (inout Scene) -> Void) -> Scene {
    var scene = Scene()
    scene.connect()
    scene.hello(versions)
    tell(&scene)
    return scene
  }

  private static func refusedHello(_ alert: UInt8, _ tell: (inout Scene) -> Void) -> Scene {
    afterHello { scene in
      scene.alert(alert)
      scene.fail(35)
      tell(&scene)
    }
  }

  // MARK: The server's certificate

  static let serverCertificate = [
    Story(
      "server-self-signed", .server, "the leaf is its own issuer",
      unverified(18, chain: [Make.certificate("service.test", issuer: "service.test")])),
    Story("server-untrusted", .client, "the root is not known", unverified(20, depth: 1)),
    Story("server-untrusted", .client, "the root was sent", unverified(19, depth: 2, chain: [leaf, authority, root])),
    Story("server-chain-incomplete", .server, "the leaf alone", unverified(20, chain: [leaf])),
    Story(
      "tls-inspected", .network, "a gateway re-signs",
      unverified(
        19, depth: 1,
        chain: [Make.certificate("service.test", issuer: gateway), Make.certificate(gateway, issuer: gateway)])),
    Story("server-certificate-expired", .server, "at depth 0", unverified(10, chain: [expiredLeaf, authority])),
    Story("server-intermediate-expired", .server, "at depth 1", unverified(10, depth: 1)),
    Story("trust-anchor-expired", .client, "a root of our own", unverified(10, depth: 2, built: 3)),
    Story("server-certificate-not-yet-valid", .server, "too early", unverified(9)),
    Story("local-clock-wrong", .client, "every certificate is expired", allExpired),
    Story("server-certificate-revoked", .server, "on the list", unverified(23)),
    Story("server-revocation-unknown", .client, "no list", unverified(3)),
    Story("server-certificate-weak", .server, "a small key", unverified(66)),
    Story("server-certificate-weak", .server, "a weak digest", unverified(68, depth: 1)),
    Story("server-key-usage", .server, "for clients only", unverified(26)),
    Story("server-name-constraint", .server, "outside of what the CA may issue", unverified(47)),
    Story("server-issuer-not-ca", .server, "CA:FALSE", unverified(79, depth: 1)),
    Story("server-path-length", .server, "too many CAs", unverified(25, depth: 1)),
    Story("server-critical-extension", .server, "an unknown extension", unverified(34)),
    Story("server-signature-broken", .server, "signed by another key", unverified(7)),
    Story("server-name-mismatch", .server, "another name", unverified(62)),
    Story("server-certificate-invalid", .server, "anything else", unverified(92)),
  ]

  private static let gateway = "O=Example IT, CN=Example Inspection Gateway"
  private static let leaf = Make.certificate("service.test", issuer: "Web CA")
  private static let authority = Make.certificate("Web CA", issuer: "Web Root", isCA: true)
  private static let root = Make.certificate("Web Root", issuer: "Web Root", isCA: true)
  private static let expiredLeaf = Make.certificate("service.test", issuer: "Web CA", days: -3)

  /// The client refuses the server's certificate.
  private static func unverified(
    _ code: Int, depth: Int = 0, chain: [CertificateFacts] = [leaf, authority], built: Int? = nil
  ) -> Scene {
    var scene = Scene()
    scene.serverChain = chain
    scene.connect()
    scene.hello()
    scene.serverHello()
    scene.add(.server, .handshake(Make.certificates(chain, version: 0x0304)))
    scene.alert(48, from: .client)
    scene.fail(60, "CURLE_PEER_FAILED_VERIFICATION", "certificate verify failed")
    let certificate = depth < chain.count ? chain[depth] : nil
    scene.outcome.verification = .init(
      failures: [failure(code, depth, certificate)],
      builtChain: Array((chain + [root]).map(\.der).prefix(built ?? chain.count)))
    return scene
  }

  private static var allExpired: Scene {
    var scene = unverified(10)
    scene.outcome.verification = .init(
      failures: [failure(10, 2, root), failure(10, 1, authority), failure(10, 0, leaf)],
      builtChain: [leaf, authority, root].map(\.der))
    return scene
  }
}
