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
    return try Self.read(value)
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

  private static func nodes(_ set: xmlNodeSetPtr?) throws(XMLProblem) -> [String] {
    guard let set, let table = set.pointee.nodeTab else { return [] }
    var texts: [String] = []
    var left = resultLimit
    for index in 0..<Int(set.pointee.nodeNr) {
      guard let node = table[index], let content = xmlXPathCastNodeToString(node) else { continue }
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
