internal import Screen

/// Draws a form and moves through it: the cursor stops on fields only.
enum Form {
  static let labelColumns = 26

  static func line(_ row: FormRow) -> Toned {
    switch row.kind {
    case .note: return row.value
    case .button: return Toned(row.label, .link)
    case .choice:
      return label(row) + Toned([.init("‹ ", .dim)] + row.value.parts + [.init(" ›", .dim)])
    case .text: return label(row) + row.value
    }
  }

  private static func label(_ row: FormRow) -> Toned {
    let shown = row.label.columns < labelColumns ? row.label : String(row.label.prefix(labelColumns - 2)) + ":"
    return Toned(shown + String(repeating: " ", count: max(1, labelColumns - shown.columns)), .dim)
  }

  /// The field row nearest to where the cursor would go; where there is none further on, what explains is scrolled
  /// into sight.
  static func move(_ scroll: ScrollState, by step: Int, rows: [FormRow], height: Int) -> ScrollState {
    var result = scroll
    let current = index(scroll, rows: rows) ?? 0
    let target = min(max(0, current + step), max(0, rows.count - 1))
    let fields = rows.indices.filter { rows[$0].field != nil }
    let next = step < 0 ? fields.last { $0 <= target } ?? fields.first : fields.first { $0 >= target } ?? fields.last
    if let next, next != current {
      result.select(next, of: rows.count, height: height)
    } else {
      result.selected = current
      result.top = min(max(0, scroll.top + step), max(0, rows.count - height))
    }
    return result
  }

  /// The field under the cursor, or the first one when a note is under it.
  static func field(_ scroll: ScrollState, rows: [FormRow]) -> FormField? {
    index(scroll, rows: rows).flatMap { rows[$0].field }
  }

  static func index(_ scroll: ScrollState, rows: [FormRow]) -> Int? {
    if rows.indices.contains(scroll.selected), rows[scroll.selected].field != nil { return scroll.selected }
    return rows.indices.first { rows[$0].field != nil }
  }
}
