internal import Basics
internal import Collections
internal import Exchange
internal import Handshake
internal import Screen

// The tree of requests.
extension Model {
  func paintTree(_ painter: inout Painter) {
    let rows = treeRows
    var area = painter.bounds
    if !tree.filter.isEmpty {
      let line = area.cutTop(1)
      painter.text(filterLine, column: line.column, row: line.row, maxColumns: line.columns)
    } else if rows.isEmpty {
      paintWelcome(&painter)
      return
    }
    let columns = area.columns - (rows.count > area.rows ? 1 : 0)
    painter.list(
      area, scroll: tree.scroll, count: rows.count, isFocused: focus == .tree, target: { .row(.tree, $0) },
      row: { line(of: rows[$0], columns: columns) })
  }

  private func line(of row: TreeState.Row, columns: Int) -> Toned {
    let indent = String(repeating: "  ", count: row.depth)
    if row.isFolder {
      let isClosed = tree.closed.contains(row.path) && tree.filter.isEmpty
      let isModified = isClosed && requests.contains { $0.key.hasPrefix(row.path + "/") && $0.value.isModified }
      return Toned("\(indent)\(isClosed ? "▸" : "▾") \(row.name.neutralised)\(isModified ? " *" : "")", .strong)
    }
    let mark = requests[row.path]?.isModified == true ? " *" : ""
    let name = "\(indent)  \(row.name.neutralised)\(mark)"
    let badge = badge(of: row.path)
    let room = max(1, columns - badge.text.columns - 2)
    let shown = name.columns <= room ? name : String(name.prefix(max(0, room - 1))) + "…"
    let gap = String(repeating: " ", count: max(1, columns - shown.columns - badge.text.columns - 1))
    return [.init(shown, row.path == currentPath ? .strong : .text), .init(gap), badge]
  }

  /// What became of the request when it was sent last.
  func badge(of path: String) -> Toned.Part {
    guard let exchange = exchanges[path] else { return .init("") }
    guard let report = exchange.report else {
      return .init("◌ \(Elapsed.text(Int64(exchange.elapsedMilliseconds) * 1000))", .note)
    }
    if let response = report.response {
      let isGood = (200..<300).contains(response.status) && response.fault == nil && !exchange.hasFailed
      let text = response.fault == nil ? "\(response.status)" : "fault"
      return .init("\(isGood ? "✓" : "✗") \(text)", isGood ? .success : .error)
    }
    if exchange.isRefused { return .init("✗ not sent", .error) }
    if report.outcome.ending == .cancelled { return .init("! stopped", .warning) }
    return .init(
      "✗ \(exchange.ladder.brokenRung.map { exchange.ladder.rungs[$0].kind.shortTitle } ?? "failed")",
      .error)
  }

  /// What to press when there is nothing yet.
  private func paintWelcome(_ painter: inout Painter) {
    guard let collection else {
      painter.text(Toned("Reading the collection…", .dim))
      return
    }
    let head =
      collection.isThere
      ? [Toned("No requests here yet.", .strong)]
      : [Toned("Nothing is there yet:", .strong)]
        + Toned.paragraph(collection.folder.neutralised, columns: painter.bounds.size.columns)
        + [Toned("The first request makes the folder.")]
    let lines: [Toned] =
      head + [
        "",
        [.init("a", .key), .init(" makes the first one")],
        [.init("O", .key), .init(" makes them of a service's WSDL")],
        [.init("?", .key), .init(" lists the keys")],
        [.init("q", .key), .init(" quits")],
      ]
    for (row, line) in lines.enumerated() { painter.text(line, row: row) }
  }
}
