/// The word that was probably meant, for messages about a word that is not known.
public enum NearestWord {
  /// The word with the fewest edits, at most a third of its length and at least one; nil when none is that near.
  ///
  /// Letter case and hyphens are no difference. Two neighbours in the wrong order count as one edit (the restricted
  /// distance of Damerau and Levenshtein).
  public static func to(_ word: String, among words: some Sequence<String>) -> String? {
    let wanted = plain(word)
    guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
    var best: (word: String, distance: Int)?
    for candidate in words {
      let other = plain(candidate)
      guard abs(other.count - wanted.count) <= 4, other.count <= 64 else { continue }
      let distance = distance(wanted, other)
      if distance <= max(1, min(wanted.count, other.count) / 3), distance < best?.distance ?? .max {
        best = (candidate, distance)
      }
    }
    return best?.word
  }

  /// `; is 'X' meant?`, or nothing: stands behind a message.
  public static func question(_ word: String, among words: some Sequence<String>) -> String {
    to(word, among: words).map { "; is '\($0.neutralised)' meant?" } ?? ""
  }

  /// The sentence with its full stop, or with the question in its place.
  public static func sentence(_ text: String, _ word: String, among words: some Sequence<String>) -> String {
    let question = question(word, among: words)
    return text + (question.isEmpty ? "." : question)
  }

  private static func plain(_ word: String) -> [Unicode.Scalar] {
    word.lowercased().unicodeScalars.filter { $0 != "-" && $0 != "_" && $0 != " " }
  }

  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(last[column + 1], current[column]) + 1
        cost = min(cost, last[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
