import Collections
import Schema
import Screen
import Testing
import Text
import WSDL

@testable import Workbench

@Suite("What may stand at the cursor is offered")
struct CompletionTests {
  /// An envelope in whose text `|` is the cursor, and the list open there.
  private static func session(_ body: String, described: Bool = true, columns: Int = 100, rows: Int = 40) throws
    -> Session
  {
    var session = Session(columns: columns, rows: rows)
    session.complete(Described.envelope(body), described: described)
    return session
  }

  private static func titles(_ session: Session) -> [String] { session.model.completion?.items.map(\.title) ?? [] }

  private static func text(_ session: Session) -> String {
    String(decoding: session.model.current?.editor.text.bytes ?? [], as: UTF8.self)
  }

  @Test("in the body the messages of the operations, in an element what its schema allows next")
  func elements() throws {
    #expect(Self.titles(try Self.session("|")) == ["t:GetOrders", "t:Orders"])
    let first = try Self.session("<t:GetOrders version=\"1\">|</t:GetOrders>")
    #expect(Self.titles(first) == ["t:Customer"])
    let next = try Self.session("<t:GetOrders version=\"1\"><t:Customer>ABC</t:Customer>|</t:GetOrders>")
    #expect(Self.titles(next) == ["t:Limit", "t:Since", "t:Number", "t:Filter"])
    #expect(next.line(with: "t:Since")?.contains("alternative") == true)
    let behind = try Self.session(
      "<t:GetOrders version=\"1\"><t:Customer>ABC</t:Customer>|<t:Number>1</t:Number></t:GetOrders>")
    #expect(Self.titles(behind) == ["t:Limit"])
    let between = try Self.session("<t:GetOrders version=\"1\"><t:Filter/>|</t:GetOrders>")
    #expect(Self.titles(between).contains("t:Customer"), "what does not follow the model gets all that it knows")
  }

  @Test("an element comes with what must be in it, indented, its first value selected")
  func inserting() throws {
    var session = try Self.session("    |")
    session.press("Enter")
    #expect(
      Self.text(session).contains(
        "    <t:GetOrders version=\"1\">\n      <t:Customer>AAA</t:Customer>\n    </t:GetOrders>"))
    let selected = session.model.current?.editor.selection.range ?? 0..<0
    #expect(String(decoding: Array(Self.text(session).utf8)[selected], as: UTF8.self) == "AAA")
    session.press("C-_")
    #expect(!Self.text(session).contains("GetOrders"))
  }

  @Test("far into a long text the list comes when it is ready, and what is typed meanwhile counts")
  func longText() throws {
    let rows = String(repeating: "<t:Order>1</t:Order>\n", count: 20_000)
    var session = Session(columns: 100, rows: 40)
    session.open(Described.envelope("<t:Orders>\(rows)</t:Orders>"))
    session.press("2 i C-End")
    _ = session.takeEffects()
    session.press("C-n")
    guard case .findPlaces(let path, let near, let text)? = session.takeEffects().first else {
      Issue.record("the key went through the whole text")
      return
    }
    session.type("<!")
    #expect(session.model.completion == nil && Self.text(session).hasSuffix("<!"))
    _ = session.takeEffects()
    var places = XMLPlaceFinder()
    _ = places.place(at: near, in: text)
    session.send(.placesFound(request: path, places))
    let asked = session.takeEffects().contains { if case .openDescription = $0 { true } else { false } }
    #expect(asked)
  }

  @Test("what has been typed of a name filters, and is replaced")
  func filtering() throws {
    var session = try Self.session("<t:Orders><t:Order>1</t:Order><t:O|</t:Orders>")
    #expect(Self.text(session).contains("<t:Order>1</t:Order><t:Order>"), "the only one is taken at once when begun")
    session = try Self.session("<t:GetOrders version=\"1\"><t:Customer>ABC</t:Customer><|</t:GetOrders>")
    session.type("t:Li")
    #expect(Self.titles(session) == ["t:Limit"])
    session.press("Tab")
    #expect(Self.text(session).contains("<t:Limit>1</t:Limit></t:GetOrders>"))
    session = try Self.session("<t:GetOrders version=\"1\"><t:Customer>ABC</t:Customer>|</t:GetOrders>")
    session.type("Zzz")
    #expect(session.model.completion == nil)
  }

  @Test("what was typed to open the list can all be taken away again, and more")
  func takingAway() throws {
    var session = try Self.session("<t:GetOrders version=\"1\"><t:Customer>ABC</t:Customer>|</t:GetOrders>")
    session.type("<Lim")
    #expect(session.model.completion != nil)
    session.press("Backspace Backspace Backspace Backspace Backspace")
    #expect(Self.text(session).contains("<t:Customer>ABC</t:Customer</t:GetOrders>"))
    session.type("><")
    session.press("Backspace")
    #expect(Self.text(session).contains("<t:Customer>ABC</t:Customer></t:GetOrders>"))
  }

  @Test("attributes that are not there yet, the required ones first, with their quotes")
  func attributes() throws {
    var session = try Self.session("<t:GetOrders |></t:GetOrders>")
    #expect(Self.titles(session) == ["version", "state"])
    session.press("Enter")
    #expect(Self.text(session).contains("<t:GetOrders version=\"\">"))
    session.type("7")
    #expect(Self.text(session).contains("version=\"7\""))
    #expect(Self.titles(try Self.session("<t:GetOrders version=\"1\" |/>")) == ["state"])
    session = try Self.session("<t:GetOrders version=\"1\" sta|/>")
    #expect(Self.text(session).contains("version=\"1\" state=\"\"/>"))
  }

  @Test("values that a type lists, in attributes and in text")
  func values() throws {
    var session = try Self.session("<t:GetOrders state=\"|\"/>")
    #expect(Self.titles(session) == ["open", "closed"])
    session.press("Down Enter")
    #expect(Self.text(session).contains("state=\"closed\"/>"))
    session = try Self.session(
      "<t:GetOrders version=\"1\"><t:Customer>ABC</t:Customer><t:Filter><t:Field>a</t:Field><t:State>|</t:State></t:Filter></t:GetOrders>"
    )
    #expect(Self.titles(session) == ["open", "closed"])
  }

  @Test("an end tag is completed, and the parts of the envelope are known")
  func others() throws {
    #expect(Self.text(try Self.session("<t:Orders></t:O|")).contains("<t:Orders></t:Orders>"))
    var session = Session()
    session.complete("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">|</s:Envelope>")
    #expect(Self.titles(session) == ["s:Header", "s:Body"])
  }

  @Test("without a schema the names of the envelope are offered")
  func withoutSchema() throws {
    let session = try Self.session("<a><bee x=\"1\"/>|</a>", described: false)
    #expect(Self.titles(session) == ["s:Envelope", "s:Body", "a", "bee"])
    let attribute = try Self.session("<a><bee x=\"1\"/><c |/></a>", described: false)
    #expect(Self.titles(attribute).contains("x"))
  }

  @Test("keys move, choose and close; the rest goes into the envelope")
  func keys() throws {
    var session = try Self.session("<t:GetOrders version=\"1\"><t:Customer>ABC</t:Customer>|</t:GetOrders>")
    session.press("C-n Down Up")
    #expect(session.model.completion?.scroll.selected == 1)
    session.press("Esc")
    #expect(session.model.completion == nil && session.model.isTyping)
    session.press("C-n Left")
    #expect(session.model.completion == nil)
    session.press("C-n")
    session.press("Esc Right C-n")
    #expect(!Self.text(session).contains(">>"))
    let before = Self.text(session)
    session.press("Esc Esc")
    #expect(!session.model.isTyping && Self.text(session) == before)
  }

  @Test("letters of a name narrow what is offered as looking anew would, and taking one puts it in their place")
  func narrowing() throws {
    var session = try Self.session("<t:GetOrders version=\"1\"><t:Customer>ABC</t:Customer><|</t:GetOrders>")
    session.type("t")
    let first = Self.titles(session)
    #expect(first == ["t:Limit", "t:Since", "t:Number", "t:Filter"])
    session.type(":N")
    #expect(Self.titles(session) == ["t:Number"])
    session.press("Backspace Backspace")
    #expect(Self.titles(session) == first)
    session.type(":N")
    session.press("Enter")
    #expect(Self.text(session).contains("<t:Customer>ABC</t:Customer><t:Number>"))
  }

  @Test("where nothing fits that is said, and comments are left alone")
  func nothing() throws {
    let session = try Self.session("<t:Orders><t:Order>|1</t:Order></t:Orders>")
    #expect(session.model.completion == nil && session.shows("Nothing can be completed here"))
    #expect(try Self.session("<!-- <| -->").model.completion == nil)
  }

  @Test("a click chooses", arguments: [80, 160])
  func mouse(columns: Int) throws {
    var session = try Self.session(
      "<t:GetOrders version=\"1\"><t:Customer>ABC</t:Customer>\n|</t:GetOrders>", columns: columns, rows: 24)
    session.click("t:Number")
    #expect(Self.text(session).contains("<t:Number>1</t:Number>"))
  }
}

extension Session {
  /// Types into an envelope in whose text `|` is the cursor, and asks what may stand there.
  mutating func complete(_ envelope: String, described: Bool = true) {
    let parts = envelope.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    var request = StoredRequest.sample("Ping", identity: nil)
    request.envelope = Array(parts.joined().utf8)
    self = Session(
      Collection(folder: "/collection", name: "partner-a", items: [.request(request)]), columns: size.columns,
      rows: size.rows)
    press("2 i")
    model.current?.select(Selection(at: parts[0].utf8.count))
    press("C-n")
    let source = OpenDescription.Source.kept(request: "Ping", schema: nil)
    guard effects.contains(.openDescription(source, nil)) else {
      Issue.record("no description is asked for")
      return
    }
    let description = described ? try? Described.description() : nil
    send(
      .descriptionOpened(
        description.map { OpenDescription(source: source, title: "wsdl", $0, schemas: SchemaSet($0.schemas)) }))
  }
}
