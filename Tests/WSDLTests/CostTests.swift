import Basics
import Schema
import Testing
import WSDL

/// What a description may cost: numbers without end are refused, or cost no square.
@Suite struct CostTests {
  @Test func `The parts of all operations' messages are bounded together`() throws {
    let parts = (1...30).map { "<part name='p\($0)' element='t:Get'/>" }.joined()
    let text = Sample.service(messages: "<message name='In'>\(parts)</message><message name='Out'/>")
    let documents = Documents(["a.wsdl": text])
    #expect(try documents.read("a.wsdl").services[0].ports[0].operations[0].input?.parts.count == 30)
    #expect(throws: DescriptionError.tooMany(what: "message parts", limit: 20)) {
      try documents.read("a.wsdl", limits: DescriptionLimits(parts: 20))
    }
  }

  @Test(arguments: ["portType", "binding"])
  func `A policy that thousands of operations refer to is bounded`(place: String) throws {
    let policy = "<wp:Policy Name='p'>" + String(repeating: "<a/>", count: 1000) + "</wp:Policy>"
    let names = (0..<100).map { "<operation name='O\($0)'>" }
    let reference = "<wp:PolicyReference URI='#p'/>"
    func all(_ kind: String) -> String {
      names.map { $0 + (kind == place ? reference : "") + "</operation>" }.joined()
    }
    let text = Sample.service(operation: all("portType"), bound: all("binding"))
      .replacing("<message name=\"In\">", with: policy + "<message name=\"In\">")
      .replacing("<definitions ", with: "<definitions xmlns:wp='http://www.w3.org/ns/ws-policy' ")
    let documents = Documents(["a.wsdl": text])
    #expect(try documents.read("a.wsdl").services[0].ports[0].operations.count == 100)
    #expect {
      try documents.read("a.wsdl", limits: DescriptionLimits(repetitions: 50_000))
    } throws: { error in
      (error as? DescriptionError)?.code == "description-too-large"
    }
  }

  @Test func `Bindings and endpoints that share much are read once, or are too much`() throws {
    let operations = (0..<500).map { "<operation name='O\($0)'/>" }.joined()
    let bindings = (0..<2000).map { "<binding name='B\($0)' type='t:P'><s:binding/><operation name='O1'/></binding>" }
    let shared = Documents([
      "a.wsdl": Sample.definitions("<portType name='P'>\(operations)</portType>" + bindings.joined())
    ])
    #expect(try shared.read("a.wsdl", limits: DescriptionLimits(repetitions: 50_000)).unusedBindings.count == 2000)

    let interfaces = (0..<60).map { "<interface name='I\($0)' extends='t:I\($0 + 1)'>\(operations)</interface>" }
    let endpoints = (0..<60).map { "<endpoint name='E\($0)' binding='t:B\($0)'/>" }
    let bound = (0..<60).map {
      "<binding name='B\($0)' interface='t:I\($0)' type='http://www.w3.org/ns/wsdl/soap'/>"
    }
    let wide = Documents([
      "a.wsdl": """
      <description xmlns="http://www.w3.org/ns/wsdl" xmlns:t="urn:t" targetNamespace="urn:t">
      \(interfaces.joined())\(bound.joined())<service name="S">\(endpoints.joined())</service></description>
      """
    ])
    #expect(throws: DescriptionError.tooMany(what: "operations", limit: 200_000)) { try wide.read("a.wsdl") }
    #expect {
      try wide.read("a.wsdl", limits: DescriptionLimits(repetitions: 50_000))
    } throws: { error in
      (error as? DescriptionError)?.summary.contains("repetitions of what its parts share") == true
    }
  }

  @Test func `Schemas are bounded, inline ones too`() throws {
    let schema = "<x:schema targetNamespace='urn:t'/>"
    let text = Sample.definitions("<types>" + String(repeating: schema, count: 30) + "</types>")
    let documents = Documents(["a.wsdl": text])
    let schemas = try documents.read("a.wsdl").schemas
    #expect(schemas.count == 30 && schemas.last?.location == "a.wsdl#schema30")
    #expect(throws: DescriptionError.tooMany(what: "schemas", limit: 20)) {
      try documents.read("a.wsdl", limits: DescriptionLimits(schemas: 20))
    }
  }

  @Test func `Hundreds of namespaces in force and thousands of names are refused with their place`() throws {
    let declarations = (1...300).map { "xmlns:n\($0)='urn:\($0)'" }.joined(separator: " ")
    let names = (1...25_000).map { "<n\($0)/>" }.joined()
    let texts = [
      "256 namespace declarations": Sample.definitions("<documentation \(declarations)/>"),
      "20000 different names": Sample.definitions("<documentation>\(names)</documentation>"),
    ]
    for (words, text) in texts {
      #expect {
        _ = try Documents(["a.wsdl": text]).read("a.wsdl")
      } throws: { error in
        (error as? DescriptionError)?.summary.contains(words) == true
          && (error as? DescriptionError)?.summary.hasPrefix("a.wsdl:2:") == true
      }
    }
  }

  @Test func `An inner declaration hides an outer one, and another document's is not seen`() throws {
    let messages = """
      <message name="In" xmlns:t="urn:other"><part name="a" element="t:Get"/></message>
      <message name="Out"><part name="a" element="t:Got"/></message>
      """
    let operation = try Sample.operation(Sample.service(messages: messages))
    #expect(operation.input?.bodyName == "{urn:other}Get" && operation.output?.bodyName == "{urn:t}Got")
  }

  @Test func `A document that is compressed says so`() throws {
    #expect(throws: DescriptionError.compressed(location: "a.wsdl")) {
      try DescriptionReader.read(["a.wsdl"]) { _ in [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3] }
    }
  }

  @Test func `What has no end stops the import, where another document would only be missing`() throws {
    let endless = DescriptionError.endless(location: "b.wsdl", seconds: 2)
    #expect(throws: endless) {
      try DescriptionReader.read(["a.wsdl"]) { location in
        guard location == "a.wsdl" else { throw endless }
        return Array(Sample.definitions("<import namespace='urn:n' location='b.wsdl'/>").utf8)
      }
    }
  }
}
