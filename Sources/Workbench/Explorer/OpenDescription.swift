internal import Basics
public import Schema
public import WSDL
internal import XML

/// A description of services, ready to be looked through.
public struct OpenDescription: Sendable {
  /// Which one, so that the runner knows what it has read.
  public enum Source: Sendable, Hashable {
    /// The one that belongs to a request; with the file that its `schema` assertion names.
    case kept(request: String, schema: String?)
    /// A file, a folder or a URL.
    case place(String)
  }

  public var source: Source
  /// As a person knows it.
  public var title: String
  public var description: ServiceDescription
  public var schemas: SchemaSet
  /// With the elements around the parts of rpc messages.
  let messageSchemas: SchemaSet
  let outline: SchemaOutline
  let names: NameIndex
  /// Ports of services, then bindings without a port.
  let ports: [ServiceDescription.Port]

  /// Takes time in proportion to the description: not on the thread that paints.
  public init(source: Source, title: String, _ description: ServiceDescription, schemas: SchemaSet) {
    self.source = source
    self.title = title
    self.description = description
    self.schemas = schemas
    outline = SchemaOutline(schemas)
    let undeclared = description.messageElements.schemas(beside: schemas)
    messageSchemas = undeclared.isEmpty ? schemas : SchemaSet(description.schemas + undeclared)
    ports = description.services.flatMap(\.ports) + description.unusedBindings
    names = NameIndex(ports, schemas)
  }

  var isKept: Bool { if case .kept = source { true } else { false } }

  /// The service of a port; nil for a binding without one.
  func service(ofPort index: Int) -> ServiceDescription.Service? {
    var rest = index
    for service in description.services {
      if rest < service.ports.count { return service }
      rest -= service.ports.count
    }
    return nil
  }

  /// The ports of a service, by their places in `ports`.
  func ports(ofService index: Int) -> Range<Int> {
    let first = description.services[..<index].reduce(0) { $0 + $1.ports.count }
    return first..<first + description.services[index].ports.count
  }

  /// Of the elements in the bodies of messages, requests first.
  var bodyNames: [XMLName] {
    let operations = ports.flatMap(\.operations)
    let messages = operations.compactMap(\.input) + operations.compactMap(\.output)
    return distinct(messages.compactMap { $0.wrapper ?? $0.parts.first?.elementName })
  }

  var headerNames: [XMLName] {
    distinct(
      ports.flatMap(\.operations).flatMap { ($0.input?.headers ?? []) + ($0.output?.headers ?? []) }.compactMap(\.name))
  }

  private func distinct(_ names: [XMLName]) -> [XMLName] {
    var seen: Set<XMLName> = []
    return names.filter { seen.insert($0).inserted }
  }

  var operationCount: Int { ports.reduce(0) { $0 + $1.operations.count } }
}

extension ServiceDescription.Part {
  fileprivate var elementName: XMLName? { if case .element(let name) = content { name } else { nil } }
}

/// What requests are made of.
public struct OperationSelection: Sendable, Equatable {
  public var source: OpenDescription.Source
  /// Places in the ports of all services, the bindings without a port behind them.
  public var ports: [Int]
  /// The place of the only operation in the only port; nil for all.
  public var operation: Int?
  public var optional: OptionalParts
  /// The environment that addresses are kept in; nil keeps them in the collection.
  public var environment: String?
}

extension ServiceDescription {
  /// With the chosen operations alone; schemas and documents stay.
  public func only(_ selection: OperationSelection) -> ServiceDescription {
    var result = self
    var place = 0
    func kept(_ ports: [Port]) -> [Port] {
      ports.compactMap { port in
        defer { place += 1 }
        guard selection.ports.contains(place) else { return nil }
        guard let operation = selection.operation else { return port }
        var port = port
        port.operations = port.operations.indices.contains(operation) ? [port.operations[operation]] : []
        return port
      }
    }
    for index in result.services.indices { result.services[index].ports = kept(result.services[index].ports) }
    result.unusedBindings = kept(unusedBindings)
    return result
  }
}
