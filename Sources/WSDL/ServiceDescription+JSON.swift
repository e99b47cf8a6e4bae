public import Basics
internal import XML

extension ServiceDescription {
  /// What the description holds, as `signet import wsdl --list --format json` prints it.
  public var json: JSONValue {
    [
      "services": .array(
        services.map { service in
          [
            "name": .string(service.name), "targetNamespace": .optional(service.targetNamespace),
            "ports": .array(service.ports.map(\.json)),
          ]
        }),
      "bindingsWithoutPort": .array(unusedBindings.map(\.json)), "problems": .array(problems.map(\.json)),
    ]
  }
}

extension ServiceDescription.Port {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "binding": .string("\(binding)"), "address": .optional(address),
      "soapVersion": kind == .soap11 ? "1.1" : kind == .soap12 ? "1.2" : .null,
      "operations": .array(operations.map(\.json)),
    ]
  }
}

extension ServiceDescription.Operation {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "soapAction": .optional(soapAction), "style": .optional(style?.rawValue),
      "use": .optional(use?.rawValue), "oneWay": .bool(isOneWay), "input": .optional(input?.bodyName),
      "faults": .int(faults.count), "headers": .strings((input?.headers ?? []).compactMap { $0.name?.description }),
    ]
  }
}

extension DescriptionProblem {
  public var json: JSONValue {
    [
      "severity": .string(severity.rawValue), "summary": .string(summary), "detail": .string(detail),
      "file": .optional(file), "line": .optional(line),
    ]
  }
}
