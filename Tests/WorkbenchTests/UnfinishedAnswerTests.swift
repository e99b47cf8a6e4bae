import Exchange
import Screen
import Testing
import Text

@testable import Workbench

@Suite("Keys pressed before an answer can be read")
struct UnfinishedAnswerTests {
  private static let body = Array("<E><B>\((1...9_000).map { "<L>\($0)</L>" }.joined())</B></E>".utf8)

  /// Answered, and not laid out yet.
  private static func answered() -> (Session, Int) {
    var session = Session(columns: 80, rows: 24)
    let number = session.sendRequest()
    session.send(.exchange(number, .handshake(Sample.handshake)))
    session.send(.exchange(number, .finished(Sample.report(Sample.handshake, response: Sample.response(body)))))
    return (session, number)
  }

  @Test("a search waits for the answer, and finds what it is for")
  func search() {
    var (session, number) = Self.answered()
    #expect(session.shows("Laying the answer out…"))
    session.press("/")
    session.type("<L>150</L>")
    session.press("Enter")
    #expect(!session.shows("Not found."))
    session.send(.responseLaidOut(exchange: number, TextDocument(Self.body)))
    #expect(session.shows("<L>150</L>"))
  }

  private static let long = Array("<E>\((1...90_000).map { "<L>\($0)</L>" }.joined())</E>".utf8)

  /// Makes the last count that was asked for.
  ///
  /// - Returns: of what.
  private static func count(_ session: inout Session) -> String? {
    let counts = session.takeEffects().compactMap { effect -> (Int, SearchPattern, IndexedText)? in
      if case .countMatches(let exchange, let pattern, let text) = effect { (exchange, pattern, text) } else { nil }
    }
    guard let (exchange, pattern, text) = counts.last else { return nil }
    session.send(.matchesCounted(exchange: exchange, TextMatches(of: pattern, in: text)))
    return pattern.text
  }

  @Test("a long answer is searched in the background: counted while the pattern is typed, and keys wait in their order")
  func background() {
    var session = Session(columns: 100, rows: 24)
    session.succeed(Sample.response(Self.long))
    _ = session.takeEffects()
    session.press("/")
    session.type("<L>1234")
    #expect(Self.count(&session) == "<L>1234" && session.shows("11 matches"), "\(session.screen)")
    session.type("5")
    session.press("Enter n n")
    #expect(session.shows("searching…"))
    #expect(Self.count(&session) == "<L>12345" && !session.shows("searching…"))
    #expect(session.shows("Match 1 of 1; the search went on from the other end."), "\(session.screen)")
    session.press("/")
    session.type("<L>1234<")
    session.press("Enter k")
    let row = session.model.exchange?.responsePane.view.row
    #expect(Self.count(&session) == "<L>1234<" && session.model.exchange?.responsePane.view.row != row)
    #expect(session.shows("<L>1234</L>"))
    session.press("n")
    #expect(session.takeEffects().isEmpty && session.shows("Match 1 of 1"))
  }

  @Test("a search that is stopped takes nobody along when it ends")
  func stopped() {
    var session = Session(columns: 100, rows: 24)
    session.succeed(Sample.response(Self.long))
    _ = session.takeEffects()
    session.press("/")
    session.type("<L>80000")
    session.press("Enter j Esc")
    #expect(session.shows("The search was stopped."))
    #expect(Self.count(&session) == "<L>80000")
    #expect(session.model.exchange?.responsePane.view.row == 0)
  }

  @Test("how a long answer begins is seen before all of it is laid out")
  func beginning() throws {
    var (session, number) = Self.answered()
    session.resize(columns: 160, rows: 45)
    let start = Array("<E><B><First/>".utf8) + [UInt8](repeating: 0x20, count: 3 << 20)
    #expect(TextDocument(beginningOf: Self.body, received: nil) == nil)
    session.send(.responseBegun(exchange: number, try #require(TextDocument(beginningOf: start, received: nil))))
    #expect(session.shows("<First/>") && session.shows("laying the rest out"))
    session.press("G")
    #expect(session.shows("<First/>"))
    session.send(.responseLaidOut(exchange: number, TextDocument(Self.body)))
    #expect(session.shows("</E>") && !session.shows("<First/>") && !session.shows("laying the rest out"))
    session.send(.responseBegun(exchange: number, try #require(TextDocument(beginningOf: start, received: nil))))
    #expect(!session.shows("<First/>"))
  }

  @Test("how it begins is scrolled through at once, and what goes beyond waits")
  func scrollBeginning() throws {
    var (session, number) = Self.answered()
    session.resize(columns: 160, rows: 45)
    let start = Array(Self.body.dropLast(8)) + [UInt8](repeating: 0x20, count: 3 << 20)
    session.send(.responseBegun(exchange: number, try #require(TextDocument(beginningOf: start, received: nil))))
    session.press("PgDn PgDn k")
    let row = try #require(session.model.exchange?.responsePane.view.row)
    #expect(row > 20 && session.shows("laying the rest out") && session.shows("<L>\(row + 1)</L>"), "\(session.screen)")
    session.press("G k")
    #expect(session.model.exchange?.responsePane.view.row == row)
    session.send(.responseLaidOut(exchange: number, TextDocument(Self.body)))
    #expect(session.shows("<L>9000</L>"))
  }

  @Test("movements are made in their order")
  func movements() {
    var (session, number) = Self.answered()
    session.press("G k k")
    session.send(.responseLaidOut(exchange: number, TextDocument(Self.body)))
    let row = session.model.exchange?.responsePane.view.row
    var (other, same) = Self.answered()
    other.send(.responseLaidOut(exchange: same, TextDocument(Self.body)))
    other.press("G k k")
    #expect(row != nil && row != 0 && row == other.model.exchange?.responsePane.view.row)
  }

  @Test("nothing is made up for who went elsewhere meanwhile")
  func elsewhere() {
    var (session, number) = Self.answered()
    session.press("G 2")
    session.send(.responseLaidOut(exchange: number, TextDocument(Self.body)))
    #expect(session.model.exchange?.responsePane.view.row == 0 && session.model.focus == .request)
  }

  @Test("steps from element to element are all taken once the elements are known")
  func steps() {
    var session = Session()
    session.succeed(Sample.response(Self.body))
    _ = session.takeEffects()
    session.press("l l l } } }")
    let indexed = session.takeEffects().compactMap { effect -> (Int, [UInt8])? in
      if case .indexElements(let exchange, let text) = effect { (exchange, text.bytes) } else { nil }
    }
    #expect(indexed.count == 1)
    for (exchange, bytes) in indexed { session.send(.elementsIndexed(exchange: exchange, ElementIndex(bytes))) }
    #expect(session.shows("L: /E/B/L[4]"), "\(session.screen)")
  }

  @Test("elements of the form that was shown before are looked for again, and never taken for those of the other")
  func otherForm() {
    var session = Session()
    session.succeed(Sample.response(Self.body))
    _ = session.takeEffects()
    session.press("l =")
    guard case .indexElements(let exchange, let pretty)? = session.takeEffects().first else {
      Issue.record("the elements were not looked for")
      return
    }
    #expect(pretty.byteCount > Self.body.count)
    session.press("l")
    session.send(.elementsIndexed(exchange: exchange, ElementIndex(pretty.bytes)))
    #expect(session.model.exchange?.responsePane.elements == nil)
    let again = session.takeEffects().compactMap { effect -> [UInt8]? in
      if case .indexElements(_, let text) = effect { text.bytes } else { nil }
    }
    #expect(again.last == Self.body)
  }

  @Test("an envelope that came with attachments is shown as XML, whatever bytes came with it")
  func multipart() {
    var session = Session()
    let number = session.sendRequest()
    session.send(.exchange(number, .finished(Sample.report(Sample.handshake, response: Sample.response(Self.body)))))
    session.send(
      .responseLaidOut(
        exchange: number, TextDocument(Array("<E><Photo/></E>".utf8), received: [0x2D, 0x2D, 0, 1, 2])))
    #expect(session.shows("<Photo/>"))
  }
}
