internal import XML

/// The port types, each looked through once, because many bindings may have one.
final class PortTypes {
  private var known: [XMLName: Contents] = [:]

  struct Contents {
    /// By their names.
    var operations: [String: OverloadedOperations]
    var policy: PolicyDemands
  }

  subscript(name: XMLName, _ element: Located, _ policies: PolicyAssertions) -> Contents {
    if let contents = known[name] { return contents }
    let operations = Dictionary(
      grouping: element.children("operation", in: Namespaces.wsdl), by: { $0["name"] ?? "" })
    let contents = Contents(
      operations: operations.mapValues { OverloadedOperations($0) }, policy: PolicyDemands(at: element, policies))
    known[name] = contents
    return contents
  }
}
