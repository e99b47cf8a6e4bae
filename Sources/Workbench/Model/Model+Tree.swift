internal import Basics
internal import Collections
internal import Screen
internal import Text

// The tree of requests, and what Enter, Space, a and d do in each pane.
extension Model {
  mutating func openUnderCursor() -> [Effect] {
    switch focus {
    case .tree:
      guard let row = rowUnderCursor else { return tree.filter.isEmpty ? addEntry() : sayNothingMatches() }
      if row.isFolder { return foldUnderCursor() }
      let effects = row.path == currentPath ? [] : openRequest(row.path)
      tabs.open(row.path, after: currentPath)
      return effects + moveFocus(to: .request)
    case .request: return paneContext == .envelope ? startTyping() : openField()
    case .handshake: return openHandshakeRow()
    case .response: return exchange?.responsePane.tab == .attachments ? promptForFile() : []
    }
  }

  /// The request under the cursor is the one that is shown and sent.
  mutating func showUnderCursor() -> [Effect] {
    guard let row = rowUnderCursor, !row.isFolder, row.path != currentPath else { return [] }
    return openRequest(row.path, forLook: true)
  }

  /// Opens or closes the node under the cursor.
  ///
  /// - Parameter opening: nil turns it over. Closing what is closed goes to the node it is in.
  mutating func foldUnderCursor(opening: Bool? = nil) -> [Effect] {
    switch focus {
    case .tree:
      guard let row = rowUnderCursor else { return [] }
      guard row.isFolder else { return opening == true ? openUnderCursor() : [] }
      let isClosed = tree.closed.contains(row.path)
      if opening ?? isClosed { tree.closed.remove(row.path) } else { tree.closed.insert(row.path) }
    case .handshake: foldHandshake(opening: opening)
    case .request: return paneContext == .envelope ? edit(.toggleFold) : []
    case .response: break
    }
    return []
  }

  private mutating func foldHandshake(opening: Bool?) {
    guard let layout = handshakeRows, var pane = exchange?.handshakePane else { return }
    let index = pane.scroll.selected
    guard !pane.isOnBytes, layout.rows.indices.contains(index) else { return }
    let row = layout.rows[index]
    if let node = row.node, opening ?? !pane.opened.contains(node) {
      pane.opened.insert(node)
    } else if let node = row.node, pane.opened.contains(node) {
      pane.opened.remove(node)
    } else if opening == false, let parent = layout.rows.parent(of: index) {
      pane.scroll.select(parent, of: layout.rows.count, height: listHeight(of: .handshake))
    }
    exchange?.handshakePane = pane
    if opening ?? true { showWhatIsOpen(below: index) }
  }

  /// Scrolls so that what opened is seen, but no further than half the pane: what stands above says what it belongs to.
  private mutating func showWhatIsOpen(below index: Int) {
    guard let rows = handshakeRows?.rows, rows.indices.contains(index) else { return }
    let height = listHeight(of: .handshake)
    let depth = rows[index].depth
    let last =
      (index + 1..<min(index + height / 2 + 1, rows.count)).prefix { rows[$0].depth > depth }.last
      ?? index
    let top = exchange?.handshakePane.scroll.top ?? 0
    exchange?.handshakePane.scroll.top = max(top, last - height + 1)
  }

  mutating func addEntry() -> [Effect] {
    if paneContext == .form, let tab = current?.tab { return addField(in: tab) }
    guard collection != nil else {
      say("The collection is still being read.")
      return []
    }
    let folder = folderUnderCursor
    let place = folder.isEmpty ? "" : " in \(folder)"
    return prompt(
      .newRequest(folder: folder), "Name of the new request\(place)", "",
      hint: "it becomes NAME.yaml and NAME.xml")
  }

  mutating func removeEntry() -> [Effect] {
    if focus == .request { return removeField() }
    guard let row = rowUnderCursor else { return [] }
    let files =
      row.isFolder ? "The folder and all requests in it" : "\(row.path).yaml and \(row.path).xml"
    return open(
      Popup(
        .question(
          Question(
            title: "Delete \(row.path)?", lines: ["\(files) will be removed from the disk.", undoLine],
            choices: [
              Choice("y", "delete", .deleteFiles(path: row.path)), Choice("n", "keep", .close),
            ]))))
  }

  private var undoLine: String {
    let key = keymap.keys(for: .undoChange, in: [.tree]).first?.description ?? ":undo-change"
    return "\(key) brings them back, as long as Signet is open."
  }

  mutating func delete(_ path: String) -> [Effect] {
    let saving = saveAll()
    let isGone = { (open: String) in open == path || open.hasPrefix(path + "/") }
    let calls = exchanges.filter { isGone($0.key) && $0.value.isRunning }.map {
      Effect.cancel(exchange: $0.value.number)
    }
    for open in requests.keys where isGone(open) { requests[open] = nil }
    let neighbour = currentPath.flatMap { tabs.neighbour(of: $0, by: 1) }
    tabs.removeAll(where: isGone)
    guard let currentPath, isGone(currentPath) else { return saving + calls + [.delete(path: path)] }
    self.currentPath = nil
    isTyping = false
    let next = neighbour.flatMap { tabs.paths.contains($0) ? $0 : nil } ?? tabs.paths.last
    return saving + calls + (next.map { openRequest($0) } ?? []) + [.delete(path: path)]
  }

  mutating func changeTree(_ command: Command) -> [Effect] {
    let folder = folderUnderCursor
    if command == .newFolder {
      return prompt(.newFolder(folder: folder), "Name of the new folder", "")
    }
    guard let row = rowUnderCursor else { return [] }
    return command == .rename
      ? prompt(
        .rename(path: row.path), "New name of \(row.path)", row.path,
        hint: "a / puts it into a folder")
      : row.isFolder
        ? [] : prompt(.duplicate(path: row.path), "Name of the copy", row.path + " copy")
  }

  mutating func createFolder(_ name: String, in folder: String) -> [Effect] {
    let path = folder.isEmpty ? name : folder + "/" + name
    if name.isEmpty { return [] }
    if let problem = problem(withPath: path) { return show(problem) }
    return [.createFolder(path: path)]
  }

  mutating func rename(_ path: String, to name: String) -> [Effect] {
    if name.isEmpty || name == path { return [] }
    if let problem = problem(withPath: name) { return show(problem) }
    pendingRenames[path] = name
    return saveAll() + [.rename(path: path, to: name)]
  }

  /// Moves what is open to its new names, once the files have them.
  mutating func finishRenames() {
    for (path, name) in pendingRenames {
      for open in requests.keys where open == path || open.hasPrefix(path + "/") {
        move(open, to: name + open.dropFirst(path.count))
      }
    }
    pendingRenames = [:]
  }

  private mutating func move(_ path: String, to newPath: String) {
    guard collection?.request(at: newPath) != nil else { return }
    requests[newPath] = requests.removeValue(forKey: path)
    requests[newPath]?.rename(to: newPath)
    exchanges[newPath] = exchanges.removeValue(forKey: path)
    diagnoses[newPath] = diagnoses.removeValue(forKey: path)
    tabs.rename(path, to: newPath)
    if currentPath == path { currentPath = newPath }
  }

  mutating func duplicate(_ path: String, to name: String) -> [Effect] {
    if name.isEmpty || name == path { return [] }
    if let problem = problem(withPath: name) { return show(problem) }
    wantedPath = name
    return saveAll() + [.duplicate(path: path, to: name)]
  }
}
