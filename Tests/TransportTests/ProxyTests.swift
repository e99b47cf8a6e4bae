import Basics
import Certificates
import Exchange
import Handshake
import TLS
import Testing
import Transport

@Suite struct ProxyTests {
  let transport = Transport()
  let credentials = Secret("user:pass:word")
  let authorization = "Proxy-Authorization: Basic dXNlcjpwYXNzOndvcmQ="

  @Test func aProxyThatWantsCredentialsGetsThem() async throws {
    let origin = try TestServer(TestServer.Configuration(identity: PKI.server)) { connection in
      if connection.readRequest() != nil { connection.answer() }
    }
    let (port, authorization) = (origin.port, authorization)
    let proxy = try TestServer { connection in
      connection.tunnel(to: port) { connect in
        connect.lines.contains(authorization) ? nil : ["Proxy-Authenticate: Basic realm=\"x\""]
      }
    }
    let route = Route(proxyURL: "http://localhost:\(proxy.port)", proxyCredentials: credentials)
    let call = await transport.call(TransferRequest(url: origin.url, trust: PKI.trust, route: route))
    #expect(call.status == 200)
    #expect(call.outcome.proxyConnectStatus == 200)
    #expect(call.milestones.contains(.proxyConnected(status: 407)))
    #expect(origin.connections.first?.requests.first?.lines.contains { $0.hasPrefix("Proxy-") } == false)
  }

  @Test(arguments: [(password: "pass:word", isLetThrough: true), (password: "other", isLetThrough: false)])
  func aProxyThatWantsADigestGetsOneThatItCanVerify(_ given: (password: String, isLetThrough: Bool)) async throws {
    let origin = try TestServer(TestServer.Configuration(identity: PKI.server)) { connection in
      if connection.readRequest() != nil { connection.answer() }
    }
    let (port, digest) = (origin.port, ProxyDigest(user: "user", password: "pass:word", realm: "proxy", nonce: "n0nce"))
    let proxy = try TestServer { connection in
      connection.tunnel(to: port) { digest.isAnswered(by: $0) ? nil : [digest.challenge] }
    }
    let route = Route(
      proxyURL: "http://localhost:\(proxy.port)", proxyCredentials: Secret("user:\(given.password)"))
    let call = await transport.call(TransferRequest(url: origin.url, trust: PKI.trust, route: route))
    #expect((call.status == 200) == given.isLetThrough)
    #expect(call.outcome.proxyConnectStatus == (given.isLetThrough ? 200 : 407))
    #expect(call.milestones.filter { $0 == .proxyConnected(status: 407) }.count == (given.isLetThrough ? 1 : 2))
    #expect(proxy.connections.flatMap(\.requests).allSatisfy { !$0.lines.contains { $0.contains(given.password) } })
  }

  @Test func aPasswordIsUsedWhereAWindowsLoginIsOfferedAsWell() async throws {
    let origin = try TestServer(TestServer.Configuration(identity: PKI.server)) { connection in
      if connection.readRequest() != nil { connection.answer() }
    }
    let (port, authorization) = (origin.port, authorization)
    let proxy = try TestServer { connection in
      connection.tunnel(to: port) { connect in
        connect.lines.contains(authorization)
          ? nil : ["Proxy-Authenticate: Negotiate", "Proxy-Authenticate: Basic realm=\"x\""]
      }
    }
    let route = Route(proxyURL: "http://localhost:\(proxy.port)", proxyCredentials: credentials)
    let call = await transport.call(TransferRequest(url: origin.url, trust: PKI.trust, route: route))
    #expect(call.status == 200)
  }

  @Test func aPlainRequestIsRepeatedForTheProxyAndReportedOnce() async throws {
    let authorization = authorization
    let proxy = try TestServer { connection in
      while let request = connection.readRequest() {
        if request.lines.contains(authorization) {
          connection.answer("through")
        } else {
          connection.answer(
            "no", status: "407 Proxy Authentication Required",
            headers: ["Proxy-Authenticate: Basic realm=\"x\""])
        }
      }
    }
    let route = Route(proxyURL: "http://localhost:\(proxy.port)", proxyCredentials: credentials)
    let call = await transport.call(TransferRequest(url: "http://far.test/", body: [1, 2, 3], route: route))
    #expect(call.status == 200)
    #expect(call.text == "through")
    #expect(proxy.connections.flatMap(\.requests).last?.body == [1, 2, 3])
  }

  @Test func aProxyThatForbidsIsTheOneWhoIsReported() async throws {
    let proxy = try TestServer { connection in
      if connection.readRequest() != nil { connection.answer("no", status: "403 Forbidden") }
    }
    let route = Route(proxyURL: "http://localhost:\(proxy.port)")
    let call = await transport.call(TransferRequest(url: "https://far.test/", trust: PKI.trust, route: route))
    #expect(call.outcome.proxyConnectStatus == 403)
    #expect(call.status == nil)
    guard case .failed(code: 56, _, _) = call.outcome.ending else { return #expect(Bool(false)) }
  }
}
