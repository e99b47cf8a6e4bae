internal import Schema
internal import WSDL
internal import XML

/// Every name of a description that can be looked for: operations, elements, types, and the elements inside them.
struct NameIndex: Sendable {
  enum Target: Sendable, Hashable {
    /// By its port's place and its own.
    case operation(port: Int, Int)
    case element(XMLName)
    case type(XMLName)
  }

  struct Entry: Sendable {
    var name: String
    /// Where looking for it leads: for what lies inside an element or type, to that.
    var target: Target
    /// `element of Order`, `operation of OrderPort`
    var note: String

    init(_ name: String, _ target: Target, _ note: String) {
      self.name = name
      self.target = target
      self.note = note
    }
  }

  private(set) var entries: [Entry] = []
  /// What entries are found by, in small letters, one behind the other; and where each ends. Every key that is typed
  /// passes over all of it.
  private var keys: [UInt8] = []
  private var ends: [Int] = []

  /// As many elements inside others are known.
  private static let limit = 200_000

  init(_ ports: [ServiceDescription.Port], _ schemas: SchemaSet) {
    for (place, port) in ports.enumerated() {
      for (index, operation) in port.operations.enumerated() {
        entries.append(Entry(operation.name, .operation(port: place, index), "operation of \(port.name)"))
      }
    }
    entries += Self.noted(schemas.elementNames, "element").map { Entry($0.local, .element($0), $1) }
    entries += Self.noted(schemas.typeNames, "type").map { Entry($0.local, .type($0), $1) }
    for document in schemas.documents { addInner(document) }
    for entry in entries {
      keys += entry.name.lowercased().utf8
      ends.append(keys.count)
    }
  }

  /// Names that several namespaces have are told apart by these.
  private static func noted(_ names: [XMLName], _ kind: String) -> [(XMLName, String)] {
    let counts = names.reduce(into: [:]) { $0[$1.local, default: 0] += 1 }
    return names.map { ($0, counts[$0.local] == 1 ? kind : "\(kind) of \($0.namespace ?? "no namespace")") }
  }

  private mutating func addInner(_ document: SchemaDocument) {
    let namespace = document.targetNamespace
    for component in document.root.elements {
      guard let name = component.attribute(XMLName("name")) else { continue }
      let owner = XMLName(name, in: namespace)
      let target: Target? =
        switch component.name.local {
        case "element": .element(owner)
        case "complexType": .type(owner)
        default: nil
        }
      guard let target else { continue }
      var seen: Set<String> = []
      addInner(component, target, name, &seen, depth: 0)
    }
  }

  private mutating func addInner(
    _ element: XMLElement, _ target: Target, _ owner: String, _ seen: inout Set<String>, depth: Int
  ) {
    guard depth < 64, entries.count < Self.limit else { return }
    for child in element.elements {
      let kind = child.name.local
      if kind == "element" || kind == "attribute", let name = child.attribute(XMLName("name")),
        seen.insert(name).inserted
      {
        entries.append(Entry(name, target, "\(kind) in \(owner)"))
      }
      addInner(child, target, owner, &seen, depth: depth + 1)
    }
  }

  /// Places of what holds the text: names that are it first, then those that begin with it.
  func matches(_ text: String) -> [Int] {
    let wanted = Array(text.lowercased().utf8)
    guard !wanted.isEmpty else { return [] }
    var ranked: [[Int]] = [[], [], []]
    var start = 0
    for (index, end) in ends.enumerated() {
      if let rank = rank(of: wanted, in: start..<end) { ranked[rank].append(index) }
      start = end
    }
    return ranked.flatMap(\.self)
  }

  /// 0 when the bytes are all of the key, 1 when it begins with them, 2 when it holds them.
  private func rank(of wanted: [UInt8], in key: Range<Int>) -> Int? {
    var place = key.lowerBound
    while place + wanted.count <= key.upperBound {
      if keys[place] == wanted[0], (1..<wanted.count).allSatisfy({ keys[place + $0] == wanted[$0] }) {
        return place > key.lowerBound ? 2 : key.count == wanted.count ? 0 : 1
      }
      place += 1
    }
    return nil
  }
}
