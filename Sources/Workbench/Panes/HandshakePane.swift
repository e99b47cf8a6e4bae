internal import Basics
internal import Certificates
internal import Exchange
internal import Handshake
internal import Screen

/// How the handshake pane of one exchange stands.
struct HandshakePaneState: Sendable {
  enum Tab: Int, Sendable, CaseIterable {
    case ladder, messages, certificates

    var title: String {
      switch self {
      case .ladder: "Ladder"
      case .messages: "Messages"
      case .certificates: "Certificates"
      }
    }
  }

  var tab = Tab.ladder
  var scrolls: [Tab: ScrollState] = [:]
  var opened: Set<HandshakeNode> = []
  var search = ""

  var scroll: ScrollState {
    get { scrolls[tab] ?? ScrollState() }
    set { scrolls[tab] = newValue }
  }
}

/// Something of the handshake pane that opens.
enum HandshakeNode: Sendable, Hashable {
  case finding(Int)
  case rung(Int)
  case message(Int)
  /// A field by the way to it from its message.
  case field(message: Int, path: [Int])
  case bytes(message: Int)
  case certificate(isServer: Bool, depth: Int)
  case authorities
}

/// One line of the handshake pane.
struct HandshakeRow {
  enum Content {
    case line(Toned)
    /// Sixteen bytes of a message from that offset.
    case hex(message: Int, offset: Int)
  }
  var depth: Int
  var content: Content
  /// What opens or closes here; nil when nothing does.
  var node: HandshakeNode?
  /// Where the exchange broke.
  var isBroken = false
}

/// Lays the handshake out as rows.
struct HandshakeRows {
  let exchange: ExchangeState
  let columns: Int
  let now: Timestamp?
  private(set) var rows: [HandshakeRow] = []

  init(_ exchange: ExchangeState, columns: Int, now: Timestamp?) {
    self.exchange = exchange
    self.columns = columns
    self.now = now
    switch exchange.handshakePane.tab {
    case .ladder: addLadder()
    case .messages: addMessages()
    case .certificates: addCertificates()
    }
  }

  private func isOpen(_ node: HandshakeNode) -> Bool { exchange.handshakePane.opened.contains(node) }

  private mutating func add(_ line: Toned, depth: Int = 0, node: HandshakeNode? = nil, isBroken: Bool = false) {
    rows.append(HandshakeRow(depth: depth, content: .line(line), node: node, isBroken: isBroken))
  }

  // MARK: Ladder

  private mutating func addLadder() {
    for (index, finding) in exchange.findings.enumerated() { add(finding, index) }
    if !exchange.findings.isEmpty {
      add(Toned("Enter opens it; what to do stands in the response.", .dim))
      add("")
    }
    let ladder = exchange.ladder
    for (index, rung) in ladder.rungs.enumerated() where rung.state != .skipped {
      let node = HandshakeNode.rung(index)
      add(
        RungLine.line(rung), node: rung.messageIndices.isEmpty ? nil : node, isBroken: index == ladder.brokenRung)
      if isOpen(node) { for message in rung.messageIndices { addMessage(message, depth: 1) } }
    }
    if ladder.rungs.isEmpty { add(Toned("Waiting for the first step…", .dim)) }
  }

  private mutating func add(_ finding: Finding, _ index: Int) {
    let node = HandshakeNode.finding(index)
    let headline = FindingLines.headline(finding)
    for (row, line) in Toned.paragraph(headline.text, headline.scope, columns: columns - 3).enumerated() {
      add(row == 0 ? line : Toned("  ") + line, node: row == 0 ? node : nil)
    }
    if isOpen(node) { for line in FindingLines.body(finding, columns: columns - 4) { add(line, depth: 1) } }
  }

  // MARK: Messages

  private mutating func addMessages() {
    let transcript = exchange.transcript
    for index in transcript.messages.indices { addMessage(index, depth: 0) }
    if transcript.omittedMessages > 0 { add(Toned("… \(transcript.omittedMessages) messages more", .dim)) }
    if !transcript.foreignBytes.isEmpty {
      let text = String(decoding: transcript.foreignBytes.prefix(200), as: UTF8.self).neutralised
      add(Toned("✗ what came is not TLS: \(text)", .error))
    }
    if rows.isEmpty { add(Toned("No TLS message was seen.", .dim)) }
  }

  private mutating func addMessage(_ index: Int, depth: Int) {
    guard exchange.transcript.messages.indices.contains(index) else { return }
    let message = exchange.transcript.messages[index]
    let node = HandshakeNode.message(index)
    add(MessageLine.line(message), depth: depth, node: node)
    guard isOpen(node) else { return }
    addFields(message.fields, message: index, path: [], depth: depth + 1)
    let bytes = HandshakeNode.bytes(message: index)
    add(Toned("\(message.bytes.count) bytes", .dim), depth: depth + 1, node: bytes)
    guard isOpen(bytes) else { return }
    for offset in stride(from: 0, to: message.bytes.count, by: 16) {
      rows.append(HandshakeRow(depth: depth + 2, content: .hex(message: index, offset: offset)))
    }
  }

  private mutating func addFields(_ fields: [Transcript.Field], message: Int, path: [Int], depth: Int) {
    for (index, field) in fields.enumerated() {
      let node = HandshakeNode.field(message: message, path: path + [index])
      let line: Toned = [.init(field.name + (field.value.isEmpty ? "" : ": "), .dim), .init(field.value)]
      add(line, depth: depth, node: field.children.isEmpty ? nil : node)
      if isOpen(node) { addFields(field.children, message: message, path: path + [index], depth: depth + 1) }
    }
  }

  // MARK: Certificates

  private mutating func addCertificates() {
    addChain("The server's chain", exchange.transcript.serverChain, isServer: true)
    add("")
    if let request = exchange.transcript.certificateRequest {
      let count = request.authorities.count
      add(
        Toned("The server asked for a client certificate of ", .strong)
          + Toned(count == 0 ? "any authority" : count == 1 ? "1 authority" : "\(count) authorities", .strong),
        node: count == 0 ? nil : .authorities)
      if isOpen(.authorities) { for name in request.authorities { add(Toned(name.description), depth: 1) } }
    } else {
      add(Toned("The server did not ask for a client certificate.", .dim))
    }
    add("")
    addChain("Our chain, as it was sent", exchange.transcript.clientChain ?? [], isServer: false)
  }

  private mutating func addChain(_ title: String, _ chain: [CertificateFacts], isServer: Bool) {
    add(Toned(title, .strong))
    if chain.isEmpty { add(Toned("  none", .dim)) }
    for (depth, certificate) in chain.enumerated() {
      let node = HandshakeNode.certificate(isServer: isServer, depth: depth)
      add(CertificateRow.line(certificate, depth: depth, now: now), node: node)
      if isOpen(node) { for line in CertificateRow.details(certificate) { add(line, depth: depth + 2) } }
    }
  }
}

extension HandshakeRows {
  /// The row as it is drawn.
  func line(_ index: Int) -> Toned {
    let row = rows[index]
    let indent = String(repeating: "  ", count: row.depth)
    let mark = row.node.map { isOpen($0) ? "▾" : "▸" } ?? " "
    switch row.content {
    case .line(let line): return Toned(indent + mark + " ", row.isBroken ? .error : .dim) + line
    case .hex(let message, let offset):
      return Toned(indent + "  ") + HexLine.line(exchange.transcript.messages[message].bytes, from: offset)
    }
  }
}
