internal import Basics
internal import Collections
internal import Exchange
internal import Handshake
internal import Screen
internal import Text

// Coming back to where one was.
extension Model {
  /// From now on it is said how the workbench stands.
  mutating func adopt(_ session: SavedSession?) -> [Effect] {
    keepsSession = true
    savedSession = session
    if collection == nil { sessionToRestore = session }
    return []
  }

  /// It is not tried again, so that one is told once.
  mutating func failSession(_ problem: Problem) -> [Effect] {
    keepsSession = false
    say("\(problem.summary) Where you are now will not be found again next time.", .bad)
    return []
  }

  /// Opens what was open, once the collection is there.
  ///
  /// - Returns: nil when there is nothing to come back to.
  mutating func restoreSession() -> [Effect]? {
    guard let session = sessionToRestore, let collection else { return nil }
    sessionToRestore = nil
    splits = session.splits
    wrapsEnvelope = session.wraps
    tree.closed = Set(session.closedFolders)
    for open in session.open {
      guard let stored = collection.request(at: open.path) else { continue }
      requests[open.path] = OpenRequest(stored, as: open)
      if let answer = open.answer { answersToRestore[open.path] = answer }
      if open.path == session.preview {
        tabs.look(at: open.path, after: tabs.paths.last)
      } else {
        tabs.open(open.path, after: tabs.paths.last)
      }
    }
    guard let path = session.current.flatMap({ tabs.paths.contains($0) ? $0 : nil }) ?? tabs.paths.first else {
      return nil
    }
    let effects = openRequest(path)
    focus = Pane.named(session.focus) ?? .tree
    lower = Pane.named(session.lower).flatMap { $0 == .handshake || $0 == .response ? $0 : nil } ?? .response
    isZoomed = session.isZoomed
    return effects
  }

  /// Now and then, when something is different from what was kept last.
  mutating func saveSessionWhenDue() -> [Effect] {
    guard keepsSession, milliseconds >= sessionDueMilliseconds else { return [] }
    sessionDueMilliseconds = milliseconds + Self.sessionMilliseconds
    return saveSession()
  }

  private static let sessionMilliseconds = 5_000

  /// - Returns: nothing when it is as it was kept last.
  mutating func saveSession() -> [Effect] {
    guard keepsSession, sessionToRestore == nil, let session = sessionNow, session != savedSession else { return [] }
    savedSession = session
    return [.saveSession(session)]
  }

  var sessionNow: SavedSession? {
    guard let collection else { return nil }
    var session = SavedSession(folder: collection.folder)
    session.open = tabs.paths.compactMap { path in
      guard var open = requests[path]?.place else { return nil }
      open.answer = exchanges[path].map(\.place) ?? answersToRestore[path]
      return open
    }
    session.current = currentPath
    session.preview = tabs.preview
    (session.focus, session.lower) = (focus.name, lower.name)
    (session.isZoomed, session.wraps, session.splits) = (isZoomed, wrapsEnvelope, splits)
    session.closedFolders = Array(tree.closed.sorted().prefix(SavedSession.folderLimit))
    return session
  }
}

// The exchanges that were shown.
extension Model {
  /// What the history has of the request's last exchange, when one was shown.
  mutating func restoreAnswer(_ path: String) -> [Effect] {
    guard answersToRestore[path] != nil, exchanges[path] == nil, let folder = collection?.folder else { return [] }
    return [.readLatestPast(.init(collection: folder, path: path))]
  }

  /// Shows it as it was left; a call that was made meanwhile goes before.
  mutating func restore(_ state: ExchangeState, _ path: String) -> [Effect] {
    guard let place = answersToRestore.removeValue(forKey: path), exchanges[path] == nil else { return [] }
    var state = state
    state.stand(at: place)
    exchanges[path] = state
    guard let response = state.report?.response, !response.body.isEmpty else { return [] }
    return [.layOutResponse(exchange: state.number, response.message, received: nil)]
  }
}

extension ExchangeState {
  var place: SavedSession.Answer? {
    guard let report, report.refusal == nil else { return nil }
    var place = SavedSession.Answer()
    place.tab = responsePane.tab.title
    place.isPretty = responsePane.isPretty
    place.row = responsePane.restoredRow ?? responsePane.view.row
    (place.listRow, place.listTop) = (responsePane.scroll.selected, responsePane.scroll.top)
    place.handshakeTab = handshakePane.tab.title
    let list = handshakePane.listScroll
    place.handshakeRow = max(0, list.selected - rowsAboveLadder)
    place.handshakeTop = max(0, list.top - rowsAboveLadder)
    place.opened = Array(handshakePane.opened.compactMap(\.word).sorted().prefix(SavedSession.nodeLimit))
    return place
  }

  fileprivate mutating func stand(at place: SavedSession.Answer) {
    responsePane.tab = ResponsePaneState.Tab.all(of: self).first { $0.title == place.tab } ?? .body
    responsePane.isPretty = place.isPretty
    responsePane.restoredRow = place.row
    responsePane.scroll = ScrollState(selected: place.listRow, top: place.listTop)
    handshakePane.tab = HandshakePaneState.Tab.allCases.first { $0.title == place.handshakeTab } ?? .ladder
    handshakePane.opened = Set(place.opened.compactMap(HandshakeNode.init(word:)))
    let top = place.handshakeTop
    handshakePane.listScroll = ScrollState(
      selected: place.handshakeRow + rowsAboveLadder, top: top == 0 ? 0 : top + rowsAboveLadder)
  }

  /// Where an exchange of the history says that it is one.
  private var rowsAboveLadder: Int {
    handshakePane.tab == .ladder ? [past, resent].count { $0 != nil } * HandshakeRows.rowsOfPast : 0
  }
}

extension Pane {
  /// As a session file says it.
  var name: String { title.lowercased() }

  static func named(_ name: String) -> Pane? { allCases.first { $0.name == name } }
}

extension OpenRequest {
  /// As it was left. Places in the envelope are of use only in the same text.
  init(_ stored: StoredRequest, as open: SavedSession.Open) {
    self.init(stored)
    tab = Tab.allCases.first { $0.title.lowercased() == open.tab } ?? .envelope
    guard let digest = open.envelopeDigest, digest == stored.onDisk.envelope else { return }
    restore(cursor: open.cursor, folds: open.folds)
    scroll = TextScroll(
      topLine: min(open.topLine, editor.text.lineCount - 1),
      leftColumn: min(open.leftColumn, Clusters.tabWidth * editor.text.byteCount))
  }

  var place: SavedSession.Open {
    var open = SavedSession.Open(path: path)
    open.tab = tab.title.lowercased()
    open.envelopeDigest = stored.onDisk.envelope
    open.cursor = editor.selection.head
    (open.topLine, open.leftColumn) = (scroll.topLine, scroll.leftColumn)
    open.folds = Array(editor.folds.prefix(SavedSession.foldLimit))
    return open
  }
}
