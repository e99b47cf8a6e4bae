internal import Basics
internal import Certificates
internal import Exchange
internal import Handshake
internal import Screen

// The handshake pane: opening, jumping, exporting.
extension Model {
  var handshakeRowUnderCursor: HandshakeRow? {
    guard let layout = handshakeRows, let index = exchange?.handshakePane.scroll.selected,
      layout.rows.indices.contains(index)
    else { return nil }
    return layout.rows[index]
  }

  /// Enter: goes to what the row is about, else opens or closes it.
  mutating func openHandshakeRow() -> [Effect] {
    if exchange?.handshakePane.isOnBytes == true { return toggleBytes() }
    switch handshakeRowUnderCursor?.target {
    case .message(let index): goToMessage(index)
    case .setting(let place): return goTo(place)
    case nil: return foldUnderCursor()
    }
    return []
  }

  /// Shows the message, opened, and remembers where it was gone to from.
  mutating func goToMessage(_ index: Int) {
    guard var pane = exchange?.handshakePane else { return }
    if pane.tab != .messages { pane.origin = .init(tab: pane.tab, scroll: pane.listScroll) }
    pane.tab = .messages
    pane.showsBytes = false
    pane.opened.insert(.message(index))
    exchange?.handshakePane = pane
    guard let layout = handshakeRows, let row = layout.rows.index(of: .message(index)) else { return }
    let height = listHeight(of: .handshake)
    var scroll = ScrollState(selected: row, top: row)
    scroll.reveal(count: layout.rows.count, height: height)
    exchange?.handshakePane.listScroll = scroll
  }

  mutating func goTo(_ place: WorkbenchSetting.Place) -> [Effect] {
    guard case .field(let field, let tab) = place else {
      if case .file(let key) = place {
        say("Add the key \(key) to \(currentPath ?? "")\(".yaml"), then press R in the tree of requests.")
      }
      return []
    }
    let effects = moveFocus(to: .request) + showTab(tab.rawValue)
    if let row = formRows.firstIndex(where: { $0.field == field }) { select(row, of: .request) }
    return effects
  }

  // MARK: Findings and their evidence

  /// From a finding to the message it rests on; from a message back, or to the finding that rests on it.
  mutating func goToEvidence() -> [Effect] {
    guard let exchange else { return [] }
    if exchange.handshakePane.tab == .messages {
      if !leaveMessages() { goToFinding() }
      return []
    }
    guard let message = messageOfEvidence(exchange) else {
      say(exchange.findings.isEmpty ? "There is no finding." : "No message of the handshake is evidence for it.")
      return []
    }
    goToMessage(message)
    return []
  }

  /// Of the row under the cursor, else of the finding it belongs to, else of the first one.
  private func messageOfEvidence(_ exchange: ExchangeState) -> Int? {
    if case .message(let index) = handshakeRowUnderCursor?.target { return index }
    let findings = exchange.findings
    let known = exchange.transcript.messages.indices
    return (findings.indices.contains(findingUnderCursor) ? findings[findingUnderCursor] : findings.first)?
      .messages.last(where: known.contains)
  }

  /// Index of the last finding that stands at or above the cursor.
  private var findingUnderCursor: Int {
    guard let layout = handshakeRows, let exchange, exchange.handshakePane.tab == .ladder else { return 0 }
    let selected = exchange.handshakePane.scroll.selected
    return exchange.findings.indices.last { index in
      layout.rows.index(of: .finding(index)).map { $0 <= selected } ?? false
    } ?? 0
  }

  private mutating func goToFinding() {
    guard let exchange, let message = handshakeRowUnderCursor?.place?.message,
      let index = exchange.findings.firstIndex(where: { $0.messages.contains(message) })
    else {
      say("No finding rests on this message.")
      return
    }
    self.exchange?.handshakePane.tab = .ladder
    self.exchange?.handshakePane.opened.insert(.finding(index))
    if let row = handshakeRows?.rows.index(of: .finding(index)) { select(row, of: .handshake) }
  }

  /// Goes back to where a jump came from, or from the bytes to the fields.
  ///
  /// - Returns: false when there is nothing to go back to.
  mutating func leaveMessages() -> Bool {
    guard var pane = exchange?.handshakePane, pane.tab == .messages else { return false }
    if pane.showsBytes {
      pane.showsBytes = false
    } else if let origin = pane.origin {
      pane.tab = origin.tab
      pane.origin = nil
      pane.listScroll = origin.scroll
    } else {
      return false
    }
    exchange?.handshakePane = pane
    return true
  }

  // MARK: Bytes

  mutating func toggleBytes() -> [Effect] {
    guard var pane = exchange?.handshakePane else { return [] }
    if !pane.isOnBytes, pane.tab != .messages {
      guard case .message(let index) = handshakeRowUnderCursor?.target else {
        say("Bytes belong to a message: stand on one.")
        return []
      }
      goToMessage(index)
      pane = exchange?.handshakePane ?? pane
    }
    pane.showsBytes.toggle()
    pane.bytesScroll = ScrollState()
    exchange?.handshakePane = pane
    if pane.showsBytes, let start = handshakeRowUnderCursor?.place?.range?.lowerBound {
      select(start / 16, of: .handshake)
    }
    return []
  }

  // MARK: Taking it along

  /// What `y` offers of the handshake.
  var handshakeChoices: [Choice] {
    guard let exchange else { return [] }
    var choices: [Choice] = []
    if let certificate = handshakeRowUnderCursor?.certificate {
      choices.append(Choice("c", "this certificate, as PEM", note: certificate.subject.shortName, .copy(.certificate)))
      choices.append(Choice("k", "its chain, as PEM", .copy(.chain)))
    }
    if !exchange.transcript.messages.isEmpty {
      choices.append(Choice("t", "the decoded handshake, as text", .copy(.transcriptText)))
      choices.append(Choice("j", "the decoded handshake, as JSON", .copy(.transcriptJSON)))
    }
    return choices
  }

  /// As it was sent.
  var chainUnderCursor: [CertificateFacts] {
    guard let exchange, let certificate = handshakeRowUnderCursor?.certificate else { return [] }
    let server = exchange.transcript.serverChain
    return server.contains(certificate) ? server : exchange.clientChain
  }

  mutating func promptForTranscriptFile() -> [Effect] {
    guard exchange?.transcript.messages.isEmpty == false else {
      say("There is no handshake to write.")
      return []
    }
    return promptForNewFile(
      .exportTranscript, "Write the decoded handshake to", suggestedFile("-handshake.txt"),
      "text, or JSON when it ends in .json")
  }

  mutating func writeTranscript(to path: String) -> [Effect] {
    guard !path.isEmpty, let transcript = exchange?.transcript, !transcript.messages.isEmpty else { return [] }
    let text = path.lowercased().hasSuffix(".json") ? transcript.decodedJSON.pretty : transcript.decodedText
    return [.write(bytes: Array((text + "\n").utf8), path: path)]
  }
}
