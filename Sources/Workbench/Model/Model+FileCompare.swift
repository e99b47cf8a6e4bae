internal import Basics
internal import Screen
public import Text

/// An answer to compare with a file.
public struct FileComparison: Sendable, Equatable {
  public let exchange: Int
  public let path: String
  /// The answer as it is seen.
  public let shown: IndexedText
  /// The file is laid out before, as the answer was.
  public let isPretty: Bool

  /// Takes as long as reading both texts a few times: not on the thread that draws.
  public func changes(from file: [UInt8]) -> AnswerChanges {
    var document = TextDocument(file)
    if !isPretty { document.form = .asReceived }
    return AnswerChanges(AnswerPair(against: path.neutralised, old: document.text, new: shown))
  }
}

// Comparing an answer with one that was written to a file.
extension Model {
  mutating func openFileCompare() -> [Effect] {
    guard exchange?.responsePane.document != nil else {
      say("There is no answer to compare: send the request first.", .bad)
      return []
    }
    return browse(.comparison, "")
  }

  /// The file could not be read: nothing will come of it.
  mutating func leaveFileCompare() {
    guard exchange?.responsePane.changes == nil else { return }
    exchange?.responsePane.comparesFile = false
    exchange?.responsePane.tab = .body
  }

  mutating func compareAnswer(withFile path: String) -> [Effect] {
    guard let exchange, let document = exchange.responsePane.document else { return [] }
    let effects = moveFocus(to: .response)
    self.exchange?.responsePane.changes = nil
    self.exchange?.responsePane.comparesFile = true
    self.exchange?.responsePane.tab = .changes
    self.exchange?.responsePane.scroll = ScrollState()
    let comparison = FileComparison(
      exchange: exchange.number, path: path, shown: document.text, isPretty: document.form == .pretty)
    return effects + [.compareWithFile(comparison)]
  }
}
