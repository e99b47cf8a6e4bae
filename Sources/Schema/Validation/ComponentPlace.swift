internal import XML

/// A component by its document and its place among the components there.
struct ComponentPlace: Hashable {
  var document: Int
  var component: Int
}

extension SchemaSet {
  /// The places of the global types whose content a type extends: its own content model holds theirs. Of bases without
  /// content there is nothing to hold.
  func extendedPlaces(from place: ComponentPlace) -> [ComponentPlace] {
    var found: [ComponentPlace] = []
    var next = parts.first { $0.document == place.document }
      .flatMap { documents[place.document].root.components[place.component].baseName($0) }
    while let name = next, found.count < ComponentReader.chainLimit, hasContent(type: name),
      let base = index.first(.type, name)
    {
      found.append(ComponentPlace(document: parts[base.part].document, component: base.place))
      next = base.element.baseName(parts[base.part])
    }
    return found
  }

  /// Whether elements may stand in what is of that type.
  func hasContent(type name: XMLName) -> Bool {
    guard case .complex(let type)? = self.type(name) else { return false }
    return content(of: type).particles.contains { particle in
      if case .group(_, let parts) = particle.term { !parts.isEmpty } else { true }
    }
  }
}

extension XMLElement {
  /// The base of a global type.
  fileprivate func baseName(_ part: SchemaPart) -> XMLName? {
    guard let content = components.first, let step = content.components.first else { return nil }
    let scope = part.scope.entering(self).entering(content).entering(step)
    return step["base"].flatMap { part.name($0, in: scope) }
  }
}
