internal import Basics
internal import Exchange
internal import Handshake

/// What is kept of an exchange after the next one: enough to compare with.
struct KeptExchange: Sendable {
  /// As many of one request are kept.
  static let limit = 5

  let number: Int
  /// Among those of the process, as a kept connection names the one that opened it.
  let exchangeNumber: Int
  let path: String
  let finishedAt: Timestamp?
  let hasFailed: Bool
  /// `HTTP 200`, `unknown-ca`.
  let result: String
  let outline: ExchangeOutline

  init(_ report: Report, number: Int, path: String, finishedAt: Timestamp?) {
    self.number = number
    exchangeNumber = report.outcome.exchangeNumber
    self.path = path
    self.finishedAt = finishedAt
    let failure = report.findings.first { $0.severity == .error }
    hasFailed = report.response == nil || failure != nil
    result = failure?.code ?? report.response.map { "HTTP \($0.status)" } ?? report.refusal?.code ?? "no answer"
    outline = report.outline
  }

  /// `✓ GetOrders #3, HTTP 200, 12:00:04`.
  var title: String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let time = finishedAt.map { ", " + $0.description.dropFirst(11).prefix(8) } ?? ""
    return "\(hasFailed ? "✗" : "✓") \(name) #\(number), \(result)\(time)"
  }
}

extension KeptExchange {
  fileprivate func completedOutline(_ kept: [KeptExchange]) -> ExchangeOutline {
    let opener = kept.last { $0.exchangeNumber == outline.reusedExchange && $0.outline.hasHandshake }
    return opener.map { outline.completed(by: $0.outline) } ?? outline
  }
}

/// Two exchanges that the tab of comparisons shows, and what differs.
struct ShownComparison: Sendable {
  var left: KeptExchange
  var right: KeptExchange
  var comparison: TranscriptComparison

  /// - Parameter kept: those that may have opened the connection of one of them.
  init(_ left: KeptExchange, _ right: KeptExchange, among kept: [KeptExchange]) {
    (self.left, self.right) = (left, right)
    comparison = TranscriptComparison(left.completedOutline(kept), right.completedOutline(kept))
  }

  /// Whose handshake it is where a side made none.
  var notes: [String] {
    [("A", left), ("B", right)].compactMap { name, side in
      guard side.outline.reusedExchange != nil else { return nil }
      return comparison.hasHandshakes
        ? "\(name) used the connection of an earlier call; its handshake is that one's."
        : "\(name) used the connection of an earlier call, which is not at hand: handshakes are not compared."
    }
  }
}
