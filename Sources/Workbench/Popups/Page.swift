internal import Screen

/// A text to read through in a window, with what can be done about it.
struct Page: Sendable, Equatable {
  var title: String
  var lines: [Toned]
  /// Each with a letter of its own; Esc closes always.
  var choices: [Choice] = []
}

extension Model {
  private var pageColumns: Int { max(24, min(140, size.columns - 4)) }

  private func pageLines(_ page: Page) -> [Toned] { page.lines.flatMap { $0.cut(columns: max(8, pageColumns - 5)) } }

  /// As high as its lines, as far as the screen allows.
  private func pageArea(_ count: Int) -> Rect {
    Rect(size).centered(Size(columns: pageColumns, rows: max(5, min(count + 3, size.rows - 4))))
  }

  mutating func scrollPage(by rows: Int) {
    guard let index = popups.indices.last, case .page(let page) = popups[index].purpose else { return }
    let count = pageLines(page).count
    popups[index].scroll.scroll(by: rows, of: count, height: max(1, pageArea(count).rows - 3))
  }

  func paint(_ page: Page, _ scroll: ScrollState, _ painter: inout Painter) {
    let lines = pageLines(page)
    let area = pageArea(lines.count)
    painter.on(.overlay) { painter in
      painter.fill(area, .text)
      painter.mark(area, as: .popup)
      var inner = painter.canvas.frame(
        area, title: painter.styled(Toned(" \(page.title) ", .titleFocused)), style: painter.style(.borderFocused))
      inner = inner.inset(columns: 1)
      paintPageHead(page, &painter, inner.cutTop(1))
      let top = min(max(0, scroll.top), max(0, lines.count - inner.rows))
      for index in top..<min(lines.count, top + max(0, inner.rows)) {
        painter.text(lines[index], column: inner.column, row: inner.row + index - top, maxColumns: inner.columns - 1)
      }
      let bar = Rect(column: inner.endColumn - 1, row: inner.row, columns: min(1, inner.columns), rows: inner.rows)
      painter.canvas.scrollbar(bar, top: top, count: lines.count, style: painter.style(.dim))
    }
  }

  private func paintPageHead(_ page: Page, _ painter: inout Painter, _ area: Rect) {
    var area = area
    for (index, choice) in page.choices.enumerated() {
      let hint: Toned = [.init(choice.key.map { "\($0) " } ?? "", .key), .init(choice.title + "   ", .dim)]
      guard hint.columns <= area.columns else { break }
      let place = area.cutLeft(hint.columns)
      painter.text(hint, column: place.column, row: place.row)
      painter.mark(place, as: .popupRow(index))
    }
    painter.text(
      [.init("Esc", .key), .init(" closes", .dim)], column: area.column, row: area.row, maxColumns: area.columns)
  }
}

extension Toned {
  /// The line in pieces that are not wider; never none.
  func cut(columns: Int) -> [Toned] {
    if self.columns <= columns { return [self] }
    var lines: [Toned] = []
    var (line, used) = (Toned([Part]()), 0)
    for part in parts {
      var piece = ""
      for character in part.text {
        let width = String(character).columns
        if used + width > columns {
          lines.append(line + Toned(piece, part.scope))
          (line, piece, used) = (Toned([Part]()), "", 0)
        }
        piece.append(character)
        used += width
      }
      line = line + Toned(piece, part.scope)
    }
    return lines + [line]
  }
}
