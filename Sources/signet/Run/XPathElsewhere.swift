internal import Basics
internal import Exchange
internal import XML

extension AssertionTools.Elsewhere {
  /// Nil when no name of the expression is without a prefix, or nothing else is found when they are taken in any namespace.
  init?(_ document: [UInt8], _ expression: String, _ namespaces: [String: String]) {
    guard let wider = XPathLocalNames.widened(expression), let tree = try? XMLTree(document),
      let exact = Self.value(of: expression, tree, namespaces), let value = Self.value(of: wider, tree, namespaces),
      value != exact
    else { return nil }
    guard case .nodes(let nodes) = value else {
      self.init(
        text: "with names in any namespace it is \(value.text?.neutralised ?? "")", expression: wider, other: nil)
      return
    }
    if nodes.isEmpty { return nil }
    guard let name = Self.value(of: "local-name((\(wider))[1])", tree, namespaces)?.text,
      let namespace = Self.value(of: "namespace-uri((\(wider))[1])", tree, namespaces)?.text, !namespace.isEmpty
    else {
      self.init(text: "with names in any namespace there is", expression: wider, other: nil)
      return
    }
    let known = namespaces.filter { $0.value == namespace }.keys.min()
    let prefix = known ?? ["p", "q"].first { namespaces[$0] == nil } ?? "ns"
    let prefixed = XPathLocalNames.prefixed(expression, with: prefix).flatMap { prefixed in
      Self.value(of: prefixed, tree, namespaces.merging([prefix: namespace]) { $1 }) == value ? prefixed : nil
    }
    self.init(
      text: "\(name) is there in the namespace \(namespace.neutralised)",
      expression: known == nil ? wider : prefixed ?? wider,
      other: known == nil ? prefixed.map { "\($0) with \(prefix): \(namespace.neutralised) under namespaces" } : nil)
  }

  private static func value(
    of expression: String, _ tree: XMLTree, _ namespaces: [String: String]
  ) -> AssertionTools.XPathValue? {
    (try? tree.evaluate(expression, namespaces: namespaces)).map { AssertionTools.XPathValue($0) }
  }
}
