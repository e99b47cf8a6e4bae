internal import Basics
internal import Schema
internal import Screen
internal import WSDL
internal import XML

/// One line of the explorer's tree. What it says is worked out when it is drawn.
struct ExplorerRow: Sendable {
  enum Kind: Sendable {
    case service(Int)
    /// By its place among all ports.
    case port(Int)
    case operation(port: Int, Int)
    case message(title: String, ServiceDescription.Message)
    case fault(ServiceDescription.Fault)
    case header(ServiceDescription.Header)
    case part(ServiceDescription.Part)
    case allProblems
    /// By its place among the description's.
    case problem(Int)
    case allElements, allTypes
    /// Of those that are declared for all.
    case element(XMLName)
    case type(XMLName)
    case node(SchemaOutline.Node)
    /// Something that is missing.
    case note(String)
  }

  var kind: Kind
  var depth: Int
  var isOpen = false
  /// The same element of the same type lies above.
  var isRecursive = false
}

extension OpenDescription {
  /// The first level of the tree.
  var roots: [ExplorerRow] {
    let services = description.services.indices.map { ExplorerRow(kind: .service($0), depth: 0) }
    let bound = ports.count - description.unusedBindings.count
    let loose = (bound..<ports.count).map { ExplorerRow(kind: .port($0), depth: 0) }
    let problems = description.problems.isEmpty ? [] : [ExplorerRow(kind: .allProblems, depth: 0)]
    var rows = problems + services + loose
    if !schemas.elementNames.isEmpty { rows.append(ExplorerRow(kind: .allElements, depth: 0)) }
    if !schemas.typeNames.isEmpty { rows.append(ExplorerRow(kind: .allTypes, depth: 0)) }
    return rows
  }

  func hasChildren(_ row: ExplorerRow) -> Bool {
    switch row.kind {
    case .service(let index): !description.services[index].ports.isEmpty
    case .port(let index): !ports[index].operations.isEmpty
    case .operation, .message, .allProblems, .allElements, .allTypes: true
    case .element, .type, .part, .fault, .header: node(of: row)?.hasChildren ?? true
    case .node(let node): node.hasChildren
    case .note, .problem: false
    }
  }

  func children(of row: ExplorerRow) -> [ExplorerRow] {
    let depth = row.depth + 1
    func rows(_ kinds: [ExplorerRow.Kind]) -> [ExplorerRow] { kinds.map { ExplorerRow(kind: $0, depth: depth) } }
    switch row.kind {
    case .service(let index): return rows(ports(ofService: index).map { .port($0) })
    case .port(let index): return rows(ports[index].operations.indices.map { .operation(port: index, $0) })
    case .operation(let port, let index): return rows(messages(of: ports[port].operations[index]))
    case .message(_, let message):
      let parts = message.headers.map { ExplorerRow.Kind.header($0) } + message.parts.map { .part($0) }
      return rows(parts.isEmpty ? [.note("nothing: the message is empty")] : parts)
    case .allProblems: return rows(description.problems.indices.map { .problem($0) })
    case .allElements: return rows(schemas.elementNames.map { .element($0) })
    case .allTypes: return rows(schemas.typeNames.map { .type($0) })
    case .note, .problem: return []
    case .element, .type, .part, .fault, .header, .node:
      guard let node = node(of: row) else { return rows([.note("it is not declared in the schemas that were found")]) }
      return rows(outline.children(of: node).map { .node($0) })
    }
  }

  private func messages(of operation: ServiceDescription.Operation) -> [ExplorerRow.Kind] {
    var kinds: [ExplorerRow.Kind] = []
    if let input = operation.input { kinds.append(.message(title: "input", input)) }
    if let output = operation.output { kinds.append(.message(title: "output", output)) }
    kinds += operation.faults.map { .fault($0) }
    return kinds.isEmpty ? [.note("no message is described")] : kinds
  }

  /// What the schemas say of the row; nil where it is no element, and where nothing declares it.
  func node(of row: ExplorerRow) -> SchemaOutline.Node? {
    switch row.kind {
    case .node(let node): node
    case .element(let name): outline.node(element: name)
    case .type(let name): outline.node(type: name, named: name)
    case .part(let part): node(part.content, named: part.name)
    case .fault(let fault): fault.content.flatMap { node($0, named: fault.name) }
    case .header(let header): header.content.flatMap { node($0, named: header.part) }
    case .service, .port, .operation, .message, .allProblems, .problem, .allElements, .allTypes, .note: nil
    }
  }

  private func node(_ content: ServiceDescription.Part.Content, named name: String) -> SchemaOutline.Node? {
    switch content {
    case .element(let element): outline.node(element: element)
    case .type(let type): outline.node(type: type, named: XMLName(name))
    }
  }

  // MARK: What a row says

  func line(of row: ExplorerRow) -> Toned {
    let mark = hasChildren(row) ? (row.isOpen ? "▾ " : "▸ ") : "  "
    return Toned([.init(String(repeating: "  ", count: min(row.depth, 20)) + mark)] + words(for: row).parts)
  }

  private func words(for row: ExplorerRow) -> Toned {
    switch row.kind {
    case .service(let index):
      let service = description.services[index]
      return [
        .init("service \(service.name.neutralised)", .strong),
        .init("  \(counted(service.ports.count, "port"))", .dim),
      ]
    case .port(let index):
      let port = ports[index]
      return [
        .init(port.name.neutralised, .strong),
        .init(
          "  \(port.kind.words)  \(counted(port.operations.count, "operation"))  \((port.address ?? "no address").neutralised)",
          .dim),
      ]
    case .operation(let port, let index):
      let operation = ports[port].operations[index]
      return [.init(operation.name.neutralised, .xmlTag), .init("  " + Self.remark(operation), .dim)]
    case .message(let title, let message):
      return [.init(title, .note), .init("  " + (message.wrapper?.local ?? "").neutralised, .dim)]
    case .allProblems: return [.init("problems", .warning), .init("  \(description.problems.count)", .dim)]
    case .problem(let index):
      let problem = description.problems[index]
      return Toned(problem.summary.neutralised, problem.severity == .error ? .error : .warning)
    case .allElements: return counted("elements", schemas.elementNames.count)
    case .allTypes: return counted("types", schemas.typeNames.count)
    case .note(let text): return Toned(text, .dim)
    case .element(let name): return named(name.local, row)
    case .type(let name): return named(name.local, row)
    case .part(let part): return named(part.name, row)
    case .header(let header): return Toned("header ", .note) + named(header.part, row)
    case .fault(let fault): return Toned("fault ", .note) + named(fault.name, row)
    case .node(let node): return words(for: node, row)
    }
  }

  private func counted(_ count: Int, _ what: String) -> String { "\(count) \(what)\(count == 1 ? "" : "s")" }

  private func counted(_ what: String, _ count: Int) -> Toned { [.init(what, .strong), .init("  \(count)", .dim)] }

  private func named(_ name: String, _ row: ExplorerRow) -> Toned {
    guard let node = node(of: row) else { return [.init(name.neutralised), .init("  not declared", .warning)] }
    return words(for: node, row)
  }

  private func words(for node: SchemaOutline.Node, _ row: ExplorerRow) -> Toned {
    var parts: [Toned.Part] = []
    switch node.kind {
    case .element: parts.append(.init((node.name?.local ?? "").neutralised, .xmlTag))
    case .attribute: parts.append(.init("@" + (node.name?.local ?? "").neutralised, .xmlAttribute))
    case .choice: parts.append(.init("one of these", .note))
    case .sequence: parts.append(.init("in this order", .note))
    case .all: parts.append(.init("in any order", .note))
    case .any: parts.append(.init("any element", .note))
    }
    parts.append(.init("  \(node.occurrence)", node.occurrence.hasPrefix("0") ? .dim : .strong))
    if !node.type.isEmpty { parts.append(.init("  \(node.type.neutralised)", .xmlValue)) }
    if row.isRecursive { parts.append(.init("  ↻ as above", .warning)) }
    if !node.facets.isEmpty { parts.append(.init("  " + node.facets.joined(separator: ", ").neutralised, .dim)) }
    if !node.alternatives.isEmpty {
      parts.append(.init("  + \(counted(node.alternatives.count, "alternative"))", .dim))
    }
    return Toned(parts)
  }

  private static func remark(_ operation: ServiceDescription.Operation) -> String {
    let shape = [operation.style?.rawValue, operation.use?.rawValue].compactMap(\.self).joined(separator: "/")
    let first = operation.documentation?.oneLine ?? ""
    return [operation.isOneWay ? "one-way" : nil, shape == "document/literal" ? nil : shape, first]
      .compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "  ").neutralised
  }

  // MARK: More about a row

  /// What there is to say of the row, each a paragraph: documentation first.
  func details(of row: ExplorerRow) -> [Toned] {
    switch row.kind {
    case .service(let index):
      let service = description.services[index]
      return paragraphs(service.documentation) + [
        Toned("namespace \((service.targetNamespace ?? "none").neutralised)", .dim)
      ]
    case .port(let index):
      let port = ports[index]
      return paragraphs(port.documentation)
        + [Toned("binding \(port.binding)".neutralised, .dim), Toned((port.address ?? "no address").neutralised, .dim)]
    case .operation(let port, let index):
      let operation = ports[port].operations[index]
      let binding = ServiceDescription.binding(of: operation, at: ports[port])
      let facts = [
        binding.map { "binding \($0)" }, operation.soapAction.map { "action \"\($0)\"" },
        operation.input.map { "input \($0.bodyName ?? "empty")" },
        operation.output.map { "output \($0.bodyName ?? "empty")" },
      ]
      return paragraphs(operation.documentation) + facts.compactMap { $0.map { Toned($0.neutralised, .dim) } }
    case .problem(let index): return words(for: description.problems[index])
    default:
      guard let node = node(of: row) else { return [] }
      var lines = paragraphs(node.documentation)
      if let name = node.name { lines.append(Toned("\(name)".neutralised, .dim)) }
      if !node.facets.isEmpty { lines.append(Toned(node.facets.joined(separator: ", ").neutralised)) }
      if !node.alternatives.isEmpty {
        let names = node.alternatives.prefix(40).map(\.local).joined(separator: ", ")
        lines.append(Toned("in its place: \(names)".neutralised, .dim))
      }
      return lines
    }
  }

  /// Where it is said, and what decided it; the row itself says what it is.
  private func words(for problem: DescriptionProblem) -> [Toned] {
    let place = [problem.file?.neutralised, problem.line.map(String.init)].compactMap(\.self).joined(separator: ":")
    let detail = problem.detail.split(separator: "\n").prefix(20).map { Toned(String($0).neutralised, .dim) }
    return (place.isEmpty ? [] : [Toned(place)]) + detail
  }

  private func paragraphs(_ documentation: String?) -> [Toned] {
    documentation.map { $0.oneLine }.flatMap { $0.isEmpty ? nil : [Toned($0.neutralised)] } ?? []
  }
}

extension ServiceDescription.Port.Kind {
  fileprivate var words: String {
    switch self {
    case .soap11: "SOAP 1.1"
    case .soap12: "SOAP 1.2"
    case .http: "HTTP without SOAP"
    case .other: "no SOAP binding"
    }
  }
}

extension String {
  /// White space of any kind as one space; at most as much as can be read.
  fileprivate var oneLine: String {
    prefix(2_000).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
