internal import Basics
internal import Collections
internal import Screen
internal import Text

/// What is offered at the cursor, while it is.
struct CompletionState: Sendable {
  var source: CompletionSource
  var items: [CompletionItem]
  var scroll = ScrollState()
}

// Completing while typing into the envelope.
extension Model {
  /// Rows of the list at the cursor.
  static let completionRows = 8

  /// C-n: what may stand at the cursor. The first time it asks for the description that belongs to the request.
  mutating func complete() -> [Effect] {
    guard let current else { return show(.noRequest) }
    var effects: [Effect] = []
    if !isTyping { effects += startTyping() }
    let cursor = current.editor.selection.head
    if current.places.distance(to: cursor, in: current.editor.text) > Self.nearBytes {
      return effects + [.findPlaces(request: current.path, near: cursor, current.editor.text)]
    }
    let source = OpenDescription.Source.kept(request: current.path, schema: current.schemaFile)
    if let known = completionDescriptions[current.path], known.source == source {
      openCompletion(known.description)
      return effects
    }
    completionWaits = source
    return effects + [.openDescription(source, nil)]
  }

  /// Further than that no key is held up.
  private static let nearBytes = 256 << 10

  /// C-n waited for them; what was typed meanwhile counts.
  mutating func adopt(_ places: XMLPlaceFinder, _ path: String) -> [Effect] {
    requests[path]?.places = places
    guard path == currentPath, isTyping, popups.isEmpty else { return [] }
    return complete()
  }

  /// The description that completion asked for; nil when there is none.
  mutating func adoptForCompletion(_ description: OpenDescription?) -> [Effect] {
    guard let source = completionWaits, case .kept(let request, _) = source else { return [] }
    completionWaits = nil
    completionDescriptions[request] = KnownDescription(source: source, description: description)
    guard request == currentPath, isTyping else { return [] }
    openCompletion(description)
    return []
  }

  private mutating func openCompletion(_ description: OpenDescription?) {
    completion = completionState(description)
    guard let completion else {
      say("Nothing can be completed here: \(whyNothing(description))")
      return
    }
    // One only, and it was begun: there is nothing to choose.
    if completion.items.count == 1, !completion.source.place.typed.isEmpty { accept(completion.items[0]) }
  }

  private func whyNothing(_ description: OpenDescription?) -> String {
    description == nil ? "no description is kept for this request, and no name in it fits." : "no more may follow."
  }

  private mutating func completionState(_ description: OpenDescription?) -> CompletionState? {
    guard let path = currentPath, let editor = current?.editor else { return nil }
    let found = requests[path]?.places.place(at: editor.selection.head, in: editor.text)
    guard let place = found ?? nil else { return nil }
    let source = CompletionSource(place, in: editor.text, description)
    let items = source.items
    return items.isEmpty ? nil : CompletionState(source: source, items: items)
  }

  // MARK: While it is open

  /// - Returns: nil when the key is for the envelope.
  mutating func handleInCompletion(_ chord: KeyChord, _ command: Command?) -> [Effect]? {
    guard let state = completion else { return nil }
    switch command {
    case .up: moveInCompletion(by: -1)
    case .down, .complete: moveInCompletion(by: 1)
    case .pageUp: moveInCompletion(by: -Self.completionRows)
    case .pageDown: moveInCompletion(by: Self.completionRows)
    case .back: completion = nil
    case .open:
      if state.items.indices.contains(state.scroll.selected) { return accept(state.items[state.scroll.selected]) }
      completion = nil
    default: return nil
    }
    return []
  }

  mutating func acceptCompletion(_ row: Int) -> [Effect] {
    guard let items = completion?.items, items.indices.contains(row) else { return [] }
    return accept(items[row])
  }

  private mutating func moveInCompletion(by rows: Int) {
    guard let count = completion?.items.count else { return }
    completion?.scroll.move(by: rows, of: count, height: Self.completionRows)
  }

  /// After a key that went into the envelope: what fits now, or nothing any more.
  ///
  /// - Parameter isStep: one character was typed or taken away at a place without a selection.
  mutating func refreshCompletion(since revision: Int?, isStep: Bool) {
    guard let state = completion, let path = currentPath else { return }
    let hasChanged = current?.revision != revision
    // The whole text is not looked through again for each letter of a name.
    if isTyping, hasChanged, isStep, let editor = current?.editor,
      let (source, items) = state.source.retyped(
        cursor: editor.selection.head, count: editor.text.byteCount, text: { editor.text.bytes(in: $0) })
    {
      completion = items.isEmpty ? nil : CompletionState(source: source, items: items)
      return
    }
    completion = isTyping && hasChanged ? completionState(completionDescriptions[path]?.description) : nil
  }

  @discardableResult
  private mutating func accept(_ item: CompletionItem) -> [Effect] {
    guard let state = completion, let path = currentPath else { return [] }
    completion = nil
    let (bytes, selection) = state.source.replacement(for: item)
    let typed = state.source.typed
    let effects = edit(.replaceRanges([TextReplacement(typed, with: bytes)]))
    let start = typed.lowerBound
    requests[path]?.select(Selection(anchor: start + selection.lowerBound, head: start + selection.upperBound))
    revealCursor()
    return effects
  }

  // MARK: The list at the cursor

  func paintCompletion(_ painter: inout Painter) {
    guard let state = completion, isTyping, popups.isEmpty, let cursor = painter.canvas.frame.cursor else { return }
    let typed = state.source.typed
    let area = completionArea(state, cursor, typedColumns: min(cursor.column, typed.count))
    guard area.rows > 2 else { return }
    painter.on(.overlay) { painter in
      painter.fill(area, .text)
      let inner = painter.canvas.frame(
        area, title: painter.styled(Toned(" \(state.items.count) ", .dim)), style: painter.style(.borderFocused))
      let columns = min(28, state.items.map(\.title.columns).max() ?? 0)
      painter.list(
        inner, scroll: state.scroll, count: state.items.count, isFocused: true, target: { .completion($0) },
        row: { index in
          let item = state.items[index]
          let gap = String(repeating: " ", count: max(1, columns + 2 - item.title.columns))
          return [.init(item.title.neutralised, item.isRequired ? .strong : .text), .init(gap + item.note, .dim)]
        })
    }
  }

  /// Below the cursor, or above it where there is more room.
  private func completionArea(_ state: CompletionState, _ cursor: Position, typedColumns: Int) -> Rect {
    let below = size.rows - cursor.row - 2
    let above = cursor.row - 1
    let wanted = min(Self.completionRows, state.items.count) + 2
    let isBelow = below >= wanted || below >= above
    let rows = min(wanted, isBelow ? below : above)
    let widest = state.items.prefix(200).map { min(28, $0.title.columns) + 2 + $0.note.columns }.max() ?? 0
    let columns = min(max(24, widest + 3), min(76, size.columns))
    let column = max(0, min(cursor.column - typedColumns - 1, size.columns - columns))
    return Rect(
      column: column, row: isBelow ? cursor.row + 1 : cursor.row - rows, columns: columns, rows: max(0, rows))
  }
}

/// The description of a request, as completion asked for it.
struct KnownDescription: Sendable {
  var source: OpenDescription.Source
  /// Nil when there is none.
  var description: OpenDescription?
}
