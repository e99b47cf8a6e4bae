internal import XML

/// What a complex type lets an element hold, its derivation followed to its end.
public struct EffectiveContent: Sendable {
  /// The elements, those of the base before those of an extension.
  public var particles: [Particle] = []
  /// The type of the text, for an element that holds text only.
  public var text: TypeUse?
  public var isMixed = false
  /// Without prohibited ones; a restriction's in the place of its base's.
  public var attributes: [AttributeUse] = []
  public var attributeWildcard: Wildcard?
  /// Of a SOAP array.
  public var arrayType: ComplexType.ArrayType?
  public var isArray = false
}

extension EffectiveContent {
  /// Each in the place of one of its name, of which the last counts.
  fileprivate mutating func add(_ uses: [AttributeUse]) {
    let last = Dictionary(uses.enumerated().map { ($1.name, $0) }) { _, last in last }
    attributes.removeAll { last[$0.name] != nil }
    for (place, use) in uses.enumerated() where last[use.name] == place && use.use != .prohibited {
      attributes.append(use)
    }
  }
}

extension SchemaSet {
  /// Everything that a complex type takes from its bases and groups. What is not declared is left out.
  public func content(of type: ComplexType) -> EffectiveContent {
    // What is written in place, or was redefined, has no name and is not kept.
    guard let name = type.name else { return content(of: type, depth: 0) }
    return cache.content(name) { content(of: type, depth: 0) }
  }

  private func content(of type: ComplexType, depth: Int) -> EffectiveContent {
    var content = EffectiveContent()
    if let derivation = type.derivation, depth < ComponentReader.chainLimit {
      content = baseContent(derivation, depth: depth)
    }
    switch type.content {
    case .simple(let own): content.text = own.map { .anonymous(.simple($0)) } ?? content.text
    case .particle(let own):
      // Written as complex content, an extension may still have a base that holds a text.
      if own != nil || type.derivation?.isExtension != true { content.text = nil }
      if type.derivation?.isExtension != true { content.particles = [] }
      if let own { content.particles.append(own) }
    }
    content.isMixed = content.isMixed || type.isMixed
    content.arrayType = type.arrayType ?? content.arrayType
    content.attributeWildcard = type.attributeWildcard ?? content.attributeWildcard
    var groups: Set<XMLName> = []
    content.add(attributes(of: type, &groups))
    return content
  }

  private func baseContent(_ derivation: ComplexType.Derivation, depth: Int) -> EffectiveContent {
    if let name = derivation.base.name, let namespace = name.namespace,
      XMLName.soapEncodingNamespaces.contains(namespace), name.local == "Array"
    {
      var content = EffectiveContent()
      content.isArray = true
      return content
    }
    switch definition(of: derivation.base) {
    case .complex(let base): return content(of: base, depth: depth + 1)
    case .simple, nil:
      var content = EffectiveContent()
      if derivation.base.name != .anyType { content.text = derivation.base }
      return content
    }
  }

  /// Each group counts once, however often it is referred to.
  private func attributes(of type: ComplexType, _ seen: inout Set<XMLName>) -> [AttributeUse] {
    var found = type.attributes.map(resolved)
    for name in type.attributeGroups where seen.count < 1000 && seen.insert(name).inserted {
      if let group = attributeGroup(name) { found += attributes(of: group, &seen) }
    }
    return found
  }

  /// A reference takes its type from the global attribute.
  private func resolved(_ use: AttributeUse) -> AttributeUse {
    guard use.type == nil, let global = attribute(use.name) else { return use }
    var use = use
    use.type = global.type
    use.constraint = use.constraint ?? global.constraint
    use.documentation = global.documentation
    return use
  }

  /// The type of the text of a complex type that holds text only.
  func textType(of type: ComplexType) -> TypeUse? {
    guard case .simple(let own) = type.content else { return nil }
    return own.map { .anonymous(.simple($0)) } ?? type.derivation?.base
  }
}
