/// The rules of validation that libxml2 has a number for (`xmlParserErrors` from 1801), by their names in XML Schema 1.0.
struct ValidationRule: Sendable {
  var code: Int
  var name: String
  var meaning: String

  static func by(code: Int) -> ValidationRule { byCode[code] ?? unnamed }

  /// Whether the code says again, of the whole value, what another said of a facet.
  static func isSummary(_ code: Int) -> Bool { (1824...1826).contains(code) }

  private static let unnamed = ValidationRule(0, "cvc", "The content follows its schema.")
  private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

  private init(_ code: Int, _ name: String, _ meaning: String) {
    self.code = code
    self.name = name
    self.meaning = meaning
  }

  static let all: [ValidationRule] = [
    .init(1808, "cvc-type", "An abstract element or type does not stand in a message itself."),
    .init(1816, "cos-nonambig", "An element's name alone tells what it belongs to."),
    .init(1824, "cvc-datatype-valid", "A value is written as its type demands."),
    .init(1825, "cvc-datatype-valid", "Each item of a list is written as the item's type demands."),
    .init(1826, "cvc-datatype-valid", "A value is written as one of the union's member types demands."),
    .init(1827, "cvc-type", "An element of a simple type has no attributes but those of xsi."),
    .init(1828, "cvc-type", "An element of a simple type holds no elements."),
    .init(1829, "cvc-facet-valid", "A value satisfies every facet of its type."),
    .init(1830, "cvc-length-valid", "A value has exactly the length that its type demands."),
    .init(1831, "cvc-minLength-valid", "A value is at least as long as its type demands."),
    .init(1832, "cvc-maxLength-valid", "A value is at most as long as its type allows."),
    .init(1833, "cvc-minInclusive-valid", "A value is not below the least that its type allows."),
    .init(1834, "cvc-maxInclusive-valid", "A value is not above the most that its type allows."),
    .init(1835, "cvc-minExclusive-valid", "A value is above the bound of its type."),
    .init(1836, "cvc-maxExclusive-valid", "A value is below the bound of its type."),
    .init(1837, "cvc-totalDigits-valid", "A number has no more digits than its type allows."),
    .init(1838, "cvc-fractionDigits-valid", "A number has no more digits behind the point than its type allows."),
    .init(1839, "cvc-pattern-valid", "A value matches the pattern of its type."),
    .init(1840, "cvc-enumeration-valid", "A value is one of those that its type lists."),
    .init(1841, "cvc-complex-type.2.1", "An element of an empty type holds nothing, not even white space."),
    .init(1842, "cvc-complex-type.2.2", "An element of simple content holds text only."),
    .init(1843, "cvc-complex-type.2.3", "Between the child elements there is no text, unless the type is mixed."),
    .init(1844, "cvc-complex-type.2.4", "The child elements follow the content model."),
    .init(1845, "cvc-elt.1", "An element is declared."),
    .init(1846, "cvc-elt.2", "An abstract element is replaced by a member of its substitution group."),
    .init(1847, "cvc-elt.3.1", "Only a nillable element has xsi:nil."),
    .init(1848, "cvc-elt.3.2.1", "A nil element holds nothing."),
    .init(1849, "cvc-elt.3.2.2", "An element with a fixed value is not nil."),
    .init(1850, "cvc-elt.4.1", "xsi:type holds a qualified name."),
    .init(1851, "cvc-elt.4.2", "xsi:type names a type that is declared."),
    .init(1852, "cvc-elt.4.3", "xsi:type names a type that is derived from the declared one."),
    .init(1853, "cvc-elt.5.1.1", "A default value fits the type that is used."),
    .init(1854, "cvc-elt.5.1.2", "A default value fits the type that is used."),
    .init(1855, "cvc-elt.5.2.1", "An element follows its type."),
    .init(1856, "cvc-elt.5.2.2.1", "An element with a fixed value holds no elements."),
    .init(1857, "cvc-elt.5.2.2.2.1", "An element with a fixed value holds that value."),
    .init(1858, "cvc-elt.5.2.2.2.2", "An element with a fixed value holds that value."),
    .init(1859, "cvc-elt.6", "Identity constraints hold."),
    .init(1860, "cvc-elt.7", "Identifiers are there once, and references lead to one."),
    .init(1861, "cvc-attribute.1", "An attribute is declared."),
    .init(1862, "cvc-attribute.2", "The type of an attribute is known."),
    .init(1863, "cvc-attribute.3", "An attribute has a value of its type."),
    .init(1864, "cvc-attribute.4", "An attribute with a fixed value has that value."),
    .init(1865, "cvc-complex-type.3.1", "An attribute has a value of its type."),
    .init(1866, "cvc-complex-type.3.2.1", "Each attribute is declared for the element's type."),
    .init(
      1867, "cvc-complex-type.3.2.2", "Each attribute is declared for the element's type, or allowed by its wildcard."),
    .init(1868, "cvc-complex-type.4", "Every required attribute is there."),
    .init(1869, "cvc-complex-type.5.1", "An element has at most one attribute of type ID."),
    .init(1870, "cvc-complex-type.5.2", "An element has at most one attribute of type ID."),
    .init(1871, "cvc-complex-type.2.4", "The child elements follow the content model."),
    .init(1873, "cvc-complex-type.1", "The type of an element in a message is not abstract."),
    .init(1874, "cvc-au", "An attribute with a fixed value has that value."),
    .init(1875, "cvc-type.1", "The type of an element is known."),
    .init(1876, "cvc-type.2", "The type of an element in a message is not abstract."),
    .init(1877, "cvc-identity-constraint.4", "Keys are there once, and references lead to one."),
    .init(1878, "cvc-wildcard", "An element where any may stand is declared, when the wildcard is strict."),
  ]
}
