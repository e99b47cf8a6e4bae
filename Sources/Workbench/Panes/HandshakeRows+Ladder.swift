internal import Basics
internal import Exchange
internal import Handshake
internal import Screen

// The findings, and the ladder under them.
extension HandshakeRows {
  /// For each word about the history that stands above the ladder.
  static let rowsOfPast = 2

  mutating func addLadder() {
    if let past = exchange.past {
      add(Toned("From the history: exchange \(past.number) of \(past.time).", .dim))
      add("")
    }
    if let past = exchange.resent {
      add(Toned("Sent again from the history: exchange \(past.number) of \(past.time).", .dim))
      add("")
    }
    for (index, finding) in exchange.findings.enumerated() { add(finding, index) }
    if !exchange.findings.isEmpty {
      let isRead = exchange.findings.indices.allSatisfy { isOpen(.finding($0)) }
      add([
        .init("Enter", .key), .init(isRead ? " closes it. " : " opens it: what each side does. ", .dim),
        .init(exchange.isRefused ? "" : "o", .key), .init(exchange.isRefused ? "" : " shows its message.", .dim),
      ])
      add("")
    }
    if exchange.isRefused {
      add(Toned("Nothing was sent.", .strong))
      return
    }
    let ladder = exchange.ladder
    for (index, rung) in ladder.rungs.enumerated() where rung.state != .skipped {
      addRung(rung, index, isBroken: index == ladder.brokenRung)
    }
    if ladder.rungs.isEmpty { add(Toned("Waiting for the first step…", .dim)) }
  }

  private mutating func addRung(_ rung: Rung, _ index: Int, isBroken: Bool) {
    let messages = rung.messageIndices.filter(exchange.transcript.messages.indices.contains)
    let node = messages.isEmpty ? nil : HandshakeNode.rung(index)
    // Of the rung that broke, the last message tells; of the others the first begins the story.
    let target = isBroken ? messages.last : messages.first
    let line = RungLine.line(rung, byteCount: byteCount(rung, messages), columns: columns)
    add(
      HandshakeRow(
        content: .line(line), node: node, isBroken: isBroken, target: target.map { .message($0) }))
    guard let node, isOpen(node) else { return }
    for message in messages {
      add(
        HandshakeRow(depth: 1, content: .message(message), target: .message(message), place: place(ofMessage: message)))
    }
  }

  /// Verification is done on a message that has a rung already.
  private func byteCount(_ rung: Rung, _ messages: [Int]) -> Int? {
    if messages.isEmpty || rung.kind == .verification { return nil }
    return messages.reduce(0) { $0 + exchange.transcript.messages[$1].bytes.count }
  }

  // MARK: Findings

  private mutating func add(_ finding: Finding, _ index: Int) {
    let node = HandshakeNode.finding(index)
    let headline = FindingLines.headline(finding)
    for (row, line) in Toned.paragraph(headline.text, headline.scope, columns: columns - 3).enumerated() {
      add(row == 0 ? line : Toned("  ") + line, node: row == 0 ? node : nil)
    }
    if isOpen(node) { addBody(of: finding) }
  }

  private mutating func addBody(of finding: Finding) {
    add([.init(FindingLines.side(finding), .dim), .init("  \(finding.code)", .dim)], depth: 1)
    if !finding.detail.isEmpty { add(paragraph: finding.detail, depth: 1) }
    for remedy in finding.remedies {
      add(paragraph: remedy.line, .strong, depth: 1)
      for setting in WorkbenchSetting.named(in: remedy) {
        add(paragraph: "  here: \(setting.text)", .link, depth: 1, target: .setting(setting.place))
      }
    }
    for fact in finding.evidence { add(paragraph: "· " + fact, .dim, depth: 1) }
    for message in finding.messages where exchange.transcript.messages.indices.contains(message) {
      add(
        HandshakeRow(depth: 1, content: .message(message), target: .message(message), place: place(ofMessage: message)))
    }
  }
}
