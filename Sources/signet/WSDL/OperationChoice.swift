internal import WSDL

/// The operation that a person names, at the port that they mean.
struct OperationChoice {
  var port: ServiceDescription.Port
  var operation: ServiceDescription.Operation

  /// Without a port's name the first SOAP port that has the operation; of several operations of one name the first.
  ///
  /// - Throws: `DescriptionError` with the names that there are.
  init(_ name: String, port: String?, in description: ServiceDescription) throws(DescriptionError) {
    let all = description.services.flatMap(\.ports) + description.unusedBindings
    let having = all.filter { $0.operations.contains { $0.name == name } }
    if having.isEmpty {
      throw .noOperation(name: name, known: all.flatMap { $0.operations.map(\.name) }.withoutRepetition)
    }
    let candidates = having.filter { port == nil || $0.name == port }
    guard let chosen = candidates.first(where: \.kind.isSOAP) ?? candidates.first,
      let operation = chosen.operations.first(where: { $0.name == name })
    else { throw .noPort(name: port ?? "", known: having.map(\.name)) }
    (self.port, self.operation) = (chosen, operation)
  }
}

extension [String] {
  fileprivate var withoutRepetition: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
