internal import Basics
internal import Collections
internal import Screen
internal import Text

// The envelope: an editor in the request pane.
extension Model {
  /// Size of the editor on the screen.
  var envelopeSize: Size {
    let content = layout.content(of: .request)?.size ?? Size(columns: 0, rows: 0)
    return Size(columns: content.columns, rows: max(0, content.rows - headRows(of: .request)))
  }

  private func editorView(_ request: OpenRequest) -> EditorView {
    var problem: TextProblem?
    if case .broken(let found) = request.wellFormedness {
      problem = TextProblem(position: found.position, message: found.text)
    }
    return EditorView(
      request.editor, scroll: request.scroll, problem: problem, marks: request.schemaMarks,
      pattern: vim.hidesMatches ? nil : try? findPattern(request.search),
      isFocused: focus == .request && popups.isEmpty && commandLine == nil, wraps: wrapsEnvelope,
      selected: request.path == currentPath ? shownSelection : nil)
  }

  func paintEnvelope(_ painter: inout Painter, _ area: Rect, _ request: OpenRequest) {
    editorView(request).draw(on: &painter.canvas, in: area, theme: painter.theme)
    painter.mark(area, as: .text(.request, painter.canvas.placeOnFrame(area)))
    let state = envelopeState(request)
    let room = painter.bounds.columns - 42
    if state.columns <= room { painter.text(state, column: painter.bounds.columns - state.columns, row: 1) }
    if request.editor.text.isEmpty, !isTyping, area.rows > 0 {
      painter.text(
        [
          .init(key(.edit), .key), .init(" types an envelope, "), .init(key(.externalEditor), .key),
          .init(" opens $EDITOR", .text),
        ], column: min(6, area.columns), row: area.row)
    }
  }

  private func key(_ command: Command) -> String {
    keymap.keys(for: command, in: [.envelope, .global]).first?.description ?? ":\(command.rawValue)"
  }

  /// Whether it is XML, how large it is, where the cursor stands.
  private func envelopeState(_ request: OpenRequest) -> Toned {
    let verdict: Toned.Part =
      switch request.wellFormedness {
      case .unknown: .init("")
      case .wellFormed: request.validity?.check?.verdict ?? .init("well-formed ✓", .success)
      case .broken(let problem): .init("✗ line \(problem.position.line)", .error)
      }
    let cursor = request.editor.cursor
    return [verdict, .init("  \(request.editor.text.byteCount) B  \(cursor.line + 1):\(cursor.column + 1)", .dim)]
  }

  /// Tells the editor what it must know of the screen.
  mutating func configureEditor() {
    guard let currentPath, let current else { return }
    let columns = editorView(current).wrapColumns(in: envelopeSize)
    requests[currentPath]?.configureEditor(
      closesTags: closesTags, wrapColumns: columns, step: vim.step, standsOnCharacters: isModal)
  }

  /// Scrolls so far that the cursor is seen.
  mutating func revealCursor() {
    // While the pane is not shown there is no place for the cursor.
    guard let current, envelopeSize.rows > 0 else { return }
    let scroll = editorView(current).scrollToCursor(in: envelopeSize)
    self.current?.scroll = scroll
  }

  mutating func scrollEnvelope(by rows: Int) {
    guard let current else { return }
    let scroll = editorView(current).scrolled(by: rows, in: envelopeSize)
    self.current?.scroll = scroll
  }

  /// The byte of the envelope that is drawn there.
  func envelopeOffset(at position: Position, in area: Rect) -> Int? {
    let place = Position(column: position.column - area.column, row: position.row - area.row)
    return current.flatMap { editorView($0).offset(at: place, in: area.size) }
  }
}
