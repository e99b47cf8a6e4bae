import Basics
import Bindings
import Certificates
import Collections
import Exchange
import Handshake
import Screen
import Testing
import Text

@testable import Workbench

/// Past exchanges sent again, made requests, and written to files.
@Suite struct PastRequestTests {
  /// What was asked for then: not what the request says now.
  private func asked() throws -> Report {
    var report = Sample.pastReport
    report.draft.url = "https://then.example:8443/orders"
    report.draft.action = "urn:then"
    report.draft.envelope = Array("<then/>".utf8)
    report.draft.httpHeaders = [HTTPHeader("X-Then", "1")]
    report.draft.identity = nil
    report.draft.limits.totalSeconds = 7
    report.draft.tls.minimum = .tls12
    report.draft.trust.anchorsPath = "/collection/pki/root.pem"
    report.draft.binding = try BindingParser.binding("wsHttp(security=transport)")
    return report
  }

  @Test func `s sends a past exchange again as it was asked for, in the panes of its request`() throws {
    var session = Session()
    session.openHistory()
    _ = session.takeEffects()
    session.press("s")
    #expect(session.takeEffects() == [.readPast(number: 12, .resend)])
    session.send(.pastRead(.samples[0], try asked(), .resend))
    guard case .send(_, let draft) = session.takeEffects().last else {
      Issue.record("nothing is sent:\n\(session.screen)")
      return
    }
    #expect(draft.url == "https://then.example:8443/orders" && draft.envelope == Array("<then/>".utf8))
    #expect(session.model.popups.isEmpty && session.model.exchange?.isRunning == true)
    session.press("3")
    #expect(session.shows("Sent again from the history: exchange 12 of"))
  }

  @Test func `what it needs is asked for, and then it is sent, not the request`() throws {
    var session = Session()
    session.openHistory()
    var report = try asked()
    report.draft.url = "https://svc.example:8443/orders"
    report.draft.user = UserReference(name: "bob", password: .prompt)
    report.draft.binding = try BindingParser.binding("basic(security=transport,credential=basic)")
    report.draft.insertions = [
      Insertion(marker: "m0001x.", written: "{{pin}}", content: .secret(name: "pin", .prompt, folder: nil))
    ]
    session.send(.pastRead(.samples[0], report, .resend))
    #expect(session.shows("user bob"))
    _ = session.takeEffects()
    session.type("secret")
    session.press("Enter")
    #expect(session.takeEffects().last == .readPast(number: 12, .resend))
    session.send(.pastRead(.samples[0], report, .resend))
    #expect(session.shows("the variable pin"))
    session.type("1234")
    session.press("Enter")
    #expect(session.takeEffects().last == .readPast(number: 12, .resend))
    session.send(.pastRead(.samples[0], report, .resend))
    guard case .send(_, let draft) = session.takeEffects().last else {
      Issue.record("nothing is sent:\n\(session.screen)")
      return
    }
    #expect(draft.envelope == Array("<then/>".utf8))
    #expect(draft.user?.password == .literal(Secret("secret")))
  }

  @Test func `an identity that is gone, and programs that are not trusted, are said`() throws {
    var session = Session()
    session.openHistory()
    var report = try asked()
    report.draft.identity = IdentityReference(name: "gone", certificate: .file(path: "/gone.pfx"))
    _ = session.takeEffects()
    session.send(.pastRead(.samples[0], report, .resend))
    #expect(session.shows("No identity is called \"gone\" here."))
    #expect(session.takeEffects().isEmpty)
    session.press("Esc")
    report = try asked()
    report.draft.behaviors = [RequestBehavior(.pipe("./sign"))]
    report.draft.folder = "/collection"
    session.send(.pastRead(.samples[0], report, .resend))
    #expect(session.shows("Exchange 12 needs programs or secrets of the collection"))
    #expect(session.takeEffects().isEmpty)
  }

  @Test func `o makes a request of it, beside its own, with what was asked for`() throws {
    var session = Session()
    session.openHistory()
    _ = session.takeEffects()
    session.press("o")
    #expect(session.takeEffects() == [.readPast(number: 12, .reopen)])
    session.send(.pastRead(.samples[0], try asked(), .reopen))
    guard case .createRequest(let request) = session.takeEffects().last else {
      Issue.record("no request is made:\n\(session.screen)")
      return
    }
    #expect(request.path == "orders/GetOrders of exchange 12" && request.envelope == Array("<then/>".utf8))
    let document = request.document
    #expect(document.url == "https://then.example:8443/orders" && document.action == "urn:then")
    #expect(document.binding == "wsHttp" && document.security == "transport" && document.headers.count == 1)
    #expect(
      document.limits.totalSeconds == 7 && document.limits.connectSeconds == nil && document.tls.minimum == .tls12)
    #expect(document.trust.anchorsPath == "pki/root.pem" && document.identity == nil && document.chain == nil)
    #expect(session.shows("orders/GetOrders of exchange 12 is made of exchange 12."))
  }

  @Test func `a secret that is not kept is said when a request is made`() throws {
    var session = Session()
    session.openHistory()
    var report = try asked()
    report.draft.httpHeaders = [HTTPHeader("Authorization", "••••")]
    session.send(.pastRead(.samples[0], report, .reopen))
    #expect(session.shows("•••• stands for"))
  }

  @Test func `w writes it to a file, HAR by its ending`() {
    var session = Session()
    session.openHistory()
    _ = session.takeEffects()
    session.press("j w")
    #expect(session.shows("Write exchange 9 to"))
    session.type("/tmp/x.har")
    session.press("Enter")
    #expect(session.takeEffects().contains(.exportPast(number: 9, path: "/tmp/x.har")))
    session.send(.written(path: "/tmp/x.har"))
    #expect(session.shows("/tmp/x.har"))
  }

  @Test func `probes use what was typed for the call`() throws {
    var session = Session()
    session.model.variableSecrets["pin"] = Secret("1234")
    var draft = Sample.pastReport.draft
    draft.insertions = [
      Insertion(marker: "m0001x.", written: "{{pin}}", content: .secret(name: "pin", .prompt, folder: nil))
    ]
    #expect(session.model.settleVariables(of: &draft, then: .probe) == nil)
    guard case .secret(_, let source, _) = draft.insertions[0].content else { return }
    #expect(source == .literal(Secret("1234")))
  }
}
