import Basics
import Certificates
import Collections
import Exchange
import Testing

@testable import Workbench

@Suite("Environments in the workbench")
struct EnvironmentTests {
  private static var collection: Collection {
    Collection(
      folder: "/c", name: "c", defaults: RequestDocument(url: "https://{{host}}/service"),
      chosenEnvironment: "test",
      environments: [
        .init(
          name: "production", file: "environments/production.yaml", variables: [Variable("host", text: "live.example")]),
        .init(name: "test", file: "environments/test.yaml", variables: [Variable("host", text: "test.example")]),
      ],
      folderSettings: [
        .init(path: "x", defaults: RequestDocument(identity: "{{who}}"), variables: [Variable("who", text: "alice")])
      ],
      items: [
        .folder(.init(path: "x", items: [.request(StoredRequest(path: "x/In", document: RequestDocument()))])),
        .request(StoredRequest(path: "Get", document: RequestDocument(), envelope: Array("<e>{{host}}</e>".utf8))),
      ])
  }

  private func session(at path: String) -> Session {
    var session = Session(Self.collection)
    _ = session.model.openRequest(path)
    return session
  }

  private func sent(_ session: inout Session) -> Draft? {
    _ = session.takeEffects()
    session.press("s")
    return session.takeEffects().compactMap { if case .send(_, let draft) = $0 { draft } else { nil } }.last
  }

  @Test("what is sent takes its values from the environment that the status line shows")
  func chosen() throws {
    var session = session(at: "Get")
    #expect(session.shows("environment: test"))
    #expect(sent(&session)?.url == "https://test.example/service")
    session = self.session(at: "Get")
    session.press("E")
    #expect(session.shows("production") && session.shows("1 variable, in use"))
    session.press("Enter")
    #expect(session.shows("take their values from production"))
    let draft = try #require(sent(&session))
    #expect(draft.url == "https://live.example/service")
    #expect(draft.envelope.map { String(decoding: $0, as: UTF8.self) } == "<e>live.example</e>")
  }

  @Test("without a value nothing is sent, and the problem says where")
  func none() {
    var session = session(at: "Get")
    session.press(":")
    session.type("environment none")
    session.press("Enter")
    #expect(sent(&session) == nil)
    #expect(session.shows("No variable is called 'host'"))
    session = self.session(at: "Get")
    session.press(":")
    session.type("environment tset")
    session.press("Enter")
    #expect(session.shows("There is no environment \"tset\"; is 'test' meant?"))
  }

  private var asking: Session {
    var session = Session(
      Collection(
        folder: "/c", name: "c", defaults: RequestDocument(url: "http://h"),
        variables: [Variable("pin", text: "prompt:")],
        items: [
          .request(StoredRequest(path: "Get", document: RequestDocument(), envelope: Array("<e>{{pin}}</e>".utf8)))
        ]))
    _ = session.model.openRequest("Get")
    return session
  }

  @Test("a variable's secret is asked for once, and kept in memory only")
  func prompt() throws {
    var session = asking
    #expect(sent(&session) == nil)
    #expect(session.shows("the variable pin"))
    session.type("marked")
    session.press("Enter")
    let draft = try #require(
      session.takeEffects().compactMap { if case .send(_, let draft) = $0 { draft } else { nil } }.last)
    #expect(draft.insertions.map(\.content) == [.secret(name: "pin", .literal(Secret("marked")), folder: nil)])
    #expect(draft.asWritten.envelope.map { String(decoding: $0, as: UTF8.self) } == "<e>{{pin}}</e>")
    #expect(!session.screen.contains("marked"))
  }

  @Test("the probes ask for a variable's secret too, and use what was typed")
  func promptOfProbes() {
    var session = asking
    _ = session.takeEffects()
    session.press("p")
    #expect(session.shows("the variable pin"))
    session.type("marked")
    session.press("Enter")
    guard case .diagnose(_, let draft)? = session.takeEffects().last else {
      Issue.record("no probes: \(session.effects)")
      return
    }
    #expect(draft.insertions.map(\.content) == [.secret(name: "pin", .literal(Secret("marked")), folder: nil)])
  }

  @Test("a certificate that a variable names is shown to a new server only when that is allowed")
  func identity() {
    var session = session(at: "x/In")
    #expect(sent(&session) == nil)
    #expect(session.shows("has not been shown to test.example:443 before"))
  }
}
