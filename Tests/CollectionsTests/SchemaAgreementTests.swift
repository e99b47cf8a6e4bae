import Basics
import Collections
import Foundation
import Testing

/// The published schema, read by a validator of the few words it uses, against what the reader takes.
@Suite struct SchemaAgreementTests {
  /// A line as the file has it, and the value that an editor's YAML reader makes of it.
  struct Sample: Sendable, CustomTestStringConvertible {
    var yaml: String
    var key: String
    var value: JSONValue
    var testDescription: String { yaml }

    init(_ yaml: String, _ value: JSONValue) {
      (self.yaml, self.value) = (yaml, value)
      key = String(yaml.prefix { $0 != ":" })
    }
  }

  static let taken: [Sample] = [
    Sample("url: https://h/s", "https://h/s"), Sample("action: ''", ""), Sample("one-way: yes", "yes"),
    Sample("one-way: true", true), Sample("insecure: Off", "Off"), Sample("binding: basic", "basic"),
    Sample("tls-min: 1.2", .double(1.2)), Sample("tls-max: '1.3'", "1.3"), Sample("chain: leaf", "leaf"),
    Sample("flavour: netFramework", "netFramework"), Sample("max-time: 2.5", .double(2.5)),
    Sample("connect-timeout: 30", 30), Sample("idle-time: '5'", "5"), Sample("security-level: 0", 0),
    Sample("max-response: 1000", 1000), Sample("user-password: env:A", "env:A"),
    Sample("user-password: 'prompt:'", "prompt:"), Sample("user-password: keyring:a/b", "keyring:a/b"),
    Sample("user-password: '{{secret}}'", "{{secret}}"), Sample("headers: ['X-A: 1']", ["X-A: 1"]),
    Sample("headers: 'X-A: 1'", "X-A: 1"), Sample("headers: {X-A: 1}", ["X-A": 1]),
    Sample("behaviors: [off mtom]", ["off mtom"]), Sample("behaviors: [http-header X=1]", ["http-header X=1"]),
    Sample("assertions: [status = 200]", ["status = 200"]), Sample("assertions:", .null),
    Sample("tags: [a, 2]", ["a", 2]), Sample("crl: a.pem", "a.pem"), Sample("captures: {a: status}", ["a": "status"]),
    Sample("namespaces: {p: urn:p}", ["p": "urn:p"]), Sample("x-own: {deep: [1]}", ["deep": [1]]),
    Sample("envelope: Other.xml", "Other.xml"), Sample("identity: 7", 7), Sample("tls-min: '{{v}}'", "{{v}}"),
    Sample("max-time: '{{v}}0'", "{{v}}0"), Sample("max-response: '{{v}}'", "{{v}}"),
    Sample("insecure: '{{v}}'", "{{v}}"), Sample("chain: '{{v}}'", "{{v}}"), Sample("one-way: '{{v}}'", "{{v}}"),
    Sample("assertions: ['status = {{v}}']", ["status = {{v}}"]), Sample("assertions: ['{{v}}']", ["{{v}}"]),
    Sample("behaviors: ['encoding {{v}}']", ["encoding {{v}}"]),
  ]

  static let refused: [Sample] = [
    Sample("one-way: maybe", "maybe"), Sample("insecure: 2", 2), Sample("tls-min: 1.4", .double(1.4)),
    Sample("chain: half", "half"), Sample("flavour: java", "java"), Sample("max-time: soon", "soon"),
    Sample("max-time: 0", 0), Sample("max-time: 90000", 90000), Sample("connect-timeout: -1", -1),
    Sample("security-level: 9", 9), Sample("security-level: high", "high"), Sample("max-response: 0", 0),
    Sample("user-password: hunter2", "hunter2"), Sample("user-password: pass:x", "pass:x"),
    Sample("user-password: keyring:a b", "keyring:a b"), Sample("headers: [none]", ["none"]),
    Sample("headers: none", "none"), Sample("behaviors: [dance]", ["dance"]),
    Sample("assertions: [stauts = 200]", ["stauts = 200"]), Sample("assertions: stauts", "stauts"),
    Sample("user-password: 'hunter{{v}}'", "hunter{{v}}"), Sample("behaviors: ['{{v}}']", ["{{v}}"]),
    Sample("url: [a]", ["a"]), Sample("url: {a: b}", ["a": "b"]), Sample("captures: [a]", ["a"]),
    Sample("namespaces: p", "p"), Sample("tags: [[a]]", [["a"]]),
  ]

  private func errors(_ sample: Sample) -> [Collection.Problem] {
    let disk = TemporaryFolder()
    disk.write("name: c\n", to: "collection.yaml")
    disk.write(sample.yaml + "\n", to: "R.yaml")
    disk.write("<e/>", to: "R.xml")
    return CollectionFolder(path: disk.path).load().problems.filter { $0.severity == .error }
  }

  private func schemaTakes(_ sample: Sample) throws -> Bool {
    try Validator().accepts(.object([.init(sample.key, sample.value)]), CollectionSchema.request.json)
  }

  @Test(arguments: taken) func `what the reader takes, the schema takes`(sample: Sample) throws {
    #expect(errors(sample).isEmpty, "\(errors(sample))")
    #expect(try schemaTakes(sample))
  }

  @Test(arguments: refused) func `what the schema refuses, the reader refuses`(sample: Sample) throws {
    #expect(!errors(sample).isEmpty)
    #expect(try !schemaTakes(sample))
  }

  @Test func `every key has a value that is tried`() {
    let tried = Set((Self.taken + Self.refused).map(\.key))
    let free: Set = [
      "security", "credential", "message-credential", "elements", "message-version", "encoding", "user", "cacert",
      "capath", "ciphers", "curves", "legacy-renegotiation", "proxy", "resolve",
    ]
    #expect(Set(RequestDocument.keyNames).subtracting(tried) == free)
  }

  @Test(arguments: [("a: 1", true), ("a.b-c: x", true), ("1a: x", false), ("a: [x]", false)])
  func `environments agree too`(yaml: String, isTaken: Bool) throws {
    let disk = TemporaryFolder()
    disk.write("name: c\n", to: "collection.yaml")
    disk.write(yaml + "\n", to: "environments/e.yaml")
    let problems = CollectionFolder(path: disk.path).load().problems
    #expect(problems.isEmpty == isTaken)
    let parts = yaml.split(separator: ": ").map { String($0) }
    let value: JSONValue = parts[1] == "[x]" ? ["x"] : .string(parts[1])
    #expect(
      try Validator().accepts(.object([.init(parts[0], value)]), CollectionSchema.environment.json) == isTaken)
  }
}

/// JSON Schema (draft 2020-12) as far as these schemas go. A word that it does not know is an error, not a yes.
private struct Validator {
  struct UnknownWord: Error { var word: String }

  func accepts(_ value: JSONValue, _ schema: JSONValue) throws -> Bool {
    guard case .object(let members) = schema else { return true }
    for member in members where try !holds(member.name, member.value, value) { return false }
    return true
  }

  private func holds(_ word: String, _ rule: JSONValue, _ value: JSONValue) throws -> Bool {
    switch (word, rule, value) {
    case ("$schema", _, _), ("title", _, _), ("description", _, _): return true
    case ("type", .array(let types), _): return types.contains { Self.types(of: value).contains($0) }
    case ("type", _, _): return Self.types(of: value).contains(rule)
    case ("enum", .array(let values), _): return values.contains(value)
    case ("anyOf", .array(let schemas), _): return try schemas.contains { try accepts(value, $0) }
    case ("pattern", .string(let pattern), .string(let text)): return try text.firstMatch(of: Regex(pattern)) != nil
    case ("minimum", _, _), ("maximum", _, _), ("exclusiveMinimum", _, _):
      guard let number = Self.number(value), let bound = Self.number(rule) else { return true }
      return word == "minimum" ? number >= bound : word == "maximum" ? number <= bound : number > bound
    case ("items", _, .array(let items)): return try items.allSatisfy { try accepts($0, rule) }
    case ("properties", _, .object(let members)):
      return try members.allSatisfy { member in try rule[member.name].map { try accepts(member.value, $0) } ?? true }
    case ("additionalProperties", _, .object(let members)):
      return try members.allSatisfy { try accepts($0.value, rule) }
    case ("propertyNames", _, .object(let members)):
      return try members.allSatisfy { try accepts(.string($0.name), rule) }
    case ("pattern", _, _), ("items", _, _), ("properties", _, _), ("additionalProperties", _, _),
      ("propertyNames", _, _):
      return true
    default: throw UnknownWord(word: word)
    }
  }

  private static func types(of value: JSONValue) -> [JSONValue] {
    switch value {
    case .null: ["null"]
    case .bool: ["boolean"]
    case .int: ["number", "integer"]
    case .double(let number): number == number.rounded() ? ["number", "integer"] : ["number"]
    case .string: ["string"]
    case .array: ["array"]
    case .object: ["object"]
    }
  }

  private static func number(_ value: JSONValue) -> Double? {
    switch value {
    case .int(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }
}
