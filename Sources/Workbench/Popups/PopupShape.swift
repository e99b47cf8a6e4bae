internal import Basics
internal import Screen

/// Where a window on top stands and what is in it.
struct PopupShape {
  var area: Rect
  var title: String
  /// Lines above the list.
  var lines: [Toned] = []
  var hasField = false
  /// Rows of the list; 0 when there is none.
  var listRows = 0
  /// Rows below the list, for all of the chosen line's explanation.
  var tailRows = 0

  /// Rows that a long list gets on a screen of that size.
  static func listRows(screen: Size) -> Int { max(1, screen.rows * 3 / 4 - 5) }

  /// With its frame: wide enough for a line of prose, and for a file with all that is known of it.
  private static func columns(screen: Size) -> Int { min(screen.columns < 120 ? 80 : 100, max(24, screen.columns - 4)) }

  init(_ popup: Popup, itemCount: Int, screen: Size) {
    let columns = Self.columns(screen: screen)
    title = Self.title(of: popup)
    lines = Self.lines(of: popup, columns: max(8, min(columns, screen.columns - 4) - 4))
    hasField = popup.hasField
    listRows = min(itemCount, Self.listRows(screen: screen))
    if case .files = popup.purpose { listRows = Self.listRows(screen: screen) }
    if case .certificates = popup.purpose { listRows = max(1, Self.listRows(screen: screen) - 5) }
    if case .help = popup.purpose { listRows = max(1, listRows) }
    if case .palette = popup.purpose { listRows = Self.listRows(screen: screen) }
    if case .history = popup.purpose { listRows = Self.listRows(screen: screen) - lines.count }
    if popup.purpose.isOfCommands { tailRows = 2 }
    let rows = lines.count + (hasField ? 1 : 0) + listRows + tailRows + 2
    area = Rect(screen).centered(Size(columns: columns, rows: rows))
  }

  private static func title(of popup: Popup) -> String {
    switch popup.purpose {
    case .help: "Keys"
    case .palette: "Commands"
    case .menu(let title, _): title
    case .question(let question): question.title
    case .files(let browser): browser.use.title
    case .password: "Password"
    case .prompt(let prompt): prompt.title
    case .problem: "That did not work"
    case .settings: "Settings"
    case .certificates: "Certificates: Enter uses one for this request"
    case .page(let page): page.title
    case .probes: "Probes"
    case .openRequests: "Open requests"
    case .history(let list): list.title
    case .explorer: "Description"
    }
  }

  private static func lines(of popup: Popup, columns: Int) -> [Toned] {
    switch popup.purpose {
    case .help: [Toned("Type to filter; Enter does it; Esc closes.", .dim)]
    case .palette, .menu, .page, .probes, .explorer: []
    case .openRequests: [Toned("Enter shows it, d closes it, D closes all but the one shown.", .dim)]
    case .history(let list): list.head(filter: popup.field.text)
    case .question(let question):
      question.lines.flatMap { Toned.paragraph($0, columns: columns) } + [""]
    case .settings(let settings): settings.lines(selected: popup.scroll.selected, columns: columns)
    case .certificates(let browser):
      browser.lines(selected: popup.scroll.selected, filter: popup.field.text, columns: columns)
    case .files(let browser):
      [
        Toned(browser.path.isEmpty ? "…" : browser.path.neutralised, .strong),
        Toned("Type a part of a name, or a path.", .dim),
      ]
    case .password(let question):
      (question.isRetry ? [Toned("✗ That was not it.", .error)] : [])
        + [Toned("for \(question.file)"), Toned("It stays in memory and is written nowhere.", .dim)]
    case .prompt(let prompt):
      prompt.hint.isEmpty ? [] : Toned.paragraph(prompt.hint, .dim, columns: columns)
    case .problem(let problem):
      Toned.paragraph(problem.summary, .error, columns: columns)
        + problem.values.flatMap { Toned.paragraph($0, .dim, columns: columns, indent: 2) }
        + Toned.paragraph("→ " + WorkbenchWords.of(problem.remedy), columns: columns)
    }
  }
}

extension Model {
  func paint(_ popup: Popup, _ painter: inout Painter) {
    if case .probes = popup.purpose { return paintProbes(&painter) }
    if case .page(let page) = popup.purpose { return paint(page, popup.scroll, &painter) }
    if case .explorer = popup.purpose { return paintExplorer(popup, &painter) }
    let items = items(of: popup)
    let shape = PopupShape(popup, itemCount: items.count, screen: size)
    painter.on(.overlay) { painter in
      painter.fill(shape.area, .text)
      painter.mark(shape.area, as: .popup)
      var inner = painter.canvas.frame(
        shape.area, title: painter.styled(Toned(" \(shape.title) ", .titleFocused)),
        style: painter.style(.borderFocused))
      inner = inner.inset(columns: 1)
      for line in shape.lines {
        let row = inner.cutTop(1)
        painter.text(line, column: row.column, row: row.row, maxColumns: row.columns)
      }
      if shape.hasField { paintField(of: popup, &painter, inner.cutTop(1)) }
      let tail = inner.cutBottom(min(shape.tailRows, max(0, inner.rows - 1)))
      paintItems(items, of: popup, &painter, inner)
      if items.indices.contains(popup.scroll.selected) {
        paintExplanation(items[popup.scroll.selected].note, &painter, tail)
      }
    }
  }

  private func paintExplanation(_ text: String, _ painter: inout Painter, _ area: Rect) {
    let lines = area.rows == 0 ? [] : Toned.start(of: text, .note, columns: area.columns, rows: area.rows)
    for (row, line) in lines.enumerated() {
      painter.text(line, column: area.column, row: area.row + row, maxColumns: area.columns)
    }
  }

  private func paintField(of popup: Popup, _ painter: inout Painter, _ area: Rect) {
    var isMasked = false
    if case .password = popup.purpose { isMasked = true }
    var area = area
    painter.text(Toned("› ", .key), column: area.cutLeft(2).column, row: area.row)
    popup.field.draw(on: &painter.canvas, in: area, style: painter.style(.fieldFocused), isMasked: isMasked)
  }

  private func paintItems(_ items: [Choice], of popup: Popup, _ painter: inout Painter, _ area: Rect) {
    if items.isEmpty, case .files(let browser) = popup.purpose {
      let text = browser.entries == nil ? "Reading the folder…" : "Nothing of that name is here."
      painter.text(Toned(text, .dim), column: area.column, row: area.row, maxColumns: area.columns)
    }
    if items.isEmpty, case .history(let list) = popup.purpose {
      painter.text(
        list.emptiness(filter: popup.field.text), column: area.column, row: area.row, maxColumns: area.columns)
    }
    if items.isEmpty, !popup.field.isEmpty, popup.purpose.isOfCommands {
      painter.text(
        Toned("Nothing is called so, or does that.", .dim), column: area.column, row: area.row,
        maxColumns: area.columns)
    }
    let titleColumns = min(32, items.map(\.title.columns).max() ?? 0)
    let hasKeys = items.contains { $0.key != nil }
    painter.list(
      area, scroll: popup.scroll, count: items.count, isFocused: true, target: { .popupRow($0) },
      row: { line(of: items[$0], titleColumns: titleColumns, hasKeys: hasKeys) })
  }

  private func line(of choice: Choice, titleColumns: Int, hasKeys: Bool) -> Toned {
    let key = choice.key.map { "\($0) " } ?? (hasKeys ? "  " : "")
    let gap = String(repeating: " ", count: max(2, titleColumns + 2 - choice.title.columns))
    return [.init(key, .key), .init(choice.title), .init(gap + choice.note, .dim)]
  }
}
