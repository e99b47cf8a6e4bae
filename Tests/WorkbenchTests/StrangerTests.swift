import Basics
import Collections
import Exchange
import Handshake
import Screen
import Testing
import Text

@testable import Workbench

/// What somebody who sees the workbench for the first time has to go by.
@Suite("A stranger at the screen")
struct StrangerTests {
  private func footer(_ session: Session) -> String { session.frame.text(row: session.size.rows - 1) }

  // MARK: The footer

  @Test("the footer of a window says what Enter and Esc do in it, and not how a cursor is moved")
  func footers() {
    var session = Session(columns: 80, rows: 24)
    session.showSettings()
    #expect(footer(session).hasPrefix(" Enter change  Esc close"), "\(footer(session))")
    session.press("j Enter")
    #expect(footer(session).hasPrefix(" Enter choose  Esc leave it"))
    session.press("Esc Esc 2 U")
    #expect(footer(session).hasPrefix(" Enter take it  Esc leave it"))
    session.press("Esc C-p")
    #expect(footer(session).hasPrefix(" Enter do it  Esc close"))
    #expect(!footer(session).contains("up"))
  }

  @Test("where there is no answer to read, the footer offers what may bring one")
  func withoutAnswer() {
    var session = Session(columns: 80, rows: 24)
    session.fail()
    session.press("4")
    #expect(!footer(session).contains("XPath") && footer(session).contains("p probe"))
    session.succeed()
    session.press("4")
    #expect(footer(session).contains("Q XPath"))
  }

  @Test("from a message that a finding led to, the footer says how to get back")
  func wayBack() {
    var session = Session(columns: 80, rows: 24)
    session.refuse()
    #expect(footer(session).contains("o evidence"))
    session.press("o")
    #expect(footer(session).contains("o back"))
    session.press("o")
    #expect(footer(session).contains("o evidence"))
  }

  @Test("help and palette say so when nothing is called as was typed")
  func nothingFound() {
    var session = Session()
    session.press("?")
    session.type("wireshark")
    #expect(session.shows("for Wireshark"))
    session.type("zzz")
    #expect(session.shows("Nothing is called so, or does that."))
    session.press("Esc C-p")
    session.type("qqqq")
    #expect(session.shows("Nothing is called so, or does that."))
  }

  @Test("help is found by a command's name too, and the palette puts what is called so first")
  func names() {
    var session = Session()
    session.press("?")
    session.type("undo")
    #expect(session.shows("Takes the last change back."))
    session.press("Esc C-p")
    session.type("undo")
    let items = session.model.popups.last.map { session.model.items(of: $0).map(\.title) } ?? []
    #expect(Set(items.prefix(3)) == ["undo", "undo-tree", "undo-change"], "\(items)")
    #expect(FuzzyMatch.rank("ud", ["undo", "x"]) == 3 && FuzzyMatch.rank("x", ["undo", "xy"]) == 2)
  }

  @Test(
    "the palette finds what people call otherwise",
    arguments: [
      ("theme", "settings"), ("vim", "settings"), ("diff", "compare"), ("exit", "quit"), ("diagnose", "probe"),
      ("wsdl", "explorer"), ("pfx", "identity"), ("endpoint", "url"), ("soap 1.2", "binding"), ("attach", "binding"),
      ("save body", "write"),
    ])
  func otherWords(typed: String, command: String) {
    var session = Session()
    session.press("C-p")
    session.type(typed)
    let items = session.model.popups.last.map { session.model.items(of: $0) } ?? []
    #expect(items.contains { if case .perform(let found) = $0.action { found.rawValue == command } else { false } })
  }

  @Test("without a request no pane offers what only a request can do")
  func withoutRequest() {
    var session = Session(Collection(folder: "/collection", name: "new", items: []), columns: 80, rows: 24)
    for pane in ["2", "3", "4"] {
      session.press(pane)
      #expect(session.shows("1 goes to the requests; there a makes one"), "\(session.screen)")
      #expect(!footer(session).contains("send") && footer(session).contains("1 requests"), "\(footer(session))")
    }
    session.press("1")
    #expect(session.shows("a makes the first one") && footer(session).contains("a new"))
  }

  @Test("a letter that does nothing here says so, and where it does something")
  func unusedLetter() {
    var session = Session()
    session.press("1 T")
    #expect(session.shows("T does nothing here. In Envelope it is: "), "\(session.screen)")
    session.press("Esc")
    #expect(!session.shows("does nothing here"))
  }

  @Test("the line for commands says what goes into it")
  func emptyCommandLine() {
    var session = Session(columns: 80, rows: 24)
    session.press(":")
    #expect(session.shows("a command's name, Tab completes it; C-p lists all"), "\(session.screen)")
    session.type("s")
    #expect(!session.shows("Tab completes it"))
  }

  @Test("the palette goes to a field of the request, and says which key of its file is meant")
  func fields() {
    var session = Session()
    session.press("C-p")
    session.type("highest tls")
    session.press("Enter")
    #expect(session.model.current?.tab == .identity && session.model.focus == .request)
    session.press("C-p")
    session.type("proxy")
    let items = session.model.popups.last.map { session.model.items(of: $0).map(\.title) } ?? []
    session.press(Array(repeating: "Down", count: items.firstIndex(of: "proxy") ?? 0).joined(separator: " "))
    session.press("Enter")
    #expect(session.shows("Add the key proxy"))
  }

  @Test("where one pane fills the screen, the status line says whose it is")
  func requestName() {
    var session = Session(columns: 80, rows: 24)
    #expect(session.line(with: " signet  ")?.contains("partner-a") == true)
    session.press("3")
    #expect(session.line(with: " signet  ")?.contains("GetOrders") == true)
    session.resize(columns: 160, rows: 45)
    #expect(session.line(with: " signet  ")?.contains("partner-a") == true)
  }

  @Test("keys that come before the collection is read wait for it, and are done in order")
  func tooEarly() {
    var session = Session(nil, columns: 80, rows: 24)
    #expect(!footer(session).contains("a new"))
    session.press("2 G i x")
    session.paste("<y/>")
    session.press("q Esc")
    #expect(session.shows("The collection is still being read; your keys wait for it."))
    _ = session.takeEffects()
    session.send(.collectionLoaded(.sample))
    #expect(!session.shows("still being read") && session.model.focus == .request && !session.model.isTyping)
    let text = String(decoding: session.model.current?.editor.text.bytes ?? [], as: UTF8.self)
    #expect(text.hasSuffix("x<y/>q"))
    #expect(!session.takeEffects().contains { if case .quit = $0 { true } else { false } })
  }

  @Test("keys that come before a window opens that was asked for are for it")
  func beforeTheWindow() {
    var session = Session(columns: 80, rows: 24)
    session.press("O")
    session.type("http://s/?wsdl")
    #expect(session.model.popups.isEmpty && session.model.focus == .tree)
    session.send(.descriptionOpened(nil))
    #expect(session.shows("› http://s/?wsdl"), "\(session.screen)")

    session.press("Esc O")
    session.type("send")
    session.press("Esc")
    session.send(.descriptionOpened(nil))
    #expect(session.shows("›") && !session.shows("› send"))
  }

  @Test("who waits for a collection can leave, and what works everywhere does")
  func leavingEarly() {
    var session = Session(nil, columns: 80, rows: 24)
    session.press("C-l")
    #expect(session.takeEffects().contains { if case .redraw = $0 { true } else { false } })
    session.press("q")
    #expect(session.takeEffects().contains { if case .quit = $0 { true } else { false } })
  }

  // MARK: Themes

  private func tried(_ session: inout Session) -> [String?] {
    session.takeEffects().compactMap { if case .tryTheme(let name) = $0 { .some(name) } else { nil } }
  }

  @Test("a theme is seen while the cursor is on it, and gone again when it is not taken")
  func tryingThemes() {
    var session = Session()
    session.showSettings()
    session.press("j Enter")
    let first = tried(&session)
    session.press("k")
    #expect(first.count == 1 && tried(&session).count == 1)
    session.press("Esc")
    #expect(tried(&session) == [nil])
    session.press("j")
    #expect(tried(&session).isEmpty)
  }

  @Test("a theme that is taken is not given back in between")
  func takingThemes() {
    var session = Session()
    session.showSettings()
    session.press("j Enter j")
    _ = session.takeEffects()
    session.press("Enter")
    #expect(session.takeEffects() == [.setSetting("theme", "high-contrast")])
  }

  // MARK: Files

  @Test("a file that is there already is said, and the prompt below still has the path")
  func takenName() {
    var session = Session()
    session.succeed()
    session.press("4 w")
    #expect(session.shows("GetOrders-answer") && footer(session).contains("Enter write"))
    session.press("Enter")
    let problem = Problem(code: "file-exists", summary: "It exists already.", remedy: "Choose another name.")
    session.send(.failed(problem))
    #expect(session.shows("It exists already."))
    session.press("Esc")
    #expect(session.shows("GetOrders-answer"))
    session.press("Backspace Backspace Backspace Backspace")
    session.type("-2.xml")
    _ = session.takeEffects()
    session.press("Enter")
    let paths = session.takeEffects().compactMap { if case .write(_, let path) = $0 { path } else { nil } }
    #expect(paths == ["GetOrders-answer-2.xml"], "\(session.screen)")
    session.send(.written(path: "/x/GetOrders-answer-2.xml"))
    session.send(.failed(problem))
    session.press("Esc")
    #expect(session.model.popups.isEmpty)
  }

  @Test("a proposed name gives way to what is typed or pasted, and any other key keeps it")
  func proposals() {
    var field = InputField(proposing: "a.xml")
    field.insert("b")
    #expect(field.text == "b")
    field = InputField(proposing: "a.xml")
    let isTaken = field.paste(Array("/tmp/c.xml".utf8))
    #expect(isTaken && field.text == "/tmp/c.xml" && !field.isProposed)
    field = InputField(proposing: "a.xml")
    #expect(field.handle(KeyChord(.backspace)) && field.isEmpty)
    field = InputField(proposing: "a.xml")
    #expect(field.handle(KeyChord(.home)) && field.handle(KeyChord(.character("x"))))
    #expect(field.text == "xa.xml")
    #expect(!InputField(proposing: "").isProposed)
  }

  // MARK: The past

  @Test("a request that was never sent says how to see the past of the others")
  func emptyHistory() {
    var session = Session(columns: 80, rows: 24)
    session.press("2 H")
    session.send(.pastListed(.ofGetOrders, []))
    #expect(session.shows("This request has no past exchange; a lists those of all requests."))
    #expect(footer(session).contains("a all requests"))
    session.press("a")
    session.send(.pastListed(PastExchangeFilter(limit: HistoryList.limit), []))
    #expect(session.shows("The history is empty") && footer(session).contains("a this request"))
    session.press("/")
    session.type("x")
    session.send(.pastListed(PastExchangeFilter(anywhere: "x", limit: HistoryList.limit), []))
    #expect(session.shows("Nothing of that kind is in the history."))
    #expect(footer(session).hasPrefix(" Enter keep it  Esc show all"))
  }

  // MARK: Megabytes of words

  @Test("of a fault's megabytes of reasons as many lines are laid out as are shown")
  func longReason() {
    var session = Session(columns: 80, rows: 24)
    let long = String(repeating: "Because of the words. ", count: 200_000)
    let fault = Response.Fault(
      version: "1.2", code: "s:" + long, subcodes: [long, long], reason: "It failed.\u{1B}[2J " + long, actor: long,
      detail: nil)
    session.succeed(Sample.response(status: 500, fault: fault))
    let lines = session.model.faultLines(columns: 80)
    #expect(lines.count <= 12 && lines.reduce(0) { $0 + $1.text.utf8.count } < 2_000)
    #expect(lines.contains { $0.text.hasSuffix("…") } && lines.contains { $0.text.contains("It failed.␛[2J") })
  }

  @Test("the start of a text is whole where it fits, and says where it does not")
  func start() {
    #expect(Toned.start(of: "one two", columns: 20, rows: 2).map(\.text) == ["one two"])
    #expect(Toned.start(of: "one two three", columns: 9, rows: 1).map(\.text) == ["one two …"])
    #expect(Toned.start(of: "a\nb\nc\nd", columns: 9, rows: 2).map(\.text) == ["a␊b␊c␊d"])
    #expect(Toned.start(of: "", columns: 9, rows: 2).map(\.text) == [""])
  }

  @Test("a very long notice is cut before it is wrapped")
  func longNotice() {
    var session = Session()
    session.model.say(String(repeating: "x ", count: 1_000_000), .bad)
    #expect((session.model.notice?.text.utf8.count ?? 0) <= 4_000)
  }
}
