import Basics
import Exchange
import Screen
import Testing
import Text

@testable import Workbench

@Suite("Reading answers")
struct ReadingTests {
  private func xml(_ text: String) -> Response {
    Sample.response(Array("<E><B>\(text)</B></E>".utf8))
  }

  /// Carries out what is asked of the world for a comparison.
  private func compare(_ session: inout Session) {
    for effect in session.takeEffects() {
      guard case .compareAnswers(let exchange, let pair) = effect else { continue }
      session.send(.answersCompared(exchange: exchange, AnswerChanges(pair)))
    }
  }

  @Test("the tab of changes is there from the second answer on, and shows what differs")
  func changes() {
    var session = Session()
    session.succeed(xml("<One>1</One><Two>2</Two>"))
    #expect(!session.shows("Changes"))
    session.succeed(xml("<One>1</One><Two>3</Two>"))
    session.press("] ] ]")
    #expect(session.shows("[Changes]") && session.shows("Comparing…"))
    compare(&session)
    #expect(session.shows("1 line less, 1 more than in the answer to call #1"))
    #expect(session.shows("-     <Two>2</Two>") && session.shows("+     <Two>3</Two>"))
    session.press("[ ]")
    #expect(!session.takeEffects().contains { if case .compareAnswers = $0 { true } else { false } })
  }

  @Test("an answer that is the same is said to be so, and one without an answer between does not count")
  func sameAnswer() {
    var session = Session()
    session.succeed(xml("<One/>"))
    session.fail()
    session.succeed(xml("<One/>"))
    session.press("4 ] ] ]")
    compare(&session)
    #expect(session.shows("The same as the answer to call #1, line by line."))
  }

  @Test("v shows the answer's bytes, and what is no text is shown so at once")
  func bytes() {
    var session = Session()
    session.succeed(xml("<One/>"))
    session.press("v")
    #expect(session.shows("0000  3c 45 3e 3c 42 3e 3c 4f") && session.shows("<E><B><One/></B>"))
    session.press("v")
    #expect(session.shows("<One/>") && !session.shows("3c 45"))
    session.succeed(Sample.response([0x89, 0x50, 0x4E, 0x47, 0, 1, 2]))
    #expect(session.shows("0000  89 50 4e 47 00 01 02") && session.shows("bytes"))
  }

  @Test("Q asks for an XPath expression, lists the nodes, and Enter shows the one under the cursor")
  func query() {
    var session = Session()
    session.succeed(xml("<One>1</One><Two>2</Two>"))
    session.press("Q")
    session.type("//Two")
    session.press("Enter")
    guard case .query(let number, let query) = session.takeEffects().last else {
      Issue.record("nothing was asked")
      return
    }
    #expect(query.expression == "//Two" && query.answer == Array("<E><B><One>1</One><Two>2</Two></B></E>".utf8))
    let shown = String(decoding: query.shown.bytes, as: UTF8.self)
    let places = StartTags.ranges(of: [3, 9], in: query.shown.bytes)
    #expect(places.keys.sorted() == [3])
    let place = places[3] ?? 0..<0
    #expect(shown.utf8.dropFirst(place.lowerBound).starts(with: "<Two>".utf8))
    session.send(.queried(exchange: number, .nodes([.init(path: "/E/B/Two", value: "2", place: place)], count: 1)))
    #expect(session.shows("1 node; Enter shows it") && session.shows("/E/B/Two"))
    session.press("Enter")
    #expect(session.model.exchange?.responsePane.match == place)
    #expect(session.style(of: "<Two>") != session.style(of: "<One>"))
    session.send(.queried(exchange: number, .value("42")))
    #expect(session.shows("= 42"))
    session.send(.queried(exchange: number, .nodes([], count: 0)))
    #expect(session.shows("No node of the answer matches."))
  }

  @Test("the bell rings when a call ends that took long, and not after a short one")
  func bell() {
    var session = Session()
    let number = session.sendRequest()
    session.send(.tick(now: .midday, milliseconds: 4_999))
    _ = session.takeEffects()
    session.send(.exchange(number, .finished(Sample.report(Sample.handshake, response: Sample.response()))))
    #expect(!session.takeEffects().contains(.ringBell))
    let next = session.sendRequest()
    session.send(.tick(now: .midday, milliseconds: 9_999))
    _ = session.takeEffects()
    session.send(.exchange(next, .finished(Sample.report(Sample.handshake, response: Sample.response()))))
    #expect(session.takeEffects().contains(.ringBell))
  }

  @Test("! lists what was said, newest first, and Enter copies it")
  func messages() {
    var session = Session()
    session.press("!")
    #expect(session.shows("Nothing was said yet."))
    session.press("x")
    session.press("!")
    #expect(session.shows("12:00:00  No call is running.") && session.shows("12:00:00  Nothing was said yet."))
    session.press("Enter")
    #expect(session.takeEffects().last == .copyToClipboard("No call is running."))
  }

  @Test("each phase has a bar from the end of the one before")
  func bars() {
    let rows = TimingBars([("first", 5), ("second", 10), ("third", nil)], columns: 36).rows.map(\.text)
    #expect(rows[0] == "first           5 ms      ━━━━━")
    #expect(rows[1] == "second          10 ms          ━━━━━")
    #expect(rows[2] == "third           not reached")
    #expect(TimingBars([("first", 5)], columns: 30).rows.map(\.text) == ["first           5 ms"])
  }
}
