internal import Basics
internal import XML

/// Says what is different in messages between two sets of schemas: elements and attributes that were added or removed, or
/// whose occurrence, type or facets changed.
///
/// Each pair of types is compared once, and told once in each message, at the place nearest to its root: so a type that
/// holds itself has an end, and what many messages share costs once. For one thread; keep it for all messages.
public struct SchemaComparison {
  private let before: SchemaOutline
  private let after: SchemaOutline
  private let sets: (before: SchemaSet, after: SchemaSet)
  private var levels: [Pair: Level] = [:]
  private var stepsLeft: Int
  /// Whether everything that was asked for has been compared. Content written in place can be too much.
  public private(set) var isComplete = true

  /// How many nodes are compared for all messages together.
  public static let steps = 4_000_000

  public init(_ before: SchemaSet, _ after: SchemaSet) {
    self.init(before, after, steps: Self.steps)
  }

  init(_ before: SchemaSet, _ after: SchemaSet, steps: Int) {
    self.before = SchemaOutline(before)
    self.after = SchemaOutline(after)
    sets = (before, after)
    stepsLeft = steps
  }

  /// What is different below two roots, themselves included. One that is not declared holds nothing.
  public mutating func changes(_ old: MessageRoot, _ new: MessageRoot) -> [ElementChange] {
    let path = new.name.local.neutralised
    guard let oldNode = node(old, before), let newNode = node(new, after) else {
      return rootChange(node(old, before), node(new, after), path)
    }
    var changes = oldNode.words == newNode.words ? [] : [change(path, oldNode, newNode)]
    var visited: Set<Pair> = []
    var queue = [Step(path: path, before: oldNode, after: newNode)]
    var next = 0
    while next < queue.count {
      let step = queue[next]
      next += 1
      if let pair = Pair(step.before, step.after), !visited.insert(pair).inserted { continue }
      guard stepsLeft > 0 else {
        isComplete = false
        break
      }
      let level = level(step.before, step.after)
      changes += level.changes.filter { !step.told.contains($0) }.map { $0.below(step.path) }
      queue += level.steps.map { $0.below(step.path) }
    }
    return changes
  }

  private func node(_ root: MessageRoot, _ outline: SchemaOutline) -> SchemaOutline.Node? {
    switch root {
    case .element(let name): outline.node(element: name)
    case .type(let type, let name): outline.node(type: type, named: name)
    }
  }

  private func rootChange(
    _ old: SchemaOutline.Node?, _ new: SchemaOutline.Node?, _ path: String
  ) -> [ElementChange] {
    if old == nil && new == nil { return [] }
    return [ElementChange(old == nil ? .added : .removed, path, before: old?.words, after: new?.words)]
  }

  private func change(
    _ path: String, _ old: SchemaOutline.Node, _ new: SchemaOutline.Node
  ) -> ElementChange {
    ElementChange(.changed, path, before: old.words, after: new.words)
  }
}

// Levels.
extension SchemaComparison {
  /// Two types that stand at the same place.
  private struct Pair: Hashable {
    var before, after: SchemaOutline.Node.Key

    /// Nil when one of them is written in place.
    init?(_ old: SchemaOutline.Node, _ new: SchemaOutline.Node) {
      guard let before = old.key, let after = new.key else { return nil }
      (self.before, self.after) = (before, after)
    }
  }

  private struct Step {
    /// From the root; in a level from its own.
    var path: String
    var before, after: SchemaOutline.Node
    /// Of a derived type: what was told of its base.
    var told: Set<ElementChange> = []

    func below(_ place: String) -> Step {
      var step = self
      step.path = place + path
      return step
    }
  }

  private struct Level {
    var changes: [ElementChange] = []
    var steps: [Step] = []
  }

  private mutating func level(_ old: SchemaOutline.Node, _ new: SchemaOutline.Node) -> Level {
    let pair = Pair(old, new)
    if let known = pair.flatMap({ levels[$0] }) {
      stepsLeft -= known.steps.count + 1
      return known
    }
    let level = compared(old, new)
    if let pair { levels[pair] = level }
    return level
  }

  private mutating func compared(_ old: SchemaOutline.Node, _ new: SchemaOutline.Node) -> Level {
    let oldChildren = Children(before.children(of: old))
    let newChildren = Children(after.children(of: new))
    stepsLeft -= oldChildren.keys.count + newChildren.keys.count + 1
    var level = Level()
    for key in oldChildren.keys {
      guard let child = oldChildren.nodes[key] else { continue }
      if let other = newChildren.nodes[key] {
        if child.words != other.words { level.changes.append(change(key.label, child, other)) }
        if child.isOpen || other.isOpen {
          level.steps.append(Step(path: "/" + key.label, before: child, after: other))
        }
      } else {
        level.changes.append(ElementChange(.removed, key.label, before: child.words, after: nil))
      }
    }
    for key in newChildren.keys where oldChildren.nodes[key] == nil {
      level.changes.append(ElementChange(.added, key.label, before: nil, after: newChildren.nodes[key]?.words))
    }
    if let order = reordering(old, oldChildren, newChildren) { level.changes.append(order) }
    let told = Set(level.changes)
    level.steps += alternatives(old, new).map { step in
      var step = step
      step.told = told
      return step
    }
    return level
  }

  /// Where order matters.
  private func reordering(_ parent: SchemaOutline.Node, _ old: Children, _ new: Children) -> ElementChange? {
    guard parent.kind == .element || parent.kind == .sequence else { return nil }
    func common(_ keys: [ChildKey], _ others: Children) -> [ChildKey] {
      keys.filter { $0.kind != .attribute && others.nodes[$0] != nil }
    }
    let (first, second) = (common(old.keys, new), common(new.keys, old))
    guard first != second, !second.allSatisfy({ new.nodes[$0]?.isUnordered == true }) else { return nil }
    func words(_ keys: [ChildKey]) -> String { keys.prefix(20).map(\.label).joined(separator: ", ") }
    return ElementChange(.reordered, "", before: words(first), after: words(second))
  }

  /// What xsi:type may name, and substitutes, on both sides.
  private func alternatives(_ old: SchemaOutline.Node, _ new: SchemaOutline.Node) -> [Step] {
    let common = Set(old.alternatives).intersection(new.alternatives)
    return new.alternatives.filter(common.contains).compactMap { name in
      let path = "(\(name.local.neutralised))"
      if sets.before.declares(type: name), sets.after.declares(type: name) {
        return Step(
          path: path, before: before.node(type: name, named: name), after: after.node(type: name, named: name))
      }
      guard let old = before.node(element: name), let new = after.node(element: name) else { return nil }
      return Step(path: path, before: old, after: new)
    }
  }
}

/// A child among its like: the second of two choices is another one than the first.
private struct ChildKey: Hashable {
  var kind: SchemaOutline.Node.Kind
  var name: XMLName?
  var number: Int

  var label: String {
    let word =
      switch kind {
      case .element: name?.local.neutralised ?? ""
      case .attribute: "@" + (name?.local.neutralised ?? "")
      case .any: "any element"
      case .choice, .sequence, .all: kind.rawValue
      }
    return number == 1 ? word : "\(word)[\(number)]"
  }
}

private struct Children {
  private(set) var keys: [ChildKey] = []
  private(set) var nodes: [ChildKey: SchemaOutline.Node] = [:]

  init(_ children: [SchemaOutline.Node]) {
    var counts: [ChildKey: Int] = [:]
    for child in children {
      let plain = ChildKey(kind: child.kind, name: child.name, number: 0)
      let number = (counts[plain] ?? 0) + 1
      counts[plain] = number
      let key = ChildKey(kind: child.kind, name: child.name, number: number)
      keys.append(key)
      nodes[key] = child
    }
  }
}

extension ElementChange {
  fileprivate func below(_ place: String) -> ElementChange {
    var change = self
    change.path = path.isEmpty ? place : "\(place)/\(path)"
    return change
  }
}

extension SchemaOutline.Node {
  /// Whether there is something to compare below.
  fileprivate var isOpen: Bool { hasChildren || !alternatives.isEmpty }

  /// All of it but its children, on one line.
  fileprivate var words: String {
    let others = alternatives.isEmpty ? [] : ["or " + alternatives.prefix(20).map(\.local).joined(separator: ", ")]
    let base = builtinType.map { "(\($0))" } ?? ""
    let first = [occurrence, type, base].filter { !$0.isEmpty }.joined(separator: " ")
    return ([first] + facets + others).joined(separator: ", ").neutralised
  }
}
