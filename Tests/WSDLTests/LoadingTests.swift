import Basics
import Schema
import Testing
import WSDL
import XML

/// Which documents are read, and what is said of those that cannot be.
@Suite struct LoadingTests {
  private static let schema = "<x:schema xmlns:x='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t'/>"

  @Test func `Imports and includes are followed by their relative paths, each document once`() throws {
    let documents = Documents([
      "in/a.wsdl": Sample.definitions(
        """
        <import namespace='urn:b' location='../b.wsdl'/><import namespace='urn:t' location='x/one.xsd'/>
        <types><x:schema targetNamespace='urn:t'><x:include schemaLocation='x/one.xsd'/></x:schema></types>
        """),
      "b.wsdl": Sample.service().replacing(
        "<message name=\"In\">", with: "<import namespace='urn:t' location='in/a.wsdl'/><message name=\"In\">"),
      "in/x/one.xsd": """
      <x:schema xmlns:x='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t'>
      <x:include schemaLocation='./two.xsd'/></x:schema>
      """,
      "in/x/two.xsd":
        "<x:schema xmlns:x='http://www.w3.org/2001/XMLSchema'><x:include schemaLocation='one.xsd'/></x:schema>",
    ])
    let description = try documents.read("in/a.wsdl")
    #expect(documents.asked == ["in/a.wsdl", "b.wsdl", "in/x/one.xsd", "in/x/two.xsd"])
    #expect(description.services.map(\.name) == ["S"])
    #expect(description.problems.isEmpty)
    #expect(description.schemas.map(\.location) == ["in/a.wsdl#schema1", "in/x/one.xsd", "in/x/two.xsd"])
    #expect(description.schemas[0].references == ["x/one.xsd": "in/x/one.xsd"])
    #expect(description.schemas[2].references == ["one.xsd": "in/x/one.xsd"])
  }

  @Test func `A missing document is named with the place that asks for it, and the operations are listed`() throws {
    let text = Sample.service().replacing(
      "<message name=\"In\">",
      with:
        "<types><x:schema>\n<x:import namespace='urn:n' schemaLocation='gone.xsd'/></x:schema></types><message name=\"In\">"
    )
    let description = try Documents(["a.wsdl": text]).read("a.wsdl")
    #expect(description.services[0].ports[0].operations.count == 1)
    let problem = try #require(description.problems.first)
    #expect(problem.summary == "gone.xsd, which is imported here, could not be read.")
    #expect(problem.detail == "location: gone.xsd\nnamespace: urn:n\ngone.xsd is not there.")
    #expect(problem.file == "a.wsdl")
    #expect(problem.line == 3)
    #expect(description.schemas[0].references.isEmpty)
  }

  @Test func `Prefixes declared far up come with an inline schema`() throws {
    let description = try Documents([
      "a.wsdl": Sample.definitions("<types xmlns:far='urn:far'><x:schema xmlns:t='urn:own'/></types>")
    ]).read("a.wsdl")
    let declarations = description.schemas[0].inScope
    #expect(declarations.contains { $0.prefix == "far" && $0.namespace == "urn:far" })
    #expect(declarations.contains { $0.prefix == "x" })
    #expect(!declarations.contains { $0.prefix == "t" })
  }

  @Test func `A schema import may lead into another description's types`() throws {
    let description = try Documents([
      "a.wsdl": Sample.definitions(
        "<types><x:schema><x:import namespace='urn:two' schemaLocation='b.wsdl'/></x:schema></types>"),
      "b.wsdl": Sample.definitions(
        "<types><x:schema targetNamespace='urn:one'/><x:schema targetNamespace='urn:two'/></types>"),
    ]).read("a.wsdl")
    #expect(description.schemas[0].references == ["b.wsdl": "b.wsdl#schema2"])
  }

  @Test func `An import starts from where xml:base says`() throws {
    let documents = Documents([
      "d/a.wsdl": Sample.definitions(
        """
        <types xml:base='parts/'><x:schema xml:base='more/x'><x:import namespace='urn:t' schemaLocation='../t.xsd'/></x:schema>
        </types>
        """), "d/parts/t.xsd": Self.schema,
    ])
    let description = try documents.read("d/a.wsdl")
    #expect(description.problems.isEmpty)
    #expect(description.documents.map(\.location) == ["d/a.wsdl", "d/parts/t.xsd"])
  }

  @Test func `A schema written in a draft of XML Schema is named with its place`() throws {
    let draft = "http://www.w3.org/2000/10/XMLSchema"
    let description = try Documents([
      "a.wsdl": Sample.definitions("<types>\n<old:schema xmlns:old='\(draft)' targetNamespace='urn:t'/></types>")
    ]).read("a.wsdl")
    let problem = try #require(description.problems.first)
    #expect(problem.detail.contains(draft) && problem.file == "a.wsdl" && problem.line != nil)
  }

  @Test func `A description wrapped in metadata or an envelope is found`() throws {
    let text = """
      <e:Envelope xmlns:e='urn:e'><e:Body><m:Metadata xmlns:m='urn:m'><m:MetadataSection>\(Self.schema)</m:MetadataSection>
      <m:MetadataSection>\(Sample.service())</m:MetadataSection></m:Metadata></e:Body></e:Envelope>
      """
    let description = try Documents(["a": text]).read("a")
    #expect(description.services.map(\.name) == ["S"])
    #expect(description.schemas.map(\.location) == ["a#schema1"])
  }

  @Test func `A document type is passed over, and what it declares is not known`() throws {
    let type = "<!DOCTYPE w:definitions PUBLIC '>' \"x\" [ <!-- ]> --> <!ENTITY % p ''>\n<!ENTITY e 'x'> ]>\n"
    let description = try Documents(["a.wsdl": type + Sample.service()]).read("a.wsdl")
    #expect(description.services.count == 1)
    #expect {
      _ = try Documents(["a.wsdl": type + Sample.service().replacing("urn:get", with: "&e;")]).read("a.wsdl")
    } throws: { error in
      guard let error = error as? DescriptionError else { return false }
      return error.code == "description-not-xml" && error.values.count == 1 && error.summary.hasPrefix("a.wsdl:")
    }
  }

  @Test(arguments: ["", "no XML", "<a/>", "<definitions/>", "<definitions xmlns='urn:w'>", Self.schema])
  func `What is no description is refused with a reason`(text: String) throws {
    #expect {
      _ = try Documents(["a.wsdl": text]).read("a.wsdl")
    } throws: { error in
      (error as? DescriptionError)?.message.contains("a.wsdl") == true
    }
  }

  @Test func `A chain of imports without an end stops at the limit`() throws {
    var next = 0
    #expect {
      _ = try DescriptionReader.read(["http://host/0"], limits: DescriptionLimits(documents: 20)) { _ in
        next += 1
        return Array(Sample.definitions("<import namespace='urn:n' location='/\(next)'/>").utf8)
      }
    } throws: { error in
      error as? DescriptionError == .tooMany(what: "documents", limit: 20)
    }
    #expect(next <= 21)
  }

  @Test func `Bytes and tags are bounded over all documents`() throws {
    let documents = Documents(["a.wsdl": Sample.service()])
    #expect(throws: DescriptionError.tooMany(what: "bytes", limit: 100)) {
      try documents.read("a.wsdl", limits: DescriptionLimits(bytes: 100))
    }
    #expect(throws: DescriptionError.tooMany(what: "tags and attributes", limit: 10)) {
      try documents.read("a.wsdl", limits: DescriptionLimits(nodes: 10))
    }
  }

  @Test func `Documents that are not there are asked for up to a bound`() throws {
    let imports = (0..<50).map { "<import namespace='urn:n' location='none\($0).wsdl'/>" }.joined()
    let documents = Documents(["a.wsdl": Sample.definitions(imports)])
    #expect(try documents.read("a.wsdl").problems.count == 50)
    #expect(throws: DescriptionError.tooMany(what: "documents that cannot be read", limit: 20)) {
      try documents.read("a.wsdl", limits: DescriptionLimits(missing: 20))
    }
    #expect(documents.asked.count == 51 + 22)
  }

  @Test func `Ports share what was read of their binding, and their operations are bounded together`() throws {
    let ports = (1...30).map { "<port name='P\($0)' binding='t:B'><s:address location='http://h/\($0)'/></port>" }
    let text = Sample.service().replacing("<port name=\"Port\"", with: ports.joined() + "<port name=\"Port\"")
    let documents = Documents(["a.wsdl": text])
    let service = try documents.read("a.wsdl").services[0]
    #expect(service.ports.count == 31 && service.ports.allSatisfy { $0.operations.map(\.name) == ["Get"] })
    #expect(service.ports[4].address == "http://h/5" && service.ports[30].name == "Port")
    #expect(throws: DescriptionError.tooMany(what: "operations", limit: 10)) {
      try documents.read("a.wsdl", limits: DescriptionLimits(operations: 10))
    }
  }

  @Test func `Of several descriptions one that is none is a problem and the others are read`() throws {
    let documents = ["a.wsdl": Sample.service(), "b.wsdl": "<b/>"]
    let description = try DescriptionReader.read(["a.wsdl", "b.wsdl"]) { Array((documents[$0] ?? "").utf8) }
    #expect(description.services.count == 1)
    #expect(description.problems.map(\.file) == ["b.wsdl"])
  }

  @Test(arguments: [
    ("http://h:80/a/b.wsdl", "c.xsd", "http://h:80/a/c.xsd"), ("http://h/a/b?wsdl", "?xsd=1", "http://h/a/b?xsd=1"),
    ("http://h", "c.xsd", "http://h/c.xsd"), ("https://h/a/b/c", "../../../d", "https://h/d"),
    ("http://h/a/b", "/c/./d", "http://h/c/d"), ("https://h/a", "//g/c", "https://g/c"),
    ("a/b.wsdl", "c\\d.xsd", "a/c/d.xsd"),
    ("a/b.wsdl", "../../c.xsd", "../c.xsd"), ("/a/b.wsdl", " c.xsd ", "/a/c.xsd"), ("b.wsdl", "c.xsd#part", "c.xsd"),
    ("b.wsdl", "http://h/c.xsd", "http://h/c.xsd"), ("/a/b.wsdl", "file:///c/d.xsd", "/c/d.xsd"),
    ("a/b.wsdl", "classpath:x/y.xsd", "classpath:x/y.xsd"),
  ])
  func `A reference is resolved where it stands`(base: String, reference: String, location: String) throws {
    let text = Sample.definitions("<import namespace='urn:n' location='\(reference)'/>")
    let documents = Documents([base: text])
    _ = try documents.read(base)
    #expect(documents.asked == [base, location])
  }
}
