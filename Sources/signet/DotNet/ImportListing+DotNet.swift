internal import Basics
internal import Collections
internal import ServiceModel

extension ImportListing {
  init(_ contents: ServiceModelContents, requests: [StoredRequest], isWritten: Bool) {
    var found = contents.endpoints.flatMap(\.lines)
    if contents.endpoints.isEmpty { found.append("no client endpoint") }
    found += contents.otherBindings.map { "binding \($0.name.neutralised): \($0.binding)".neutralised }
    self.init(
      found: found,
      members: [
        .init("endpoints", .array(contents.endpoints.map(\.json))),
        .init(
          "bindings",
          .array(contents.otherBindings.map { ["name": .string($0.name), "binding": .string("\($0.binding)")] })),
      ],
      requests: requests, isWritten: isWritten,
      questions: contents.questions.map { ["endpoint": .string($0.endpoint), "text": .string($0.text)] },
      questionTexts: contents.questions.map { $0.text + Self.advice }, notCarriedOver: contents.notCarriedOver,
      problems: contents.problems.map {
        Problem(severity: $0.severity.rawValue, summary: $0.summary, detail: $0.detail, line: $0.line)
      })
  }

  private static let advice =
    "\n    → choose a certificate file for the request's identity, or name one with --identity"
}

extension ServiceModelContents.Endpoint {
  fileprivate var lines: [String] {
    let operations = self.operations.map { operation in
      let action = operation.action.map { " (\($0))" } ?? ""
      return "  operation: \(operation.name)\(action)\(operation.isOneWay ? ", one-way" : "")".neutralised
    }
    let contract = self.contract.isEmpty ? [] : ["  contract: \(self.contract)".neutralised]
    return ["\(name)  \(address ?? "no address")".neutralised] + contract
      + ["  binding: \(binding.map { "\($0)" } ?? "none that can be used")".neutralised] + operations
  }

  fileprivate var json: JSONValue {
    [
      "name": .string(name), "address": .optional(address), "contract": .string(contract),
      "binding": .optional(binding.map { "\($0)" }),
      "operations": .array(
        operations.map {
          ["name": .string($0.name), "soapAction": .optional($0.action), "oneWay": .bool($0.isOneWay)]
        }),
    ]
  }
}
