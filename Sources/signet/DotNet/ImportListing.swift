internal import Basics
internal import Collections
internal import ServiceModel

/// What was found in a .NET file and what was made of it.
struct ImportListing {
  var contents: ServiceModelContents
  var requests: [StoredRequest]
  var isWritten: Bool

  var text: String {
    var lines = contents.endpoints.flatMap(endpoint)
    if contents.endpoints.isEmpty { lines.append("no client endpoint") }
    lines += contents.otherBindings.map { "binding \($0.name.neutralised): \($0.binding)".neutralised }
    if isWritten { lines += section("written", requests.map { $0.path + ".yaml" }) }
    lines += section("questions", contents.questions.map { answer in "\(answer.text)\(Self.advice)" })
    lines += section("not carried over", contents.notCarriedOver)
    lines += section(
      "problems",
      contents.problems.map { problem in
        let line = problem.line.map { "line \($0): " } ?? ""
        let detail = problem.detail.split(separator: "\n").map { "\n    " + $0 }.joined()
        return "\(problem.severity.rawValue): \(line)\(problem.summary)\(detail)"
      })
    return lines.joined(separator: "\n") + "\n"
  }

  private static let advice =
    "\n    → choose a certificate file for the request's identity, or name one with --identity"

  private func endpoint(_ endpoint: ServiceModelContents.Endpoint) -> [String] {
    let operations = endpoint.operations.map { operation in
      let action = operation.action.map { " (\($0))" } ?? ""
      return "  operation: \(operation.name)\(action)\(operation.isOneWay ? ", one-way" : "")".neutralised
    }
    let contract = endpoint.contract.isEmpty ? [] : ["  contract: \(endpoint.contract)".neutralised]
    return ["\(endpoint.name)  \(endpoint.address ?? "no address")".neutralised] + contract
      + ["  binding: \(endpoint.binding.map { "\($0)" } ?? "none that can be used")".neutralised] + operations
  }

  private func section(_ title: String, _ items: [String]) -> [String] {
    items.isEmpty ? [] : ["", title + ":"] + items.map { "  " + $0 }
  }

  var json: JSONValue {
    [
      "endpoints": .array(contents.endpoints.map(\.json)),
      "bindings": .array(
        contents.otherBindings.map { ["name": .string($0.name), "binding": .string("\($0.binding)")] }),
      "requests": .array(isWritten ? requests.map(\.json) : []),
      "questions": .array(
        contents.questions.map { ["endpoint": .string($0.endpoint), "text": .string($0.text)] }),
      "notCarriedOver": .strings(contents.notCarriedOver),
      "problems": .array(
        contents.problems.map {
          [
            "severity": .string($0.severity.rawValue), "summary": .string($0.summary), "detail": .string($0.detail),
            "file": .null, "line": .optional($0.line),
          ]
        }),
    ]
  }
}

extension ServiceModelContents.Endpoint {
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

extension StoredRequest {
  fileprivate var json: JSONValue {
    [
      "file": .string(path + ".yaml"), "name": .string(name), "url": .optional(document.url),
      "action": .optional(document.action), "envelope": .string(path + ".xml"),
    ]
  }
}
