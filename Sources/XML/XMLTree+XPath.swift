internal import Basics
internal import CLibXML2

extension XMLTree {
  /// What one evaluation may cost, in steps of libxml2.
  private static let stepLimit: UInt = 20_000_000
  private static let expressionLimit = 16_384

  /// The value of an XPath 1.0 expression, seen from the document's root.
  ///
  /// Prefixes are those of `namespaces`, then those that the document declares (of a prefix with several meanings the
  /// first in document order), then `soap` for the namespace of the root element. Expressions can neither read files nor
  /// call anything outside XPath 1.0.
  ///
  /// - Throws: a problem for an expression that is none, names an unknown prefix, or costs too much.
  public func evaluate(_ expression: String, namespaces: [String: String] = [:]) throws(XMLProblem) -> XPathValue {
    try withObject(of: expression, namespaces) { object throws(XMLProblem) in try Self.read(object) }
  }

  /// As `evaluate`, with the place of each node; nil when the expression has no nodes but a value.
  ///
  /// - Parameter limit: as many nodes are returned.
  public func select(
    _ expression: String, namespaces: [String: String] = [:], limit: Int = 1_000
  ) throws(XMLProblem) -> XPathSelection? {
    try withObject(of: expression, namespaces) { object throws(XMLProblem) in
      guard object.pointee.type == XPATH_NODESET else { return nil }
      let values = try Self.nodes(object.pointee.nodesetval, limit: limit)
      guard let set = object.pointee.nodesetval, let table = set.pointee.nodeTab else {
        return XPathSelection(nodes: [], count: 0)
      }
      let nodes = (0..<values.count).map { table[$0] }
      let elements = elementIndices(of: nodes.map { $0.flatMap(Self.element) })
      let found = zip(nodes, values).map { node, value in
        XPathSelection.Node(
          path: node.map(Self.path) ?? "", value: value, element: node.flatMap(Self.element).flatMap { elements[$0] })
      }
      return XPathSelection(nodes: found, count: Int(set.pointee.nodeNr))
    }
  }

  private static func path(of node: xmlNodePtr) -> String {
    guard node.pointee.type != XML_NAMESPACE_DECL, let path = xmlGetNodePath(node) else { return "" }
    defer { signet_xml_free(path) }
    return text(path)
  }

  /// The node, when it is one, else the element that it belongs to; none for a namespace, which is no node of the tree.
  private static func element(of node: xmlNodePtr) -> xmlNodePtr? {
    switch node.pointee.type {
    case XML_ELEMENT_NODE: return node
    case XML_NAMESPACE_DECL, XML_DOCUMENT_NODE: return nil
    default: return node.pointee.parent?.pointee.type == XML_ELEMENT_NODE ? node.pointee.parent : nil
    }
  }

  /// How many elements begin before each.
  private func elementIndices(of wanted: [xmlNodePtr?]) -> [xmlNodePtr: Int] {
    let wanted = Set(wanted.compactMap { $0 })
    var indices: [xmlNodePtr: Int] = [:]
    var next = xmlDocGetRootElement(document)
    var index = 0
    while let element = next, indices.count < wanted.count {
      if wanted.contains(element) { indices[element] = index }
      index += 1
      next = Self.elementAfter(element)
    }
    return indices
  }

  /// In document order, without recursion.
  private static func elementAfter(_ element: xmlNodePtr) -> xmlNodePtr? {
    if let child = xmlFirstElementChild(element) { return child }
    var node: xmlNodePtr? = element
    while let current = node, current.pointee.type == XML_ELEMENT_NODE {
      if let sibling = xmlNextElementSibling(current) { return sibling }
      node = current.pointee.parent
    }
    return nil
  }

  private func withObject<Value>(
    of expression: String, _ namespaces: [String: String], _ body: (xmlXPathObjectPtr) throws(XMLProblem) -> Value
  ) throws(XMLProblem) -> Value {
    guard expression.utf8.count <= Self.expressionLimit, !expression.utf8.contains(0) else {
      throw .xpath("it is longer than \(Self.expressionLimit) bytes")
    }
    guard let context = xmlXPathNewContext(document) else { throw .xpath("no memory") }
    defer { xmlXPathFreeContext(context) }
    context.pointee.opLimit = Self.stepLimit
    context.pointee.node = UnsafeMutableRawPointer(document).assumingMemoryBound(to: xmlNode.self)
    for (prefix, namespace) in prefixes(namespaces) { xmlXPathRegisterNs(context, prefix, namespace) }
    var value: xmlXPathObjectPtr?
    let failure = withErrors {
      value = xmlXPathEval(expression, context)
      return value != nil
    }
    guard let value else { throw .xpath(failure ?? "it has no value") }
    defer { xmlXPathFreeObject(value) }
    return try body(value)
  }

  private func prefixes(_ given: [String: String]) -> [String: String] {
    var prefixes: [String: String] = [:]
    if let namespace = root.name.namespace { prefixes["soap"] = namespace }
    var found: [String: String] = [:]
    root.forEachElement { element, _ in
      for declaration in element.declarations {
        guard let prefix = declaration.prefix, found[prefix] == nil else { continue }
        found[prefix] = declaration.namespace
      }
    }
    return prefixes.merging(found) { $1 }.merging(given) { $1 }
  }

  private static func read(_ object: xmlXPathObjectPtr) throws(XMLProblem) -> XPathValue {
    switch object.pointee.type {
    case XPATH_NODESET, XPATH_XSLT_TREE: return .nodes(try nodes(object.pointee.nodesetval))
    case XPATH_BOOLEAN: return .bool(object.pointee.boolval != 0)
    case XPATH_NUMBER: return .number(object.pointee.floatval)
    case XPATH_STRING: return .text(object.pointee.stringval.map { text($0) } ?? "")
    default: throw .xpath("its value is of no kind that XPath 1.0 has")
    }
  }

  /// All texts together: those of elements hold those of the elements in them again.
  private static let resultLimit = 64 * 1024 * 1024

  private static func nodes(_ set: xmlNodeSetPtr?, limit: Int = .max) throws(XMLProblem) -> [String] {
    guard let set, let table = set.pointee.nodeTab else { return [] }
    var texts: [String] = []
    var left = resultLimit
    for index in 0..<min(limit, Int(set.pointee.nodeNr)) {
      guard let node = table[index], let content = xmlXPathCastNodeToString(node) else {
        texts.append("")
        continue
      }
      defer { signet_xml_free(content) }
      texts.append(text(content))
      left -= texts[texts.count - 1].utf8.count + 1
      if left < 0 { throw .xpath("its nodes hold more than \(resultLimit) bytes of text") }
    }
    return texts
  }

  private static func text(_ characters: UnsafeMutablePointer<xmlChar>) -> String { String(cString: characters) }
}

extension XMLProblem {
  fileprivate static func xpath(_ message: String) -> XMLProblem {
    XMLProblem(
      code: "xpath",
      summary:
        "The XPath expression is not usable: \(message.split(separator: "\n").joined(separator: " ").neutralised).",
      position: nil, remedy: "Correct the expression; a prefix that the answer does not declare goes into namespaces.")
  }
}
