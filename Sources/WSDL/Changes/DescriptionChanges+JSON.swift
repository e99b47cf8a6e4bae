public import Basics
internal import Schema

extension DescriptionChanges {
  /// As `signet import wsdl --refresh --format json` prints them.
  public var json: JSONValue { .array(ports.map(\.json)) }
}

extension DescriptionChanges.Port {
  fileprivate var json: JSONValue {
    [
      "service": .optional(service), "port": .string(name), "change": .string(kind.rawValue),
      "values": .array(values.map(\.json)), "operations": .array(operations.map(\.json)),
    ]
  }
}

extension DescriptionChanges.Operation {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "number": .int(number), "change": .string(kind.rawValue),
      "values": .array(values.map(\.json)), "elements": .array(elements.map(\.json)),
    ]
  }
}

extension DescriptionChanges.Value {
  fileprivate var json: JSONValue {
    ["name": .string(name), "before": .optional(before), "after": .optional(after)]
  }
}

extension DescriptionChanges.Element {
  fileprivate var json: JSONValue {
    [
      "message": .string(message), "path": .string(change.path), "change": .string(change.kind.rawValue),
      "before": .optional(change.before), "after": .optional(change.after),
    ]
  }
}
