/// The way from the root element to an element: at each level its place among the child elements, from 0. Empty for the
/// root itself.
public struct XMLPath: Sendable, Hashable, ExpressibleByArrayLiteral {
  public var steps: [Int]

  public init(_ steps: [Int] = []) { self.steps = steps }
  public init(arrayLiteral steps: Int...) { self.init(steps) }

  public func child(_ index: Int) -> XMLPath { XMLPath(steps + [index]) }

  /// Nil for the root.
  public var parent: XMLPath? { steps.isEmpty ? nil : XMLPath(steps.dropLast()) }

  /// Whether `other` is this element or lies inside it.
  public func contains(_ other: XMLPath) -> Bool { other.steps.starts(with: steps) }
}

extension XMLElement {
  /// The element at the end of a path that begins here; nil when there is none.
  public func element(at path: XMLPath) -> XMLElement? {
    var element = self
    for step in path.steps {
      let children = element.elements
      guard children.indices.contains(step) else { return nil }
      element = children[step]
    }
    return element
  }

  /// Visits this element and all below it in document order.
  public func forEachElement(path: XMLPath = [], _ visit: (XMLElement, XMLPath) -> Void) {
    visit(self, path)
    for (index, child) in elements.enumerated() { child.forEachElement(path: path.child(index), visit) }
  }
}
