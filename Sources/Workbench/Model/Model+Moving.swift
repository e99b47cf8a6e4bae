internal import Screen
internal import Text

// Panes, tabs and cursors.
extension Model {
  mutating func moveFocus(to pane: Pane) -> [Effect] {
    let effects = isTyping && pane != .request ? stopTyping() : []
    focus = pane
    if pane == .handshake || pane == .response { lower = pane }
    if pane == .request { revealCursor() }
    return effects
  }

  mutating func stepFocus(by step: Int) -> [Effect] {
    moveFocus(to: Pane.allCases.stepped(from: focus, by: step))
  }

  mutating func stepTab(by step: Int) -> [Effect] {
    let count = tabTitles(of: focus).count
    guard count > 0 else { return [] }
    return showTab((selectedTab(of: focus) + step + count) % count)
  }

  func tabTitles(of pane: Pane) -> [String] {
    switch pane {
    case .tree: []
    case .request: current == nil ? [] : OpenRequest.Tab.allCases.map(\.title)
    case .handshake: exchange == nil ? [] : HandshakePaneState.Tab.allCases.map(\.title)
    case .response: responseTabs.map { $0 == .checks ? exchange?.responsePane.checks?.title ?? $0.title : $0.title }
    }
  }

  func selectedTab(of pane: Pane) -> Int {
    switch pane {
    case .tree: 0
    case .request: current?.tab.rawValue ?? 0
    case .handshake: exchange?.handshakePane.tab.rawValue ?? 0
    case .response: responseTabs.firstIndex { $0 == exchange?.responsePane.tab } ?? 0
    }
  }

  private var responseTabs: [ResponsePaneState.Tab] {
    exchange.flatMap { $0.report == nil ? nil : ResponsePaneState.Tab.all(of: $0) } ?? []
  }

  /// Shows that tab of the pane with the focus.
  mutating func showTab(_ index: Int) -> [Effect] {
    switch focus {
    case .tree: return []
    case .request:
      guard let tab = OpenRequest.Tab(rawValue: index), tab != current?.tab else { return [] }
      let effects = isTyping ? stopTyping() : []
      current?.tab = tab
      current?.form = ScrollState()
      return effects + (tab == .identity ? inspectIdentity() : [])
    case .handshake: exchange?.handshakePane.tab = HandshakePaneState.Tab(rawValue: index) ?? .ladder
    case .response:
      let tabs = responseTabs
      exchange?.responsePane.tab = tabs.indices.contains(index) ? tabs[index] : .body
      return compareAnswers()
    }
    return []
  }

  // MARK: The cursor of the pane with the focus

  mutating func move(_ command: Command) -> [Effect] {
    switch paneContext {
    case .envelope: moveInEnvelope(command)
    case .response where exchange?.responsePane.showsBody == true:
      if command == .left || command == .right { return goToElement(command) }
      moveInBody(command)
    case .tree where command == .left || command == .right: return foldUnderCursor(opening: command == .right)
    case .handshake where command == .left || command == .right: return foldUnderCursor(opening: command == .right)
    case .tree:
      select(by: command)
      return showUnderCursor()
    default: select(by: command)
    }
    return []
  }

  private mutating func moveInEnvelope(_ command: Command) {
    let rows = height(of: .request)
    let motion: Motion =
      switch command {
      case .up: .up
      case .down: .down
      case .left: .left
      case .right: .right
      case .pageUp: .pageUp(rows: max(1, rows - 2))
      case .pageDown: .pageDown(rows: max(1, rows - 2))
      case .top: .documentStart
      default: .documentEnd
      }
    _ = edit(.move(motion))
  }

  private mutating func select(by command: Command) {
    let height = max(1, listHeight(of: focus))
    switch command {
    case .up: step(by: -1)
    case .down: step(by: 1)
    case .pageUp: step(by: -height)
    case .pageDown: step(by: height)
    case .top: step(by: -rowCount(of: focus))
    case .bottom: step(by: rowCount(of: focus))
    default: break
    }
  }

  private mutating func step(by rows: Int) {
    if paneContext == .form, let current {
      let moved = Form.move(current.form, by: rows, rows: formRows, height: listHeight(of: .request))
      self.current?.form = moved
    } else {
      select(selectedRow(of: focus) + rows, of: focus)
    }
  }

  func rowCount(of pane: Pane) -> Int {
    switch pane {
    case .tree: treeRows.count
    case .request: formRows.count
    case .handshake: handshakeRows?.rows.count ?? 0
    case .response: responseRows.count
    }
  }

  func selectedRow(of pane: Pane) -> Int {
    switch pane {
    case .tree: tree.scroll.selected
    case .request: current?.form.selected ?? 0
    case .handshake: exchange?.handshakePane.scroll.selected ?? 0
    case .response: exchange?.responsePane.scroll.selected ?? 0
    }
  }

  mutating func select(_ row: Int, of pane: Pane) {
    let (count, height) = (rowCount(of: pane), listHeight(of: pane))
    switch pane {
    case .tree: tree.scroll.select(row, of: count, height: height)
    case .request: current?.form.select(row, of: count, height: height)
    case .handshake: exchange?.handshakePane.scroll.select(row, of: count, height: height)
    case .response: exchange?.responsePane.scroll.select(row, of: count, height: height)
    }
  }

  mutating func scroll(_ pane: Pane, by rows: Int) {
    let (count, height) = (rowCount(of: pane), listHeight(of: pane))
    switch pane {
    case .tree: tree.scroll.scroll(by: rows, of: count, height: height)
    case .request where current?.tab == .envelope: scrollEnvelope(by: rows)
    case .request: current?.form.scroll(by: rows, of: count, height: height)
    case .handshake: exchange?.handshakePane.scroll.scroll(by: rows, of: count, height: height)
    case .response where exchange?.responsePane.showsBody == true: scrollBody(by: rows)
    case .response: exchange?.responsePane.scroll.scroll(by: rows, of: count, height: height)
    }
  }

  /// Rows of the pane's list: its content without the lines above it.
  func listHeight(of pane: Pane) -> Int {
    if pane == .handshake, exchange != nil { return handshakeShape.list.rows }
    return max(0, height(of: pane) - headRows(of: pane))
  }

  /// Lines that stand above a pane's list: address, tabs.
  func headRows(of pane: Pane) -> Int {
    switch pane {
    case .tree: tree.filter.isEmpty ? 0 : 1
    case .request: 2
    case .handshake: exchange == nil ? 0 : 1
    case .response: exchange?.report == nil ? 0 : 1
    }
  }
}
