import Schema
import Testing
import WSDL
import XML

/// Schemas that everybody uses and nobody brings along.
@Suite struct WellKnownSchemaTests {
  private static let known = [
    ("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2001/xml.xsd"),
    ("http://www.w3.org/2004/08/xop/include", "https://www.w3.org/2004/08/xop/include"),
    ("http://www.w3.org/2005/05/xmlmime", "http://www.w3.org/2005/05/xmlmime"),
    ("http://ws-i.org/profiles/basic/1.1/xsd", "http://ws-i.org/profiles/basic/1.1/swaref.xsd"),
    ("http://schemas.microsoft.com/Message", "elsewhere.xsd"),
    ("http://www.w3.org/2005/08/addressing", "http://www.w3.org/2006/03/addressing/ws-addr.xsd"),
    ("http://schemas.xmlsoap.org/soap/envelope/", "http://schemas.xmlsoap.org/soap/envelope/"),
    ("http://www.w3.org/2003/05/soap-envelope", "http://www.w3.org/2003/05/soap-envelope/"),
  ]

  private func description(_ namespace: String, location: String?) throws -> (ServiceDescription, asked: [String]) {
    let place = location.map { "schemaLocation='\($0)'" } ?? ""
    let documents = Documents([
      "a.wsdl": Sample.definitions(
        "<types><x:schema targetNamespace='urn:t'><x:import namespace='\(namespace)' \(place)/></x:schema></types>")
    ])
    return (try documents.read("a.wsdl"), documents.asked)
  }

  @Test(arguments: known)
  func `One is at hand by its namespace and where it is said to be, and nobody is asked for it`(
    namespace: String, location: String
  ) throws {
    for place in [location, nil] {
      let (description, asked) = try description(namespace, location: place)
      #expect(description.problems.isEmpty)
      #expect(!asked.contains { $0.hasPrefix("http") })
      let schema = try #require(description.schemas.last)
      #expect(description.schemas.count == 2)
      #expect(schema.targetNamespace == namespace)
      #expect(!schema.root.elements.isEmpty)
      if place != nil { #expect(description.schemas[0].references.values.contains(schema.location)) }
      #expect(description.fetched.map(\.location) == ["a.wsdl"])
    }
  }

  @Test(arguments: known)
  func `Its elements have samples without a problem`(namespace: String, location: String) throws {
    let set = SchemaSet(try description(namespace, location: location).0.schemas)
    for name in set.elementNames {
      #expect(try SampleWriter(set, optional: .include).sample(element: name).problems.isEmpty, "\(name)")
    }
  }

  @Test func `SOAP 1.1 says 0 or 1 where a block must be understood`() throws {
    let namespace = "http://schemas.xmlsoap.org/soap/envelope/"
    let documents = Documents([
      "a.wsdl": Sample.definitions(
        """
        <types><x:schema targetNamespace='urn:t' xmlns:e='\(namespace)'><x:import namespace='\(namespace)'/>
        <x:element name='H'><x:complexType><x:attribute ref='e:mustUnderstand' use='required'/></x:complexType></x:element>
        </x:schema></types>
        """)
    ])
    let set = SchemaSet(try documents.read("a.wsdl").schemas)
    let sample = try SampleWriter(set).sample(element: XMLName("H", in: "urn:t"))
    #expect(["0", "1"].contains(sample.element.attributes.first?.value))
  }

  @Test func `A document of its own that comes along is taken instead`() throws {
    let own =
      "<x:schema xmlns:x='http://www.w3.org/2001/XMLSchema' targetNamespace='http://www.w3.org/2005/05/xmlmime'/>"
    let documents = Documents([
      "a.wsdl": Sample.definitions(
        """
        <types><x:schema><x:import namespace='http://www.w3.org/2005/05/xmlmime' schemaLocation='own.xsd'/></x:schema></types>
        """),
      "own.xsd": own,
    ])
    let description = try documents.read("a.wsdl")
    #expect(description.schemas.map(\.location) == ["a.wsdl#schema1", "own.xsd"])
  }
}
