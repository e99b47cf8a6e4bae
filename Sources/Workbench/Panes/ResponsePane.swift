internal import Basics
internal import Exchange
internal import Handshake
internal import Screen
internal import Text

/// How the response pane of one exchange stands.
struct ResponsePaneState: Sendable {
  enum Tab: Int, Sendable, CaseIterable {
    case body, headers, timings, changes, attachments, checks

    /// Changes and attachments only where there is something in them.
    static func all(of exchange: ExchangeState) -> [Tab] {
      allCases.filter { tab in
        switch tab {
        case .body, .headers, .timings, .checks: true
        case .changes: exchange.earlierAnswer != nil || exchange.responsePane.comparesFile
        case .attachments: exchange.report?.response?.attachments.isEmpty == false
        }
      }
    }

    var title: String {
      switch self {
      case .body: "Body"
      case .headers: "Headers"
      case .timings: "Timings"
      case .changes: "Changes"
      case .attachments: "Attachments"
      case .checks: "Checks"
      }
    }
  }

  var tab = Tab.body
  /// Of the tabs that are lists, and of the verdict.
  var scroll = ScrollState()
  /// Nil until it is laid out, and when there is no body.
  var document: TextDocument?
  /// How it begins, to be looked at until all of it is laid out.
  var beginning: TextDocument?
  /// The body is shown byte by byte.
  var showsBytes = false
  /// Against the answer before, or a file; nil until it is made.
  var changes: AnswerChanges?
  /// A file was chosen to compare with.
  var comparesFile = false
  /// What must hold of the exchange; nil until there is a report.
  var checks: AnswerChecks?
  /// Of the form that is shown; nil until somebody goes from element to element.
  var elements: ElementIndex?
  /// At which of them the pane stands.
  var element: Int?
  /// What is done once the elements are known, in order.
  var wantedSteps: [Command] = []
  /// What was asked for before the answer was laid out or searched through, in order; done once it is.
  var waiting: [Waiting] = []
  var isPretty = true
  var view = DocumentScroll()
  /// Of the body, for when it is laid out.
  var restoredRow: Int?
  var search = ""
  /// The XPath expression that was put last.
  var query = ""
  /// Against the schemas, in the form that is shown; nil until it is asked for.
  var verdict: SchemaVerdict?
  /// The verdict is to be told when it comes.
  var asksForVerdict = false
  /// Where the search stands.
  var match: Range<Int>?
  /// Of the pattern that was searched for or typed last, in the form that is shown; nil until they are counted.
  var matches: TextMatches?
  /// Nil while none is.
  var counting: Counting?

  enum Waiting: Sendable, Equatable {
    case command(Command)
    case search(String)
    case find(isForward: Bool, includesHere: Bool)
  }

  /// As many keys are kept.
  static let waitingLimit = 200

  /// Whether the pane shows a text to scroll through, and no list.
  var showsBody: Bool { tab == .body && document != nil && !showsBytes }
  /// How the text begins is all that can be seen of it yet.
  var showsBeginning: Bool { tab == .body && document == nil && beginning != nil && !showsBytes }
}

/// Lays out what the response pane shows besides the body.
struct ResponseRows {
  let exchange: ExchangeState
  let columns: Int

  /// The rows of the tab; for the body, its bytes, or what is shown where there is none.
  var rows: LineList {
    guard let report = exchange.report else { return LineList(waiting) }
    switch exchange.responsePane.tab {
    case .body where exchange.responsePane.showsBytes: return bytes(report.response?.body ?? [])
    case .body: return LineList(verdict(report))
    case .headers: return LineList(headers(report))
    case .timings: return LineList(timings(report))
    case .changes: return changes
    case .checks: return LineList(exchange.responsePane.checks?.rows(columns: columns) ?? [])
    case .attachments: return LineList((report.response?.attachments ?? []).map { Toned($0.line) })
    }
  }

  private func bytes(_ body: [UInt8]) -> LineList {
    LineList(count: HexDump(body).rowCount) { HexLine.line(body, row: $0, marked: nil) }
  }

  private var changes: LineList {
    guard let changes = exchange.responsePane.changes else { return LineList([Toned("Comparing…", .dim)]) }
    return LineList(count: changes.rows.count + 1) { $0 == 0 ? changes.summary : changes.line($0 - 1) }
  }

  private var waiting: [Toned] {
    let time = Elapsed.text(Int64(exchange.elapsedMilliseconds) * 1000)
    var rows: [Toned] = [
      [.init("◌ Sending, \(time)", .note)], [.init("x", .key), .init(" stops it", .dim)], "",
    ]
    rows += exchange.preparation.flatMap {
      Toned.paragraph("· " + $0.neutralised, .dim, columns: columns)
    }
    if let status = exchange.status { rows.append(Toned("HTTP \(status)")) }
    if let progress = exchange.progress.text { rows.append(Toned(progress)) }
    if let share = exchange.progress.share { rows.append(bar(share)) }
    return rows
  }

  private func bar(_ share: Double) -> Toned {
    let room = max(1, min(60, columns - 6))
    let done = Int(share * Double(room))
    return [
      .init(String(repeating: "━", count: done), .note), .init(String(repeating: "·", count: room - done), .dim),
      .init(" \(Int(share * 100)) %"),
    ]
  }

  // MARK: Where an answer would be

  private func verdict(_ report: Report) -> [Toned] {
    var rows = isBeingLaidOut(report) ? [Toned("Laying the answer out…", .dim), ""] : []
    if report.refusal != nil { rows.append(Toned("Nothing was sent.", .strong)) }
    if let refusal = report.refusal, !report.findings.contains(where: { $0.summary == refusal.summary }) {
      rows += Toned.paragraph("✗ Not sent: \(refusal.summary)", .error, columns: columns)
      rows += refusal.values.flatMap { Toned.paragraph($0.neutralised, .dim, columns: columns, indent: 2) }
      rows += Toned.paragraph("→ " + WorkbenchWords.of(refusal.remedy), columns: columns)
    }
    for finding in report.findings {
      let headline = FindingLines.headline(finding)
      rows += Toned.paragraph(headline.text, headline.scope, columns: columns)
      rows += FindingLines.body(finding, columns: columns) + [""]
    }
    if rows.isEmpty { rows += ending(report) }
    return rows
  }

  /// There is something to read, and it is not ready yet.
  private func isBeingLaidOut(_ report: Report) -> Bool {
    exchange.responsePane.document == nil && report.response?.body.isEmpty == false
  }

  private func ending(_ report: Report) -> [Toned] {
    switch report.outcome.ending {
    case .answered: [Toned("The answer has no body.", .dim)]
    case .cancelled: [Toned("! The call was stopped.", .warning)]
    case .limit(let name, let value):
      [Toned("✗ A limit ended the call: \(name), \(value).", .error)]
    case .failed(_, let name, let message):
      Toned.paragraph("✗ The call failed: \(message.neutralised)", .error, columns: columns)
        + [Toned(name, .dim)]
    }
  }

  // MARK: Tabs

  private func headers(_ report: Report) -> [Toned] {
    var rows: [Toned] = []
    if let response = report.response {
      rows.append(Toned("HTTP \(response.status)", .strong))
      rows += response.httpHeaders.map(header)
      if let addressing = response.addressing {
        rows += Toned.paragraph(addressing.line, .text, columns: columns)
      }
      if let security = response.security {
        rows += Toned.paragraph(security.line, security.isAccepted ? .text : .error, columns: columns)
      }
      rows.append("")
    }
    if let ticket = report.ticket {
      rows.append(Toned("What was sent", .strong))
      rows.append(Toned("\(ticket.method) \(ticket.url)".neutralised))
      rows += ticket.httpHeaders.map(header)
      rows.append(Toned("\(ticket.byteCount) bytes of envelope", .dim))
      rows += ticket.additions.flatMap { Toned.paragraph("added: \($0)", columns: columns) }
      rows += ticket.kept.flatMap { Toned.paragraph("kept: \($0) as the envelope has it", columns: columns) }
      if let cookies = report.outcome.cookieLine { rows += Toned.paragraph(cookies, columns: columns) }
    }
    return rows.isEmpty ? [Toned("Nothing went out.", .dim)] : rows
  }

  private func header(_ header: HTTPHeader) -> Toned {
    [.init(header.name.neutralised + ": ", .xmlAttribute), .init(header.value.neutralised)]
  }

  private func timings(_ report: Report) -> [Toned] {
    let timings = report.outcome.timings
    let phases: [(String, Double?)] = [
      ("name looked up", timings.lookupMs), ("connected", timings.connectMs), ("TLS done", timings.tlsMs),
      ("request sent", timings.sentMs), ("first byte", timings.firstByteMs), ("complete", timings.totalMs),
    ]
    var rows: [Toned] = [Toned("Since the start", .strong)]
    rows += TimingBars(phases, columns: columns).rows
    if report.outcome.reusedConnection { rows.append(Toned("on a connection that was open already", .dim)) }
    if let address = report.outcome.remoteAddress {
      rows.append([.init("server          ", .dim), .init("\(address):\(report.outcome.remotePort ?? 0)")])
    }
    rows += ["", Toned("What a WCF client makes of it", .strong), Toned(report.wcf.outcome.neutralised)]
    if let message = report.wcf.message { rows += Toned.start(of: message, .dim, columns: columns, rows: 12) }
    if !report.preparation.isEmpty { rows += ["", Toned("How it was prepared", .strong)] }
    return rows + report.preparation.flatMap { Toned.paragraph("· " + $0.neutralised, columns: columns) }
  }
}

extension Model {
  var responseRows: LineList {
    guard let exchange else { return LineList([]) }
    let columns = layout.content(of: .response)?.columns ?? size.columns
    return ResponseRows(exchange: exchange, columns: columns - 1).rows
  }

  /// Status, size and form of the answer, for the pane's frame.
  var responseSummary: String {
    guard let report = exchange?.report, let response = report.response else { return "" }
    let total = report.outcome.timings.totalMs.map { " · " + Elapsed.text(milliseconds: $0) } ?? ""
    let charset = response.otherCharset.map { " · \($0.neutralised)" } ?? ""
    let past = exchange?.past.map { "\($0.time.description.prefix(10)) · " } ?? ""
    return past + "HTTP \(response.status) · \(response.body.count) bytes\(charset)\(total)\(formName)\(validity) "
  }

  private var validity: String {
    guard let check = exchange?.responsePane.verdict?.check else { return "" }
    return layout.isFramed && !check.errors.isEmpty ? "" : " · \(check.verdict.text)"
  }

  private var formName: String {
    if exchange?.responsePane.showsBytes == true { return " · bytes" }
    if exchange?.responsePane.showsBeginning == true { return " · laying the rest out…" }
    if exchange?.responsePane.counting?.isAwaited == true { return " · searching…" }
    guard let document = exchange?.responsePane.document, document.hasForms else { return "" }
    return document.form == .pretty ? " · pretty" : " · as received"
  }

  func paintResponse(_ painter: inout Painter) {
    guard let exchange else {
      guard current != nil else { return paintNoRequest(&painter) }
      painter.text(Toned("Nothing was sent yet.", .dim))
      painter.text([.init("s", .key), .init(" sends; the answer appears here.")], row: 1)
      return
    }
    var content = painter.bounds
    if exchange.report != nil {
      paintTabs(of: .response, &painter, row: 0)
      paintSummary(&painter)
      _ = content.cutTop(1)
    }
    guard exchange.responsePane.showsBody || exchange.responsePane.showsBeginning else {
      paintResponseRows(&painter, content, exchange)
      return
    }
    for line in faultLines(columns: content.columns).prefix(content.rows / 2) {
      let row = content.cutTop(1)
      painter.text(line, row: row.row)
    }
    paintBody(&painter, content, exchange)
  }

  /// Beside the tabs, where no frame shows it.
  private func paintSummary(_ painter: inout Painter) {
    guard !layout.isFramed else { return }
    // A space before each tab, and a gap.
    let room = painter.bounds.columns - tabTitles(of: .response).reduce(7) { $0 + $1.columns + 1 }
    var parts = responseSummary.split(separator: " · ", omittingEmptySubsequences: false)
    while parts.count > 1, parts.joined(separator: " · ").columns > room { parts.removeLast() }
    let text = parts.joined(separator: " · ")
    if text.columns <= room { painter.text(Toned(text, .dim), column: painter.bounds.columns - text.columns) }
  }

  private func paintResponseRows(_ painter: inout Painter, _ area: Rect, _ exchange: ExchangeState) {
    let rows = responseRows
    painter.list(
      area, scroll: exchange.responsePane.scroll, count: rows.count, isFocused: focus == .response,
      target: { .row(.response, $0) }, row: { rows[$0] })
  }

  /// All of a longer reason stands in the body below.
  private static let reasonRows = 6

  /// A fault in plain words, and what is wrong although there is an answer.
  func faultLines(columns: Int) -> [Toned] {
    guard let report = exchange?.report else { return [] }
    var lines: [Toned] = []
    if let fault = report.response?.fault {
      let code = ([fault.code] + fault.subcodes.prefix(8)).joined(separator: " / ")
      lines += Toned.start(of: "✗ The service answered with a fault: " + code, .error, columns: columns, rows: 1)
      lines += Toned.start(of: fault.reason, .strong, columns: columns - 2, indent: 2, rows: Self.reasonRows)
      if let actor = fault.actor { lines += Toned.start(of: "  from " + actor, .dim, columns: columns, rows: 1) }
    }
    for finding in report.findings {
      lines.append(FindingLines.headline(finding))
      lines += finding.remedies.prefix(2).flatMap {
        Toned.paragraph($0.line, columns: columns - 2, indent: 2)
      }
    }
    return lines.isEmpty ? [] : lines + [""]
  }
}
