/// A parsed document: its root element, as a plain value.
///
/// No file or network is ever touched, and a document type is refused, so that no entity can be declared. Costs about a
/// dozen times the text in memory: meant for envelopes and faults, not for answers of many megabytes.
public struct XMLDocument: Sendable, Hashable {
  public var root: XMLElement

  /// - Throws: the first problem with its place.
  public init(
    _ bytes: [UInt8], charset: String? = nil, limits: XMLLimits = XMLLimits(bytes: 8 * 1024 * 1024)
  ) throws(XMLProblem) {
    var builder = TreeBuilder()
    try XMLScan.run(bytes, charset: charset, limits: limits) { event in
      builder.take(event)
      return .proceed
    }
    guard let root = builder.root else { throw .malformed("There is no root element.", at: nil) }
    self.root = root
  }
}

/// Puts events together to a tree.
private struct TreeBuilder {
  var root: XMLElement?
  private var open: [XMLElement] = []
  /// The parser delivers one text in pieces, one for each reference: put together here, because a node that grew piece by
  /// piece would be copied for each.
  private var text = ""

  mutating func take(_ event: XMLScan.Event) {
    if case .text(let piece) = event {
      text += piece
      return
    }
    appendText()
    switch event {
    case .start(let element): open.append(element)
    case .end: close()
    case .text: break
    case .comment(let text): append(.comment(text))
    case .instruction(let target, let data): append(.instruction(target: target, data: data))
    }
  }

  private mutating func close() {
    guard let element = open.popLast() else { return }
    if open.isEmpty { root = element } else { append(.element(element)) }
  }

  private mutating func appendText() {
    guard !text.isEmpty else { return }
    append(.text(text))
    text = ""
  }

  private mutating func append(_ node: XMLNode) {
    guard let last = open.indices.last else { return }
    open[last].children.append(node)
  }
}
