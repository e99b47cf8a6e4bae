import Schema
import Testing
import XML

/// What tools for descriptions often give up on: each has samples that are valid as they stand, in every mode.
@Suite struct RareConstructTests {
  struct Construct: Sendable, CustomTestStringConvertible {
    var name: String
    /// Declares the element `e`.
    var schema: String
    /// Must stand in the sample without its optional parts.
    var text: String
    var testDescription: String { name }

    init(_ name: String, _ schema: String, _ text: String) {
      (self.name, self.schema, self.text) = (name, schema, text)
    }
  }

  private static func complex(_ content: String) -> String {
    "<xs:element name='e'><xs:complexType>\(content)</xs:complexType></xs:element>"
  }

  static let constructs: [Construct] = [
    .init(
      "recursive type",
      "<xs:element name='e' type='t:N'/><xs:complexType name='N'><xs:sequence><xs:element name='v' type='xs:int'/>"
        + "<xs:element name='n' type='t:N' minOccurs='0'/></xs:sequence></xs:complexType>", "<t:v>1</t:v>"),
    .init(
      "types that hold each other",
      "<xs:element name='e' type='t:A'/><xs:complexType name='A'><xs:choice><xs:element name='b' type='t:B'/>"
        + "<xs:element name='leaf' type='xs:int'/></xs:choice></xs:complexType><xs:complexType name='B'><xs:sequence>"
        + "<xs:element name='a' type='t:A'/></xs:sequence></xs:complexType>", "<t:leaf>1</t:leaf>"),
    .init(
      "abstract type with derivations of derivations",
      complex("<xs:sequence><xs:element name='a' type='t:A'/></xs:sequence>")
        + "<xs:complexType name='A' abstract='true'/><xs:complexType name='B' abstract='true'><xs:complexContent>"
        + "<xs:extension base='t:A'/></xs:complexContent></xs:complexType><xs:complexType name='C'><xs:complexContent>"
        + "<xs:extension base='t:B'><xs:sequence><xs:element name='x' type='xs:int'/></xs:sequence></xs:extension>"
        + "</xs:complexContent></xs:complexType>", "xsi:type=\"t:C\""),
    .init(
      "wildcard in a choice",
      complex(
        "<xs:choice><xs:element name='a' type='t:Deep'/><xs:any namespace='##other' processContents='lax'/></xs:choice>"
      )
        + "<xs:complexType name='Deep'><xs:sequence><xs:element name='a'/><xs:element name='b'/></xs:sequence>"
        + "</xs:complexType>", "<t:e"),
    .init(
      "choice of wildcards only",
      complex(
        "<xs:choice minOccurs='1' maxOccurs='unbounded'><xs:any namespace='##local' processContents='skip'/></xs:choice>"
      ),
      "<t:e"),
    .init(
      "any attribute", complex("<xs:attribute name='a' type='xs:int' use='required'/><xs:anyAttribute/>"), "a=\"1\""),
    .init("anyType", "<xs:element name='e' type='xs:anyType'/>", "<t:e"),
    .init("untyped element", complex("<xs:sequence><xs:element name='a'/></xs:sequence>"), "<t:a"),
    .init(
      "anySimpleType", complex("<xs:sequence><xs:element name='a' type='xs:anySimpleType'/></xs:sequence>"), "<t:a>"),
    .init(
      "untyped attribute", complex("<xs:attribute name='a' use='required'/>"), "a=\""),
    .init(
      "attribute groups in attribute groups",
      complex("<xs:attributeGroup ref='t:g'/>")
        + "<xs:attributeGroup name='g'><xs:attributeGroup ref='t:h'/><xs:attribute name='a' type='xs:int' use='required'/>"
        + "</xs:attributeGroup><xs:attributeGroup name='h'><xs:attribute name='b' type='xs:date' use='required'/>"
        + "</xs:attributeGroup>", "b=\"2025-01-31\""),
    .init(
      "element names that repeat",
      complex(
        "<xs:sequence><xs:element name='a' type='xs:int'/><xs:element name='b' type='xs:int'/><xs:element name='a' type='xs:int'/>"
          + "</xs:sequence>"), "<t:a>1</t:a>\n  <t:b>1</t:b>\n  <t:a>1</t:a>"),
    .init(
      "arrays of several dimensions, literal",
      complex("<xs:sequence><xs:element name='row' type='t:Row' minOccurs='2' maxOccurs='unbounded'/></xs:sequence>")
        + "<xs:complexType name='Row'><xs:sequence><xs:element name='cell' type='xs:int' minOccurs='2' maxOccurs='2'/>"
        + "</xs:sequence></xs:complexType>",
      "<t:row>\n    <t:cell>1</t:cell>\n    <t:cell>1</t:cell>\n  </t:row>\n  <t:row>"),
    .init(
      "substitution group of substitution groups",
      complex("<xs:sequence><xs:element ref='t:h'/></xs:sequence>") + "<xs:element name='h' abstract='true'/>"
        + "<xs:element name='i' abstract='true' substitutionGroup='t:h'/>"
        + "<xs:element name='m' type='xs:int' substitutionGroup='t:i'/>", "<t:m>1</t:m>"),
    .init(
      "nillable with required attributes",
      complex(
        "<xs:sequence><xs:element name='n' nillable='true'><xs:complexType><xs:sequence><xs:element name='x' type='xs:int'/>"
          + "</xs:sequence><xs:attribute name='a' type='xs:int' use='required'/></xs:complexType></xs:element></xs:sequence>"
      ),
      "a=\"1\""),
    .init(
      "union of enumerations and patterns",
      "<xs:element name='e'><xs:simpleType><xs:union memberTypes='t:P'><xs:simpleType><xs:restriction base='xs:token'>"
        + "<xs:enumeration value='UNKNOWN'/></xs:restriction></xs:simpleType></xs:union></xs:simpleType></xs:element>"
        + "<xs:simpleType name='P'><xs:restriction base='xs:string'><xs:pattern value='[A-Z]{2}\\d{3}'/></xs:restriction>"
        + "</xs:simpleType>", "<t:e"),
    .init(
      "list of a restricted length",
      "<xs:element name='e'><xs:simpleType><xs:restriction><xs:simpleType><xs:list itemType='xs:int'/></xs:simpleType>"
        + "<xs:length value='3'/></xs:restriction></xs:simpleType></xs:element>", ">1 1 1<"),
    .init(
      "restriction of an extension",
      "<xs:element name='e' type='t:R'/><xs:complexType name='B'><xs:sequence><xs:element name='a' type='xs:string'/>"
        + "</xs:sequence></xs:complexType><xs:complexType name='X'><xs:complexContent><xs:extension base='t:B'><xs:sequence>"
        + "<xs:element name='b' type='xs:string' minOccurs='0'/></xs:sequence></xs:extension></xs:complexContent>"
        + "</xs:complexType><xs:complexType name='R'><xs:complexContent><xs:restriction base='t:X'><xs:sequence><xs:sequence>"
        + "<xs:element name='a' type='t:Short'/></xs:sequence><xs:sequence><xs:element name='b' type='xs:string'/>"
        + "</xs:sequence></xs:sequence></xs:restriction></xs:complexContent></xs:complexType><xs:simpleType name='Short'>"
        + "<xs:restriction base='xs:string'><xs:maxLength value='2'/></xs:restriction></xs:simpleType>", "<t:b>"),
    .init(
      "simple content extended and restricted",
      "<xs:element name='e' type='t:Money'/><xs:complexType name='Amount'><xs:simpleContent><xs:extension base='xs:decimal'>"
        + "<xs:attribute name='unit' type='xs:string'/></xs:extension></xs:simpleContent></xs:complexType>"
        + "<xs:complexType name='Money'><xs:simpleContent><xs:restriction base='t:Amount'><xs:minInclusive value='5'/>"
        + "<xs:attribute name='unit' type='xs:string' use='required'/></xs:restriction></xs:simpleContent></xs:complexType>",
      "unit=\""),
    .init(
      "facets with one bound",
      complex(
        "<xs:sequence><xs:element name='a'><xs:simpleType><xs:restriction base='xs:decimal'><xs:minExclusive value='99.5'/>"
          + "</xs:restriction></xs:simpleType></xs:element><xs:element name='b'><xs:simpleType><xs:restriction base='xs:date'>"
          + "<xs:maxInclusive value='1999-12-31'/></xs:restriction></xs:simpleType></xs:element><xs:element name='c'>"
          + "<xs:simpleType><xs:restriction base='xs:string'><xs:minLength value='12'/></xs:restriction></xs:simpleType>"
          + "</xs:element></xs:sequence>"), "<t:c>"),
    .init(
      "pattern without an end",
      "<xs:element name='e'><xs:simpleType><xs:restriction base='xs:string'><xs:pattern value='(\\d+;)*\\p{Lu}.+'/>"
        + "</xs:restriction></xs:simpleType></xs:element>", "<t:e"),
    .init(
      "all with optional parts",
      complex(
        "<xs:all><xs:element name='a' type='xs:int'/><xs:element name='b' type='xs:int' minOccurs='0'/></xs:all>"),
      "<t:a>1</t:a>"),
    .init(
      "mixed content",
      "<xs:element name='e'><xs:complexType mixed='true'><xs:sequence><xs:element name='a' type='xs:int'/></xs:sequence>"
        + "</xs:complexType></xs:element>", "<t:a>1</t:a>"),
    .init(
      "references to keys, and fields of keys that must differ",
      "<xs:element name='e'><xs:complexType><xs:sequence><xs:element name='i' type='t:K' minOccurs='12' maxOccurs='12'/>"
        + "<xs:element name='r' type='t:K'/><xs:element name='p' minOccurs='0' type='xs:int'/></xs:sequence>"
        + "</xs:complexType><xs:key name='K'><xs:selector xpath='t:i'/><xs:field xpath='@k'/></xs:key>"
        + "<xs:keyref name='R' refer='t:K'><xs:selector xpath='.//t:r'/><xs:field xpath='@k'/></xs:keyref>"
        + "<xs:keyref name='P' refer='t:K'><xs:selector xpath='t:p'/><xs:field xpath='.'/></xs:keyref></xs:element>"
        + "<xs:complexType name='K'><xs:attribute name='k' use='required'><xs:simpleType><xs:restriction base='xs:int'>"
        + "<xs:maxInclusive value='13'/></xs:restriction></xs:simpleType></xs:attribute></xs:complexType>",
      "<t:r k=\"1\"/>"),
  ]

  @Test(arguments: constructs)
  func `The samples of a rare construct are valid, in every mode`(_ construct: Construct) throws {
    let set = try schemaSet(construct.schema)
    let validator = try SchemaValidator(set)
    #expect(validator.notes.isEmpty, "\(validator.notes)")
    for optional in OptionalParts.allCases {
      let sample = try SampleWriter(set, optional: optional).sample(element: t("e"))
      #expect(sample.problems.isEmpty, "\(sample.problems)")
      let result = try validator.validate(Array(sample.text().utf8))
      #expect(result.isValid, "\(sample.text())\n\(result.violations)")
    }
    let text = try set.text(t("e"))
    #expect(text.contains(construct.text), "\(text)")
  }
}
