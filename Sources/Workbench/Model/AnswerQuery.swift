internal import Basics
internal import Exchange
internal import Screen
public import Text

/// An XPath expression put to an answer.
public struct AnswerQuery: Sendable, Equatable {
  public var expression: String
  /// What is asked.
  public var answer: [UInt8]
  /// What is seen of it, where the nodes are to be shown.
  public var shown: IndexedText
}

/// What came of it.
public enum AnswerQueryResult: Sendable, Equatable {
  public struct Node: Sendable, Equatable {
    public var path: String
    public var value: String
    /// Its element's start tag in what is seen.
    public var place: Range<Int>?

    public init(path: String, value: String, place: Range<Int>?) {
      self.path = path
      self.value = value
      self.place = place
    }
  }

  /// With how many there are in all.
  /// `inAnyNamespace`: names without a prefix were taken so, because in no namespace there is none.
  case nodes([Node], count: Int, inAnyNamespace: Bool = false)
  /// A number, a text, or true and false.
  case value(String)
  /// Why the expression, or the answer, could not be used.
  case problem(String)
}

// Asking answers.
extension Model {
  mutating func openQuery() -> [Effect] {
    guard exchange?.responsePane.document != nil else {
      say("There is no answer to query.")
      return []
    }
    commandLine = CommandLine(kind: .query, text: exchange?.responsePane.query ?? "")
    return []
  }

  mutating func query(_ expression: String) -> [Effect] {
    guard let exchange, let document = exchange.responsePane.document,
      let answer = exchange.report?.response?.message, !expression.trimmingSpaces.isEmpty
    else { return [] }
    self.exchange?.responsePane.query = expression
    let query = AnswerQuery(expression: expression, answer: answer, shown: document.text)
    return [.query(exchange: exchange.number, query)]
  }

  mutating func adopt(_ result: AnswerQueryResult, ofExchange number: Int) -> [Effect] {
    guard exchange?.number == number else { return [] }
    switch result {
    case .problem(let text): say(text, .bad)
    case .value(let text): say("= \(text)", .good)
    case .nodes(let nodes, let count, let inAnyNamespace):
      if nodes.isEmpty {
        say("No node of the answer matches.", .bad)
        return []
      }
      let more = count > nodes.count ? ", the first \(nodes.count)" : ""
      let choices = nodes.map { node in
        Choice(
          nil, node.path.neutralised, note: node.value.neutralised,
          node.place.map { .showInAnswer($0) } ?? .copy(.line(node.value)))
      }
      let names = inAnyNamespace ? ", names in any namespace" : ""
      return open(Popup(.menu(title: "\(count) node\(count == 1 ? "" : "s")\(more)\(names); Enter shows it", choices)))
    }
    return []
  }

  /// Scrolls the answer to the place, which stands out until something else is looked for.
  mutating func showInAnswer(_ range: Range<Int>) -> [Effect] {
    let effects = moveFocus(to: .response)
    exchange?.responsePane.tab = .body
    exchange?.responsePane.showsBytes = false
    exchange?.responsePane.search = ""
    exchange?.responsePane.match = range
    exchange?.responsePane.element = nil
    guard let scroll = exchange?.responsePane.documentView?.scroll(toShow: range, in: bodySize) else { return effects }
    exchange?.responsePane.view = scroll
    return effects
  }
}
