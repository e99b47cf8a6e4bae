internal import Basics
internal import Bindings
internal import Handshake

/// Calls as a collection for Postman (schema v2.1). Certificates are settings of its own, by host.
enum PostmanWriter {
  private static let schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"

  static func write(_ calls: [HTTPCall]) -> ExportedText {
    var omissions = calls.flatMap(\.routeOmissions)
    if calls.contains(where: \.usesCertificate) {
      omissions.append("client certificates: Postman has them in Settings, Certificates, for each host")
    }
    if calls.contains(where: { $0.connection.anchorsPath != nil || $0.connection.anchorsFolder != nil }) {
      omissions.append("authorities of servers: Postman has them in Settings, Certificates")
    }
    for call in calls where call.user != nil && call.credential != .windows {
      omissions.append(
        "\(call.line): the user's password: Postman takes it from a variable \(ExportVariable.userPassword.rawValue)")
    }
    for call in calls where call.bodyText == nil { omissions.append("\(call.line): the message, which is no text") }
    let collection: JSONValue = [
      "info": [
        "name": .string(calls.first?.folders.first ?? calls.first?.name ?? "Requests"), "schema": .string(schema),
      ],
      "item": .array(items(calls[...], depth: 0)),
    ]
    return ExportedText(text: collection.pretty + "\n", notCarriedOver: omissions)
  }

  /// Calls of one folder that stand together make one folder.
  private static func items(_ calls: ArraySlice<HTTPCall>, depth: Int) -> [JSONValue] {
    var items: [JSONValue] = []
    var rest = calls
    while let call = rest.first {
      guard call.folders.count > depth else {
        items.append(item(call))
        rest = rest.dropFirst()
        continue
      }
      let name = call.folders[depth]
      let inside = rest.prefix { $0.folders.count > depth && $0.folders[depth] == name }
      items.append(["name": .string(name), "item": .array(self.items(inside, depth: depth + 1))])
      rest = rest.dropFirst(inside.count)
    }
    return items
  }

  private static func item(_ call: HTTPCall) -> JSONValue {
    let request: JSONValue = [
      "method": .string(call.method),
      "header": .array(call.pairs.map { ["key": .string($0.name), "value": .string($0.value)] }),
      "body": [
        "mode": "raw", "raw": .string(call.bodyText ?? ""), "options": ["raw": ["language": "xml"]],
      ],
      "url": .string(call.url), "auth": authentication(call),
    ]
    var members: [JSONValue.Member] = [.init("name", .string(call.name)), .init("request", request)]
    if call.connection.isInsecure { members.append(.init("protocolProfileBehavior", ["strictSSL": false])) }
    return .object(members)
  }

  private static func authentication(_ call: HTTPCall) -> JSONValue {
    guard let user = call.user, let kind = call.credential, kind != .windows else { return ["type": "noauth"] }
    let name = kind.rawValue.lowercased()
    let values: JSONValue = [
      ["key": "username", "value": .string(user), "type": "string"],
      ["key": "password", "value": .string("{{\(ExportVariable.userPassword.rawValue)}}"), "type": "string"],
    ]
    return .object([.init("type", .string(name)), .init(name, values)])
  }
}
