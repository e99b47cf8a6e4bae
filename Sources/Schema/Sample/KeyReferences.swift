internal import XML

/// Gives references to keys (`xs:keyref`) in a sample the values of keys that there are.
///
/// One for a whole sample: constraints may look at everything, and everything may have some.
final class KeyReferences {
  /// How many elements may be looked at.
  private var left = 100_000

  /// Each reference below the element gets the values of the first key.
  func fill(_ element: inout XMLElement, _ constraints: [IdentityConstraint]) {
    for reference in constraints {
      guard let wanted = reference.refers, let key = constraints.first(where: { $0.name == wanted }),
        let values = firstValues(of: key, in: element)
      else { continue }
      visit(reference.selector, in: &element) { selected in
        for (field, value) in zip(reference.fields, values) { set(field, of: &selected, to: value) }
      }
    }
  }

  /// Nil where no element has all fields of the key.
  private func firstValues(of key: IdentityConstraint, in element: XMLElement) -> [String]? {
    var (copy, found) = (element, nil as [String]?)
    visit(key.selector, in: &copy) { selected in
      if found != nil { return }
      let values = key.fields.compactMap { value(of: $0, in: selected) }
      if values.count == key.fields.count { found = values }
    }
    return found
  }

  private func value(of field: [IdentityConstraint.Path], in element: XMLElement) -> String? {
    var (copy, found) = (element, nil as String?)
    for path in field {
      visit([path], in: &copy) { selected in
        let attribute = path.attribute.map { local in selected.attributes.first { $0.name.local == local }?.value }
        found = found ?? attribute ?? selected.text
      }
    }
    return found
  }

  private func set(_ field: [IdentityConstraint.Path], of element: inout XMLElement, to value: String) {
    for path in field {
      visit([path], in: &element) { selected in
        guard let local = path.attribute else { return selected.setText(value) }
        for index in selected.attributes.indices where selected.attributes[index].name.local == local {
          selected.attributes[index].value = value
        }
      }
    }
  }
}

// Paths.
extension KeyReferences {
  private func visit(
    _ paths: [IdentityConstraint.Path], in element: inout XMLElement, _ body: (inout XMLElement) -> Void
  ) {
    for path in paths { visit(path, in: &element, body) }
  }

  private func visit(
    _ path: IdentityConstraint.Path, in element: inout XMLElement, _ body: (inout XMLElement) -> Void
  ) {
    visit(path.steps[...], in: &element, body)
    if path.isAnywhere { changeChildren(of: &element) { visit(path, in: &$0, body) } }
  }

  private func visit(
    _ steps: ArraySlice<String>, in element: inout XMLElement, _ body: (inout XMLElement) -> Void
  ) {
    guard let step = steps.first else { return body(&element) }
    changeChildren(of: &element) { child in
      if step == "*" || child.name.local == step { visit(steps.dropFirst(), in: &child, body) }
    }
  }

  private func changeChildren(of element: inout XMLElement, _ body: (inout XMLElement) -> Void) {
    for index in element.children.indices {
      guard left > 0, case .element(var child) = element.children[index] else { continue }
      left -= 1
      body(&child)
      element.children[index] = .element(child)
    }
  }
}
