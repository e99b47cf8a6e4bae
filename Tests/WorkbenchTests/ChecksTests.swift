import Basics
import Collections
import Exchange
import Screen
import Testing
import Text

@testable import Workbench

@Suite("Checks of an answer, and going through it")
struct ChecksTests {
  @Test("what must hold is judged by itself after each answer, and shown with the values that decided it")
  func judged() {
    var session = Session(.checked)
    session.succeed()
    let asked = session.takeEffects().compactMap { effect -> CheckQuestion? in
      if case .judge(let question) = effect { question } else { nil }
    }
    #expect(asked.map { $0.document.assertions.map(\.description) } == [["status = 200", "xpath //Order > 10"]])
    session.send(.judged(exchange: session.model.lastExchangeNumber, .sample))
    #expect(session.shows("Checks ✗1/2") && session.shows("A check failed: xpath //Order > 10: 7"))
    session.press("[")
    #expect(session.shows("✓ status = 200   status 200") && session.shows("✗ xpath //Order > 10   7"))
    #expect(session.shows("{{id}} 7") && session.shows("{{accessToken}} ••••") && !session.shows("abc123"))
  }

  @Test("what an answer gave is used by later requests")
  func captured() throws {
    var session = Session(.checked)
    session.succeed()
    session.send(.judged(exchange: session.model.lastExchangeNumber, .sample))
    let values = session.model.variableChoice.captured.map { "\($0.name)=\($0.text)" }
    #expect(values == ["accessToken=abc123", "id=7"])
  }

  @Test("a check of the element, the status or the fault is added by two keys, saved, and judged")
  func added() {
    var session = Session()
    session.succeed()
    _ = session.takeEffects()
    session.press("a")
    session.indexElements()
    #expect(session.model.exchange?.responsePane.elements != nil)
    #expect(session.model.popups.count == 1 && session.shows("x xpath /soap:Envelope exists"))
    session.press("Esc l l l a")
    let path = "/soap:Envelope/soap:Body/*[local-name()='Order']"
    #expect(session.shows("xpath \(path) = '7'"))
    session.press("x")
    let effects = session.takeEffects()
    #expect(session.model.current?.document.assertions.map(\.description) == ["xpath \(path) = '7'"])
    #expect(effects.contains { if case .save = $0 { true } else { false } })
    #expect(effects.contains { if case .judge = $0 { true } else { false } })
    #expect(session.shows("[Checks]"))
  }

  @Test("a check that is typed must be one, and says how it is written")
  func typed() {
    var session = Session()
    session.succeed()
    session.press("] a o")
    session.type("stauts = 200")
    session.press("Enter")
    #expect(session.shows("This is not a check: stauts = 200") && session.shows("status = 200"))
    session.press("Esc a o")
    session.type("header Content-Type exists")
    session.press("Enter")
    #expect(session.model.current?.document.assertions.map(\.description) == ["header Content-Type exists"])
  }

  @Test("a check that is typed finds the element that is meant, in whichever namespace the answer has it")
  func placed() throws {
    var session = Session()
    session.succeed()
    _ = session.takeEffects()
    session.press("] a o")
    session.type("xpath //Order = 7")
    session.press("Enter")
    guard case .place(let check, let request, let question)? = session.takeEffects().last else {
      Issue.record("it was not asked where the element is")
      return
    }
    #expect(check.description == "xpath //Order = 7" && question.report.response != nil)
    let found = try #require(Assertion("xpath //*[local-name()='Order'] = 7"))
    session.send(.checkPlaced(request: request, found))
    #expect(session.model.current?.document.assertions == [found] && session.shows("[Checks]"))
  }

  @Test("the keys of siblings and parents go through the elements of the answer")
  func walked() {
    var session = Session()
    session.succeed(Sample.response(Array("<E><A><x/></A><B>b</B><C/></E>".utf8)))
    session.press("l")
    session.indexElements()
    #expect(session.model.exchange?.responsePane.elements != nil)
    var paths: [String] = []
    for key in ["l", "}", "}", "}", "{", "^", "^"] {
      session.press(key)
      paths.append(session.model.notice?.text ?? "")
    }
    #expect(
      paths == [
        "A: /E/A", "B: /E/B", "C: /E/C", "This is the last element of its parent; ^ goes to that.", "B: /E/B", "E: /E",
        "This is the outermost element.",
      ])
    session.press("l } y")
    #expect(session.shows("the element's XPath") && session.shows("/E/B"))
    session.press("v")
    #expect(session.takeEffects().last == .copyToClipboard("b"))
  }

  @Test("an answer is compared with a file, laid out as it is")
  func file() {
    var session = Session()
    session.succeed(Sample.response(Array("<E><A>1</A></E>".utf8)))
    session.press("4 d")
    session.send(.folderListed(path: "/old", [FolderEntry(name: "answer.xml", isFolder: false, size: 15)]))
    session.press("Down Enter")
    guard case .compareWithFile(let comparison)? = session.takeEffects().last else {
      Issue.record("nothing is compared")
      return
    }
    #expect(comparison.path == "/old/answer.xml" && session.shows("[Changes]"))
    let changes = comparison.changes(from: Array("<E><A>2</A></E>".utf8))
    session.send(.answersCompared(exchange: session.model.lastExchangeNumber, changes))
    #expect(session.shows("1 line less, 1 more than in /old/answer.xml"))
    #expect(session.shows("-   <A>2</A>") && session.shows("+   <A>1</A>"))
  }

  @Test("a file that cannot be read leaves the answer as it was")
  func noFile() {
    var session = Session()
    session.succeed()
    session.press("4 :")
    session.type("compare-file /none.xml")
    session.press("Enter")
    #expect(session.shows("Comparing…"))
    session.send(.failed(Problem(code: "file", summary: "It could not be read.", remedy: "Choose another.")))
    session.press("Esc")
    #expect(session.shows("[Body]") && session.shows("<Order>7</Order>") && !session.shows("Changes"))
  }

  @Test("the request is shown as it will be sent, with dots for secrets and what the binding adds")
  func preview() {
    var collection = Collection.sample.changed {
      $0.envelope = Array("<a>{{pin}} {{name}}</a>".utf8)
    }
    collection.variables = [Variable("pin", text: "env:PIN"), Variable("name", text: "Ann")]
    var session = Session(collection)
    session.press("I")
    #expect(session.shows("<a>•••• Ann</a>") && session.shows("The binding adds:"))
    #expect(session.shows("Content-Type: text/xml; charset=utf-8") && session.shows("client certificate: alice"))
    session.press("s")
    #expect(session.shows("Password"))
  }
}

extension Judgement {
  static let sample = Judgement(
    assertions: [
      AssertionResult(text: "status = 200", passed: true, detail: "status 200"),
      AssertionResult(text: "xpath //Order > 10", passed: false, detail: "7"),
    ], captured: [Captured(name: "id", value: "7"), Captured(name: "accessToken", value: "abc123")])
}

extension Collection {
  static let checked = sample.changed {
    $0.document.assertions = ["status = 200", "xpath //Order > 10"].compactMap(Assertion.init)
    $0.document.captures = [AnswerCapture(name: "id", "//Order")].compactMap(\.self)
  }
}

extension Session {
  mutating func judgeSample() {
    self = Session(.checked, columns: size.columns, rows: size.rows)
    succeed()
    send(.judged(exchange: model.lastExchangeNumber, .sample))
    press("[")
  }

  /// Does for the effects what a runner would.
  mutating func indexElements() {
    for case .indexElements(let exchange, let text) in takeEffects() {
      send(.elementsIndexed(exchange: exchange, ElementIndex(text.bytes)))
    }
  }
}
