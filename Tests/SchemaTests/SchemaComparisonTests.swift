import Schema
import Testing
import XML

@Suite struct SchemaComparisonTests {
  private func changes(_ before: String, _ after: String, root: String = "e") throws -> [ElementChange] {
    var comparison = SchemaComparison(try schemaSet(before), try schemaSet(after))
    let changes = comparison.changes(.element(t(root)), .element(t(root)))
    #expect(comparison.isComplete)
    return changes
  }

  private func sequence(_ elements: String) -> String {
    "<xs:element name='e'><xs:complexType><xs:sequence>\(elements)</xs:sequence></xs:complexType></xs:element>"
  }

  @Test func `What is the same has no changes, wherever it is written`() throws {
    let inner = "<xs:element name='a' type='xs:int'/>"
    #expect(try changes(sequence(inner), "<!-- moved -->" + sequence("<xs:sequence>\(inner)</xs:sequence>")).isEmpty)
  }

  @Test func `Elements and attributes that are added, removed or changed are told by their place`() throws {
    let before = sequence(
      "<xs:element name='a' type='xs:int'/><xs:element name='b' type='xs:string' minOccurs='0'/><xs:element name='c'/>")
    let after =
      "<xs:element name='e'><xs:complexType><xs:sequence><xs:element name='a' type='xs:long'/>"
      + "<xs:element name='b' maxOccurs='unbounded'><xs:simpleType><xs:restriction base='xs:string'>"
      + "<xs:maxLength value='3'/></xs:restriction></xs:simpleType></xs:element><xs:element name='d' type='xs:date'/>"
      + "</xs:sequence><xs:attribute name='id' type='xs:int' use='required'/></xs:complexType></xs:element>"
    #expect(
      try changes(before, after) == [
        .init(.changed, "e/a", before: "1 xs:int", after: "1 xs:long"),
        .init(.changed, "e/b", before: "0..1 xs:string", after: "1..* xs:string, at most 3 characters"),
        .init(.removed, "e/c", before: "1 xs:anyType", after: nil),
        .init(.added, "e/@id", before: nil, after: "1 xs:int"),
        .init(.added, "e/d", before: nil, after: "1 xs:date"),
      ])
  }

  @Test func `Another order is told where order matters`() throws {
    let (a, b) = ("<xs:element name='a'/>", "<xs:element name='b'/>")
    #expect(
      try changes(sequence(a + b), sequence(b + a)) == [.init(.reordered, "e", before: "a, b", after: "b, a")])
    let all = "<xs:element name='e'><xs:complexType><xs:all>"
    let end = "</xs:all></xs:complexType></xs:element>"
    #expect(try changes(all + a + b + end, all + b + a + end).isEmpty)
  }

  /// T holds U, U holds T: from either side, what changed in the other is told once.
  @Test(arguments: ["e", "f"]) func `Types that hold each other are compared once`(root: String) throws {
    func schema(_ more: String) -> String {
      "<xs:element name='e' type='t:T'/><xs:element name='f' type='t:U'/>"
        + "<xs:complexType name='T'><xs:sequence><xs:element name='u' type='t:U' minOccurs='0'/>\(more)</xs:sequence>"
        + "</xs:complexType><xs:complexType name='U'><xs:sequence><xs:element name='t' type='t:T' minOccurs='0'/>"
        + "</xs:sequence></xs:complexType>"
    }
    let path = root == "e" ? "e/x" : "f/t/x"
    #expect(
      try changes(schema(""), schema("<xs:element name='x' type='xs:int'/>"), root: root) == [
        .init(.added, path, before: nil, after: "1 xs:int")
      ])
  }

  @Test func `Derived types and substitutes are compared too`() throws {
    func schema(_ type: String) -> String {
      sequence("<xs:element name='s' type='t:S'/><xs:element ref='t:h'/>")
        + "<xs:complexType name='S' abstract='true'/><xs:complexType name='D'><xs:complexContent>"
        + "<xs:extension base='t:S'><xs:sequence><xs:element name='x' type='\(type)'/></xs:sequence></xs:extension>"
        + "</xs:complexContent></xs:complexType><xs:element name='h' abstract='true'/>"
        + "<xs:element name='m' substitutionGroup='t:h'><xs:complexType><xs:attribute name='y' type='\(type)'/>"
        + "</xs:complexType></xs:element>"
    }
    #expect(
      try changes(schema("xs:int"), schema("xs:long")).map(\.path) == ["e/s(D)/x", "e/h(m)/@y"])
  }

  @Test func `What changed in a base is not told again of the types derived from it`() throws {
    func schema(_ type: String) -> String {
      sequence("<xs:element name='s' type='t:S'/>")
        + "<xs:complexType name='S'><xs:sequence><xs:element name='x' type='\(type)'/></xs:sequence></xs:complexType>"
        + "<xs:complexType name='D'><xs:complexContent><xs:extension base='t:S'/></xs:complexContent></xs:complexType>"
    }
    #expect(try changes(schema("xs:int"), schema("xs:long")).map(\.path) == ["e/s/x"])
  }

  @Test func `A choice that became a sequence is told as both`() throws {
    let before = sequence("<xs:choice><xs:element name='a'/><xs:element name='b'/></xs:choice>")
    let after = sequence("<xs:element name='a'/><xs:element name='b'/>")
    #expect(
      try changes(before, after).map { "\($0.kind) \($0.path)" } == ["removed e/choice", "added e/a", "added e/b"])
  }

  @Test func `A root that is declared on one side only is added or removed`() throws {
    #expect(
      try changes(sequence(""), "<xs:element name='f'/>") == [.init(.removed, "e", before: "1", after: nil)])
    #expect(try changes(sequence(""), sequence(""), root: "gone").isEmpty)
  }

  @Test func `Types that double at every level cost what they are, not what they stand for`() throws {
    func schema(_ last: String) -> String {
      (0..<200).map {
        "<xs:element name='e\($0)'><xs:complexType><xs:sequence><xs:element ref='t:e\($0 + 1)'/><xs:element ref='t:e\($0 + 1)'/>"
          + "</xs:sequence></xs:complexType></xs:element>"
      }.joined() + "<xs:element name='e200' type='\(last)'/>"
    }
    let changes = try changes(schema("xs:int"), schema("xs:long"), root: "e0")
    #expect(changes.count == 2)
    #expect(changes.allSatisfy { $0.before == "1 xs:int" && $0.after == "1 xs:long" })
  }
}
