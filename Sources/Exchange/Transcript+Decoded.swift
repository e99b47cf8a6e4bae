public import Basics
public import Handshake

extension Transcript {
  /// The whole handshake as JSON: each message with time, bytes in hexadecimal, and its tree of fields, each with the
  /// place of its bytes (`offset`, `length`).
  public var decodedJSON: JSONValue {
    [
      "messages": .array(messages.map(\.decodedJSON)),
      "omittedMessages": .int(omittedMessages),
      "foreignBytes": .string(foreignBytes.hexadecimal()),
    ]
  }
}

extension Transcript.Message {
  fileprivate var decodedJSON: JSONValue {
    [
      "from": .string(from.rawValue),
      "leg": .string(leg == .proxy ? "proxy" : "origin"),
      "type": .string(type),
      "tlsVersion": .optional(tlsVersion?.description),
      "atMicroseconds": .int(Int(atMicroseconds)),
      "summary": .string(summary),
      "fields": .array(fields.map(\.json)),
      "hexadecimal": .string(bytes.hexadecimal()),
    ]
  }
}

extension Transcript.Field {
  fileprivate var json: JSONValue {
    var members = [JSONValue.Member("name", .string(name)), JSONValue.Member("value", .string(value))]
    if let range {
      members += [JSONValue.Member("offset", .int(range.lowerBound)), JSONValue.Member("length", .int(range.count))]
    }
    if !children.isEmpty { members.append(JSONValue.Member("fields", .array(children.map(\.json)))) }
    return .object(members)
  }
}
