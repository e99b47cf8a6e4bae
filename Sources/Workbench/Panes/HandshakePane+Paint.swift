internal import Basics
internal import Handshake
internal import Screen

// The handshake.
extension Model {
  var handshakeRows: HandshakeRows? {
    exchange.map {
      HandshakeRows(
        $0, columns: handshakeColumns, now: now, comparison: $0.handshakePane.tab == .compare ? shownComparison : nil)
    }
  }

  var handshakeColumns: Int { handshakeShape.list.columns }

  /// Seen from the pane's content, or from the whole screen while the pane is not shown.
  var handshakeShape: HandshakeShape {
    let area = layout.content(of: .handshake) ?? Rect(column: 0, row: 0, columns: size.columns, rows: 0)
    let shows = exchange.map { !$0.transcript.messages.isEmpty && $0.handshakePane.tab == .messages } ?? false
    return HandshakeShape(
      Size(columns: area.columns, rows: area.rows), showsMessages: shows && exchange?.handshakePane.showsBytes == false)
  }

  func paintHandshake(_ painter: inout Painter) {
    guard let exchange, let layout = handshakeRows else {
      guard current != nil else { return paintNoRequest(&painter) }
      painter.text(Toned("Nothing was sent yet.", .dim))
      painter.text([.init("s", .key), .init(" sends; every message of the handshake appears here.")], row: 1)
      return
    }
    paintTabs(of: .handshake, &painter, row: 0)
    let shape = handshakeShape
    painter.list(
      shape.list, scroll: exchange.handshakePane.scroll, count: layout.rows.count, isFocused: focus == .handshake,
      target: { .row(.handshake, $0) }, row: { layout.line($0) })
    if let bytes = shape.bytes { paintBytes(&painter, bytes, exchange.handshakePane.scroll.selected, layout) }
  }

  /// The bytes of the message or record under the cursor, scrolled to those of the field.
  private func paintBytes(
    _ painter: inout Painter, _ area: Rect, _ selected: Int, _ layout: HandshakeRows
  ) {
    var area = area
    let title = area.cutTop(1)
    let place = layout.rows.indices.contains(selected) ? layout.rows[selected].place : nil
    painter.text(
      Toned(bytesTitle(place, columns: title.columns), .border), column: title.column, row: title.row,
      maxColumns: title.columns)
    guard let place else {
      painter.text(
        Toned("On a message or a record of the list, its bytes are here.", .dim), column: area.column, row: area.row,
        maxColumns: area.columns)
      return
    }
    let count = HexDump(place.bytes).rowCount
    let first = (place.range?.lowerBound ?? 0) / HexDump.bytesPerRow
    // A row before it, so that its surroundings are seen.
    let top = min(max(0, first - (first > 0 ? 1 : 0)), max(0, count - area.rows))
    for row in top..<min(count, top + area.rows) {
      painter.text(
        HexLine.line(place.bytes, row: row, marked: place.range), column: area.column, row: area.row + row - top,
        maxColumns: area.columns)
    }
  }

  private func bytesTitle(_ place: HandshakeRow.Place?, columns: Int) -> String {
    guard let place else { return String(repeating: "─", count: columns) }
    let count = place.bytes.count
    let which =
      place.range.map { "bytes \($0.lowerBound) to \(max($0.lowerBound, $0.upperBound - 1)) of \(count)" }
      ?? "all \(count) bytes"
    let text = "── \(place.title), \(which) "
    return text + String(repeating: "─", count: max(0, columns - text.columns))
  }
}

/// Where list and bytes stand inside the pane.
struct HandshakeShape: Equatable {
  var list: Rect
  /// With its title line; nil where there is no room, or nothing to show.
  var bytes: Rect?

  /// Wide enough for a tree beside sixteen bytes with their text.
  static let columnsForBoth = 118
  static let bytesColumns = 73

  init(_ size: Size, showsMessages: Bool) {
    var rest = Rect(column: 0, row: 0, columns: size.columns, rows: size.rows)
    _ = rest.cutTop(1)
    if showsMessages, rest.columns >= Self.columnsForBoth, rest.rows >= 4 {
      var right = rest.cutRight(Self.bytesColumns)
      _ = right.cutLeft(1)
      bytes = right
    } else if showsMessages, rest.rows >= 12, rest.columns >= 56 {
      bytes = rest.cutBottom(max(5, rest.rows * 2 / 5))
    }
    list = rest
  }
}
