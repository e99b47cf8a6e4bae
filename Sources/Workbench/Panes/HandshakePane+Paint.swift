internal import Screen

// The handshake.
extension Model {
  var handshakeRows: HandshakeRows? {
    exchange.map { HandshakeRows($0, columns: handshakeColumns, now: now) }
  }

  var handshakeColumns: Int { layout.content(of: .handshake)?.columns ?? size.columns }

  func paintHandshake(_ painter: inout Painter) {
    guard let exchange, let layout = handshakeRows else {
      painter.text(Toned("Nothing was sent yet.", .dim))
      painter.text([.init("s", .key), .init(" sends; every message of the handshake appears here.")], row: 1)
      return
    }
    paintTabs(of: .handshake, &painter, row: 0)
    var content = painter.bounds
    _ = content.cutTop(1)
    painter.list(
      content, scroll: exchange.handshakePane.scroll, count: layout.rows.count, isFocused: focus == .handshake,
      target: { .row(.handshake, $0) }, row: { layout.line($0) })
  }
}
