internal import Basics
internal import Collections
internal import Schema
internal import WSDL

extension DescriptionRefresh {
  /// How many differences of one operation are shown; JSON has all.
  private static let shownElements = 100

  var text: String {
    var lines = ["compared with \(source)"]
    if changes.isEmpty { lines.append("no operation has changed") }
    lines += changes.ports.flatMap(port)
    if !changes.isComplete { lines += ["", "Some messages were too much to be compared to their ends."] }
    lines += section("documents", documents.map { "\($0.kind.rawValue.padded) \($0.location)" })
    lines += section("written", added.map { $0.path + ".yaml" })
    lines += section(
      "problems",
      problems.map { problem in
        let detail = problem.detail.split(separator: "\n").map { "\n    " + $0 }.joined()
        return "\(problem.severity.rawValue): \(problem.summary)\(detail)"
      })
    if isApplied {
      lines += ["", "The new description is kept; requests that were there are as they were."]
    } else if !changes.isEmpty || !documents.isEmpty {
      lines += [
        "", "Nothing is written: --apply keeps the new description, --add makes requests of new operations too.",
      ]
    }
    return lines.map(\.neutralisedLines).joined(separator: "\n") + "\n"
  }

  private func section(_ title: String, _ items: [String]) -> [String] {
    items.isEmpty ? [] : ["", title + ":"] + items.map { "  " + $0 }
  }

  private func port(_ port: DescriptionChanges.Port) -> [String] {
    let title = port.service.map { "service \($0), port \(port.name)" } ?? "binding \(port.name)"
    let first = port.kind == .changed ? title : "\(title): \(port.kind.rawValue)"
    return ["", first] + port.values.map { "  \($0.words)" } + port.operations.flatMap { operation($0, port) }
  }

  private func operation(_ operation: DescriptionChanges.Operation, _ port: DescriptionChanges.Port) -> [String] {
    let number = operation.number == 1 ? "" : " (\(operation.number))"
    let request = request(of: operation, port).map { "  \($0)" } ?? ""
    let hidden = operation.elements.count - Self.shownElements
    return ["  \(operation.kind.rawValue.padded) \(operation.name)\(number)\(request)"]
      + operation.values.map { "      \($0.words)" }
      + operation.elements.prefix(Self.shownElements).map { "      \($0.words)" }
      + (hidden > 0 ? ["      and \(hidden) more; --format json has all"] : [])
  }

  fileprivate func request(of operation: DescriptionChanges.Operation, _ port: DescriptionChanges.Port) -> String? {
    requests[.init(service: port.service, port: port.name, operation: operation.name, number: operation.number)]
  }

  var json: JSONValue {
    let concerned = changes.ports.flatMap { port in
      port.operations.compactMap { operation in
        request(of: operation, port).map { file in
          JSONValue.object([
            .init("file", .string(file)), .init("operation", .string(operation.name)),
            .init("change", .string(operation.kind.rawValue)),
          ])
        }
      }
    }
    return [
      "source": .string(source), "changed": .bool(!changes.isEmpty), "complete": .bool(changes.isComplete),
      "ports": changes.json,
      "documents": .array(
        documents.map { ["location": .string($0.location), "change": .string($0.kind.rawValue)] }),
      "requests": .array(concerned), "applied": .bool(isApplied),
      "added": .strings(added.map { $0.path + ".yaml" }), "problems": .array(problems.map(\.json)),
    ]
  }
}

extension DescriptionChanges.Value {
  fileprivate var words: String {
    "\(name): \(before.map { "\"\($0)\"" } ?? "none") → \(after.map { "\"\($0)\"" } ?? "none")"
  }
}

extension DescriptionChanges.Element {
  fileprivate var words: String {
    switch (change.before, change.after) {
    case (let before?, let after?) where change.kind == .reordered:
      "\(message) \(change.path): order \(before) → \(after)"
    case (let before?, let after?): "\(message) \(change.path): \(before) → \(after)"
    case (nil, let after?): "\(message) \(change.path): added, \(after)"
    default: "\(message) \(change.path): removed"
    }
  }
}

extension String {
  fileprivate var padded: String { self + String(repeating: " ", count: max(0, 8 - count)) }
}
