internal import Basics
internal import Exchange
internal import Handshake

/// What is kept of an exchange after the next one: enough to compare with.
struct KeptExchange: Sendable {
  /// As many of one request are kept.
  static let limit = 5

  let number: Int
  let path: String
  let finishedAt: Timestamp?
  let hasFailed: Bool
  /// `HTTP 200`, `unknown-ca`.
  let result: String
  let outline: ExchangeOutline

  init(_ report: Report, number: Int, path: String, finishedAt: Timestamp?) {
    self.number = number
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

/// Two exchanges that the tab of comparisons shows, and what differs.
struct ShownComparison: Sendable {
  var left: KeptExchange
  var right: KeptExchange
  var comparison: TranscriptComparison

  init(_ left: KeptExchange, _ right: KeptExchange) {
    (self.left, self.right) = (left, right)
    comparison = TranscriptComparison(left.outline, right.outline)
  }
}
