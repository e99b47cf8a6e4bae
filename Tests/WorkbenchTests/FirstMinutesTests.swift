import Basics
import Bindings
import Collections
import Exchange
import Handshake
import Screen
import Testing
import Text

@testable import Workbench

@Suite("What a newcomer does in the first minutes")
struct FirstMinutesTests {
  private func collection(_ request: StoredRequest, problems: [Collection.Problem] = []) -> Collection {
    var collection = Collection(folder: "/collection", name: "c", items: [.request(request)])
    collection.problems = problems
    return collection
  }

  @Test(
    "a new request is asked where it goes, and what is pasted behind the scheme is the address",
    arguments: [
      "https://svc.example/a", "svc.example/a",
    ])
  func newRequest(pasted: String) {
    var session = Session(.empty, columns: 80, rows: 24)
    session.press("a")
    session.type("Balance")
    session.press("Enter")
    let lacks = Collection.Problem(
      severity: .warning, file: "Balance.yaml", line: nil, text: "there is no 'url'", isUnfinished: true)
    session.send(.collectionLoaded(collection(StoredRequest(path: "Balance"), problems: [lacks])))
    #expect(session.shows("Address") && !session.shows("problems"))
    session.paste(pasted)
    session.press("Enter")
    #expect(session.model.current?.document.url == "https://svc.example/a")
    #expect(session.model.focus == .request)
  }

  @Test("an envelope is pasted without more ado: over a new request's template, else where the cursor stands")
  func pastedEnvelope() throws {
    var session = Session(.empty)
    session.paste("<a/>")
    #expect(session.shows("There is no request yet to paste into: a in the tree makes one."))
    let fresh = StoredRequest(
      path: "Balance", document: RequestDocument(url: "https://svc.example/a"),
      envelope: Array(Model.emptyEnvelope.utf8))
    session.send(.collectionLoaded(collection(fresh)))
    session.press("1 Enter 1")
    session.paste("<a/>")
    #expect(session.shows("Pasting goes into the envelope: press 2 first."))
    session.press("2")
    session.paste("\n<a>1</a>\n")
    let text = { (session: Session) in
      session.model.current.map { String(decoding: $0.editor.text.bytes, as: UTF8.self) }
    }
    #expect(text(session) == "\n<a>1</a>\n" && session.shows("Pasted 10 bytes; u takes it back."))
    session.press("g")
    session.paste("<!-- b -->")
    #expect(text(session) == "<!-- b -->\n<a>1</a>\n")
    session.press("u u")
    #expect(text(session) == Model.emptyEnvelope)
  }

  @Test("a command pasted for an address is refused, with what takes it")
  func pastedCommand() {
    var session = Session(collection(.sample("Ping", identity: nil)))
    session.press("1 Enter")
    let before = session.model.current?.document.url
    session.press("U C-u")
    session.paste("curl -X POST https://svc.example/a")
    session.press("Enter")
    #expect(session.shows("This is not an address.") && session.shows("signet import curl"))
    #expect(before != nil && session.model.current?.document.url == before)
  }

  @Test("a new request whose collection says where it goes is shown at once")
  func inheritedAddress() {
    var session = Session(.empty)
    session.press("a")
    session.type("Balance")
    session.press("Enter")
    var loaded = collection(StoredRequest(path: "Balance"))
    loaded.defaults.url = "https://svc.example/a"
    session.send(.collectionLoaded(loaded))
    #expect(session.model.popups.isEmpty && session.model.focus == .request)
  }

  @Test("problems that are more than a beginning are still told")
  func problems() {
    var session = Session(.empty)
    let problem = Collection.Problem(severity: .error, file: "A.yaml", line: 1, text: "no YAML")
    session.send(.collectionLoaded(collection(.sample("Ping", identity: nil), problems: [problem])))
    #expect(session.shows("Some files have problems") && session.shows("A.yaml:1: no YAML"))
  }

  @Test("where files are looked for, a path that is typed or pasted leads to its folder and to the file")
  func path() {
    var session = Session()
    session.press("1 G Enter c f")
    _ = session.takeEffects()
    session.paste("/keys/old/alice.pfx")
    #expect(session.takeEffects() == [.listFolder(path: "/keys/old")])
    let names = ["alice.pfx.bak", "alice.pfx"]
    session.send(
      .folderListed(path: "/keys/old", names.map { FolderEntry(name: $0, isFolder: false, size: 1) }))
    session.press("Enter")
    #expect(
      session.takeEffects().contains {
        if case .saveIdentity(let entry) = $0 { entry.name == "alice-2" } else { false }
      })
  }

  @Test("where one line is typed, a paste that has no room is refused with its size, and the list of keys is as it was")
  func longPaste() {
    var session = Session()
    session.press("?")
    let before = session.screen
    session.paste(String(repeating: "x", count: 20_000))
    #expect(session.shows("Pasted were 20000 bytes") && session.model.popups.last?.field.isEmpty == true)
    session.paste("X.509")
    #expect(session.screen != before && session.shows("› X.509"))
  }

  @Test("a path is typed step by step, relative ones too, and a folder that is not there leaves the list empty")
  func typedPath() {
    var session = Session()
    session.press("1 G Enter c f")
    session.send(.folderListed(path: "/collection", []))
    _ = session.takeEffects()
    session.type("certs/")
    #expect(session.takeEffects() == [.listFolder(path: "/collection/certs")])
    session.type("~/")
    #expect(session.takeEffects() == [.listFolder(path: "~")])
    session.send(.failed(Problem(code: "x", summary: "There is no such folder.", remedy: "Choose another.")))
    #expect(session.shows("There is no such folder."))
    session.press("Esc")
    #expect(session.shows("│ ../ ") && !session.shows("certs/"))
  }

  // MARK: Placeholders

  private static func templated() -> Session {
    var request = StoredRequest.sample("Ping")
    request.document.url = "{{base}}/orders"
    request.document.security = nil
    request.document.credential = nil
    var collection = Collection(folder: "/collection", name: "c", items: [.request(request)])
    collection.variables = [Variable("base", text: "https://svc.example:8443")]
    return Session(collection)
  }

  @Test("an address with a placeholder is shown with its value, and a binding is chosen by it")
  func placeholder() {
    var session = Self.templated()
    #expect(session.shows("POST {{base}}/orders = https://svc.example:8443/orders"))
    session.press("2 b w")
    #expect(session.model.current?.document.security == "transport")
    #expect(!session.shows("is not an absolute URL"))
  }

  // MARK: The other SOAP version

  @Test("an envelope of another version than its binding is made one of it, and undo takes that back")
  func otherVersion() throws {
    var session = Session(columns: 120, rows: 60)
    session.press("1 G Enter 2 b c")
    let row = try #require(session.model.formRows.firstIndex { $0.field == .property("messageVersion") })
    session.model.select(row, of: .request)
    session.press("Space")
    #expect(session.shows("+ make the envelope SOAP 1.2"))
    session.model.select(
      try #require(session.model.formRows.firstIndex { $0.field == .envelopeVersion(.soap12) }), of: .request)
    session.press("Enter")
    let text = String(decoding: session.model.current?.editor.text.bytes ?? [], as: UTF8.self)
    #expect(text.contains("http://www.w3.org/2003/05/soap-envelope") && !text.contains("schemas.xmlsoap.org"))
    #expect(!session.shows("+ make the envelope"))
    session.press("[ [ u")
    #expect(session.model.current?.editor.text.bytes == Array(StoredRequest.envelopeText.utf8))
  }

  // MARK: What was not sent

  private func refuse(_ session: inout Session) {
    let number = session.sendRequest()
    var report = Sample.report(Transcript(), ending: .cancelled)
    report.refusal = Refusal(stage: .usage, code: "x", summary: "It cannot be sent.", remedy: "Mend it.")
    session.send(.exchange(number, .finished(report)))
  }

  @Test("a call that was never made has no ladder, and its reason is shown where the answer would be")
  func refused() {
    var session = Session(columns: 80, rows: 24)
    refuse(&session)
    #expect(session.model.focus == .response)
    #expect(session.shows("Nothing was sent.") && session.shows("It cannot be sent.") && session.shows("→ Mend it."))
    #expect(!session.shows("client certificate:"))
    session.press("1")
    #expect(session.shows("✗ not sent"))
    session.press("3")
    #expect(session.shows("Nothing was sent.") && !session.shows("· TCP"))
  }

  @Test("when the envelope is no XML, the cursor goes to the place")
  func brokenEnvelope() {
    var session = Session()
    let number = session.sendRequest()
    let problem = WellFormednessProblem(position: .init(line: 2, column: 3), text: "no XML")
    session.send(
      .wellFormednessChecked(
        request: "orders/GetOrders", revision: session.model.current?.revision ?? 0, problem))
    var report = Sample.report(Transcript(), ending: .cancelled)
    report.refusal = Refusal(stage: .usage, code: "x", summary: "It cannot be sent.", remedy: "Mend it.")
    session.send(.exchange(number, .finished(report)))
    #expect(session.model.focus == .request && session.model.current?.editor.cursor.line == 1)
    #expect(session.shows("Nothing was sent: the envelope is no XML. Error 1 of 1: no XML"))
  }

  @Test("a call without TLS says so also when it was stopped")
  func plainHTTP() {
    var session = Session()
    session.model.current?.document.url = "http://svc.example/a"
    session.model.current?.document.security = "none"
    session.model.current?.document.credential = nil
    let number = session.sendRequest()
    session.send(.exchange(number, .finished(Sample.report(Transcript(), ending: .cancelled))))
    #expect(session.shows("client certificate: none, the connection is not encrypted"))
  }

  // MARK: What is said

  @Test("a message that is longer than the top line goes on below it until the next key")
  func longNotice() {
    var session = Session(columns: 80, rows: 24)
    session.press("1 G Enter 2 L")
    session.type("nonsense that is far too long for the line that says it, and so goes on in the next one")
    session.press("Enter")
    #expect(session.frame.text(row: 0).contains("is no line") == false)
    #expect(session.shows("from 1."))
    session.press("3")
    #expect(!session.shows("from 1."))
  }

  @Test("the reveal of a cursor leaves a pane alone that is not shown")
  func hiddenPane() {
    var session = Session(columns: 80, rows: 24)
    session.press("1 G Enter 2 G 4")
    session.resize(columns: 80, rows: 20)
    #expect(session.model.current?.scroll.topLine == 0)
  }
}
