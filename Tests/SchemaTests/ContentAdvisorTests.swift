import Testing
import XML

@testable import Schema

@Suite struct ContentAdvisorTests {
  private func advisor(_ content: String) throws -> ContentAdvisor {
    let text = """
      <x:schema xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">
      <x:element name="root"><x:complexType>\(content)</x:complexType></x:element>
      <x:element name="head" abstract="true" type="x:string"/><x:element name="m1" substitutionGroup="t:head"/>
      <x:element name="m2" substitutionGroup="t:head"/>
      <x:group name="g"><x:sequence><x:element name="g1" type="x:int"/><x:element name="g2" type="x:int"/></x:sequence></x:group>
      <x:complexType name="Base"><x:sequence><x:element name="a" type="x:int"/></x:sequence></x:complexType>
      <x:complexType name="More"><x:complexContent><x:extension base="t:Base"><x:sequence>
        <x:element name="b" type="x:int"/></x:sequence></x:extension></x:complexContent></x:complexType>
      </x:schema>
      """
    let root = try XMLDocument(Array(text.utf8)).root
    return ContentAdvisor(SchemaSet([SchemaDocument(location: "a.xsd", root: root)]))
  }

  private func next(_ content: String, after: [String] = [], before: [String] = []) throws -> [String] {
    let advisor = try advisor(content)
    let root = try #require(advisor.declaration(at: [.init(XMLName("root", in: "urn:t"))]))
    let names = { (names: [String]) in names.map { XMLName($0, in: $0.hasPrefix("m") ? "urn:t" : nil) } }
    return advisor.children(of: root, after: names(after), before: names(before)).map {
      $0.declaration.name.local + ($0.isRequired ? "!" : $0.isChoice ? "?" : "")
    }
  }

  private func element(_ name: String, _ occurs: String = "") -> String {
    "<x:element name='\(name)' type='x:int' \(occurs)/>"
  }

  @Test func `A sequence is followed, what may be left out included`() throws {
    let content =
      "<x:sequence>\(element("a", "minOccurs='0'"))\(element("b"))\(element("c", "maxOccurs='2'"))</x:sequence>"
    #expect(try next(content) == ["b!", "a"])
    #expect(try next(content, after: ["a"]) == ["b!"])
    #expect(try next(content, after: ["b"]) == ["c!"])
    #expect(try next(content, after: ["b", "c"]) == ["c"])
    #expect(try next(content, after: ["b", "c", "c"]).isEmpty)
    #expect(try next(content, before: ["b"]) == ["a"])
  }

  @Test func `Choices, repeated groups and all are followed`() throws {
    let choice = "<x:choice maxOccurs='unbounded'>\(element("a"))<x:group ref='t:g'/></x:choice>"
    #expect(try next(choice) == ["a?", "g1?"])
    #expect(try next(choice, after: ["a", "g1"]) == ["g2?"])
    #expect(try next(choice, after: ["a", "g1", "g2"]) == ["a?", "g1?"])
    let all = "<x:all>\(element("a"))\(element("b", "minOccurs='0'"))\(element("c"))</x:all>"
    #expect(try next(all, after: ["c"]) == ["a!", "b"])
  }

  @Test func `Members stand for their head, and what does not follow the model gets all of it`() throws {
    let content = "<x:sequence><x:element ref='t:head'/>\(element("z"))</x:sequence>"
    #expect(try next(content) == ["m1?", "m2?"])
    #expect(try next(content, after: ["m2"]) == ["z!"])
    #expect(try next(content, after: ["z"]) == ["m1?", "m2?", "z"])
  }

  @Test func `A long run of elements is followed at once`() throws {
    let content = "<x:sequence>\(element("a", "maxOccurs='unbounded'"))\(element("z"))</x:sequence>"
    #expect(try next(content, after: Array(repeating: "a", count: 50_000)) == ["z!", "a"])
  }

  @Test func `The type that xsi:type names decides, and values that are listed are known`() throws {
    let advisor = try advisor(
      "<x:sequence><x:element name='e' type='t:Base'/><x:element name='f'><x:simpleType><x:restriction base='x:string'>"
        + "<x:enumeration value='1'/><x:enumeration value='2'/></x:restriction></x:simpleType></x:element></x:sequence>"
    )
    let root = ContentAdvisor.Step(XMLName("root", in: "urn:t"))
    let plain = try #require(advisor.declaration(at: [root, .init(XMLName("e"))]))
    #expect(advisor.children(of: plain, after: [XMLName("a")]).isEmpty)
    #expect(advisor.types(for: plain).map(\.local) == ["Base", "More"])
    let more = try #require(advisor.declaration(at: [root, .init(XMLName("e"), type: XMLName("More", in: "urn:t"))]))
    #expect(advisor.children(of: more, after: [XMLName("a")]).map(\.declaration.name.local) == ["b"])
    let listed = try #require(advisor.declaration(at: [root, .init(XMLName("f"))]))
    #expect(advisor.values(of: listed.type) == ["1", "2"])
    #expect(advisor.values(of: .named(XMLName("boolean", in: XMLName.schemaNamespace))) == ["true", "false"])
    #expect(advisor.declaration(at: [root, .init(XMLName("none"))]) == nil)
  }
}
