internal import Basics
internal import Screen
internal import Text

/// Two texts to compare, as they are shown.
public struct AnswerPair: Sendable, Equatable {
  /// What `old` is, as a part of a sentence: `the answer to call #3`.
  var against: String
  var old: IndexedText
  var new: IndexedText
}

/// How a text differs from another: an answer from the one before, or from a file.
public struct AnswerChanges: Sendable, Equatable {
  let against: String
  let diff: LineDiff
  let rows: [LineDiff.Row]
  private let old: IndexedText
  private let new: IndexedText

  /// As many rows are shown.
  static let rowLimit = 200_000

  /// Takes as long as reading both texts a few times: not on the thread that draws.
  public init(_ pair: AnswerPair) {
    against = pair.against
    old = pair.old
    new = pair.new
    diff = LineDiff(old, new)
    rows = diff.isEmpty ? [] : Array(diff.rows().prefix(Self.rowLimit))
  }

  public static func == (left: Self, right: Self) -> Bool { left.against == right.against && left.diff == right.diff }

  var summary: Toned {
    if diff.isEmpty { return Toned("The same as \(against), line by line.", .success) }
    let less = diff.removedCount == 1 ? "1 line" : "\(diff.removedCount) lines"
    let counts = "\(less) less, \(diff.addedCount) more than in \(against)"
    return Toned(counts + (diff.isExact ? "" : "; too different to be told line by line"), .strong)
  }

  func line(_ index: Int) -> Toned {
    switch rows[index] {
    case .same(let row): Toned("  " + text(of: row, in: new))
    case .removed(let row): Toned("- " + text(of: row, in: old), .error)
    case .added(let row): Toned("+ " + text(of: row, in: new), .success)
    case .equalLines(let count): Toned("  … \(count) equal lines", .dim)
    }
  }

  private func text(of row: Int, in text: IndexedText) -> String {
    String(decoding: text.slice(text.range(ofRow: row)), as: UTF8.self).neutralised
  }
}
