internal import Basics
internal import Exchange
internal import Handshake
internal import Screen

/// Lays out the window of the probes: each as it runs, then the verdict.
struct ProbesRows {
  let state: DiagnosisState
  let columns: Int

  var rows: [Toned] {
    var rows = state.results.flatMap(ended)
    if let probe = state.current {
      rows.append([.init("◌ ", .note), .init(padded(probe.title), .note), .init(probe.question, .dim)])
    }
    rows += state.left.map { Toned("· " + $0.title, .dim) }
    guard let report = state.report else { return rows }
    if report.wasStopped { rows.append(Toned("! The probes were stopped.", .warning)) }
    if !report.omitted.isEmpty {
      rows += paragraph("Not made any more: " + report.omitted.map(\.title).joined(separator: ", "), .dim)
    }
    return rows + [""] + verdict(report.verdict, report)
  }

  private func ended(_ result: ProbeResult) -> [Toned] {
    let head: Toned = [mark(result), .init(padded(result.probe.title))]
    let lines = Toned.paragraph(result.outcome.neutralised, columns: max(20, columns - 26))
    return lines.enumerated().map { index, line in
      index == 0 ? head + line : Toned(String(repeating: " ", count: 26)) + line
    }
  }

  /// Where the call itself works, a probe that does not is news, and no failure: a server that wants a certificate has to
  /// refuse a call without one.
  private func mark(_ result: ProbeResult) -> Toned.Part {
    if result.worked { return .init("✓ ", .success) }
    return state.results.first?.worked == true ? .init("– ", .note) : .init("✗ ", .error)
  }

  private func padded(_ title: String) -> String {
    title + String(repeating: " ", count: max(1, 24 - title.columns))
  }

  private func verdict(_ verdict: Verdict, _ report: DiagnosisReport) -> [Toned] {
    guard let finding = verdict.finding else {
      if report.first.outcome.ending == .cancelled { return [] }
      return [Toned("✓ Nothing is wrong.", .success)] + facts(verdict.reasons)
    }
    var rows = paragraph("✗ " + finding.summary, .error)
    rows += paragraph(Self.words(verdict.certainty), .note)
    rows += verdict.alternatives.flatMap { paragraph("? " + $0, .warning) } + facts(verdict.reasons)
    rows +=
      [""]
      + finding.remedies.flatMap { remedy in
        paragraph(remedy.line, .strong)
          + WorkbenchSetting.named(in: remedy).flatMap { paragraph("  here: " + $0.text, .dim) }
      }
    return rows
  }

  private func facts(_ reasons: [String]) -> [Toned] { reasons.flatMap { paragraph("· " + $0) } }

  private func paragraph(_ text: String, _ scope: ThemeScope = .text) -> [Toned] {
    Toned.paragraph(text.neutralised, scope, columns: columns)
  }

  private static func words(_ certainty: Verdict.Certainty) -> String {
    switch certainty {
    case .confirmed: "Confirmed by a probe."
    case .observed: "Seen in the call itself."
    case .likely: "Likely; the probes neither confirm nor exclude it."
    case .open: "Open: these causes are left."
    }
  }
}

extension Model {
  private var probesColumns: Int { max(24, min(100, size.columns - 4)) }

  /// As high as its rows, as far as the screen allows.
  private var probesArea: Rect {
    let rows = max(12, probesRows.count + 3)
    return Rect(size).centered(Size(columns: probesColumns, rows: max(5, min(rows, size.rows - 4))))
  }

  var probesHeight: Int { max(1, probesArea.rows - 3) }

  var probesRows: [Toned] {
    diagnosis.map { ProbesRows(state: $0, columns: max(16, probesColumns - 5)).rows } ?? []
  }

  func paintProbes(_ painter: inout Painter) {
    let (rows, area) = (probesRows, probesArea)
    painter.on(.overlay) { painter in
      painter.fill(area, .text)
      painter.mark(area, as: .popup)
      let title = " Probes of \(current?.name.neutralised ?? "") "
      var inner = painter.canvas.frame(
        area, title: painter.styled(Toned(title, .titleFocused)), style: painter.style(.borderFocused))
      inner = inner.inset(columns: 1)
      let head = inner.cutTop(1)
      painter.text(probesHead, column: head.column, row: head.row, maxColumns: head.columns)
      painter.list(
        inner, scroll: diagnosis?.scroll ?? ScrollState(), count: rows.count, isFocused: true,
        target: { .popupRow($0) }, row: { rows[$0] })
    }
  }

  private var probesHead: Toned {
    guard let diagnosis else { return "" }
    let time = Elapsed.text(Int64(diagnosis.elapsedMilliseconds) * 1000)
    if diagnosis.isRunning {
      return [
        .init("◌ \(time)  ", .note), .init("x", .key), .init(" stops; nothing is called, no envelope is sent", .dim),
      ]
    }
    return [
      .init("y", .key), .init(" copies the report (Markdown)  ", .dim), .init("w", .key), .init(" writes it  ", .dim),
      .init("p", .key), .init(" probes again", .dim),
    ]
  }
}
