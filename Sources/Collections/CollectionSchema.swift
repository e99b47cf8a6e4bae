public import Basics
internal import Handshake

/// The files of a collection as JSON Schema (draft 2020-12), for editors and reviewers; made from the tables that read
/// the files.
public enum CollectionSchema: String, Sendable, CaseIterable {
  case request, collection, folder, environment

  /// Which files it is for.
  public var title: String {
    switch self {
    case .request: "A request of a Signet collection: Name.yaml"
    case .collection: "The settings of a Signet collection: collection.yaml"
    case .folder: "What the requests of a folder share: folder.yaml"
    case .environment: "Values of one system: environments/NAME.yaml"
    }
  }

  public var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("$schema", "https://json-schema.org/draft/2020-12/schema"), .init("title", .string(title)),
      .init("type", .array(["object", "null"])),
    ]
    switch self {
    case .request: members.append(.init("properties", Self.requestProperties))
    case .collection: members.append(.init("properties", Self.settings(SettingsKey.collection)))
    case .folder: members.append(.init("properties", Self.settings(SettingsKey.folder)))
    case .environment: members += Self.variables
    }
    return .object(members)
  }

  /// YAML readers make numbers and truth values of texts such as `1.2` and `no`.
  private static let scalar: JSONValue = ["string", "number", "boolean", "null"]

  private static var requestProperties: JSONValue {
    .object(RequestDocument.keys.map { .init($0.name, property(of: $0)) })
  }

  private static func property(of key: RequestDocument.Key) -> JSONValue {
    let description = JSONValue.string(key.hint.prefix(1).uppercased() + key.hint.dropFirst() + ".")
    var members: [JSONValue.Member] = [.init("description", description)]
    switch key.form {
    case .text: members += value(of: key)
    case .list:
      let line = self.line(of: key)
      members.append(.init("type", ["array", "string", "number", "boolean", "object", "null"]))
      members.append(.init("items", .object([.init("type", scalar)] + line)))
      members += line
    case .map:
      members += [.init("type", ["object", "null"]), .init("additionalProperties", ["type": scalar])]
    }
    return .object(members)
  }

  /// What a value of one text can be.
  private static func value(of key: RequestDocument.Key) -> [JSONValue.Member] {
    switch key.name {
    case "chain", "flavour":
      return oneOf(key.words.map { .string($0) })
    case "one-way", "insecure", "legacy-renegotiation":
      return [.init("type", ["boolean", "string", "null"]), .init("pattern", pattern(anyCase(Bool.words)))]
    case "tls-min", "tls-max":
      // An editor takes 1.2 for a number.
      return oneOf(TLSVersion.texts.flatMap { [.string($0)] + (Double($0).map { [.double($0)] } ?? []) })
    case "connect-timeout", "max-time", "idle-time":
      return [
        .init("type", ["number", "string", "null"]), .init("exclusiveMinimum", 0), .init("maximum", 86400),
        .init("pattern", pattern("[+]?[0-9.]+([eE][+-]?[0-9]+)?")),
      ]
    case "security-level": return whole(0, 5)
    case "max-response": return whole(1, 1 << 40)
    case "user-password":
      let sources = ["env:.+", "file:.+", "keyring:[A-Za-z0-9_./@-]{1,128}", "command:.+", "prompt:", "\\{\\{.+\\}\\}"]
      return [
        .init("type", ["string", "null"]), .init("pattern", .string("^(\(sources.joined(separator: "|")))$")),
      ]
    default: return [.init("type", scalar)]
    }
  }

  private static func whole(_ minimum: Int, _ maximum: Int) -> [JSONValue.Member] {
    [
      .init("type", ["integer", "string", "null"]), .init("minimum", .int(minimum)),
      .init("maximum", .int(maximum)), .init("pattern", pattern("[0-9]+")),
    ]
  }

  /// Editors offer what is listed.
  private static func oneOf(_ values: [JSONValue]) -> [JSONValue.Member] {
    [.init("anyOf", [["enum": .array(values + [.null])], ["type": "string", "pattern": "\\{\\{.+\\}\\}"]])]
  }

  /// What a text can be, if it has no placeholders.
  private static func pattern(_ text: String) -> JSONValue { .string("^(\(text)|.*\\{\\{.+\\}\\}.*)$") }

  /// What a line of a list begins with; nothing where it can be anything.
  private static func line(of key: RequestDocument.Key) -> [JSONValue.Member] {
    let words = "(" + key.words.joined(separator: "|") + ")"
    switch key.name {
    case "headers": return [.init("pattern", "^[^:]+:")]
    case "behaviors": return [.init("pattern", .string("^ *(off +)?\(words)( |$)"))]
    case "assertions": return [.init("pattern", .string("^ *(\(words)( |$)|\\{\\{)"))]
    default: return []
    }
  }

  /// `[Yy][Ee][Ss]|…`: a pattern of JSON Schema has no flags.
  private static func anyCase(_ words: [String]) -> String {
    words.map { word in word.map { "[\($0.uppercased())\($0)]" }.joined() }.joined(separator: "|")
  }

  private static func settings(_ keys: [SettingsKey]) -> JSONValue {
    .object(
      keys.map { key in
        var members: [JSONValue.Member] = [.init("description", .string(key.help))]
        switch key.form {
        case .text: members.append(.init("type", scalar))
        case .list: members += [.init("type", ["array", "null"]), .init("items", ["type": scalar])]
        case .document: members += [.init("type", ["object", "null"]), .init("properties", requestProperties)]
        case .variables: members += [.init("type", ["object", "null"])] + variables
        }
        return .init(key.name, .object(members))
      })
  }

  private static let variables: [JSONValue.Member] = [
    .init("propertyNames", ["pattern": "^[A-Za-z_][A-Za-z0-9_.-]*$"]),
    .init(
      "additionalProperties",
      [
        "description":
          "A text, or the source of a secret: env:NAME, file:PATH, keyring:NAME, command:COMMAND or prompt:.",
        "type": scalar,
      ]),
  ]
}
