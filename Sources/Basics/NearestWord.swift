extension String {
  /// The word that was probably meant: the one that the fewest letters left out, added, changed or swapped lead to; nil
  /// when none is near. An equal one is the nearest.
  public func nearest(among words: [String]) -> String? {
    let limit = Swift.max(1, Swift.min(3, unicodeScalars.count / 2))
    let distances = words.map { (word: $0, distance: distance(to: $0)) }
    return distances.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.word
  }

  /// As `; did you mean "send"?`, or nothing.
  public func suggestion(among words: [String]) -> String {
    nearest(among: words).map { "; did you mean \"\($0)\"?" } ?? ""
  }

  // Longer ones are not words that somebody typed.
  private static let longest = 64

  /// Damerau's, without changes inside of swapped letters.
  private func distance(to other: String) -> Int {
    let (one, two) = (Array(unicodeScalars), Array(other.unicodeScalars))
    if Swift.max(one.count, two.count) > Self.longest { return .max }
    var (before, last, current) = ([Int](), Array(0...two.count), [Int](repeating: 0, count: two.count + 1))
    for row in one.indices {
      current[0] = row + 1
      for column in two.indices {
        let change = last[column] + (one[row] == two[column] ? 0 : 1)
        current[column + 1] = Swift.min(change, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, one[row] == two[column - 1], one[row - 1] == two[column] {
          current[column + 1] = Swift.min(current[column + 1], before[column - 1] + 1)
        }
      }
      (before, last) = (last, current)
    }
    return last[two.count]
  }
}
