import Basics
import Collections
import Exchange
import Screen
import Testing
import Text

@testable import Workbench

@Suite("Coming back to where one was")
struct SavedSessionTests {
  private static var stamped: Collection {
    var collection = Collection.sample
    collection.items = collection.items.map { item in
      guard case .request(var request) = item else { return item }
      request.onDisk = StoredRequest.Stamp(document: 1, envelope: 2)
      return .request(request)
    }
    return collection
  }

  private static func start(_ session: SavedSession?, _ collection: Collection = stamped) -> Session {
    var result = Session(nil, columns: 160, rows: 45)
    result.send(.sessionLoaded(session))
    result.send(.collectionLoaded(collection))
    return result
  }

  /// GetOrders and Ping open, Ping shown with its cursor in the second line.
  private static func work(_ session: inout Session) {
    session.press("1 g j Enter 1 G Enter j l l ) ' W 1 g Space 2 +")
  }

  @Test(
    "open requests, the one shown, cursor, tab, closed folders, sizes and zoom are kept when one quits, and come back")
  func roundTrip() throws {
    var session = Self.start(nil)
    Self.work(&session)
    _ = session.takeEffects()
    session.press("q")
    guard case .saveSession(let saved)? = session.takeEffects().first else {
      Issue.record("nothing was kept")
      return
    }
    let read = try #require(SavedSession(saved.json, folder: "/collection"))
    #expect(read == saved)
    let next = Self.start(read)
    #expect(next.model.tabs == session.model.tabs)
    #expect(next.model.currentPath == "Ping" && next.model.focus == .request)
    #expect(next.model.current?.editor.selection.head == session.model.current?.editor.selection.head)
    #expect(next.model.current?.editor.cursor.line == 1)
    #expect(next.model.isZoomed && next.model.wrapsEnvelope && next.model.splits == session.model.splits)
    #expect(next.model.tree.closed == ["orders"])
    #expect(next.model.sessionNow == saved)
  }

  @Test("folds come back with the text they were made in, and neither they nor the cursor in another")
  func folds() throws {
    var session = Self.start(nil)
    session.press("1 G Enter j z")
    let folds = try #require(session.model.current?.editor.folds)
    let saved = try #require(session.model.sessionNow)
    let same = Self.start(saved)
    #expect(same.model.current?.editor.folds == folds)
    var changed = Self.stamped
    var other = StoredRequest.sample("Ping", identity: nil)
    other.onDisk = StoredRequest.Stamp(document: 1, envelope: 3)
    changed.items[1] = .request(other)
    let next = Self.start(saved, changed)
    #expect(next.model.currentPath == "Ping")
    #expect(next.model.current?.editor.selection.head == 0 && next.model.current?.editor.folds.isEmpty == true)
  }

  @Test("what was deleted meanwhile is left out")
  func gone() {
    var session = SavedSession(folder: "/collection")
    session.open = ["gone", "Ping", "also/gone"].map(SavedSession.Open.init)
    session.current = "gone"
    let opened = Self.start(session)
    #expect(opened.model.tabs.paths == ["Ping"] && opened.model.currentPath == "Ping")
    session.open = [SavedSession.Open(path: "gone")]
    #expect(Self.start(session).model.currentPath == "orders/GetOrders")
  }

  @Test("it is kept every few seconds while something changes, and not while nothing does")
  func rhythm() {
    var session = Self.start(nil)
    let kept = { (effects: [Effect]) in effects.count { if case .saveSession = $0 { true } else { false } } }
    session.send(.tick(now: .midday, milliseconds: 6_000))
    #expect(kept(session.takeEffects()) == 1)
    session.send(.tick(now: .midday, milliseconds: 12_000))
    #expect(kept(session.takeEffects()) == 0)
    session.press("1 G Enter")
    session.send(.tick(now: .midday, milliseconds: 13_000))
    #expect(kept(session.takeEffects()) == 0)
    session.send(.tick(now: .midday, milliseconds: 18_000))
    #expect(kept(session.takeEffects()) == 1)
  }

  @Test("without a place to keep it nothing is kept, and a failure is told once")
  func nowhere() {
    var session = Session()
    session.send(.tick(now: .midday, milliseconds: 60_000))
    session.press("q")
    #expect(session.takeEffects().last == .quit)
    #expect(!session.effects.contains { if case .saveSession = $0 { true } else { false } })
    var failing = Self.start(nil)
    failing.send(.sessionUnusable(Problem(code: "file", summary: "The disk is full.", remedy: "")))
    #expect(failing.shows("The disk is full."))
    failing.press("q")
    #expect(failing.takeEffects().last == .quit)
    #expect(!failing.effects.contains { if case .saveSession = $0 { true } else { false } })
  }

  @Test("no text of an envelope and no secret is in it")
  func noSecret() {
    var session = Self.start(nil)
    session.press("1 g j Enter s")
    session.type("hunter2secret")
    session.press("Enter 2 i")
    session.type("topsecrettext")
    let text = session.model.sessionNow?.json.description ?? ""
    #expect(text.contains("GetOrders"))
    #expect(!text.contains("hunter2secret") && !text.contains("topsecrettext") && !text.contains("Envelope xmlns"))
  }

  @Test("a file of another form or collection is none, and what it says beyond all bounds is harmless")
  func foreign() {
    #expect(SavedSession(["version": 2, "folder": "/collection"], folder: "/collection") == nil)
    #expect(SavedSession(["version": 1, "folder": "/other"], folder: "/collection") == nil)
    #expect(SavedSession([1, 2], folder: "/collection") == nil)
    let odd: JSONValue = [
      "version": 1, "folder": "/collection", "current": 7, "focus": "nowhere", "lower": "tree",
      "panes": ["upper": -5, "tree": 99_999_999, "handshake": "x"], "closedFolders": ["a", 1],
      "open": [
        [
          "path": "Ping", "tab": "none", "envelope": "2", "cursor": 9_000_000_000_000, "topLine": -4,
          "leftColumn": .int(.max), "folds": [[5, 2], [-1, 3], [0, 9_999_999], ["a"], 3],
        ],
        "no request", ["path": "Ping"],
      ],
    ]
    let session = SavedSession(odd, folder: "/collection")
    #expect(session?.splits == Splits(upper: 0, tree: 1000))
    var opened = Self.start(session)
    #expect(opened.model.tabs.paths == ["Ping"])
    for size in [80, 160] {
      opened.resize(columns: size, rows: 30)
      #expect(opened.frame.size == opened.size)
    }
  }

  // MARK: The exchange that was shown

  @Test("tab and place of response and handshake come back with the exchange that the history has")
  func answer() throws {
    let body = Array("<E>\((1...200).map { "<L>\($0)</L>" }.joined())</E>".utf8)
    var session = Self.start(nil)
    session.press("1 G Enter")
    session.succeed(Sample.response(body))
    session.press("4 PgDn PgDn 3 ] ]")
    let saved = try #require(session.model.sessionNow)
    let row = try #require(session.model.exchange?.responsePane.view.row)
    #expect(row > 0)
    var next = Self.start(SavedSession(saved.json, folder: "/collection"))
    let request = PastExchangeFilter.OfRequest(collection: "/collection", path: "Ping")
    #expect(next.takeEffects().filter { $0 == .readLatestPast(request) }.count == 1)
    #expect(next.model.sessionNow == saved)
    let past = PastExchange(
      number: 7, time: .midday, command: "workbench", collection: "/collection", request: "Ping", url: "https://a",
      status: 200, outcome: "answered")
    let report = Sample.report(Sample.handshake, response: Sample.response(body))
    next.send(.pastRead(past, report, .restore))
    let number = try #require(next.model.exchange?.number)
    next.send(.responseLaidOut(exchange: number, TextDocument(body)))
    #expect(next.model.exchange?.responsePane.view.row == row)
    #expect(next.model.exchange?.handshakePane.tab == .certificates)
    #expect(next.model.focus == .handshake && next.model.notice == nil)
    #expect(next.shows("2026-11-27 · HTTP 200"))
  }

  @Test("what of the handshake was open is open again, with the cursor on the same line")
  func opened() throws {
    var session = Self.start(nil)
    session.press("1 G Enter")
    session.refuse()
    session.press("g Enter j j j G k k k k k l")
    let saved = try #require(session.model.sessionNow)
    let report = try #require(session.model.exchange?.report)
    var next = Self.start(SavedSession(saved.json, folder: "/collection"))
    let past = PastExchange(
      number: 7, time: .midday, command: "workbench", collection: "/collection", request: "Ping", url: "https://a",
      outcome: "failed")
    next.send(.pastRead(past, report, .restore))
    #expect(next.model.exchange?.past?.number == 7)
    let line = { (session: Session) -> String? in
      guard let rows = session.model.handshakeRows, let pane = session.model.exchange?.handshakePane else { return nil }
      return rows.line(pane.scroll.selected).text
    }
    #expect(line(next) == line(session) && line(next) != nil)
    #expect(next.model.exchange?.handshakePane.opened == session.model.exchange?.handshakePane.opened)
    #expect(next.model.exchange?.handshakePane.opened.isEmpty == false)
    #expect(next.model.sessionNow?.open == saved.open)
  }

  @Test("a call that was made before the history answered is not replaced")
  func lateHistory() throws {
    var session = Self.start(nil)
    session.press("1 G Enter")
    session.succeed()
    let saved = try #require(session.model.sessionNow)
    var next = Self.start(saved)
    next.succeed()
    let number = next.model.exchange?.number
    let past = PastExchange(
      number: 7, time: .midday, command: "workbench", collection: "/collection", request: "Ping", url: "https://a",
      status: 200, outcome: "answered")
    next.send(.pastRead(past, Sample.report(Sample.handshake, response: Sample.response()), .restore))
    #expect(next.model.exchange?.number == number && next.model.exchange?.past == nil)
  }
}
