import COpenSSL
import Exchange
import Handshake
import Lab
import TLS
import Testing

@Suite struct ScenarioTests {
  private static let pki = Result { try LabPKI(clients: LabPKI.Client.allCases.filter { $0 != .rsa }) }

  @Test func `names are unique and every finding has its story`() {
    #expect(Set(Scenario.all.map(\.name)).count == Scenario.all.count)
    #expect(Scenario.all.allSatisfy { ($0.finding == nil) == ($0.blame == nil) && !$0.story.isEmpty })
    #expect(
      Set(Scenario.all.compactMap(\.finding)) == [
        "connection-refused", "name-not-found", "not-tls", "server-certificate-expired", "server-name-mismatch",
        "server-untrusted", "server-chain-incomplete", "no-common-version", "server-version-too-old",
        "no-common-cipher",
        "client-certificate-missing", "client-ca-unknown", "client-intermediate-missing", "client-certificate-expired",
        "client-key-usage", "front-end-refused", "server-status-revoked",
        "closed-after-hello", "cut-in-server-flight", "server-cannot-check-client",
        "message-timestamp-expired", "signature-digest-mismatch",
      ])
    #expect(
      Set(Scenario.all.compactMap(\.probed?.code)) == [
        "tls13-not-tolerated", "client-chain-not-tolerated", "proxy-in-the-way", "tls-inspected",
      ])
  }

  @Test func `a finding's code names the first scenario that causes it`() throws {
    #expect(try Scenario.named("client-intermediate-missing").name == "missing-intermediate")
  }

  @Test func `an unknown name is refused with the known ones`() {
    let error = #expect(throws: LabError.self) { try Scenario.named("no-such-scenario") }
    #expect(error?.values.first?.contains("tls13") == true)
  }

  @Test(arguments: Scenario.all.map(\.name))
  func `the server plays its part`(_ name: String) async throws {
    let scenario = try Scenario.named(name)
    let pki = try Self.pki.get()
    let server = try LabServer.start(scenario, pki: pki)
    let client = try #require(TLSTestClient(scenario.client, pki: pki))
    let request = HTTPText.post(HTTPText.envelope("<l:WhoAmI/>"))
    let outcome = client.call(port: server.port, requests: [request])
    let expected = Expectation(scenario)

    #expect(outcome.isConnected == expected.connects)
    #expect(outcome.alert == expected.alert || outcome.reason == nil || outcome.reason == 0)
    #expect(outcome.verifyError == expected.verifyError)
    #expect(outcome.answer.contains(expected.answer))
    guard expected.connects else { return }
    let seen = try #require(await server.exchanges(count: 1, withinSeconds: 5).first)
    #expect(seen.peer?.alertSent.map(Int.init) == expected.alert)
    #expect(seen.peer?.alertReceived.map(Int.init) == expected.alertOfClient)
    // A client that does not believe the server shows it nothing.
    if expected.verifyError != 0 { #expect(seen.peer?.certificates == nil) }
  }
}

/// What a careful client and the server's record must show for a scenario.
private struct Expectation {
  var connects = true
  /// From the server.
  var alert: Int?
  var alertOfClient: Int?
  var verifyError = 0
  var answer = ""

  init(_ scenario: Scenario) {
    let setup = if case .tls(let setup) = scenario.server { Optional(setup) } else { Scenario.TLSSetup?.none }
    let isTLS13 = setup?.maximum == .tls13
    if setup?.gate == .frontEnd, scenario.client.identity != nil {
      answer = "The SSL certificate error"
      return
    }
    // This client knows no proxies: on the direct way the server behind them answers.
    if scenario.client.usesProxy {
      answer = "<subject>CN=alice,O=Signet</subject>"
      return
    }
    switch scenario.finding {
    case nil: answer = scenario.client.identity == nil ? "<certificate>none" : "<subject>CN=alice,O=Signet</subject>"
    // This client reads no messages.
    case "message-timestamp-expired": answer = "</u:Timestamp>"
    case "signature-digest-mismatch": answer = "</SignatureValue>"
    // This client does not ask for a status.
    case "server-status-revoked": answer = "<subject>CN=alice,O=Signet</subject>"
    case "connection-refused", "name-not-found": connects = false
    case "front-end-refused": answer = "No required SSL certificate was sent"
    case "no-common-version", "server-version-too-old": alert = 70
    case "no-common-cipher": alert = 40
    case "client-certificate-missing": alert = isTLS13 ? 116 : 40
    case "client-ca-unknown", "client-intermediate-missing", "server-cannot-check-client": alert = 48
    case "client-certificate-expired": alert = 45
    case "client-key-usage": alert = 43
    case "server-certificate-expired": (verifyError, alertOfClient) = (10, 45)
    case "server-name-mismatch": (verifyError, alertOfClient) = (62, 42)
    case "server-untrusted", "server-chain-incomplete": (verifyError, alertOfClient) = (20, 48)
    default: break
    }
  }
}
