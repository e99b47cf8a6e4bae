public import Basics

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
    let isWord = key.name == "chain" || key.name == "flavour"
    switch key.form {
    case .text where isWord: return ["description": description, "enum": .strings(key.words)]
    case .text: return ["description": description, "type": scalar]
    case .list:
      return ["description": description, "type": ["array", "string", "object", "null"], "items": ["type": scalar]]
    case .map:
      return ["description": description, "type": ["object", "null"], "additionalProperties": ["type": scalar]]
    }
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
        "description": "A text, or the source of a secret: env:NAME, file:PATH, command:COMMAND or prompt:.",
        "type": scalar,
      ]),
  ]
}
