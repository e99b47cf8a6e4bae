import Basics
import Certificates
import Collections
import Exchange
import Handshake
import Screen
import Testing

@testable import Workbench

@Suite("Sending from the workbench")
struct SendTests {
  @Test("s asks for the password once, then sends the draft of the open request with it")
  func sends() {
    var session = Session()
    session.press("s")
    #expect(session.shows("for /keys/alice.pfx"))
    session.type("secret")
    #expect(session.shows("••••••"))
    #expect(!session.shows("secret"))
    session.press("Enter")
    guard case .send(1, let draft) = session.effects.last else {
      Issue.record("nothing was sent: \(session.effects)")
      return
    }
    #expect(draft.url == "https://svc.example:8443/orders")
    #expect(draft.name == "orders/GetOrders")
    #expect(draft.identity?.password == .literal(Secret("secret")))
    #expect(!session.shows("Password"))
  }

  @Test("an identity is not shown to a server that its list does not name, unasked")
  func asksForNewHost() {
    var session = Session()
    session.press("U C-u")
    session.type("https://other.example/")
    session.press("Enter s")
    #expect(session.shows("alice has not been shown to other.example:443 before."))
    #expect(!session.effects.contains { if case .send = $0 { true } else { false } })
    session.press("y")
    #expect(
      session.effects.contains {
        if case .saveIdentity(let entry) = $0 {
          entry.hosts == ["svc.example:8443", "other.example:443"]
        } else {
          false
        }
      })
  }

  @Test("x stops the running call and the footer says so")
  func cancels() {
    var session = Session()
    let number = session.sendRequest()
    #expect(session.shows("x stop"))
    _ = session.takeEffects()
    session.press("x")
    #expect(session.takeEffects() == [.cancel(exchange: number)])
  }

  @Test("after success the answer has the focus and the handshake is one line")
  func success() {
    var session = Session()
    session.succeed()
    #expect(session.model.focus == .response)
    #expect(session.shows("<Order>7</Order>"))
    #expect(session.shows("HTTP 200"))
    #expect(!session.shows("3 Handshake"))
    #expect(session.shows("asked (2 authorities) · sent CN=alice, chain of 2 · ✓ accepted"))
  }

  @Test("after a refusal the cursor stands on the finding, which Enter opens, and the verdict where the answer is")
  func failure() {
    var session = Session()
    session.fail()
    #expect(session.model.focus == .handshake)
    #expect(session.line(with: "[Body]") != nil && session.shows("││✗ The server does not know the issuer of your"))
    #expect(session.shows("→ server: Trust CN=Partner CA 2."))
    #expect(session.shows("✗ refused (unknown_ca)"))
    #expect(session.model.handshakeRowUnderCursor?.node == .finding(0))
    session.press("Enter")
    #expect(session.model.handshakeRowUnderCursor?.node == .finding(0) && session.shows("Enter closes it."))
  }

  @Test("on a kept connection the certificate line is that of the handshake that made it")
  func keptConnection() {
    var session = Session()
    session.succeed()
    let number = session.sendRequest()
    var transcript = Transcript()
    transcript.milestones = [(0, .reusedConnection(handshakeOfExchange: 0)), (10, .firstByte)]
    session.send(.exchange(number, .finished(Sample.report(transcript, response: Sample.response()))))
    #expect(session.shows("sent CN=alice, chain of 2 · ✓ accepted · kept connection"))
  }

  @Test("a fault is told in plain words above the answer")
  func fault() {
    var session = Session()
    let fault = Response.Fault(
      version: "1.1", code: "soap:Client", subcodes: [], reason: "No such order", actor: nil, detail: nil)
    session.succeed(Sample.response(status: 500, fault: fault))
    #expect(session.shows("The service answered with a fault: soap:Client"))
    #expect(session.shows("No such order"))
  }

  @Test("the tree keeps what became of each request")
  func badges() {
    var session = Session()
    session.fail()
    #expect(session.line(with: "    GetOrders")?.contains("✗") == true)
    session.press("1 j Enter")
    session.succeed()
    #expect(session.line(with: "    PutOrder")?.contains("✓ 200") == true)
    #expect(session.line(with: "    GetOrders")?.contains("✗") == true)
  }

  @Test("sending twice at once is refused, and a request without an address says how to set it")
  func refusals() {
    var session = Session()
    _ = session.sendRequest()
    _ = session.takeEffects()
    session.press("s")
    #expect(session.shows("still running"))
    #expect(session.takeEffects().isEmpty)

    var other = Session()
    other.press("U C-u Enter s")
    #expect(other.shows("The request has no address to send to."))
  }
}
