internal import Basics
internal import WSDL
internal import XML

/// A description as people read it.
struct DescriptionListing {
  private let description: ServiceDescription

  init(_ description: ServiceDescription) { self.description = description }

  var text: String {
    var lines = description.services.flatMap { service in
      ["service \(service.name)"] + service.ports.flatMap(port)
    }
    if description.services.isEmpty { lines.append("no service") }
    if !description.unusedBindings.isEmpty {
      lines += ["", "bindings without a port:"]
      lines += description.unusedBindings.flatMap(port)
    }
    return (lines.map(\.neutralised) + Self.problems(description.problems)).joined(separator: "\n") + "\n"
  }

  private func port(_ port: ServiceDescription.Port) -> [String] {
    ["  port \(port.name)  \(port.kind.title)  \(port.address ?? "no address")"]
      + port.operations.map { "    \(line($0))" }
  }

  private func line(_ operation: ServiceDescription.Operation) -> String {
    let shape = [operation.style?.rawValue, operation.use?.rawValue].compactMap(\.self).joined(separator: "/")
    let notes = [
      shape.isEmpty ? nil : shape, operation.isOneWay ? "one-way" : nil,
      operation.soapAction.map { "action \"\($0)\"" },
      operation.input.map { "input \($0.bodyName ?? "empty")" },
      operation.input.flatMap { header($0.headers.count) },
    ]
    return "\(operation.name)  " + notes.compactMap(\.self).joined(separator: ", ")
  }

  private func header(_ count: Int) -> String? {
    count == 0 ? nil : "\(count) header block\(count == 1 ? "" : "s")"
  }

  private static func problems(_ problems: [DescriptionProblem]) -> [String] {
    problems.isEmpty ? [] : ["", "problems:"] + problems.flatMap(lines)
  }

  private static func lines(_ problem: DescriptionProblem) -> [String] {
    let place = [problem.file?.neutralised, problem.line.map(String.init)].compactMap(\.self).joined(separator: ":")
    return ["  \(problem.severity.rawValue): \(problem.summary)"]
      + (place.isEmpty ? [] : ["    \(place)"])
      + problem.detail.split(separator: "\n").map { "    \($0)" }
  }
}

extension ServiceDescription.Port.Kind {
  var title: String {
    switch self {
    case .soap11: "SOAP 1.1"
    case .soap12: "SOAP 1.2"
    case .http: "HTTP without SOAP"
    case .other(let namespace): namespace.isEmpty ? "no known binding" : "other binding \(namespace)"
    }
  }
}
