internal import Screen
internal import Text

// The answer's body: a document to scroll through.
extension Model {
  /// Size of the document on the screen.
  var bodySize: Size {
    guard let content = layout.content(of: .response) else { return Size(columns: 0, rows: 0) }
    let rows = max(0, content.rows - headRows(of: .response))
    let fault = min(faultLines(columns: content.columns).count, rows / 2)
    return Size(columns: content.columns, rows: rows - fault)
  }

  func paintBody(_ painter: inout Painter, _ area: Rect, _ exchange: ExchangeState) {
    exchange.responsePane.seenView?.draw(on: &painter.canvas, in: area, theme: painter.theme)
    painter.mark(area, as: .text(.response, painter.canvas.placeOnFrame(area)))
  }

  mutating func moveInBody(_ command: Command) {
    let page = max(1, bodySize.rows - 1)
    switch command {
    case .up: scrollBody(by: -1)
    case .down: scrollBody(by: 1)
    case .pageUp: scrollBody(by: -page)
    case .pageDown: scrollBody(by: page)
    case .top: exchange?.responsePane.view = DocumentScroll()
    case .bottom:
      let end = exchange?.responsePane.documentView?.scrollToEnd(in: bodySize)
      if let end { exchange?.responsePane.view = end }
    default: break
    }
  }

  mutating func scrollBody(by rows: Int) {
    let scroll = exchange?.responsePane.seenView?.scrolled(by: rows, in: bodySize)
    if let scroll { exchange?.responsePane.view = scroll }
  }

  /// Scrolls through how the answer begins, until all of it is laid out.
  ///
  /// - Returns: false where that would come to its end, or something waits already.
  mutating func movesInBeginning(_ command: Command) -> Bool {
    guard let pane = exchange?.responsePane, pane.showsBeginning, pane.waiting.isEmpty, let seen = pane.seenView,
      [.up, .down, .pageUp, .pageDown, .top].contains(command)
    else { return false }
    moveInBody(command)
    guard exchange?.responsePane.view == seen.scrollToEnd(in: bodySize) else { return true }
    exchange?.responsePane.view = pane.view
    return false
  }
}

extension ResponsePaneState {
  var documentView: DocumentView? {
    document.map {
      var shown = DocumentView($0, scroll: view, pattern: SearchPattern(search), currentMatch: match)
      shown.marks = verdict?.check?.errors.compactMap(\.range) ?? []
      return shown
    }
  }

  /// All of it, or how it begins.
  var seenView: DocumentView? { documentView ?? beginning.map { DocumentView($0, scroll: view) } }

  /// Not where the answer is to be shown from another place on.
  mutating func showBeginning(_ document: TextDocument) {
    guard self.document == nil, restoredRow ?? 0 == 0 else { return }
    beginning = document
    if !isPretty { beginning?.form = .asReceived }
  }

  mutating func show(_ document: TextDocument) {
    (self.document, beginning) = (document, nil)
    (elements, element, matches) = (nil, nil, nil)
    if !isPretty { self.document?.form = .asReceived }
    showsBytes = !document.isText && !document.isXML
    if let row = restoredRow, let count = self.document?.text.rowCount { view.row = min(row, max(0, count - 1)) }
    restoredRow = nil
  }

  mutating func toggleForm() {
    isPretty.toggle()
    document?.form = isPretty ? .pretty : .asReceived
    (view, match) = (DocumentScroll(), nil)
    // Until they are found in this form.
    if case .checked(var check)? = verdict {
      for index in check.errors.indices { check.errors[index].range = nil }
      verdict = .checked(check)
    }
    (elements, element, matches) = (nil, nil, nil)
  }
}
