internal import Basics
internal import Exchange
internal import Handshake
internal import Screen

// Every message, its fields, its bytes.
extension HandshakeRows {
  mutating func addMessages() {
    let transcript = exchange.transcript
    for index in transcript.messages.indices { addMessage(index) }
    if transcript.omittedMessages > 0 { add(Toned("… \(transcript.omittedMessages) messages more", .dim)) }
    if !transcript.foreignBytes.isEmpty { addForeignBytes(transcript.foreignBytes) }
    if exchange.certificateLine.isOfKeptConnection {
      add(Toned("A kept connection: \(exchange.certificateLine.askedText(isPast: exchange.past != nil)).", .dim))
    }
    addRecords()
    if rows.count == 0 { add(Toned("No TLS message was seen.", .dim)) }
  }

  private mutating func addMessage(_ index: Int) {
    let node = HandshakeNode.message(index)
    let place = place(ofMessage: index)
    add(HandshakeRow(content: .message(index), node: node, place: place))
    guard isOpen(node) else { return }
    addFields(exchange.transcript.messages[index].fields, of: index, in: place, path: [])
  }

  private mutating func addFields(
    _ fields: [Transcript.Field], of message: Int, in outer: HandshakeRow.Place, path: [Int]
  ) {
    for (index, field) in fields.enumerated() {
      let node = HandshakeNode.field(message: message, path: path + [index])
      var place = outer
      // What has no bytes of its own was made out of those around it.
      place.range = field.range ?? outer.range
      add(
        HandshakeRow(
          depth: path.count + 1, content: .field(field), node: field.children.isEmpty ? nil : node, place: place))
      if isOpen(node) { addFields(field.children, of: message, in: place, path: path + [index]) }
    }
  }

  private mutating func addForeignBytes(_ bytes: [UInt8]) {
    add(Toned("✗ What came is not TLS; as received:", .error))
    let dump = HexDump(bytes)
    rows.append(count: dump.rowCount) { row in
      HandshakeRow(depth: 1, content: .line(Toned(dump.line(row))))
    }
  }

  // MARK: The record layer

  /// Closed, one line: a handshake is read by its messages. Their records are of interest when sizes or times are.
  private mutating func addRecords() {
    guard let wire = exchange.report?.outcome.wire, !wire.pieces.isEmpty else { return }
    let records = wire.records(of: exchange.transcript)
    let size = ByteCount.text(wire.bytes.count + wire.omittedBytes)
    let count = records.count == 1 ? "1 record" : "\(records.count) records"
    add([.init("Record layer: ", .strong), .init("\(count), \(size) on the wire", .dim)], node: .records)
    guard isOpen(.records) else { return }
    for (index, record) in records.enumerated() { addRecord(record, index) }
    if wire.isFull {
      add(Toned("… \(ByteCount.text(wire.omittedBytes)) more, which were not kept", .dim), depth: 1)
    }
  }

  private mutating func addRecord(_ record: WireRecord, _ index: Int) {
    var place = HandshakeRow.Place(title: "\(record.typeName) record", bytes: record.bytes)
    add(HandshakeRow(depth: 1, content: .line(RecordLine.line(record)), node: .record(index), place: place))
    guard isOpen(.record(index)) else { return }
    for field in record.fields {
      place.range = field.range
      add(HandshakeRow(depth: 2, content: .field(field), place: place))
    }
  }

  // MARK: Bytes

  /// The bytes that the list's cursor stands on.
  static func place(in exchange: ExchangeState, columns: Int, now: Timestamp?) -> HandshakeRow.Place? {
    var state = exchange
    state.handshakePane.showsBytes = false
    let list = HandshakeRows(state, columns: columns, now: now)
    let selected = state.handshakePane.listScroll.selected
    return list.rows.indices.contains(selected) ? list.rows[selected].place : nil
  }

  mutating func addBytes() {
    guard let place = Self.place(in: exchange, columns: columns, now: now) else {
      add(Toned("No message or record is under the cursor.", .dim))
      return
    }
    rows.append(count: HexDump(place.bytes).rowCount) { HandshakeRow(content: .hex(row: $0), place: place) }
  }
}
