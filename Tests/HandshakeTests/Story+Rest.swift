import Certificates
import Handshake

extension Story {
  // MARK: In the middle

  static let middle = [
    Story("damaged-record", .network, "bad_record_mac") { scene in
      scene.connect()
      scene.hello()
      scene.serverHello()
      scene.alert(20, from: .client)
      scene.fail(35)
    },
    Story("large-packets-lost", .network, "silence after our certificate", lostFlight),
    Story("cut-in-server-flight", .network, "a reset after ServerHello") { scene in
      scene.connect()
      scene.hello()
      scene.serverHello()
      scene.fail(35, errno: 104)
    },
    Story("stalled-in-server-flight", .network, "silence after ServerHello") { scene in
      scene.connect()
      scene.hello()
      scene.serverHello()
      scene.fail(28)
    },
    Story("handshake-failed", .server, "an alert that no rule knows") { scene in
      scene.connect()
      scene.hello()
      scene.serverFlight()
      scene.alert(50, from: .client)
      scene.fail(35)
    },
    Story("exchange-failed", .server, "after the handshake", mutualFailed(61)),
    Story("connection-lost", .network, "before a connection", { $0.fail(45) }),
  ]

  private static var lostFlight: Scene {
    var leaf = Scene.goodChain[0]
    leaf.der += Array(repeating: 0, count: 1000)
    var scene = Scene.mutual([leaf])
    scene.add(.client, .milestone(.requestWritten(bytes: 100)))
    scene.fail(28)
    return scene
  }

  private static func mutualFailed(_ code: Int, errno: Int = 0, began: Bool = false) -> Scene {
    var scene = Scene.mutual(Scene.goodChain)
    scene.ticket()
    scene.add(.client, .milestone(.requestWritten(bytes: 100)))
    if began { scene.add(.client, .milestone(.firstByte)) }
    scene.fail(code, errno: errno)
    return scene
  }

  // MARK: HTTP

  static let http = [
    Story("client-certificate-swallowed", .proxy, "an inspecting proxy", swallowed),
    Story("renegotiation-buffer-too-small", .server, "413 before the certificate was asked for", notAsked(413)),
    Story("https-required", .client, "http:// to the TLS port") { scene in
      scene.target.scheme = "http"
      scene.connect()
      scene.answer(400, "The plain HTTP request was sent to HTTPS port")
    },
    Story("https-required", .client, "hung up on plain HTTP") { scene in
      scene.target.scheme = "http"
      scene.connect()
      scene.add(.client, .milestone(.requestWritten(bytes: 100)))
      scene.fail(56, errno: 104)
    },
    Story(
      "login-redirect", .client, "302 to a login page",
      anonymous { $0.answer(302, headers: [HTTPHeader("Location", "https://login.test/sso")]) }),
    Story("misdirected-request", .client, "421", anonymous { $0.answer(421) }),
    Story(
      "message-security-refused", .client, "a fault of WS-Security",
      acceptedThen(500, "<faultcode>wsse:FailedAuthentication</faultcode>")),
    Story("application-refused", .server, "403 after acceptance", acceptedThen(403, "Forbidden")),
    Story("gateway-error", .server, "502", acceptedThen(502, "Bad Gateway")),
    Story(
      "gateway-error", .server, "Envoy", acceptedThen(503, "upstream connect error or disconnect/reset before headers")),
    Story("gateway-error", .server, "a bad certificate behind it", acceptedThen(526, "")),
    Story("gateway-policy", .server, "Istio", acceptedThen(403, "RBAC: access denied")),
    Story(
      "gateway-policy", .server, "F5",
      acceptedThen(
        200, "The requested URL was rejected. Please consult with your administrator. Your support ID is: 17")),
    Story(
      "gateway-policy", .server, "Azure, by its header",
      acceptedThen(403, "Forbidden", [HTTPHeader("Server", "Microsoft-Azure-Application-Gateway/v2")])),
    Story("gateway-request-form", .server, "AWS 464", acceptedThen(464, "")),
    Story(
      "http-login-required", .client, "401 with a challenge",
      acceptedThen(401, "", [HTTPHeader("WWW-Authenticate", "Basic realm=\"x\"")])),
    Story("client-certificate-missing", .client, "asked, not sent, and a bare 403", emptyThen(403, "Forbidden")),
    Story("front-end-refused", .client, "Tomcat", emptyThen(401, "No client certificate chain in this request")),
    Story("answer-not-http", .server, "no status line", mutualFailed(1)),
    Story("https-required", .client, "Go says so") { scene in
      scene.target.scheme = "http"
      scene.connect()
      scene.answer(400, "Client sent an HTTP request to an HTTPS server.")
    },
    Story("proxy-login-required", .client, "407 to a plain request") { scene in
      (scene.target.scheme, scene.target.proxy) = ("http", "http://proxy.test:3128")
      scene.connect()
      scene.answer(407, "", headers: [HTTPHeader("Proxy-Authenticate", "Digest realm=\"x\"")])
    },
    Story("answer-truncated", .server, "the body ends early", mutualFailed(18, began: true)),
    Story("answer-too-large", .client, "our own limit") { scene in
      scene = mutualFailed(0, began: true)
      scene.outcome.ending = .limit(name: "responseSize", value: "1 MB")
    },
    Story("closed-without-answer", .server, "nothing came", mutualFailed(52)),
    Story("answer-timeout", .server, "the application is slow", mutualFailed(28)),
  ]

  private static func acceptedThen(_ status: Int, _ body: String, _ headers: [HTTPHeader] = []) -> Scene {
    var scene = Scene.mutual(Scene.goodChain)
    scene.ticket()
    scene.answer(status, body, headers: headers)
    return scene
  }

  /// Asked for a certificate, went on without one, and answered so.
  private static func emptyThen(_ status: Int, _ body: String) -> Scene {
    var scene = Scene.mutual([])
    scene.identity = nil
    scene.ticket()
    scene.answer(status, body)
    return scene
  }

  private static func anonymous(_ tell: (inout Scene) -> Void) -> Scene {
    var scene = Scene()
    scene.connect()
    scene.hello()
    scene.serverFlight()
    scene.clientFlight(withCertificate: false)
    scene.ticket()
    tell(&scene)
    return scene
  }

  private static func notAsked(_ status: Int) -> Scene {
    anonymous { scene in
      scene.use(Scene.goodChain)
      scene.answer(status)
    }
  }

  private static var swallowed: Scene {
    let gateway = "O=Example IT, CN=Example Inspection Gateway"
    return anonymous { scene in
      scene.records = []
      scene.target.proxy = "http://proxy.test:3128"
      scene.serverChain = [Make.certificate("service.test", issuer: gateway)]
      scene.use(Scene.goodChain)
      scene.connect()
      scene.add(.server, .milestone(.proxyConnected(status: 200)), leg: .proxy)
      scene.hello()
      scene.serverFlight()
      scene.clientFlight(withCertificate: false)
      scene.ticket()
      scene.answer(502)
    }
  }

  // MARK: Works, with something to look at

  static let warnings = [
    Story("server-not-verified", .client, "--insecure", accepted { $0.trust.verifies = false }),
    Story("old-tls-version", .server, "TLS 1.1", old),
    Story(
      "client-certificate-expires-soon", .client, "in ten days",
      worked([Make.certificate("alice", issuer: "O=Partner, CN=Partner Root", days: 10)])),
    Story(
      "server-certificate-expires-soon", .server, "in ten days",
      accepted { $0.serverChain[0] = Make.certificate("service.test", issuer: "Web CA", days: 10) }),
    Story("client-ca-not-listed", .server, "accepted all the same", worked(Scene.goodChain, asking: ["Other Root"])),
    Story(
      "server-status-revoked", .server, "stapled", accepted { $0.staple = Make.ocspAnswer([0xA1, 3, 0x18, 1, 0x30]) }),
    Story("server-status-missing", .server, "must-staple", accepted { $0.serverChain[0] = demandsStatus }),
    Story(
      "trust-ends-at-intermediate", .client, "no root",
      accepted { scene in
        scene.outcome.verification = .init(failures: [], builtChain: scene.serverChain.map(\.der))
      }),
    Story("client-certificate-asked-late", .server, "and accepted", late),
    Story("client-certificate-optional", .client, "none configured", worked([])),
    Story(
      "client-certificate-not-enabled", .client, "and not asked for",
      anonymous { scene in
        scene.use(Scene.goodChain, isEnabled: false)
        scene.answer()
      }),
    Story("client-certificate-not-asked", .server, "configured", notAsked(200)),
    Story(
      "server-name-only-in-cn", .server, "no SAN",
      accepted { $0.serverChain[0] = Make.certificate("service.test", issuer: "Web CA", names: []) }),
    Story(
      "server-key-usage", .server, "may not sign",
      accepted { $0.serverChain[0] = Make.certificate("service.test", issuer: "Web CA", usages: ["keyEncipherment"]) }),
  ]

  private static var demandsStatus: CertificateFacts {
    var leaf = Make.certificate("service.test", issuer: "Web CA")
    leaf.der += Capture.bytes("06082b0601050507011804053003020105")
    return leaf
  }

  private static func accepted(_ tell: (inout Scene) -> Void) -> Scene {
    var scene = Scene()
    tell(&scene)
    scene.use(Scene.goodChain)
    scene.connect()
    scene.hello()
    scene.serverFlight(asking: ["O=Partner, CN=Partner Root"])
    scene.clientFlight()
    scene.ticket()
    scene.answer()
    return scene
  }

  private static func worked(_ chain: [CertificateFacts], asking: [String] = ["O=Partner, CN=Partner Root"]) -> Scene {
    var scene = Scene.mutual(chain, asking: asking)
    if chain.isEmpty { scene.identity = nil }
    scene.ticket()
    scene.answer()
    return scene
  }

  private static var late: Scene {
    anonymous { scene in
      scene.use(Scene.goodChain)
      scene.add(.client, .milestone(.requestWritten(bytes: 100)))
      let root = Make.name("O=Partner, CN=Partner Root")
      let request = Make.certificateRequest([root], version: 0x0304, schemes: [0x0403], context: [1, 2])
      scene.add(.server, .handshake(request))
      scene.clientFlight()
      scene.ticket()
      scene.answer()
    }
  }

  private static var old: Scene {
    var scene = Scene()
    scene.connect()
    scene.hello([0x0303, 0x0302])
    scene.serverFlight(0x0302)
    scene.clientFlight(0x0302, withCertificate: false)
    scene.serverFinish()
    scene.answer()
    return scene
  }
}
