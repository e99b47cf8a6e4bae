internal import XML

/// The namespace declarations in force at an element: its own, and what is around it shares the others.
final class DeclarationScope: Sendable {
  private let declarations: [XMLElement.Declaration]
  private let outer: DeclarationScope?

  init(_ declarations: [XMLElement.Declaration], in outer: DeclarationScope?) {
    self.declarations = declarations
    self.outer = outer
  }

  func namespace(of prefix: String?) -> String? {
    var scope: DeclarationScope? = self
    while let next = scope {
      if let found = next.declarations.last(where: { $0.prefix == prefix }) { return found.namespace }
      scope = next.outer
    }
    return nil
  }

  /// All, innermost first.
  var all: [XMLElement.Declaration] {
    var all: [XMLElement.Declaration] = []
    var scope: DeclarationScope? = self
    while let next = scope {
      all += next.declarations.reversed()
      scope = next.outer
    }
    return all
  }
}
