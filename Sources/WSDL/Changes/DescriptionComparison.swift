internal import Basics
internal import Bindings
internal import Schema
internal import XML

/// Finds what changed in ports and their operations. Ports are the same by the names of service and port, operations by
/// their name and, where several have it, their order.
struct DescriptionComparison {
  private let old: [PortName: ServiceDescription.Port]
  private let new: [PortName: ServiceDescription.Port]
  private let oldNames: [PortName]
  private let newNames: [PortName]
  private var schemas: SchemaComparison

  private struct PortName: Hashable {
    var service: String?
    var port: String
  }

  private struct OperationName: Hashable {
    var name: String
    var number: Int
  }

  init(_ old: ServiceDescription, _ new: ServiceDescription) {
    (oldNames, self.old) = Self.ports(of: old)
    (newNames, self.new) = Self.ports(of: new)
    schemas = SchemaComparison(SchemaSet(old.schemas), SchemaSet(new.schemas))
  }

  var isComplete: Bool { schemas.isComplete }

  private static func ports(
    of description: ServiceDescription
  ) -> ([PortName], [PortName: ServiceDescription.Port]) {
    let all =
      description.services.flatMap { service in
        service.ports.map { (PortName(service: service.name, port: $0.name), $0) }
      } + description.unusedBindings.map { (PortName(service: nil, port: $0.name), $0) }
    return (all.map(\.0), Dictionary(all, uniquingKeysWith: { first, _ in first }))
  }

  mutating func ports() -> [DescriptionChanges.Port] {
    var changes: [DescriptionChanges.Port] = []
    for name in newNames {
      guard let port = new[name] else { continue }
      if let before = old[name] {
        let change = change(name, before, port)
        if !change.values.isEmpty || !change.operations.isEmpty { changes.append(change) }
      } else {
        changes.append(whole(name, port, .added))
      }
    }
    for name in oldNames where new[name] == nil {
      if let port = old[name] { changes.append(whole(name, port, .removed)) }
    }
    return changes
  }

  private func whole(
    _ name: PortName, _ port: ServiceDescription.Port, _ kind: DescriptionChanges.Kind
  ) -> DescriptionChanges.Port {
    let (names, _) = Self.operations(of: port)
    return DescriptionChanges.Port(
      service: name.service, name: name.port, kind: kind,
      operations: names.map { .init(name: $0.name, number: $0.number, kind: kind) })
  }

  private mutating func change(
    _ name: PortName, _ before: ServiceDescription.Port, _ after: ServiceDescription.Port
  ) -> DescriptionChanges.Port {
    var values = ChangedValues()
    values.compare("address", before.address, after.address)
    values.compare("protocol", before.kind.words, after.kind.words)
    return DescriptionChanges.Port(
      service: name.service, name: name.port, kind: .changed, values: values.all, operations: operations(before, after))
  }
}

// Operations.
extension DescriptionComparison {
  private static func operations(
    of port: ServiceDescription.Port
  ) -> ([OperationName], [OperationName: ServiceDescription.Operation]) {
    var counts: [String: Int] = [:]
    let all = port.operations.map { operation in
      counts[operation.name, default: 0] += 1
      return (OperationName(name: operation.name, number: counts[operation.name] ?? 1), operation)
    }
    return (all.map(\.0), Dictionary(all, uniquingKeysWith: { first, _ in first }))
  }

  private mutating func operations(
    _ before: ServiceDescription.Port, _ after: ServiceDescription.Port
  ) -> [DescriptionChanges.Operation] {
    let (oldNames, oldOperations) = Self.operations(of: before)
    let (newNames, newOperations) = Self.operations(of: after)
    var changes: [DescriptionChanges.Operation] = []
    for name in newNames {
      guard let operation = newOperations[name] else { continue }
      guard let earlier = oldOperations[name] else {
        changes.append(.init(name: name.name, number: name.number, kind: .added))
        continue
      }
      var change = DescriptionChanges.Operation(name: name.name, number: name.number, kind: .changed)
      change.values = values(earlier, before, operation, after)
      change.elements = elements(earlier, operation)
      if !change.values.isEmpty || !change.elements.isEmpty { changes.append(change) }
    }
    for name in oldNames where newOperations[name] == nil {
      changes.append(.init(name: name.name, number: name.number, kind: .removed))
    }
    return changes
  }

  private func values(
    _ old: ServiceDescription.Operation, _ oldPort: ServiceDescription.Port,
    _ new: ServiceDescription.Operation, _ newPort: ServiceDescription.Port
  ) -> [DescriptionChanges.Value] {
    var values = ChangedValues()
    values.compare("soapAction", old.soapAction, new.soapAction)
    values.compare("addressingAction", old.ownAddressingAction, new.ownAddressingAction)
    values.compare("style", old.style?.rawValue, new.style?.rawValue)
    values.compare("use", old.use?.rawValue, new.use?.rawValue)
    values.compare("oneWay", "\(old.isOneWay)", "\(new.isOneWay)")
    values.compare(
      "binding", ServiceDescription.binding(of: old, at: oldPort)?.description,
      ServiceDescription.binding(of: new, at: newPort)?.description)
    values.compare("input", old.input?.bodyName, new.input?.bodyName)
    values.compare("output", old.output?.bodyName, new.output?.bodyName)
    return values.all
  }

  private mutating func elements(
    _ old: ServiceDescription.Operation, _ new: ServiceDescription.Operation
  ) -> [DescriptionChanges.Element] {
    var found = elements("input", old.input, new.input) + elements("output", old.output, new.output)
    found += elements(
      old.faults.map { (name: "fault \($0.name.neutralised)", root: $0.root) },
      new.faults.map { (name: "fault \($0.name.neutralised)", root: $0.root) })
    return found
  }

  private mutating func elements(
    _ name: String, _ old: ServiceDescription.Message?, _ new: ServiceDescription.Message?
  ) -> [DescriptionChanges.Element] {
    elements((old?.parts ?? []).map { ($0.name, $0.root) }, (new?.parts ?? []).map { ($0.name, $0.root) })
      .map { .init(message: name, change: $0.change) }
      + elements((old?.headers ?? []).map { ($0.part, $0.root) }, (new?.headers ?? []).map { ($0.part, $0.root) })
      .map { .init(message: "\(name) header", change: $0.change) }
  }

  /// Whether the comparison of the trees tells that the roots are others: of types by their names.
  private func isTold(_ old: MessageRoot?, _ new: MessageRoot?) -> Bool {
    guard case .type(let old, _)? = old, case .type(let new, _)? = new else { return false }
    return old.local != new.local
  }

  private typealias Part = (name: String, root: MessageRoot?)

  /// A part among those of its message: several may have one name.
  private struct PartKey: Hashable {
    var name: String
    var number: Int
  }

  private static func keyed(_ parts: [Part]) -> [(key: PartKey, part: Part)] {
    var counts: [String: Int] = [:]
    return parts.map { part in
      counts[part.name, default: 0] += 1
      return (PartKey(name: part.name, number: counts[part.name] ?? 1), part)
    }
  }

  /// Parts of one name are the same, the first the first; where their elements have other names, that is a change, and their content is
  /// compared all the same.
  private mutating func elements(_ old: [Part], _ new: [Part]) -> [DescriptionChanges.Element] {
    var found: [DescriptionChanges.Element] = []
    func whole(_ part: Part, _ kind: ElementChange.Kind) {
      let words = part.root?.words
      found.append(
        .init(
          message: part.name,
          change: ElementChange(
            kind, (part.root?.name.local ?? part.name).neutralised, before: kind == .removed ? words : nil,
            after: kind == .added ? words : nil)))
    }
    let (before, after) = (Self.keyed(old), Self.keyed(new))
    let known = Dictionary(before.map { ($0.key, $0.part) }, uniquingKeysWith: { first, _ in first })
    for (key, part) in after {
      guard let earlier = known[key] else {
        whole(part, .added)
        continue
      }
      if earlier.root?.words != part.root?.words, !isTold(earlier.root, part.root) {
        let path = (part.root?.name.local ?? part.name).neutralised
        found.append(
          .init(
            message: part.name,
            change: ElementChange(.changed, path, before: earlier.root?.words, after: part.root?.words)))
      }
      guard let old = earlier.root, let new = part.root else { continue }
      found += schemas.changes(old, new).map { .init(message: part.name, change: $0) }
    }
    let kept = Set(after.map(\.key))
    for (key, part) in before where !kept.contains(key) { whole(part, .removed) }
    return found
  }
}

private struct ChangedValues {
  private(set) var all: [DescriptionChanges.Value] = []

  mutating func compare(_ name: String, _ old: String?, _ new: String?) {
    if old != new { all.append(.init(name, before: old, after: new)) }
  }
}

extension ServiceDescription.Part {
  fileprivate var root: MessageRoot { content.root(named: XMLName(name)) }
}

extension ServiceDescription.Header {
  fileprivate var root: MessageRoot? { content?.root(named: XMLName(part, in: namespace)) }
}

extension ServiceDescription.Fault {
  fileprivate var root: MessageRoot? { content?.root(named: XMLName(part ?? name)) }
}

extension ServiceDescription.Part.Content {
  fileprivate func root(named name: XMLName) -> MessageRoot {
    switch self {
    case .element(let element): .element(element)
    case .type(let type): .type(type, named: name)
    }
  }
}

extension MessageRoot {
  fileprivate var words: String {
    switch self {
    case .element(let name): "element \(name)".neutralised
    case .type(let type, _): "type \(type)".neutralised
    }
  }
}

extension ServiceDescription.Port.Kind {
  fileprivate var words: String {
    switch self {
    case .soap11: "SOAP 1.1"
    case .soap12: "SOAP 1.2"
    case .http: "HTTP"
    case .other(let namespace): namespace
    }
  }
}

extension ServiceDescription.Operation {
  /// Nil where it is that of SOAP, which is compared itself.
  fileprivate var ownAddressingAction: String? { addressingAction == soapAction ? nil : addressingAction }
}
