import Basics
import Collections
import Exchange
import Schema
import Screen
import Testing
import Text
import WSDL
import XML

@testable import Workbench

@Suite("Envelopes and answers are checked against the schemas")
struct ValidationTests {
  static let wrong = Described.envelope(
    """
        <t:GetOrders state="lost">
          <t:Customer>abc</t:Customer>
          <t:Limit>ten</t:Limit>
          <t:Limitt/>
        </t:GetOrders>
    """)

  private static func text(of error: SchemaCheck.Error, in text: String) -> String? {
    error.range.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
  }

  private static func session(_ envelope: String) -> Session {
    var session = Session(columns: 100)
    session.open(envelope)
    return session
  }

  @Test("an error stands at the attribute, the value or the name that is wrong")
  func places() throws {
    let check = try #require(try Described.verdict(Self.wrong).check)
    #expect(
      check.errors.compactMap { Self.text(of: $0, in: Self.wrong) } == [
        "t:GetOrders", "state", "abc", "ten", "t:Limitt",
      ])
    #expect(check.errors.map(\.line) == [3, 3, 4, 5, 6])
    #expect(check.errors[2].place == "/Envelope/Body/GetOrders/Customer")
    #expect(check.errors.allSatisfy { $0.rule.contains("(cvc-") })
  }

  @Test("text between elements is marked itself")
  func strayText() throws {
    let text = Described.envelope("<t:GetOrders version=\"1\"> <t:Customer>ABC</t:Customer> x </t:GetOrders>")
    let check = try #require(try Described.verdict(text).check)
    #expect(check.errors.map { Self.text(of: $0, in: text) } == ["x"])
  }

  @Test("values that come from variables are no errors, and are counted")
  func variables() throws {
    let text = Described.envelope("<t:GetOrders version=\"{{v}}\"><t:Customer>{{code}}</t:Customer></t:GetOrders>")
    let check = try #require(try Described.verdict(text).check)
    #expect(check.isValid)
    #expect(check.notes == ["2 values come from variables, unchecked"])
  }

  @Test("errors are found in the form that is shown, whatever was received")
  func shownForm() throws {
    let received = Described.envelope("<t:Orders><t:Order>1</t:Order><t:Order>x</t:Order></t:Orders>")
    let shown = Described.envelope("<t:Orders>\n\n<t:Order>1</t:Order>\n<t:Order>x</t:Order></t:Orders>")
    let check = try #require(try Described.verdict(received, shown: shown).check)
    #expect(check.errors.map(\.line) == [6])
    #expect(check.errors.map { Self.text(of: $0, in: shown) } == ["x"])
  }

  @Test("every change asks for the schemas, and a late answer is not believed")
  func asked() throws {
    var session = Self.session(Self.wrong)
    session.press("i")
    _ = session.takeEffects()
    session.type("x")
    let asked = session.effects.contains {
      if case .checkSchema("Ping", 1, _, schema: nil) = $0 { true } else { false }
    }
    #expect(asked)
    session.send(.schemaChecked(request: "Ping", revision: 0, .noDescription))
    #expect(session.shows("5 errors"))
    session.send(.schemaChecked(request: "Ping", revision: 1, .noDescription))
    #expect(!session.shows("5 errors"))
  }

  @Test("errors are underlined and counted, and the cursor's line says what is wrong")
  func marks() throws {
    var session = Self.session(Self.wrong)
    #expect(session.line(with: "2 Request")?.contains("✗ 5 errors") == true)
    #expect(session.style(of: "abc")?.attributes.contains(.underline) == true)
    #expect(session.style(of: "t:Customer")?.attributes.contains(.underline) != true)
    #expect(!session.shows("does not match the pattern"))
    session.press("j j j")
    #expect(session.shows("does not match the pattern"))
    session.press("j")
    #expect(!session.shows("does not match the pattern"))
    #expect(session.shows("is no value of the type"))
  }

  @Test("the next error is one of XML or one of the schemas, round the end")
  func jumping() throws {
    var session = Self.session(Self.wrong)
    session.press("}")
    #expect(session.shows("Error 1 of 5"))
    session.press("} }")
    #expect(session.shows("Error 3 of 5"))
    #expect(session.model.current?.editor.cursor.line == 3)
    session.press("{ { {")
    #expect(session.shows("Error 5 of 5"))
  }

  @Test("marks go with their text until it is checked again")
  func shifted() throws {
    var session = Self.session(Self.wrong)
    session.press("j j i Home")
    session.type("<!--new-->")
    #expect(session.style(of: "abc")?.attributes.contains(.underline) == true)
    session.send(
      .wellFormednessChecked(
        request: "Ping", revision: 10, WellFormednessProblem(position: .init(line: 1, column: 1), text: "broken")))
    #expect(session.style(of: "abc")?.attributes.contains(.underline) != true)
  }

  @Test("an envelope that follows its schemas says so")
  func valid() throws {
    var session = Self.session(
      Described.envelope("<t:GetOrders version=\"1\"><t:Customer>ABC</t:Customer></t:GetOrders>"))
    #expect(session.shows("valid ✓"))
    session.press("}")
    #expect(session.shows("It follows wsdl."))
  }

  @Test("without a description the way to one is said")
  func noDescription() {
    var session = Session()
    session.succeed()
    session.send(.schemaChecked(request: "orders/GetOrders", revision: 0, .noDescription))
    session.press("4 V")
    session.send(.answerChecked(exchange: session.model.lastExchangeNumber, .noDescription))
    #expect(session.shows("No description is kept"))
    #expect(session.shows("Press O to open a WSDL"))
    session.press("Esc 2 }")
    #expect(session.shows("O opens a WSDL"))
  }

  @Test("V checks the answer and lists what is wrong; Enter goes there")
  func answer() throws {
    var session = Session()
    let body = Described.envelope("<t:Orders><t:Order>1</t:Order><t:Order>x</t:Order></t:Orders>")
    session.succeed(Sample.response(Array(body.utf8)))
    _ = session.takeEffects()
    session.press("V")
    guard case .checkAnswer(let number, let check)? = session.takeEffects().last else {
      Issue.record("not checked")
      return
    }
    #expect(check.request == "orders/GetOrders" && check.answer == Array(body.utf8))
    session.send(
      .answerChecked(
        exchange: number,
        try Described.verdict(
          String(decoding: check.answer, as: UTF8.self), shown: String(decoding: check.shown.bytes, as: UTF8.self))))
    #expect(session.shows("1 error against wsdl"))
    session.press("Enter")
    #expect(session.model.popups.isEmpty)
    #expect(session.style(of: "x</t:Order>")?.attributes.contains(.underline) == true)
    #expect(session.line(with: "4 Response")?.contains("✗ 1 error") == true)
    session.press("=")
    #expect(session.takeEffects().contains { if case .checkAnswer = $0 { true } else { false } })
  }

  @Test("an answer is checked by itself where the settings say so")
  func always() {
    var session = Session()
    session.model = Model(checksAnswers: true)
    session.send(.input(.resize(session.size)))
    session.send(.identitiesLoaded(.sample))
    session.send(.collectionLoaded(.sample))
    session.succeed()
    #expect(session.effects.contains { if case .checkAnswer = $0 { true } else { false } })
  }

  @Test("a request's schema assertion names its description")
  func assertion() {
    var document = RequestDocument()
    document.assertions = [Assertion("status = 200"), Assertion("schema wsdl/orders.wsdl")].compactMap(\.self)
    #expect(document.schemaFile == "wsdl/orders.wsdl")
    #expect(RequestDocument().schemaFile == nil)
  }
}

extension Session {
  /// A request with that envelope is open, and has been checked against the schemas of `Described`.
  mutating func open(_ envelope: String) {
    var request = StoredRequest.sample("Ping", identity: nil)
    request.envelope = Array(envelope.utf8)
    self = Session(
      Collection(folder: "/collection", name: "partner-a", items: [.request(request)]), columns: size.columns,
      rows: size.rows)
    press("2")
    send(.wellFormednessChecked(request: "Ping", revision: 0, nil))
    guard let verdict = try? Described.verdict(envelope) else {
      Issue.record("not checked")
      return
    }
    send(.schemaChecked(request: "Ping", revision: 0, verdict))
  }
}
