internal import Schema
internal import Screen
internal import WSDL
internal import XML

/// A description being looked through: which nodes are open, and what is looked for.
struct ExplorerState: Sendable {
  let description: OpenDescription
  private(set) var rows: [ExplorerRow]
  var scroll = ScrollState()
  var optional = OptionalParts.comment
  /// Places of the names that are found; nil while nothing is looked for.
  var found: [Int]?
  var foundScroll = ScrollState()

  init(_ description: OpenDescription) {
    self.description = description
    rows = description.roots
    // Problems stand above the services, and are not what people look for.
    let first = description.description.problems.isEmpty ? 0 : 1
    scroll.selected = min(first, max(0, rows.count - 1))
    if description.description.services.count == 1 {
      open(first)
      if rows.count > first + 1, description.ports.count == 1 { open(first + 1) }
    }
    scroll.selected = rows.firstIndex { if case .operation = $0.kind { true } else { false } } ?? 0
  }

  /// Rows that may be open at once.
  static let limit = 200_000

  mutating func open(_ index: Int) {
    guard rows.indices.contains(index), !rows[index].isOpen, rows.count < Self.limit else { return }
    var children = description.children(of: rows[index])
    let above = ancestors(of: index) + [index]
    let seen = Set(above.compactMap { description.key(of: rows[$0]) })
    // Below nothing that could come again, thousands of types need not be read for it.
    for place in children.indices where !seen.isEmpty {
      if let key = description.key(of: children[place]) { children[place].isRecursive = seen.contains(key) }
    }
    rows[index].isOpen = true
    rows.insert(contentsOf: children, at: index + 1)
    openOnlyMessage(at: index)
  }

  /// Of an operation the input is what people look for.
  private mutating func openOnlyMessage(at index: Int) {
    guard case .operation = rows[index].kind, rows.indices.contains(index + 1) else { return }
    open(index + 1)
    if rows.indices.contains(index + 2), case .part = rows[index + 2].kind { open(index + 2) }
  }

  mutating func close(_ index: Int) {
    guard rows.indices.contains(index), rows[index].isOpen else { return }
    rows[index].isOpen = false
    let depth = rows[index].depth
    let end = rows[(index + 1)...].firstIndex { $0.depth <= depth } ?? rows.count
    rows.removeSubrange(index + 1..<end)
  }

  mutating func select(_ row: Int, height: Int) { scroll.select(row, of: rows.count, height: height) }

  /// In the tree, or in the names that are found.
  mutating func move(by steps: Int, height: Int) {
    if let found { return foundScroll.move(by: steps, of: found.count, height: height) }
    scroll.move(by: steps, of: rows.count, height: height)
  }

  /// Nearest first.
  private func ancestors(of index: Int) -> [Int] {
    var result: [Int] = []
    var current = index
    while let parent = parent(of: current) {
      result.append(parent)
      current = parent
    }
    return result
  }

  func parent(of index: Int) -> Int? {
    let depth = rows[index].depth
    return depth == 0 ? nil : rows[..<index].lastIndex { $0.depth < depth }
  }

  /// Opens what leads to a name.
  ///
  /// - Returns: its row; nil when it is not in the tree.
  mutating func reveal(_ target: NameIndex.Target) -> Int? {
    switch target {
    case .operation(let port, let place):
      for service in rows.indices.reversed() {
        if case .service(let index) = rows[service].kind, description.ports(ofService: index).contains(port) {
          open(service)
        }
      }
      guard let row = row(where: { if case .port(port) = $0 { true } else { false } }) else { return nil }
      open(row)
      return self.row { if case .operation(port, place) = $0 { true } else { false } }
    case .element(let name):
      guard let row = row(where: { if case .allElements = $0 { true } else { false } }) else { return nil }
      open(row)
      return self.row { if case .element(name) = $0 { true } else { false } }
    case .type(let name):
      guard let row = row(where: { if case .allTypes = $0 { true } else { false } }) else { return nil }
      open(row)
      return self.row { if case .type(name) = $0 { true } else { false } }
    }
  }

  private func row(where matches: (ExplorerRow.Kind) -> Bool) -> Int? { rows.firstIndex { matches($0.kind) } }
}

extension OpenDescription {
  /// What makes two nodes the same, for recursion. Nil where there is nothing below.
  func key(of row: ExplorerRow) -> SchemaOutline.Node.Key? { node(of: row).flatMap { $0.hasChildren ? $0.key : nil } }
}
