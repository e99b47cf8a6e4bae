internal import Basics
internal import Schema
internal import Screen
internal import WSDL

// The window of the explorer.
extension Model {
  private var explorerArea: Rect {
    let margin = size.columns >= 100 ? 4 : 0
    return Rect(size).centered(Size(columns: size.columns - margin, rows: max(3, size.rows - 2)))
  }

  /// Rows of the details: a quarter of the window; found names have none.
  private var detailRows: Int {
    explorer?.found != nil || explorerArea.rows < 12 ? 0 : max(4, explorerArea.rows / 4)
  }

  var explorerHeight: Int { max(1, explorerArea.rows - 3 - detailRows) }

  func paintExplorer(_ popup: Popup, _ painter: inout Painter) {
    guard let state = explorer else { return }
    let area = explorerArea
    painter.on(.overlay) { painter in
      painter.fill(area, .text)
      painter.mark(area, as: .popup)
      let title = " Description: \(state.description.title.neutralised) "
      var inner = painter.canvas.frame(
        area, title: painter.styled(Toned(title, .titleFocused)), style: painter.style(.borderFocused))
      inner = inner.inset(columns: 1)
      let head = inner.cutTop(1)
      var details = inner.cutBottom(min(detailRows, inner.rows))
      if let found = state.found {
        paintNames(found, state, popup, &painter, head, inner)
      } else {
        painter.text(explorerHead(state), column: head.column, row: head.row, maxColumns: head.columns)
        painter.list(
          inner, scroll: state.scroll, count: state.rows.count, isFocused: true, target: { .popupRow($0) },
          row: { state.description.line(of: state.rows[$0]) })
        paintDetails(state, &painter, &details)
      }
    }
  }

  private func explorerHead(_ state: ExplorerState) -> Toned {
    let parts =
      switch state.optional {
      case .comment: "as comments"
      case .include: "included"
      case .omit: "left out"
      }
    let count = state.description.operationCount
    let problems = state.description.description.problems.count
    return [
      .init("\(count) operation\(count == 1 ? "" : "s")", .strong),
      .init(problems == 0 ? "" : "  ! \(problems) problem\(problems == 1 ? "" : "s")", .warning),
      .init("   new requests have optional parts \(parts) (", .dim), .init("m", .key), .init(")", .dim),
    ]
  }

  private func paintNames(
    _ found: [Int], _ state: ExplorerState, _ popup: Popup, _ painter: inout Painter, _ head: Rect, _ area: Rect
  ) {
    var field = head
    painter.text(Toned("/ ", .key), column: field.cutLeft(2).column, row: field.row)
    let count: Toned =
      popup.field.isEmpty
      ? Toned("\(state.description.names.entries.count) names", .dim)
      : Toned("\(found.count) of \(state.description.names.entries.count)", found.isEmpty ? .warning : .dim)
    let note = field.cutRight(min(field.columns, count.columns + 2))
    popup.field.draw(on: &painter.canvas, in: field, style: painter.style(.fieldFocused))
    painter.text(count, column: note.column + 2, row: note.row, maxColumns: max(0, note.columns - 2))
    if found.isEmpty {
      let text =
        popup.field.isEmpty
        ? "Type a part of a name; Enter goes to the operation, element or type."
        : "No operation, element, type or attribute has this in its name."
      painter.text(Toned(text, .dim), column: area.column, row: area.row, maxColumns: area.columns)
    }
    painter.list(
      area, scroll: state.foundScroll, count: found.count, isFocused: true, target: { .popupRow($0) },
      row: { index in
        let entry = state.description.names.entries[found[index]]
        return [.init(entry.name.neutralised), .init("  \(entry.note.neutralised)", .dim)]
      })
  }

  private func paintDetails(_ state: ExplorerState, _ painter: inout Painter, _ area: inout Rect) {
    guard area.rows > 1, state.rows.indices.contains(state.scroll.selected) else { return }
    let rule = area.cutTop(1)
    painter.text(
      Toned(String(repeating: "─", count: rule.columns), .border), column: rule.column, row: rule.row,
      maxColumns: rule.columns)
    let lines = state.description.details(of: state.rows[state.scroll.selected]).flatMap {
      Toned.paragraph($0.text, $0.scope, columns: area.columns)
    }
    for line in lines.prefix(area.rows) {
      let row = area.cutTop(1)
      painter.text(line, column: row.column, row: row.row, maxColumns: row.columns)
    }
  }
}
