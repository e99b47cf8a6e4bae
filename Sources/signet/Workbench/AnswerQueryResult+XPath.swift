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
        self.init(selection, shown: query.shown)
      } else {
        self = .value(Self.text(of: try tree.evaluate(query.expression)))
      }
    } catch {
      let place = error.position.map { " at \($0)" } ?? ""
      self = .problem(error.code == "xpath" ? error.summary : "The answer is no XML: \(error.summary)\(place)")
    }
  }

  private init(_ selection: XPathSelection, shown: [UInt8]) {
    let places = StartTags.ranges(of: Set(selection.nodes.compactMap(\.element)), in: shown)
    self = .nodes(
      selection.nodes.map { Node(path: $0.path, value: $0.value, place: $0.element.flatMap { places[$0] }) },
      count: selection.count)
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
