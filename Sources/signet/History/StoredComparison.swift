internal import Basics
internal import Exchange
internal import Handshake
internal import History
internal import TLS
internal import Text

/// Two exchanges of the history, and what differs.
struct StoredComparison {
  private let rows: [TranscriptComparison.Row]
  private let hasHandshakes: Bool
  private let request: LineChanges
  private let answer: LineChanges
  private let numbers: (Int, Int)

  /// - Throws: `CommandStop` when one can no longer be read.
  init(_ left: StoredExchange, _ right: StoredExchange) throws {
    guard let old = left.report(.openSSL), let new = right.report(.openSSL) else {
      throw CommandStop(ExchangeUnreadable(numbers: [left.summary.number, right.summary.number]), .file)
    }
    let comparison = TranscriptComparison(old.outline, new.outline)
    hasHandshakes = comparison.hasHandshakes
    rows = comparison.rows.filter { $0.difference != .same }
    request = LineChanges(left.request, right.request)
    answer = LineChanges(left.answer ?? "", right.answer ?? "")
    numbers = (left.summary.number, right.summary.number)
  }

  var text: String {
    var lines: [String] = []
    var section: ExchangeOutline.Section?
    for row in rows {
      if row.section != section { lines.append(row.section.rawValue) }
      section = row.section
      lines.append("  \(row.label): " + words(row))
    }
    if !hasHandshakes { lines.append("Handshakes are not compared: a kept connection was used.") }
    if rows.isEmpty { lines.append(hasHandshakes ? "Handshake and ending are the same." : "The ending is the same.") }
    lines += request.lines("Message") + answer.lines("Answer")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Of a list only what one side has and the other has not.
  private func words(_ row: TranscriptComparison.Row) -> String {
    guard row.isList, row.left.count + row.right.count > 2 else { return "\(side(row.left)) → \(side(row.right))" }
    if row.difference == .order { return "the same in another order" }
    if row.left.isEmpty || row.right.isEmpty { return "\(count(row.left)) → \(count(row.right))" }
    return row.items.compactMap { $0.isLeft ? $0.isRight ? nil : "- \($0.text)" : "+ \($0.text)" }
      .joined(separator: ", ")
  }

  private func count(_ values: [String]) -> String { values.isEmpty ? "nothing" : "\(values.count) values" }

  private func side(_ values: [String]) -> String { values.isEmpty ? "nothing" : values.joined(separator: ", ") }

  var json: JSONValue {
    [
      "left": .int(numbers.0), "right": .int(numbers.1),
      "differences": .array(
        rows.map {
          [
            "section": .string($0.section.rawValue), "label": .string($0.label), "left": .strings($0.left),
            "right": .strings($0.right),
          ]
        }),
      "request": request.json, "answer": answer.json,
    ]
  }
}

/// Two texts line by line, XML indented first.
private struct LineChanges {
  private let diff: LineDiff
  private let old: IndexedText
  private let new: IndexedText

  init(_ left: String, _ right: String) {
    old = TextDocument(Array(left.utf8)).text
    new = TextDocument(Array(right.utf8)).text
    diff = LineDiff(old, new)
  }

  func lines(_ title: String) -> [String] {
    if diff.isEmpty { return ["\(title): the same"] }
    let lines = diff.removedCount == 1 ? "line" : "lines"
    return ["\(title): \(diff.removedCount) \(lines) less, \(diff.addedCount) more"]
      + diff.rows().prefix(1_000).map { row in
        switch row {
        case .same(let row): "    " + text(of: row, in: new)
        case .removed(let row): "  - " + text(of: row, in: old)
        case .added(let row): "  + " + text(of: row, in: new)
        case .equalLines(let count): "    … \(count) equal lines"
        }
      }
  }

  var json: JSONValue { ["linesRemoved": .int(diff.removedCount), "linesAdded": .int(diff.addedCount)] }

  private func text(of row: Int, in text: IndexedText) -> String {
    String(decoding: text.slice(text.range(ofRow: row)), as: UTF8.self).neutralised
  }
}

struct ExchangeUnreadable: Remediable {
  let numbers: [Int]
  let code = "history-unreadable"
  let summary = "The exchange was kept in a form that is no longer read."
  var values: [String] { ["number: \(numbers.map(String.init).joined(separator: ", "))"] }
  let remedy = "Its texts are there: signet history show NUMBER --format request, or answer."
}
