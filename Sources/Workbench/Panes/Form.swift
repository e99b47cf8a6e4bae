internal import Screen

/// Draws a form and moves through it: the cursor stops on fields only.
enum Form {
  static let labelColumns = 26

  static func line(_ row: FormRow, glyphs: Glyphs) -> Toned {
    switch row.kind {
    case .note: return row.value
    case .button: return Toned(row.label, .link)
    case .choice:
      let (left, right) = glyphs.isASCII ? ("< ", " >") : ("‹ ", " ›")
      return label(row) + Toned([.init(left, .dim)] + row.value.parts + [.init(right, .dim)])
    case .text: return label(row) + row.value
    }
  }

  private static func label(_ row: FormRow) -> Toned {
    let shown = row.label.columns < labelColumns ? row.label : String(row.label.prefix(labelColumns - 2)) + ":"
    return Toned(shown + String(repeating: " ", count: max(1, labelColumns - shown.columns)), .dim)
  }

  /// The field row nearest to where the cursor would go, in its direction; else it stays.
  static func move(_ scroll: ScrollState, by step: Int, rows: [FormRow], height: Int) -> ScrollState {
    var result = scroll
    let direction = step < 0 ? -1 : 1
    var index = min(max(0, scroll.selected + step), rows.count - 1)
    while rows.indices.contains(index), rows[index].field == nil { index += direction }
    if rows.indices.contains(index) {
      result.select(index, of: rows.count, height: height)
    } else {
      // Nothing to stop at: what explains is still scrolled into sight.
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
