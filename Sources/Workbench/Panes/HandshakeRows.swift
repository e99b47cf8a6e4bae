internal import Basics
internal import Certificates
internal import Exchange
internal import Handshake
internal import Screen

/// Lays the handshake out as rows.
struct HandshakeRows {
  let exchange: ExchangeState
  let columns: Int
  let now: Timestamp?
  /// What the tab of comparisons shows.
  let comparison: ShownComparison?
  var rows = HandshakeRowList()

  init(_ exchange: ExchangeState, columns: Int, now: Timestamp?, comparison: ShownComparison? = nil) {
    self.exchange = exchange
    self.columns = columns
    self.now = now
    self.comparison = comparison
    switch exchange.handshakePane.tab {
    case .ladder: addLadder()
    case .messages where exchange.handshakePane.showsBytes: addBytes()
    case .messages: addMessages()
    case .certificates: addCertificates()
    case .authorities: addAuthorities()
    case .compare: addComparison()
    }
  }

  /// All bytes of a message.
  func place(ofMessage index: Int) -> HandshakeRow.Place {
    let message = exchange.transcript.messages[index]
    return HandshakeRow.Place(title: "\(message.type)", bytes: message.bytes, message: index)
  }

  func isOpen(_ node: HandshakeNode) -> Bool { exchange.handshakePane.opened.contains(node) }

  mutating func add(_ row: HandshakeRow) { rows.append(row) }

  mutating func add(_ line: Toned, depth: Int = 0, node: HandshakeNode? = nil) {
    add(HandshakeRow(depth: depth, content: .line(line), node: node))
  }

  /// A text on as many lines as it needs.
  mutating func add(paragraph text: String, _ scope: ThemeScope = .text, depth: Int, target: HandshakeRow.Target? = nil)
  {
    for line in Toned.paragraph(text, scope, columns: columns - 2 * depth - 3) {
      add(HandshakeRow(depth: depth, content: .line(line), target: target))
    }
  }
}

extension HandshakeRows {
  /// The row as it is drawn.
  func line(_ index: Int) -> Toned {
    let row = rows[index]
    if case .hex(let number) = row.content {
      return HexLine.line(row.place?.bytes ?? [], row: number, marked: row.place?.range)
    }
    let indent = String(repeating: "  ", count: row.depth)
    let mark = row.node.map { isOpen($0) ? "▾" : "▸" } ?? " "
    return Toned(indent + mark + " ", row.isBroken ? .error : .dim) + text(of: row)
  }

  private func text(of row: HandshakeRow) -> Toned {
    switch row.content {
    case .line(let line): line
    case .message(let index): MessageLine.line(exchange.transcript.messages[index])
    case .field(let field): Self.line(of: field)
    case .hex: ""
    case .authority(let index): authorityLine(index)
    case .comparison(let row): ComparisonLine.line(row, columns: columns)
    case .item(let item): ComparisonLine.line(item, columns: columns)
    }
  }

  private static func line(of field: Transcript.Field) -> Toned {
    [.init(field.name + (field.value.isEmpty ? "" : ": "), .dim), .init(field.value)]
  }
}
