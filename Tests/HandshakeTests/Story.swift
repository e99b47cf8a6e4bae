import Certificates
import Handshake

/// An exchange and the verdict that it must get.
struct Story: Sendable, CustomStringConvertible {
  var code: String
  var blame: Finding.Blame
  var scene: Scene
  var description: String

  init(_ code: String, _ blame: Finding.Blame, _ description: String, _ scene: Scene) {
    self.code = code
    self.blame = blame
    self.scene = scene
    self.description = "\(code): \(description)"
  }

  init(_ code: String, _ blame: Finding.Blame, _ description: String, _ tell: (inout Scene) -> Void) {
    var scene = Scene()
    tell(&scene)
    self.init(code, blame, description, scene)
  }

  static let all =
    network + proxy + hello + serverCertificate + status + token + refused + missing + middle + http + warnings

  // MARK: The way there

  static let network = [
    Story("name-not-found", .client, "the name does not resolve") { $0.fail(6) },
    Story("proxy-name-not-found", .client, "the proxy's name does not resolve") { scene in
      scene.target.proxy = "http://proxy.test:3128"
      scene.fail(5)
    },
    Story("connection-refused", .server, "nothing listens") { scene in
      scene.add(.client, .milestone(.resolved))
      scene.fail(7, errno: 111)
    },
    Story("reset-after-hello", .server, "reset before libcurl had looked at it") { scene in
      scene.add(.client, .milestone(.resolved))
      scene.fail(7, errno: 104)
    },
    Story("host-unreachable", .network, "no route") { $0.fail(7, errno: 113) },
    Story("connect-timeout", .network, "no answer to TCP") { scene in
      scene.outcome.ending = .limit(name: "connect", value: "15 s")
    },
    Story("not-tls", .client, "plain HTTP answers") { scene in
      scene.connect()
      scene.hello()
      scene.add(.server, .recordHeader(Array("HTTP/".utf8)))
      scene.add(.server, .foreignBytes(Array("HTTP/1.1 400 Bad Request\r\n".utf8)))
      scene.fail(35)
    },
    Story("not-tls", .client, "SSH answers") { scene in
      scene.connect()
      scene.hello()
      scene.add(.server, .foreignBytes(Array("SSH-2.0-OpenSSH_9.2p1\r\n".utf8)))
      scene.fail(35)
    },
    Story("not-tls", .client, "a record that cannot be one") { scene in
      scene.connect()
      scene.hello()
      scene.add(.server, .recordHeader([22, 3, 3, 127, 255]))
      scene.fail(35, "CURLE_SSL_CONNECT_ERROR", "packet length too long")
    },
  ]

  static let proxy = [
    Story("proxy-refused", .proxy, "nothing listens at the proxy's address", viaProxy { $0.fail(7, errno: 111) }),
    Story("proxy-timeout", .proxy, "the proxy does not answer", viaProxy { $0.fail(28) }),
    Story("proxy-timeout", .proxy, "no route leads to the proxy", viaProxy { $0.fail(7, errno: 101) }),
    Story(
      "proxy-timeout", .proxy, "the proxy does not answer CONNECT",
      viaProxy { scene in
        scene.connect()
        scene.fail(28)
      }),
    Story(
      "proxy-not-tls", .client, "a plain proxy addressed with https",
      viaProxy("https://proxy.test:3128") { scene in
        scene.connect()
        scene.hello(leg: .proxy)
        scene.add(.server, .foreignBytes(Array("HTTP/1.1 400 Bad Request\r\n".utf8)), leg: .proxy)
        scene.fail(35)
      }),
    Story(
      "proxy-closed", .proxy, "the proxy hangs up",
      viaProxy { scene in
        scene.connect()
        scene.fail(56, "CURLE_RECV_ERROR", "Proxy CONNECT aborted")
      }),
    Story("proxy-login-required", .client, "407", answered(407)),
    Story("proxy-forbidden", .proxy, "403", answered(403)),
    Story("proxy-cannot-reach-server", .proxy, "504", answered(504)),
    Story("proxy-refused-tunnel", .proxy, "405", answered(405)),
    Story(
      "cut-in-tunnel", .proxy, "cut after the hello",
      viaProxy { scene in
        openTunnel(&scene)
        scene.hello()
        scene.fail(35, errno: 104)
      }),
    Story(
      "proxy-answered-instead", .proxy, "a login page in the tunnel",
      viaProxy { scene in
        openTunnel(&scene)
        scene.hello()
        scene.add(.server, .foreignBytes(Array("HTTP/1.1 302 Found\r\n".utf8)))
        scene.fail(35)
      }),
    Story(
      "proxy-untrusted", .proxy, "the proxy's certificate is not trusted",
      viaProxy("https://proxy.test:3128") { scene in
        scene.connect()
        scene.hello(leg: .proxy)
        scene.add(.server, .handshake(Make.serverHello(0x0304, random: Array(repeating: 7, count: 32))), leg: .proxy)
        scene.fail(60)
        scene.outcome.verification = .init(failures: [failure(19, 1)], builtChain: [])
      }),
  ]

  private static func viaProxy(_ url: String = "http://proxy.test:3128", _ tell: (inout Scene) -> Void) -> Scene {
    var scene = Scene()
    scene.target.proxy = url
    tell(&scene)
    return scene
  }

  private static func answered(_ status: Int) -> Scene {
    viaProxy { scene in
      scene.connect()
      scene.add(.server, .milestone(.proxyConnected(status: status)), leg: .proxy)
      scene.fail(56)
      scene.outcome.proxyConnectStatus = status
    }
  }

  private static func openTunnel(_ scene: inout Scene) {
    scene.connect()
    scene.add(.server, .milestone(.proxyConnected(status: 200)), leg: .proxy)
    scene.outcome.proxyConnectStatus = 200
  }

  static func failure(_ code: Int, _ depth: Int, _ certificate: CertificateFacts? = nil) -> ServerVerification.Failure {
    .init(code: code, depth: depth, text: "X509 error \(code)", certificate: certificate?.der)
  }
}
