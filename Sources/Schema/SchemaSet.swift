public import XML

/// All schema documents that belong together, and what they declare by name.
///
/// Making one only notes where each component stands; a component is read when it is asked for, and kept. Documents
/// without a target namespace belong to the namespaces of those that include them (XML Schema 1.0 part 1 section 4.2.1).
/// Of two declarations of one name the first is taken. A value; may be used from several threads at once.
public struct SchemaSet: Sendable {
  public let documents: [SchemaDocument]
  /// The document at each location; copies of one stand for the first of them.
  let places: [String: Int]
  let parts: [SchemaPart]
  let index: SchemaIndex
  let cache = SchemaCache()

  public init(_ documents: [SchemaDocument]) {
    var (distinct, places) = Self.distinct(documents)
    if !distinct.contains(where: { $0.targetNamespace == XMLName.xmlNamespace }) { distinct.append(.xmlAttributes) }
    self.documents = distinct
    self.places = places
    parts = SchemaPart.all(of: distinct, places)
    index = SchemaIndex(parts, documents: self.documents)
  }

  /// The global elements, in the order of the documents.
  public var elementNames: [XMLName] { index.order[.element] ?? [] }
  public var typeNames: [XMLName] { index.order[.type] ?? [] }
  public var groupNames: [XMLName] { index.order[.group] ?? [] }
  /// What the documents declare for; nil stands for no namespace.
  public var namespaces: Set<String?> { Set(parts.map(\.targetNamespace)) }

  public func declares(element name: XMLName) -> Bool { index.first(.element, name) != nil }
  public func declares(type name: XMLName) -> Bool { index.first(.type, name) != nil || BuiltinType(name) != nil }

  public func element(_ name: XMLName) -> ElementDeclaration? {
    cache.element(name) { index.first(.element, name).map { reader(of: $0).globalElement($0.element) } }
  }

  /// A type by its name; built-in simple types are not among them.
  public func type(_ name: XMLName) -> TypeDefinition? {
    cache.type(name) { index.first(.type, name).flatMap { reader(of: $0).type($0.element, named: name) } }
  }

  public func definition(of use: TypeUse) -> TypeDefinition? {
    switch use {
    case .anonymous(let definition): definition
    case .named(let name): type(name)
    }
  }

  /// The content of a model group; nil when there is no such group.
  public func group(_ name: XMLName) -> Particle? {
    cache.group(name) { index.first(.group, name).flatMap { reader(of: $0).groupContent($0.element) } }
  }

  func attributeGroup(_ name: XMLName) -> ComplexType? {
    cache.attributeGroup(name) { index.first(.attributeGroup, name).map { reader(of: $0).attributeGroup($0.element) } }
  }

  public func attribute(_ name: XMLName) -> AttributeUse? {
    index.first(.attribute, name).map { reader(of: $0).globalAttribute($0.element) }
  }

  /// The elements that may stand for a head, transitively, without the head; in the order of the documents.
  public func substitutes(for head: XMLName) -> [XMLName] { index.closure(of: head, in: index.members) }

  /// The types derived from one, transitively, without it; in the order of the documents.
  public func derivedTypes(of base: XMLName) -> [XMLName] { index.closure(of: base, in: index.derived) }

  /// Of the substitutes those that are not abstract.
  func concreteSubstitutes(for head: XMLName) -> [XMLName] {
    cache.members(of: head) { substitutes(for: head).filter { element($0)?.isAbstract == false } }
  }

  /// Of the derived types those that are not abstract.
  func concreteTypes(derivedFrom base: XMLName) -> [XMLName] {
    cache.derivations(of: base) { derivedTypes(of: base).filter { !isAbstract($0) } }
  }

  private func reader(of component: SchemaIndex.Component) -> ComponentReader {
    ComponentReader(part: parts[component.part], component: component, index: index, parts: parts)
  }
}

extension SchemaSet {
  /// Descriptions repeat documents: of several with the same content one is kept.
  private static func distinct(_ documents: [SchemaDocument]) -> ([SchemaDocument], [String: Int]) {
    struct Shape: Hashable {
      var namespace: String?
      var children: Int
    }
    var kept: [SchemaDocument] = []
    var places: [String: Int] = [:]
    var alike: [Shape: [Int]] = [:]
    for document in documents {
      let shape = Shape(namespace: document.targetNamespace, children: document.root.children.count)
      let same = alike[shape]?.first { kept[$0].root == document.root && kept[$0].inScope == document.inScope }
      if same == nil {
        alike[shape, default: []].append(kept.count)
        kept.append(document)
      }
      if places[document.location] == nil { places[document.location] = same ?? kept.count - 1 }
    }
    return (kept, places)
  }
}

extension SchemaDocument {
  /// Nil for none.
  public var targetNamespace: String? {
    guard let namespace = root["targetNamespace"]?.trimmed, !namespace.isEmpty else { return nil }
    return namespace
  }
}
