internal import XML

/// The messages, port types and bindings of all documents, by name.
struct DefinitionSymbols {
  private(set) var messages = Table()
  private(set) var portTypes = Table()
  private(set) var bindings = Table()

  init(_ definitions: [Located]) {
    for root in definitions {
      for child in root.children where child.element.name.namespace == Namespaces.wsdl {
        guard let name = child["name"] else { continue }
        let key = XMLName(name, in: root.targetNamespace)
        switch child.element.name.local {
        case "message": messages.add(child, key)
        case "portType": portTypes.add(child, key)
        case "binding": bindings.add(child, key)
        default: break
        }
      }
    }
  }

  struct Table {
    private(set) var inOrder: [(name: XMLName, element: Located)] = []
    private var indices: [XMLName: Int] = [:]
    private var byLocal: [String: [Int]] = [:]

    /// Of two with one name the first counts.
    mutating func add(_ element: Located, _ name: XMLName) {
      guard indices[name] == nil else { return }
      indices[name] = inOrder.count
      byLocal[name.local, default: []].append(inOrder.count)
      inOrder.append((name, element))
    }

    /// Some tools leave the prefix out where they mean the target namespace, or do not declare it: then it is looked for
    /// there too.
    func find(_ name: XMLName, near element: Located) -> (name: XMLName, element: Located)? {
      if let index = indices[name] { return inOrder[index] }
      let isUnknown = name.namespace.map { $0 == Namespaces.wsdl || $0.hasPrefix("?") } ?? true
      guard isUnknown, let others = byLocal[name.local] else { return nil }
      return others.count == 1 ? inOrder[others[0]] : nil
    }
  }
}
