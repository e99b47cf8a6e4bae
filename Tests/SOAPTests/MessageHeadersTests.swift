import Bindings
import SOAP
import Testing
import XML

/// Addressing and other headers: what is added, where, and that nothing else changes.
@Suite struct MessageHeadersTests {
  private static let id = "urn:uuid:2f050eba-457b-4d6b-b75f-38ed96d09e68"
  private static let action = "http://peers.example/echo/EchoService/Echo"
  private static let url = "https://localhost:24443/svc/custom-s12a/ep"
  private static let body =
    "<s:Body><Echo xmlns=\"http://peers.example/echo\"><text>h€llo &lt;&amp;&gt; \"x\"</text></Echo></s:Body>"

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func addressed(
    _ version: AddressingVersion, action: String? = Self.action, id: String? = Self.id, to: String = Self.url
  ) -> MessageHeaders {
    MessageHeaders(addressing: .init(version: version, action: action, messageID: id, to: to))
  }

  private func add(_ headers: MessageHeaders, to envelope: String) throws -> MessageHeaders.Headed {
    try headers.add(to: Array(envelope.utf8))
  }

  // MARK: Form

  /// Recorded from a WCF client of Mono (without its byte order mark and declaration); .NET declares `s` before `a`.
  @Test func `An addressed message is what a WCF client sends`() throws {
    let recorded =
      "<s:Envelope xmlns:a=\"http://www.w3.org/2005/08/addressing\" xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\">"
      + "<s:Header><a:Action s:mustUnderstand=\"1\">http://peers.example/echo/EchoService/Echo</a:Action>"
      + "<a:MessageID>urn:uuid:2f050eba-457b-4d6b-b75f-38ed96d09e68</a:MessageID>"
      + "<a:ReplyTo><a:Address>http://www.w3.org/2005/08/addressing/anonymous</a:Address></a:ReplyTo>"
      + "<a:To s:mustUnderstand=\"1\">https://localhost:24443/svc/custom-s12a/ep</a:To></s:Header>" + Self.body
      + "</s:Envelope>"
    let envelope =
      "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\">" + Self.body + "</s:Envelope>"
    let headed = try add(addressed(.wsAddressing10), to: envelope)
    let reordered = recorded.replacing(
      "xmlns:a=\"http://www.w3.org/2005/08/addressing\" xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"",
      with: "xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:a=\"http://www.w3.org/2005/08/addressing\"")
    #expect(text(headed.bytes) == reordered)
    #expect(headed.addressed.count == 4)
    #expect(headed.kept.isEmpty && headed.added.isEmpty)
  }

  @Test(arguments: EnvelopeVersion.allCases, [AddressingVersion.wsAddressing10, .wsAddressingAugust2004])
  func `Every version has its own names`(version: EnvelopeVersion, addressing: AddressingVersion) throws {
    let headed = try addressed(addressing).add(to: EnvelopeBuilder.empty(version))
    let root = try XMLDocument(headed.bytes).root
    let header = try #require(root.first(XMLName("Header", in: version.envelopeNamespace)))
    #expect(header.elements.map(\.name.local) == ["Action", "MessageID", "ReplyTo", "To"])
    #expect(header.elements.allSatisfy { $0.name.namespace == addressing.namespace })
    let must = XMLName("mustUnderstand", in: version.envelopeNamespace)
    #expect(header.elements.map { $0.attribute(must) } == ["1", nil, nil, "1"])
    #expect(header.elements[2].elements.first?.text == addressing.anonymousAddress)
  }

  @Test func `A one-way message has neither id nor reply address`() throws {
    let headed = try addressed(.wsAddressing10, id: nil).add(to: EnvelopeBuilder.empty(.soap12))
    let outline = try #require(read(headed.bytes))
    #expect(outline.headers.map(\.local) == ["Action", "To"])
    #expect(outline.addressing(.wsAddressing10)?.action == Self.action)
  }

  @Test func `Without an action there is no Action, and an empty one is empty`() throws {
    let without = try addressed(.wsAddressing10, action: nil).add(to: EnvelopeBuilder.empty(.soap12))
    #expect(read(without.bytes)?.headers.map(\.local) == ["MessageID", "ReplyTo", "To"])
    let empty = try addressed(.wsAddressing10, action: "").add(to: EnvelopeBuilder.empty(.soap12))
    #expect(text(empty.bytes).contains("<a:Action s:mustUnderstand=\"1\"/>"))
  }

  @Test func `What is no letter of XML is escaped`() throws {
    let headed = try addressed(.wsAddressing10, action: "urn:a&b<c>", to: "http://host/?a=1&b=2")
      .add(to: EnvelopeBuilder.empty(.soap11))
    #expect(text(headed.bytes).contains(">http://host/?a=1&amp;b=2<"))
    let headers = read(headed.bytes)?.addressing(.wsAddressing10)
    #expect(headers?.action == "urn:a&b<c>")
    #expect(headers?.to == "http://host/?a=1&b=2")
  }

  // MARK: What the user wrote

  @Test func `Headers of the envelope's own win and stay where they are`() throws {
    let wsa = "http://www.w3.org/2005/08/addressing"
    let own =
      "<w:MessageID xmlns:w=\"\(wsa)\"> urn:mine </w:MessageID><h xmlns=\"urn:h\"/>\n"
      + "  <w:To xmlns:w=\"\(wsa)\">urn:to</w:To>"
    let envelope =
      "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\">\n <s:Header>\n  \(own)\n </s:Header>\n"
      + " <s:Body/></s:Envelope>"
    let headed = try add(addressed(.wsAddressing10), to: envelope)
    #expect(headed.kept == ["MessageID", "To"])
    #expect(headed.addressed.map { $0.prefix { $0 != " " } } == ["Action", "ReplyTo"])
    let result = text(headed.bytes)
    #expect(result.contains("\n  \(own)\n "))
    #expect(read(headed.bytes)?.addressing(.wsAddressing10)?.messageID == "urn:mine")
    // Without what was added it is the envelope again.
    var rest = result.replacing(" xmlns:a=\"\(wsa)\"", with: "")
    for block in ["Action", "ReplyTo"] {
      let start = try #require(rest.firstRange(of: "<a:\(block)"))
      let end = try #require(rest.firstRange(of: "</a:\(block)>"))
      rest.removeSubrange(start.lowerBound..<end.upperBound)
    }
    #expect(rest == envelope)
  }

  @Test func `An envelope that is addressed wholly goes out as it is`() throws {
    let once = try addressed(.wsAddressing10).add(to: EnvelopeBuilder.empty(.soap12)).bytes
    let twice = try addressed(.wsAddressing10, id: "urn:other").add(to: once)
    #expect(twice.bytes == once)
    #expect(twice.kept == ["Action", "MessageID", "ReplyTo", "To"])
    #expect(twice.addressed.isEmpty)
  }

  @Test(arguments: [
    "<s:Envelope xmlns:s=\"NS\">\n <s:Header/>\n <s:Body/></s:Envelope>",
    "<s:Envelope xmlns:s=\"NS\">\n <s:Header />\n <s:Body><s:Header/></s:Body></s:Envelope>",
    "\u{FEFF}<?xml version='1.0'?><!-- <s:Header> --><Envelope xmlns='NS'\n><Body a='>'/></Envelope>",
    "<a:Envelope xmlns:a='NS'><a:Body><a1:x xmlns:a1='urn:a1'/></a:Body></a:Envelope>",
    "<a:Envelope xmlns:a='NS' xmlns:a1='urn:a1'><a:Header xmlns:a2='urn:a2'><a2:h/></a:Header><a:Body/></a:Envelope>",
    "<s:Envelope xmlns:s='NS' xmlns:wsa='http://www.w3.org/2005/08/addressing'><s:Body/></s:Envelope>",
    "<s:Envelope xmlns:s='NS' xmlns:wsa='http://www.w3.org/2005/08/addressing'><s:Header xmlns:wsa='urn:w'/><s:Body/></s:Envelope>",
    "<s:Envelope xmlns:s='NS'><h:Header xmlns:h='NS' xmlns:s='urn:other'/><s:Body/></s:Envelope>",
    "<s:Envelope xmlns:s='NS'><s:Header><h xmlns='urn:h'><s:Body/></h></s:Header><s:Body/></s:Envelope>",
  ])
  func `The headers find their place in every shape of envelope`(shape: String) throws {
    let envelope = shape.replacing("NS", with: "http://www.w3.org/2003/05/soap-envelope")
    var headers = addressed(.wsAddressing10)
    headers.own = [SOAPHeader("own", in: "urn:own", .text("x"), mustUnderstand: true)]
    let outline = try #require(read(try add(headers, to: envelope).bytes))
    #expect(outline.headers.first?.local == "Action")
    #expect(outline.headers.suffix(4).map(\.local) == ["MessageID", "ReplyTo", "own", "To"])
    #expect(outline.mustUnderstand.map(\.local) == ["Action", "own", "To"])
    #expect(outline.addressing(.wsAddressing10)?.to == Self.url)
    #expect(outline.hasBody)
  }

  @Test(arguments: [TextEncoding.utf16LE, .utf16BE])
  func `An envelope in UTF-16 stays in UTF-16`(encoding: TextEncoding) throws {
    let envelope = EnvelopeBuilder.encoded(EnvelopeBuilder.empty(.soap12), as: encoding)
    let headed = try addressed(.wsAddressing10).add(to: envelope)
    #expect(headed.bytes.prefix(2) == envelope.prefix(2))
    #expect(read(headed.bytes)?.addressing(.wsAddressing10)?.messageID == Self.id)
  }

  @Test func `An envelope in another charset gets characters by number`() throws {
    let envelope =
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">"
      + "<s:Body/></s:Envelope>"
    var headers = addressed(.wsAddressing10, action: "urn:ä")
    headers.own = [SOAPHeader("h", in: "urn:o", .xml("<b>€</b>"))]
    let bytes = try add(headers, to: envelope).bytes
    #expect(bytes.allSatisfy { $0 < 0x80 })
    #expect(read(bytes)?.addressing(.wsAddressing10)?.action == "urn:ä")
    #expect(read(bytes)?.headers.contains(XMLName("h", in: "urn:o")) == true)
    headers.own = [SOAPHeader("h", in: "", .xml("<![CDATA[€]]>"))]
    #expect(throws: SOAPHeaderError.unwritable(header: "h")) { try headers.add(to: Array(envelope.utf8)) }
  }

  // MARK: Headers that were asked for

  @Test func `Headers are written as WCF writes them`() throws {
    let headers = MessageHeaders(own: [
      SOAPHeader("Token", in: "urn:t&t", "a<b"),
      SOAPHeader("Flag", in: "", .text("")),
      SOAPHeader(
        "Wrapped", in: "urn:w", .xml("<id>1</id>"), mustUnderstand: true, actor: "urn:next", relay: true),
    ])
    let headed = try headers.add(to: EnvelopeBuilder.empty(.soap12))
    #expect(
      text(headed.bytes)
        == "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header>"
        + "<Token xmlns=\"urn:t&amp;t\">a&lt;b</Token><Flag xmlns=\"\"></Flag>"
        + "<Wrapped s:role=\"urn:next\" s:mustUnderstand=\"1\" s:relay=\"1\" xmlns=\"urn:w\"><id>1</id></Wrapped>"
        + "</s:Header><s:Body/></s:Envelope>")
    #expect(headed.added.count == 3)
    let older = text(try headers.add(to: EnvelopeBuilder.empty(.soap11)).bytes)
    #expect(older.contains("<Wrapped s:actor=\"urn:next\" s:mustUnderstand=\"1\" xmlns=\"urn:w\">"))
  }

  @Test func `Headers of the address are reference parameters with addressing 1.0 alone`() throws {
    var headers = addressed(.wsAddressing10)
    headers.ofAddress = [SOAPHeader("id", in: "urn:id", "7")]
    let newer = text(try headers.add(to: EnvelopeBuilder.empty(.soap12)).bytes)
    #expect(newer.contains("</a:To><id a:IsReferenceParameter=\"true\" xmlns=\"urn:id\">7</id></s:Header>"))
    headers.addressing?.version = .wsAddressingAugust2004
    let older = text(try headers.add(to: EnvelopeBuilder.empty(.soap12)).bytes)
    #expect(older.contains("</a:To><id xmlns=\"urn:id\">7</id></s:Header>"))
  }

  @Test func `Without any header the envelope has none, to the byte`() throws {
    let envelope = EnvelopeBuilder.empty(.soap11)
    #expect(try MessageHeaders().add(to: envelope).bytes == envelope)
  }

  @Test(arguments: [
    (SOAPHeader("a b", in: "urn:h", "x"), "header-name-invalid"),
    (SOAPHeader("p:a", in: "urn:h", "x"), "header-name-invalid"),
    (SOAPHeader("", in: "urn:h", "x"), "header-name-invalid"),
    (SOAPHeader("a x='1'", in: "urn:h", "x"), "header-name-invalid"),
    (SOAPHeader("a", in: "urn:h", .xml("<b>")), "header-content-invalid"),
    (SOAPHeader("a", in: "urn:h", .xml("</a><a>")), "header-content-invalid"),
    (SOAPHeader("a", in: "urn:h", .xml("<p:b/>")), "header-content-invalid"),
    (SOAPHeader("a", in: "urn:h", "\u{1}"), "header-not-xml"),
    (SOAPHeader("a", in: "urn:\u{FFFE}", "x"), "header-not-xml"),
  ])
  func `A header that is none is refused and says why`(header: SOAPHeader, code: String) throws {
    let error = #expect(throws: SOAPHeaderError.self) {
      try MessageHeaders(own: [header]).add(to: EnvelopeBuilder.empty(.soap12))
    }
    #expect(error?.code == code)
    #expect(error?.remedy.isEmpty == false && error?.summary.isEmpty == false)
  }

  // MARK: Reading

  private func read(_ bytes: [UInt8]) -> EnvelopeOutline? {
    guard case .envelope(let outline) = EnvelopeOutline.read(bytes, completely: true) else { return nil }
    return outline
  }

  @Test func `An answer's headers are read by version, and only replies are answers`() throws {
    let envelope = """
      <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing"
        xmlns:o="http://schemas.xmlsoap.org/ws/2004/08/addressing"><s:Header>
        <a:Action>urn:<!-- -->reply</a:Action><a:Action>urn:second</a:Action>
        <a:RelatesTo> urn:1 </a:RelatesTo><a:RelatesTo RelationshipType="urn:part">urn:2</a:RelatesTo>
        <a:RelatesTo RelationshipType="http://www.w3.org/2005/08/addressing/reply">urn:3</a:RelatesTo>
        <a:ReplyTo><a:To>urn:inside</a:To></a:ReplyTo>
        <o:RelatesTo RelationshipType="o:Reply">urn:4</o:RelatesTo></s:Header><s:Body/></s:Envelope>
      """
    let outline = try #require(read(Array(envelope.utf8)))
    let newer = try #require(outline.addressing(.wsAddressing10))
    #expect(newer.action == "urn:reply")
    #expect(newer.to == nil)
    #expect(newer.relatesTo.count == 3)
    #expect(newer.answered == ["urn:1", "urn:3"])
    #expect(outline.addressing(.wsAddressingAugust2004)?.answered == ["urn:4"])
    #expect(outline.addressing(.none) == nil)
  }

  @Test func `Values without end are cut`() throws {
    let long = String(repeating: "x", count: 100_000)
    let many = String(repeating: "<a:RelatesTo>urn:1</a:RelatesTo>", count: 100)
    let envelope =
      "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope' xmlns:a='http://www.w3.org/2005/08/addressing'>"
      + "<s:Header><a:Action>\(long)</a:Action>\(many)</s:Header><s:Body/></s:Envelope>"
    let headers = try #require(read(Array(envelope.utf8))?.addressing(.wsAddressing10))
    #expect(headers.action?.count == 4096)
    #expect(headers.relatesTo.count == 16)
  }

  @Test func `A client with addressing understands its headers, and no other version's`() throws {
    let envelope = EnvelopeBuilder.empty(.soap12)
    let answer = try addressed(.wsAddressing10).add(to: envelope).bytes
    func outcome(_ version: MessageVersion) throws -> String {
      let elements: [any BindingElement] = [
        TextMessageEncodingBindingElement(messageVersion: version), HTTPTransportBindingElement(),
      ]
      let plan = try Binding.custom(CustomBinding(elements: BindingElements(elements))).wirePlan(action: "urn:a")
      let type = "application/soap+xml"
      return WCFReading(
        status: 200, contentType: type, bytes: answer.count, answer: Answer(body: answer, contentType: type), plan: plan
      ).outcome
    }
    #expect(try outcome(.soap12WSAddressing10) == "reply")
    #expect(try outcome(.soap12WSAddressingAugust2004) == "ProtocolException")
    #expect(try outcome(.soap12) == "ProtocolException")
  }
}
