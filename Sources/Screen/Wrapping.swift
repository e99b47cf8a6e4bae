extension StringProtocol {
  /// The text broken into lines of at most that many columns: at spaces where there are, within words where not.
  public func wrapped(columns: Int) -> [String] {
    guard columns > 0 else { return [] }
    return split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
      var lines: [String] = []
      var line = ""
      for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
        append(word, to: &line, lines: &lines, columns: columns)
      }
      return lines + [line]
    }
  }

  private func append<Word: StringProtocol>(
    _ word: Word, to line: inout String, lines: inout [String], columns: Int
  ) {
    if !line.isEmpty, line.columns + 1 + word.columns <= columns {
      line += " " + word
      return
    }
    if !line.isEmpty { lines.append(line) }
    line = ""
    for character in word {
      if line.columns + String(character).columns > columns, !line.isEmpty {
        lines.append(line)
        line = ""
      }
      line.append(character)
    }
  }
}
