internal import Exchange
internal import Text
internal import Workbench
internal import XML

extension AnswerQueryResult {
  /// As many nodes are listed.
  private static let nodeLimit = 1_000

  /// Parses the answer anew; takes time and memory in proportion, with the limits of `XMLTree`.
  init(_ query: AnswerQuery) {
    do throws(XMLProblem) {
      let tree = try XMLTree(query.answer)
      if let selection = try tree.select(query.expression, limit: Self.nodeLimit) {
        self.init(selection, Self.inAnyNamespace(query.expression, tree), shown: query.shown.bytes)
      } else {
        self = .value(try Self.value(of: query.expression, tree))
      }
    } catch {
      let place = error.position.map { " at \($0)" } ?? ""
      self = .problem(error.code == "xpath" ? error.summary : "The answer is no XML: \(error.summary)\(place)")
    }
  }

  /// - Parameter wider: what is found when names without a prefix are taken in any namespace; counts when nothing else is.
  private init(_ exact: XPathSelection, _ wider: @autoclosure () -> XPathSelection?, shown: [UInt8]) {
    let found = exact.count > 0 ? nil : wider()
    let selection = found ?? exact
    let places = StartTags.ranges(of: Set(selection.nodes.compactMap(\.element)), in: shown)
    self = .nodes(
      selection.nodes.map { Node(path: $0.path, value: $0.value, place: $0.element.flatMap { places[$0] }) },
      count: selection.count, inAnyNamespace: found != nil)
  }

  private static func inAnyNamespace(_ expression: String, _ tree: XMLTree) -> XPathSelection? {
    guard let widened = XPathLocalNames.widened(expression),
      let selection = try? tree.select(widened, limit: nodeLimit), selection.count > 0
    else { return nil }
    return selection
  }

  private static func value(of expression: String, _ tree: XMLTree) throws(XMLProblem) -> String {
    let exact = text(of: try tree.evaluate(expression))
    guard let widened = XPathLocalNames.widened(expression), let value = try? tree.evaluate(widened) else {
      return exact
    }
    let wider = text(of: value)
    return wider == exact ? exact : "\(exact); with names in any namespace: \(wider)"
  }

  private static func text(of value: XPathValue) -> String {
    switch value {
    case .nodes(let nodes): nodes.joined(separator: ", ")
    case .text(let text): "\"\(text)\""
    case .bool(let isTrue): isTrue ? "true" : "false"
    case .number(let number): AssertionTools.XPathValue.number(number).text ?? ""
    }
  }
}
