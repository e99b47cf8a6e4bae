internal import Handshake
internal import Screen

// Two exchanges side by side.
extension HandshakeRows {
  mutating func addComparison() {
    guard let comparison else {
      add(Toned("There is no other exchange to compare with yet.", .strong))
      add(paragraph: "Send another, or the same with something changed: it is compared with the one before.", depth: 0)
      add([.init("C", .key), .init(" chooses which one is compared with, of this and of other requests.")])
      return
    }
    add([.init("A  ", .key), .init(comparison.left.title)])
    add([.init("B  ", .key), .init(comparison.right.title)])
    for note in comparison.notes { add(paragraph: note, depth: 0) }
    let count = comparison.comparison.differenceCount
    add(
      Toned(
        count == 0 ? "= nothing differs" : count == 1 ? "≠ 1 difference" : "≠ \(count) differences",
        count == 0 ? .success : .warning))
    for section in ExchangeOutline.Section.allCases {
      addSection(section, comparison.comparison.rows.filter { $0.section == section })
    }
  }

  private mutating func addSection(_ section: ExchangeOutline.Section, _ rows: [TranscriptComparison.Row]) {
    if rows.isEmpty { return }
    let equal = rows.filter { $0.difference == .same }
    let different = rows.filter { $0.difference != .same }
    let node = HandshakeNode.equalRows(section)
    let note = equal.isEmpty ? "" : "  = \(equal.count) equal"
    add([.init(section.rawValue, .strong), .init(note, .dim)], node: equal.isEmpty ? nil : node)
    for row in isOpen(node) ? rows : different { addRow(row) }
  }

  private mutating func addRow(_ row: TranscriptComparison.Row) {
    // A short value is seen whole already.
    let opens = row.isList && row.left.count + row.right.count > 2 || isCut(row)
    let node = HandshakeNode.comparison(row.section, row.label)
    add(HandshakeRow(content: .comparison(row), node: opens ? node : nil))
    guard opens, isOpen(node) else { return }
    let items = row.items
    self.rows.append(count: items.count) { HandshakeRow(depth: 1, content: .item(items[$0])) }
  }

  private func isCut(_ row: TranscriptComparison.Row) -> Bool {
    let room = ComparisonLine.valueColumns(columns)
    return [row.left, row.right].contains { ($0.first?.columns ?? 0) > room }
  }
}

/// One row of a comparison as a line.
enum ComparisonLine {
  private static let labelColumns = 20

  /// Of each side; what stands before: the mark of what opens, the glyph, the label.
  static func valueColumns(_ columns: Int) -> Int { max(8, (columns - labelColumns - 8) / 2) }

  static func line(_ row: TranscriptComparison.Row, columns: Int) -> Toned {
    let room = valueColumns(columns)
    let scope: ThemeScope = row.difference == .same ? .dim : .strong
    return [
      .init(glyph(row.difference) + " ", row.difference == .same ? .dim : .warning),
      .init(padded(row.label, labelColumns - 1) + " ", .dim), .init(padded(text(row, row.left), room) + "  ", scope),
      .init(text(row, row.right).cut(to: room), scope),
    ]
  }

  static func line(_ item: TranscriptComparison.Item, columns: Int) -> Toned {
    let isShared = item.isLeft && item.isRight
    let side = isShared ? "= both  " : item.isLeft ? "≠ only A" : "≠ only B"
    return [.init(side + "  ", isShared ? .dim : .warning), .init(item.text, isShared ? .dim : .text)]
  }

  private static func glyph(_ difference: TranscriptComparison.Difference) -> String {
    switch difference {
    case .same: "="
    case .order: "≈"
    case .different: "≠"
    }
  }

  private static func text(_ row: TranscriptComparison.Row, _ values: [String]) -> String {
    if values.isEmpty { return "–" }
    if values.count == 1 { return values[0] }
    return row.difference == .order ? "\(values.count), in another order" : "\(values.count): \(values[0])…"
  }

  private static func padded(_ text: String, _ columns: Int) -> String {
    let cut = text.cut(to: columns)
    return cut + String(repeating: " ", count: max(0, columns - cut.columns))
  }
}

extension String {
  /// At most that many columns, the end as an ellipsis where something was cut off.
  func cut(to columns: Int) -> String {
    if self.columns <= columns { return self }
    // No character is narrower than nothing, and few are: what is far beyond need not be measured.
    var result = String(prefix(columns * 2))
    while !result.isEmpty, result.columns > columns - 1 { result.removeLast() }
    return result + "…"
  }
}
