internal import XML

/// The top of an envelope as a tree: the root, its children, and the header's blocks without their insides.
enum EnvelopeHead {
  /// Reads as far as the Body's start tag, so that the size of what is sent does not matter.
  ///
  /// - Returns: nil when the text has no element.
  static func read(_ bytes: [UInt8], charset: String?) throws(XMLProblem) -> XMLElement? {
    var root: XMLElement?
    var depth = 0
    try XMLScan.run(bytes, charset: charset) { event in
      switch event {
      case .start(let element):
        depth += 1
        take(element, at: depth, into: &root)
        return depth == 2 && element.name == XMLName("Body", in: root?.name.namespace) ? .stop : .proceed
      case .end:
        depth -= 1
        return .proceed
      case .text, .comment, .instruction: return .proceed
      }
    }
    return root
  }

  private static func take(_ element: XMLElement, at depth: Int, into root: inout XMLElement?) {
    switch depth {
    case 1: root = element
    case 2: root?.children.append(.element(element))
    case 3:
      guard case .element(var parent) = root?.children.last,
        parent.name == XMLName("Header", in: root?.name.namespace), let last = root?.children.indices.last
      else { return }
      parent.children.append(.element(element))
      root?.children[last] = .element(parent)
    default: break
    }
  }
}
