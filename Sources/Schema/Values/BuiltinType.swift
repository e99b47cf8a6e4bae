internal import XML

/// The types that every schema has (XML Schema 1.0 part 2 section 3): what they derive from, and values to show.
struct BuiltinType: Sendable, Hashable {
  var name: String
  var base: String?
  /// How its values are written; derived types share it, with bounds of their own.
  var form: LexicalForm
  /// Tried in this order; the first that a type's facets accept is shown.
  var samples: [String]
  var minInclusive: String?
  var maxInclusive: String?
  var isList = false

  /// A type of the schema language, or one of the same name and meaning in SOAP's encoding namespace.
  init?(_ name: XMLName) {
    guard let row = Self.find(name) else { return nil }
    self = row
  }

  private init(
    _ name: String, _ base: String?, _ form: LexicalForm, _ samples: [String], min: String? = nil, max: String? = nil,
    isList: Bool = false
  ) {
    self.name = name
    self.base = base
    self.form = form
    self.samples = samples
    minInclusive = min
    maxInclusive = max
    self.isList = isList
  }

  private static func find(_ name: XMLName) -> BuiltinType? {
    if name.isSchema { return byName[name.local] }
    guard let namespace = name.namespace, XMLName.soapEncodingNamespaces.contains(namespace) else { return nil }
    return byName[name.local == "base64" ? "base64Binary" : name.local]
  }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  static let all: [BuiltinType] = [
    .init("anySimpleType", nil, .text, ["text"]),
    .init("string", "anySimpleType", .text, ["text", "A", "1", ""]),
    .init("normalizedString", "string", .text, ["text", "A", "1", ""]),
    .init("token", "normalizedString", .text, ["text", "A", "1", ""]),
    .init("language", "token", .language, ["en", "en-US", "de"]),
    .init("Name", "token", .name, ["name", "A"]),
    .init("NCName", "Name", .ncName, ["name", "A"]),
    .init("ID", "NCName", .ncName, ["id1"]),
    .init("IDREF", "NCName", .ncName, ["id1"]),
    .init("IDREFS", "anySimpleType", .ncName, ["id1"], isList: true),
    .init("ENTITY", "NCName", .ncName, ["name"]),
    .init("ENTITIES", "anySimpleType", .ncName, ["name"], isList: true),
    .init("NMTOKEN", "token", .nmtoken, ["token", "A"]),
    .init("NMTOKENS", "anySimpleType", .nmtoken, ["token"], isList: true),
    .init("boolean", "anySimpleType", .boolean, ["true", "false", "1", "0"]),
    .init("decimal", "anySimpleType", .decimal, ["1.0", "1", "0", "10", "100", "1.00"]),
    .init("integer", "decimal", .integer, ["1", "0", "10", "100"]),
    .init("nonPositiveInteger", "integer", .integer, ["0", "-1"], max: "0"),
    .init("negativeInteger", "nonPositiveInteger", .integer, ["-1"], max: "-1"),
    .init("nonNegativeInteger", "integer", .integer, ["1", "0"], min: "0"),
    .init("positiveInteger", "nonNegativeInteger", .integer, ["1"], min: "1"),
    .init("long", "integer", .integer, ["1", "0"], min: "-9223372036854775808", max: "9223372036854775807"),
    .init("int", "long", .integer, ["1", "0"], min: "-2147483648", max: "2147483647"),
    .init("short", "int", .integer, ["1", "0"], min: "-32768", max: "32767"),
    .init("byte", "short", .integer, ["1", "0"], min: "-128", max: "127"),
    .init("unsignedLong", "nonNegativeInteger", .integer, ["1", "0"], min: "0", max: "18446744073709551615"),
    .init("unsignedInt", "unsignedLong", .integer, ["1", "0"], min: "0", max: "4294967295"),
    .init("unsignedShort", "unsignedInt", .integer, ["1", "0"], min: "0", max: "65535"),
    .init("unsignedByte", "unsignedShort", .integer, ["1", "0"], min: "0", max: "255"),
    .init("float", "anySimpleType", .float, ["1.0", "1", "0"]),
    .init("double", "anySimpleType", .float, ["1.0", "1", "0"]),
    .init("duration", "anySimpleType", .duration, ["P1D", "PT1H", "PT0S", "P1Y"]),
    .init(
      "dateTime", "anySimpleType", .dateTime,
      ["2025-01-31T12:00:00Z", "2025-01-31T12:00:00", "2025-01-31T12:00:00.000Z", "2025-01-31T12:00:00+00:00"]),
    .init("date", "anySimpleType", .date, ["2025-01-31", "2025-01-31Z"]),
    .init("time", "anySimpleType", .time, ["12:00:00Z", "12:00:00", "12:00:00.000Z"]),
    .init("gYearMonth", "anySimpleType", .yearMonth, ["2025-01"]),
    .init("gYear", "anySimpleType", .year, ["2025"]),
    .init("gMonthDay", "anySimpleType", .monthDay, ["--01-31"]),
    .init("gDay", "anySimpleType", .day, ["---31"]),
    .init("gMonth", "anySimpleType", .month, ["--01"]),
    .init("hexBinary", "anySimpleType", .hexBinary, ["00", "0A1B", ""]),
    .init("base64Binary", "anySimpleType", .base64Binary, ["AAAA", "dGV4dA==", ""]),
    .init("anyURI", "anySimpleType", .text, ["http://example.com/", "urn:example", "A"]),
    .init("QName", "anySimpleType", .qName, ["name"]),
    .init("NOTATION", "anySimpleType", .qName, ["name"]),
  ]
}
