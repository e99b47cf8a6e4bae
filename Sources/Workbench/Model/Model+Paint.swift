internal import Basics
internal import Certificates
internal import Collections
internal import Exchange
internal import Handshake
internal import Screen
internal import Text

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
    if let tabs = layout.requestTabs { paintRequestTabs(&painter, tabs) }
    if let tabs = layout.paneTabs { paintPaneTabs(&painter, tabs) }
    for (pane, area) in layout.panes { paint(pane, &painter, area, isFramed: layout.isFramed) }
    for (border, area) in layout.borders { painter.mark(area, as: .border(border)) }
    if let line = layout.ladderLine { paintLadderLine(&painter, line) }
    if let line = layout.certificateLine { paintCertificateLine(&painter, line) }
    paintFooter(&painter, layout.footer)
    paintCompletion(&painter)
    paintLongNotice(&painter, layout.status)
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
    case .request: current.map { requestTitle($0) + errorCount($0.validity) } ?? ""
    case .tree: collection.map { Toned(" \($0.name.neutralised) ", .dim) } ?? ""
    case .response: errorCount(exchange?.responsePane.verdict)
    case .handshake: ""
    }
  }

  /// What does not follow the schemas; empty when all does.
  private func errorCount(_ verdict: SchemaVerdict?) -> Toned {
    guard let check = verdict?.check, !check.errors.isEmpty else { return "" }
    return Toned(" ✗ \(check.count) ", .error)
  }

  private func requestTitle(_ request: OpenRequest) -> Toned {
    let title = Toned(" \(request.name)\(request.isModified ? " *" : "") ", .strong)
    guard request.isInDispute else { return title }
    return title + Toned("! \(request.isGone ? "deleted" : "changed") on the disk ", .warning)
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
    if let commandLine { return commandLine.mode }
    if let popup = popups.last, popup.hasField { return "INSERT" }
    let mode = isTyping ? "INSERT" : vim.visual.map { $0 == .lines ? "VISUAL LINE" : "VISUAL" } ?? "NORMAL"
    let typed = vim.typed + (begun?.description ?? "")
    return typed.isEmpty ? mode : "\(typed)  \(mode)"
  }

  private func paintStatus(_ painter: inout Painter, _ area: Rect) {
    painter.fill(area, .status)
    painter.on(.status) { painter in
      let mode = Toned(" \(mode) ", .statusMode)
      painter.text(statusText, column: area.column + 1, row: area.row, maxColumns: area.columns - mode.columns - 2)
      painter.text(mode, column: max(area.column, area.endColumn - mode.columns), row: area.row)
    }
  }

  /// What does not fit into the status line goes on below it, until the next key.
  private func paintLongNotice(_ painter: inout Painter, _ area: Rect) {
    let mode = mode.columns + 2
    let columns = area.columns - mode - 2
    guard notice != nil, area.rows > 0, columns >= 24, statusText.columns > columns else { return }
    let lines = Toned.paragraph(statusText.text, statusText.parts.last?.scope ?? .text, columns: columns)
    let rows = min(lines.count, Self.noticeRows, size.rows)
    painter.on(.status) { painter in
      painter.fill(Rect(column: area.column, row: area.row, columns: area.columns - mode, rows: 1), .status)
      for row in 1..<max(1, rows) {
        painter.fill(Rect(column: area.column, row: area.row + row, columns: area.columns, rows: 1), .status)
      }
      for (row, line) in lines.prefix(rows).enumerated() {
        painter.text(line, column: area.column + 1, row: area.row + row, maxColumns: columns)
      }
    }
  }

  private static let noticeRows = 4

  private var statusText: Toned {
    var parts: [Toned.Part] = [.init("signet", .strong), .init("  ")]
    if let notice {
      let scope: ThemeScope = notice.tone == .bad ? .error : notice.tone == .good ? .success : .note
      let mark = notice.tone == .bad ? "! " : ""
      return Toned(parts + [.init(mark + notice.text.neutralised, scope)])
    }
    parts.append(.init(shownRequestName ?? collection?.name.neutralised ?? "reading the collection…"))
    if let name = currentEnvironmentName {
      parts += [.init("   environment: ", .dim), .init(name.neutralised)]
    }
    let isRunning = exchange?.isRunning == true || diagnosis?.isRunning == true
    // On a narrow screen the progress of a call takes the place of what it was sent with.
    if !isRunning || size.columns >= 110 {
      parts.append(.init("   certificate: ", .dim))
      parts += identityStatus
    }
    if let exchange, exchange.isRunning {
      let progress = exchange.progress.text.map { ", " + $0 } ?? ""
      let time = Elapsed.text(Int64(exchange.elapsedMilliseconds) * 1000)
      parts.append(.init("   sending, \(time)\(progress)  x stops", .note))
    }
    let others = exchanges.count { $0.key != currentPath && $0.value.isRunning }
    if others > 0 { parts.append(.init(others == 1 ? "   1 other call runs" : "   \(others) other calls run", .note)) }
    if let diagnosis, diagnosis.isRunning {
      parts.append(.init("   probing, \(Elapsed.text(Int64(diagnosis.elapsedMilliseconds) * 1000))  x stops", .note))
    }
    if capturesNext { parts.append(.init("   ! captures", .warning)) }
    if current?.document.over(defaults).trust.insecure == true {
      parts.append(.init("   ! accepts any server", .error))
    }
    return Toned(parts)
  }

  /// Where neither a frame nor a line of names says which request the pane belongs to.
  private var shownRequestName: String? {
    guard focus != .tree, layout.paneTabs != nil, layout.requestTabs == nil, let current else { return nil }
    return current.name.neutralised.cut(to: 32) + (current.isModified ? " *" : "")
  }

  private var identityStatus: [Toned.Part] {
    guard let name = currentIdentityName else { return [.init("none", .dim)] }
    guard let leaf = current?.preview?.chain?.certificates.first else { return [.init(name.neutralised)] }
    return [.init(name.neutralised + " "), CertificateRow.remaining(leaf, now: now)]
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
    var earlier: CertificateLine?
    if exchange?.past == nil, case .reusedConnection(let number) = line.asked { earlier = certificateLines[number] }
    painter.text(
      CertificateLineText.line(line, handshake: earlier, isPast: exchange?.past != nil, columns: area.columns),
      column: area.column, row: area.row, maxColumns: area.columns)
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
      var area = area.inset(columns: min(1, area.columns / 8))
      if let help = footerHint(Footer.Hint(.help)) { paintHint(help, .help, &painter, area.cutRight(help.columns)) }
      for offered in Footer.hints(for: self) {
        guard let hint = footerHint(offered) else { continue }
        guard hint.columns + 2 <= area.columns else { break }
        paintHint(hint, offered.command, &painter, area.cutLeft(hint.columns))
        _ = area.cutLeft(2)
      }
      if case .prompt? = popups.last?.purpose {
        painter.text(Self.emptyField, column: area.column, row: area.row, maxColumns: area.columns)
      }
    }
  }

  /// A key of `InputField`.
  private static let emptyField: Toned = [.init("C-u", .key), .init(" empty it", .dim)]

  func paintHint(_ hint: Toned, _ command: Command, _ painter: inout Painter, _ area: Rect) {
    painter.text(hint, column: area.column, row: area.row, maxColumns: area.columns)
    painter.mark(area, as: .command(command))
  }

  func footerHint(_ hint: Footer.Hint) -> Toned? {
    let keys = [hint.command, hint.other].compactMap { $0 }.compactMap {
      keymap.keys(for: $0, in: contexts).first?.description
    }
    return keys.isEmpty ? nil : [.init(keys.joined(separator: " "), .key), .init(" " + hint.title, .dim)]
  }

  private func paint(_ line: CommandLine, _ painter: inout Painter, _ area: Rect) {
    let used = painter.text(Toned(line.prefix, .key), column: area.column, row: area.row)
    if case .confirmReplace = line.kind {
      painter.text(replaceChoices, column: area.column + used, row: area.row, maxColumns: area.columns - used)
      return
    }
    let room = min(area.columns - used, max(20, area.columns / 3))
    line.field.draw(
      on: &painter.canvas, in: Rect(column: area.column + used, row: area.row, columns: room, rows: 1),
      style: painter.style(.status))
    painter.text(
      hint(for: line), column: area.column + used + room + 1, row: area.row,
      maxColumns: area.columns - used - room - 1)
  }

  private func hint(for line: CommandLine) -> Toned {
    if line.kind == .filter {
      let isUseless = treeRows.isEmpty && !tree.filter.isEmpty
      return Toned(filterCount + "  Enter keeps it, Esc shows all", isUseless ? .warning : .dim)
    }
    if line.isPattern, searchesEnvelope { return findProblem(line) ?? findVerdict(line) + findSwitches }
    if line.isPattern, searchesAnswer { return findVerdict(line) }
    if case .replaceWith(let pattern) = line.kind, pattern.options.contains(.regularExpression) {
      return Toned("$1…$9 captured, $0 the match, \\n a line end", .dim)
    }
    guard line.field.isEmpty else { return Toned(line.completions.map(\.rawValue).joined(separator: "  "), .dim) }
    guard line.kind == .command else { return "" }
    let palette = keymap.keys(for: .palette, in: [.always]).first.map { "; \($0) lists all" } ?? ""
    return Toned("a command's name, Tab completes it\(palette)", .dim)
  }
}
