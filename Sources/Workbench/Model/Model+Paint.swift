internal import Basics
internal import Certificates
internal import Collections
internal import Exchange
internal import Handshake
internal import Screen

// The screen around the panes.
extension Model {
  func paint(size: Size, theme: Theme) -> Painter {
    var model = self
    model.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    var painter = Painter(size: model.size, theme: theme, glyphs: glyphs)
    model.paint(&painter)
    return painter
  }

  private func paint(_ painter: inout Painter) {
    let layout = layout
    paintStatus(&painter, layout.status)
    if let tabs = layout.paneTabs { paintPaneTabs(&painter, tabs) }
    for (pane, area) in layout.panes { paint(pane, &painter, area, isFramed: layout.isFramed) }
    if let line = layout.ladderLine { paintLadderLine(&painter, line) }
    if let line = layout.certificateLine { paintCertificateLine(&painter, line) }
    paintFooter(&painter, layout.footer)
    for popup in popups {
      painter.canvas.hideCursor()
      paint(popup, &painter)
    }
  }

  private func paint(_ pane: Pane, _ painter: inout Painter, _ area: Rect, isFramed: Bool) {
    painter.mark(area, as: .pane(pane))
    let isFocused = pane == focus
    var content = area
    if isFramed {
      let title = Toned(" \(pane.rawValue) \(pane.title) ", isFocused ? .titleFocused : .title) + subtitle(of: pane)
      content = painter.canvas.frame(
        area, title: painter.styled(title), note: painter.styled(note(of: pane)),
        style: painter.style(isFocused ? .borderFocused : .border))
    }
    painter.within(content) { painter in
      switch pane {
      case .tree: paintTree(&painter)
      case .request: paintRequest(&painter)
      case .handshake: paintHandshake(&painter)
      case .response: paintResponse(&painter)
      }
    }
  }

  private func subtitle(of pane: Pane) -> Toned {
    switch pane {
    case .request: current.map { Toned(" \($0.name)\($0.isModified ? " *" : "") ", .strong) } ?? ""
    case .tree: collection.map { Toned(" \($0.name.neutralised) ", .dim) } ?? ""
    case .handshake, .response: ""
    }
  }

  private func note(of pane: Pane) -> Toned {
    switch pane {
    case .request: Toned(bindingSummary, .dim)
    case .response: Toned(responseSummary, .dim)
    case .tree, .handshake: ""
    }
  }

  // MARK: Status line

  private var mode: String {
    if let commandLine { return commandLine.kind == .command ? "COMMAND" : "SEARCH" }
    if let popup = popups.last, popup.hasField { return "INSERT" }
    return isTyping ? "INSERT" : "NORMAL"
  }

  private func paintStatus(_ painter: inout Painter, _ area: Rect) {
    painter.fill(area, .status)
    painter.on(.status) { painter in
      let mode = Toned(" \(mode) ", .statusMode)
      painter.text(statusText, column: area.column + 1, row: area.row, maxColumns: area.columns - mode.columns - 2)
      painter.text(mode, column: max(area.column, area.endColumn - mode.columns), row: area.row)
    }
  }

  private var statusText: Toned {
    var parts: [Toned.Part] = [.init("signet", .strong), .init("  ")]
    if let notice {
      let scope: ThemeScope = notice.tone == .bad ? .error : notice.tone == .good ? .success : .note
      let mark = notice.tone == .bad ? "! " : ""
      return Toned(parts + [.init(mark + notice.text.neutralised, scope)])
    }
    parts.append(.init(collection?.name.neutralised ?? "reading the collection…"))
    parts.append(.init("   certificate: ", .dim))
    parts += identityStatus
    if let exchange, exchange.isRunning {
      parts.append(.init("   sending, \(Elapsed.text(Int64(exchange.elapsedMilliseconds) * 1000))  x stops", .note))
    }
    if current?.document.over(defaults).trust.insecure == true {
      parts.append(.init("   ! accepts any server", .error))
    }
    return Toned(parts)
  }

  private var identityStatus: [Toned.Part] {
    guard let name = currentIdentityName else { return [.init("none", .dim)] }
    guard let leaf = current?.preview?.chain?.certificates.first else { return [.init(name.neutralised)] }
    return [.init(name.neutralised + " "), CertificateRow.validity(leaf, now: now)]
  }

  private func paintPaneTabs(_ painter: inout Painter, _ area: Rect) {
    let titles = Pane.allCases.map { "\($0.rawValue) \($0.title)" }
    let places = painter.canvas.tabs(
      titles, selected: focus.rawValue - 1, column: area.column, row: area.row, style: painter.style(.tab),
      selectedStyle: painter.style(.tabActive))
    for (place, pane) in zip(places, Pane.allCases) { painter.mark(place, as: .pane(pane)) }
  }

  // MARK: The lines under the panes

  private func paintLadderLine(_ painter: inout Painter, _ area: Rect) {
    guard let exchange else { return }
    var line = Toned(" ")
    for rung in exchange.ladder.rungs where rung.state != .skipped {
      line.parts.append(.init(rung.kind.shortTitle + rung.state.mark + " ", RungLine.scope(of: rung.state)))
    }
    painter.text(line, column: area.column, row: area.row, maxColumns: area.columns)
    painter.mark(area, as: .pane(.handshake))
  }

  private func paintCertificateLine(_ painter: inout Painter, _ area: Rect) {
    guard let line = exchange?.certificateLine else { return }
    painter.text(
      CertificateLineText.line(line), column: area.column, row: area.row, maxColumns: area.columns)
    painter.mark(area, as: .pane(.handshake))
  }

  // MARK: Footer

  private func paintFooter(_ painter: inout Painter, _ area: Rect) {
    painter.fill(area, .status)
    if let commandLine {
      paint(commandLine, &painter, area)
      return
    }
    painter.on(.status) { painter in
      var column = area.column + 1
      for hint in footerHints {
        let columns = hint.text.columns
        guard column + columns <= area.endColumn else { break }
        painter.text(hint.text, column: column, row: area.row)
        painter.mark(Rect(column: column, row: area.row, columns: columns, rows: 1), as: .command(hint.command))
        column += columns + 2
      }
    }
  }

  private func paint(_ line: CommandLine, _ painter: inout Painter, _ area: Rect) {
    let used = painter.text(Toned(line.prefix, .key), column: area.column, row: area.row)
    let room = min(area.columns - used, max(20, area.columns / 3))
    line.field.draw(
      on: &painter.canvas, in: Rect(column: area.column + used, row: area.row, columns: room, rows: 1),
      style: painter.style(.status))
    let names = line.field.isEmpty ? "" : line.completions.map(\.rawValue).joined(separator: "  ")
    painter.text(
      Toned(names, .dim), column: area.column + used + room + 1, row: area.row,
      maxColumns: area.columns - used - room - 1)
  }

  /// The most useful keys of this place, most useful first.
  private var footerHints: [(command: Command, text: Toned)] {
    Footer.commands(for: self).compactMap { command in
      guard let chord = keymap.chords(for: command, in: contexts).first else { return nil }
      return (command, [.init(chord.description, .key), .init(" " + command.info.title, .dim)])
    }
  }
}

/// Which commands the footer offers.
enum Footer {
  static func commands(for model: Model) -> [Command] {
    if model.isTyping { return [.back, .undo, .redo] }
    if model.exchange?.isRunning == true { return [.cancel, .handshake, .response, .help] }
    let common: [Command] = [.send, .identity, .binding, .search, .copy, .commandLine, .help, .quit]
    switch model.paneContext {
    case .tree: return model.current == nil ? [.add, .commandLine, .help, .quit] : [.open, .add] + common
    case .envelope: return [.send, .edit, .externalEditor, .reformat, .undo, .nextTab, .identity, .binding, .help]
    case .form: return [.open, .next, .add, .remove, .nextTab, .send, .help]
    case .handshake: return [.open, .nextTab, .response, .send, .copy, .search, .help]
    case .response: return [.pretty, .search, .copy, .writeBody, .nextTab, .send, .help]
    default: return common
    }
  }
}

extension Rung.Kind {
  /// For the ladder in one line.
  var shortTitle: String {
    switch self {
    case .name: "name"
    case .tcp: "tcp"
    case .proxy: "proxy"
    case .hello: "hello"
    case .serverCertificate: "server"
    case .verification: "verified"
    case .certificateRequest: "asked"
    case .clientCertificate: "ours"
    case .finished: "finished"
    case .requestWritten: "sent"
    case .firstByte: "first"
    case .answer: "answer"
    }
  }
}

/// The certificate line in colours: asked, sent, accepted.
enum CertificateLineText {
  static func line(_ line: CertificateLine) -> Toned {
    if line.asked == .noTLS { return Toned(" client certificate: none, the connection is not encrypted", .dim) }
    let parts: [Toned.Part] = [
      .init(line.asked.text, .certificateAsked), .init(line.sent.text, .certificateSent),
      .init(mark(line.accepted) + line.accepted.text, scope(line.accepted)),
    ].filter { !$0.text.isEmpty }
    let separator = Toned.Part(" · ", .dim)
    return Toned([.init(" client certificate: ", .strong)] + parts.flatMap { [$0, separator] }.dropLast())
  }

  private static func mark(_ accepted: CertificateLine.Accepted) -> String {
    switch accepted {
    case .unknown: ""
    case .accepted: "✓ "
    case .refusedByAlert, .refusedByHTTP, .refusedSilently: "✗ "
    }
  }

  private static func scope(_ accepted: CertificateLine.Accepted) -> ThemeScope {
    switch accepted {
    case .unknown: .dim
    case .accepted: .certificateAccepted
    case .refusedByAlert, .refusedByHTTP, .refusedSilently: .certificateRefused
    }
  }
}
