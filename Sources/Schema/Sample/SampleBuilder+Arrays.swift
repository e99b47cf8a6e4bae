internal import XML

// Arrays of SOAP encoding (SOAP 1.1 section 5.4.2).
extension SampleBuilder {
  mutating func fillArray(
    _ element: inout XMLElement, _ declaration: ElementDeclaration, _ content: EffectiveContent, _ mode: OptionalParts
  ) {
    let item = item(of: content)
    element.attributes.append(
      instanceAttribute("type", prefixes.qualified(declaration.type.name ?? Self.arrayName)))
    let isEndless = isOpen(type: item.type.name) || costs.cost(of: item) == nil
    let dimensions = content.arrayType?.dimensions ?? "[]"
    let itemName = content.arrayType?.item ?? item.type.name ?? .anyType
    element.attributes.append(arrayType(of: itemName, dimensions, size: isEndless ? 0 : 1))
    if isEndless { return }
    element.children.append(.element(arrayItem(item, named: itemName, in: dimensions, mode)))
  }

  private static var arrayName: XMLName { XMLName("Array", in: XMLName.soapEncodingNamespace) }

  private func item(of content: EffectiveContent) -> ElementDeclaration {
    let named = content.particles.lazy.compactMap { particle -> ElementDeclaration? in
      guard case .group(_, let parts) = particle.term, case .element(let declaration)? = parts.first?.term else {
        return nil
      }
      return declaration
    }.first
    var item = named ?? ElementDeclaration(name: XMLName("item"), type: .named(.anyType))
    if let type = content.arrayType?.item { item.type = .named(type) }
    return item
  }

  /// In an array of arrays the items are arrays of one rank less.
  private mutating func arrayItem(
    _ item: ElementDeclaration, named itemName: XMLName, in dimensions: String, _ mode: OptionalParts
  ) -> XMLElement {
    let ranks = dimensions.split(separator: "]").map { $0 + "]" }
    guard ranks.count > 1, depth < 50 else { return element(item, mode) }
    let inner = ranks.dropLast().joined()
    var array = XMLElement(name: item.name, prefix: prefixes.prefix(for: item.name.namespace))
    array.attributes = [
      instanceAttribute("type", prefixes.qualified(Self.arrayName)), arrayType(of: itemName, inner, size: 1),
    ]
    array.children = [.element(arrayItem(item, named: itemName, in: inner, mode))]
    return array
  }

  /// The last rank gets its size: `[1]`, `[1,1]`.
  private mutating func arrayType(of item: XMLName, _ dimensions: String, size: Int) -> XMLElement.Attribute {
    let start = dimensions.lastIndex(of: "[") ?? dimensions.startIndex
    let commas = dimensions[start...].count { $0 == "," }
    let sizes = Array(repeating: String(size), count: min(commas, 16) + 1).joined(separator: ",")
    let namespace = XMLName.soapEncodingNamespace
    return .init(
      name: XMLName("arrayType", in: namespace), prefix: prefixes.prefix(for: namespace),
      value: "\(prefixes.qualified(item))\(dimensions[..<start])[\(sizes)]")
  }
}
