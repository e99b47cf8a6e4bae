import Collections
import Exchange
import Schema
import Screen
import Testing
import WSDL
import XML

@testable import Workbench

@Suite("A description is looked through, and requests are made of it")
struct ExplorerTests {
  private static func session(columns: Int = 100, rows: Int = 40) -> Session {
    var session = Session(columns: columns, rows: rows)
    session.explore()
    session.press("g")
    return session
  }

  @Test("O asks for the description of the current request, and shows services, ports and operations")
  func opening() {
    var session = Session()
    session.press("O")
    #expect(session.effects.contains(.openDescription(.kept(request: "orders/GetOrders", schema: nil), nil)))
    session.explore()
    #expect(session.line(with: "service OrderService")?.contains("1 port") == true)
    #expect(
      session.line(with: "OrderPort")?.contains("SOAP 1.1  1 operation  https://svc.example:8443/orders") == true)
    #expect(session.line(with: "GetOrders  ")?.contains("Lists the orders") == true)
    #expect(session.shows("elements  2") && session.shows("types  3"))
    #expect(session.model.isOnOperation && session.shows("a make request"), "the first operation is what is wanted")
    session.press("Esc O")
    #expect(session.shows("service OrderService"))
  }

  @Test("without a kept description one is asked for; a file or URL is read, a URL with the identity of the request")
  func another() throws {
    var session = Session()
    session.press("O")
    session.send(.descriptionOpened(nil))
    #expect(session.shows("A WSDL: URL, file or folder"))
    session.type("/home/me/a.wsdl")
    session.press("Enter")
    #expect(session.effects.last == .openDescription(.place("/home/me/a.wsdl"), nil))
    session.explore(.place("/home/me/a.wsdl"))
    session.press("o u")
    session.type("https://other.example/a?wsdl")
    session.press("Enter")
    #expect(session.shows("alice has not been shown to other.example"))
    session.press("y")
    session.type("secret")
    session.press("Enter")
    guard case .openDescription(.place("https://other.example/a?wsdl"), let call?)? = session.effects.last else {
      Issue.record("not fetched: \(String(describing: session.effects.last))")
      return
    }
    #expect(call.url == "https://other.example/a?wsdl" && call.identity?.name == "alice" && call.envelope == nil)
  }

  @Test("nodes open level by level, with occurrence, type, facets and documentation")
  func tree() {
    var session = Self.session()
    session.press("j j l")
    #expect(session.line(with: "@version")?.contains("1  xs:int") == true)
    #expect(session.line(with: "@state")?.contains("0..1  State  one of open, closed") == true)
    #expect(session.line(with: "Customer")?.contains("1  CustomerCode  pattern [A-Z]{3}") == true)
    #expect(session.shows("one of these  0..1"))
    session.press("/")
    session.type("customer")
    session.press("Esc j j j j j")
    #expect(session.shows("Who ordered."))
  }

  @Test("a type that holds itself is said so, and opens one level at a time")
  func recursion() {
    var session = Self.session()
    session.press("/")
    session.type("GetOrders")
    session.press("Enter")
    let before = session.model.explorer?.rows.count ?? 0
    #expect(before > 5)
    session.press("/")
    session.type("Filter")
    session.press("Enter")
    #expect(session.line(with: "And  ")?.contains("↻ as above") == true)
    #expect((session.model.explorer?.rows.count ?? 0) < before + 12)
  }

  @Test("a type of the same local name in another namespace is no recursion")
  func namesakes() throws {
    var session = Session(columns: 100, rows: 40)
    let schema = """
      <x:schema targetNamespace="urn:other" xmlns:o="urn:other" elementFormDefault="qualified">
      <x:complexType name="Filter"><x:sequence><x:element name="Deep" type="x:int"/></x:sequence></x:complexType></x:schema>
      </types>
      """
    let text = Described.wsdl.replacing("</types>", with: schema)
      .replacing("name=\"And\" type=\"t:Filter\"", with: "name=\"And\" xmlns:o=\"urn:other\" type=\"o:Filter\"")
    session.explore(description: try Described.description(text))
    session.press("/")
    session.type("Filter")
    #expect(session.shows("Filter  type of urn:other"))
    session.press("Enter")
    #expect(session.line(with: "And  ") != nil && !session.shows("↻ as above"))
  }

  @Test("names are found as they are typed, with their count, and Enter goes there")
  func names() {
    var session = Self.session()
    session.press("/")
    #expect(session.shows("Type a part of a name"))
    session.type("ord")
    #expect(session.line(with: "/ ord")?.contains("of ") == true)
    session.press("Esc")
    #expect(session.shows("service OrderService"))
    session.press("/")
    session.type("getorders")
    #expect(session.shows("operation of OrderPort") && session.line(with: "/ getorders")?.contains("2 of") == true)
    session.press("Enter")
    #expect(session.model.explorer?.found == nil)
    #expect(session.line(with: "input")?.isEmpty == false)
  }

  @Test("a and Enter make a request of an operation, with the optional parts as chosen")
  func making() {
    var session = Self.session()
    session.press("j j m")
    #expect(session.shows("optional parts included"))
    session.press("Enter")
    let selection = OperationSelection(
      source: .kept(request: "orders/GetOrders", schema: nil), ports: [0], operation: 0, optional: .include,
      environment: nil)
    #expect(session.effects.last == .makeRequests(selection))
    session.send(.imported(ImportOutcome(paths: ["Ping"], keptIn: "wsdl", notCarriedOver: [])))
    #expect(session.model.popups.isEmpty && session.shows("Made Ping. The description is kept in wsdl."))
    session.send(.collectionLoaded(.sample))
    #expect(session.model.currentPath == "Ping" && session.model.focus == .request)
  }

  @Test("of a service, requests are made of all its ports; of what is no operation, none")
  func makingAll() {
    var session = Self.session()
    session.press("a")
    guard case .makeRequests(let selection)? = session.effects.last else {
      Issue.record("nothing is made")
      return
    }
    #expect(selection.ports == [0] && selection.operation == nil)
    session.press("G a")
    #expect(session.shows("Requests are made of an operation, a port or a service."))
  }

  @Test("many requests are asked about, and what could not be carried over is told")
  func many() throws {
    var session = Session(columns: 100)
    session.explore(description: try Self.wide(operations: 30))
    session.press("g a")
    #expect(session.shows("30 requests"))
    session.press("y")
    #expect(session.effects.contains { if case .makeRequests = $0 { true } else { false } })
    session.send(.imported(ImportOutcome(paths: ["Ping"], keptIn: nil, notCarriedOver: ["port X: no SOAP"])))
    #expect(session.shows("port X: no SOAP"))
  }

  @Test("only the chosen operations stay, with all schemas")
  func only() throws {
    let description = try Self.wide(operations: 3)
    let selection = OperationSelection(
      source: .place("a"), ports: [0], operation: 1, optional: .omit, environment: nil)
    let chosen = description.only(selection)
    #expect(chosen.services[0].ports[0].operations.map(\.name) == ["Operation1"])
    #expect(chosen.schemas.count == description.schemas.count)
    var none = selection
    none.ports = []
    #expect(description.only(none).services[0].ports.isEmpty)
  }

  @Test("what is wrong with a description stands above its services, each problem with its place")
  func problems() throws {
    var description = try Described.description()
    description.problems = [
      DescriptionProblem(
        .warning, "parts.xsd, which is included here, could not be read.", detail: "location: parts.xsd",
        file: "orders.wsdl", line: 4),
      DescriptionProblem(.error, "The message of operation Ping does not exist."),
    ]
    var session = Session(columns: 100, rows: 40)
    session.explore(description: description)
    #expect(session.shows("! 2 problems") && session.line(with: "▸ problems  2") != nil)
    #expect(session.model.explorer?.scroll.selected == 3, "an operation is what people look for")
    session.press("k k k l j")
    #expect(session.shows("could not be read") && session.shows("orders.wsdl:4") && session.shows("of operation Ping"))
    session.press("a")
    #expect(session.shows("Requests are made of an operation, a port or a service."))
  }

  @Test("a description that is being read can be stopped, and one that failed is no longer said to be read")
  func stopping() {
    var session = Session()
    session.press("x")
    #expect(session.shows("No call is running."))
    func ask(_ place: String) {
      session.press("O")
      session.send(.descriptionOpened(nil))
      session.type(place)
      session.press("Enter")
    }
    ask("http://svc.example/a?wsdl")
    session.press("y")
    session.type("secret")
    session.press("Enter")
    #expect(session.shows("Reading (x stops) http://svc.example/a?wsdl"))
    session.press("x")
    #expect(session.effects.last == .stopDescription && session.shows("is not read any more"))
    session.send(.descriptionOpened(nil))
    #expect(session.model.popups.isEmpty, "what was stopped and comes all the same is dropped")
    ask("/nowhere.wsdl")
    #expect(session.shows("Reading /nowhere.wsdl"))
    session.send(.failed(Problem(code: "file-not-found", summary: "It is not there.", remedy: "Check the path.")))
    session.press("Esc")
    #expect(!session.shows("Reading"))
  }

  @Test("names that are found fill the window, and where there is none it is said")
  func emptySearch() {
    var session = Self.session(rows: 24)
    session.press("/")
    #expect(session.shows("Type a part of a name") && session.shows("go there"))
    session.type("zzzz")
    #expect(session.shows("No operation, element, type or attribute has this in its name."))
    #expect(session.model.explorerHeight > 17)
    session.press("Esc")
    #expect(session.model.explorerHeight < 17, "the tree has details below it")
  }

  @Test("K keeps a description that was opened, and not one that is kept")
  func keeping() {
    var session = Self.session()
    session.press("K")
    #expect(session.shows("It is kept with the collection already."))
    session.explore(.place("/a.wsdl"))
    session.press("K")
    #expect(session.effects.last == .keepDescription(.place("/a.wsdl")))
    session.send(.imported(ImportOutcome(paths: [], keptIn: "wsdl", notCarriedOver: [])))
    #expect(session.shows("Envelopes are checked against it."))
    #expect(session.effects.contains { if case .checkSchema = $0 { true } else { false } })
  }

  @Test("the mouse chooses a row, and opens the chosen one")
  func mouse() {
    var session = Self.session()
    session.click("types")
    session.click("types")
    #expect(session.shows("CustomerCode"))
    session.wheelDown(at: "types")
    #expect(!session.model.popups.isEmpty)
  }

  @Test("three thousand operations open and move as quickly as ten")
  func giant() throws {
    let description = try Self.wide(operations: 3_000)
    var session = Session(columns: 100)
    session.explore(description: description)
    #expect(session.model.explorer?.rows.count == 3_002)
    let clock = ContinuousClock()
    let elapsed = clock.measure {
      session.press("G k k PgUp l")
      _ = session.frame
    }
    #expect(elapsed < .seconds(2), "\(elapsed)")
    session.press("/")
    session.type("operation2999")
    session.press("Enter")
    #expect(session.shows("Operation2999"))
  }

  /// A port with many operations.
  private static func wide(operations count: Int) throws -> ServiceDescription {
    let all = (0..<count).map { "<operation name=\"Operation\($0)\"/>" }.joined()
    return try Described.description(
      """
      <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:w" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/"
        targetNamespace="urn:w"><types><schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:w"/></types>
      <portType name="P">\(all)</portType><binding name="B" type="t:P"><s:binding/>\(all)</binding>
      <service name="W"><port name="Wide" binding="t:B"><s:address location="http://h/"/></port></service></definitions>
      """)
  }
}

extension Session {
  /// The explorer is open on a description.
  mutating func explore(
    _ source: OpenDescription.Source = .kept(request: "orders/GetOrders", schema: nil),
    description: ServiceDescription? = nil
  ) {
    guard let description = description ?? (try? Described.description()) else {
      Issue.record("no description")
      return
    }
    send(
      .descriptionOpened(
        OpenDescription(source: source, title: "wsdl", description, schemas: SchemaSet(description.schemas))))
  }
}
