internal import Basics
internal import Collections
internal import Screen
internal import Text

// Requests: opening, saving, making, renaming.
extension Model {
  /// What the current request uses where it does not say otherwise.
  var defaults: RequestDocument { defaults(of: currentPath ?? "") }

  func defaults(of path: String) -> RequestDocument { collection?.defaults(of: path) ?? RequestDocument() }
  var treeRows: [TreeState.Row] { tree.rows(of: collection) }

  /// - Parameter asks: problems of the files open a window; else nobody has asked for it.
  mutating func adopt(_ collection: Collection, asks: Bool = true) -> [Effect] {
    let isFirst = self.collection == nil
    // Descriptions are files of the collection too.
    completionDescriptions = [:]
    let effects = !asks || collection.problems == self.collection?.problems ?? [] ? [] : show(collection.problems)
    self.collection = collection
    finishRenames()
    if let restored = restoreSession() { return effects + restored }
    for request in collection.requests { requests[request.path]?.adopt(request) }
    let paths = Set(collection.requests.map(\.path))
    let unreadable = Set(collection.problems.map(\.file))
    for path in requests.keys where !paths.contains(path) && !unreadable.contains(path + ".yaml") {
      if requests[path]?.lose() == true { continue }
      requests[path] = nil
      exchanges[path] = exchanges[path]?.isRunning == true ? exchanges[path] : nil
    }
    tabs.removeAll { requests[$0] == nil && !paths.contains($0) }
    if let wantedPath, paths.contains(wantedPath) {
      let shown = openRequest(wantedPath) + (showsWanted ? moveFocus(to: .request) : [])
      (self.wantedPath, showsWanted) = (nil, false)
      return effects + shown + askAddress()
    }
    if let currentPath, requests[currentPath] != nil {
      revealInTree()
      return effects + inspectIdentity()
    }
    let wasShown = currentPath != nil
    currentPath = nil
    if isFirst { focus = .tree }
    if let path = tabs.paths.last(where: paths.contains) { return effects + openRequest(path) }
    guard isFirst || wasShown, let first = collection.requests.first else { return effects }
    return effects + openRequest(first.path, forLook: true)
  }

  /// Files of the collection that could not be read, or not wholly.
  private mutating func show(_ problems: [Collection.Problem]) -> [Effect] {
    // What is only begun is seen where it is worked on.
    let problems = problems.filter { !$0.isUnfinished }
    if problems.isEmpty { return [] }
    let shown = problems.prefix(8).map(\.description)
    let rest = problems.count > 8 ? ["and \(problems.count - 8) more"] : []
    return open(
      Popup(
        .question(
          Question(
            title: "Some files have problems", lines: shown + rest,
            choices: [Choice("c", "go on; R in the tree reads them anew", .close)]))))
  }

  /// Shows a request; what was being edited is written first.
  ///
  /// - Parameter forLook: the next request that is looked at takes its tab.
  mutating func openRequest(_ path: String, forLook: Bool = false) -> [Effect] {
    guard let stored = collection?.request(at: path) else { return [] }
    let effects = saveAll()
    if forLook {
      tabs.look(at: path, after: currentPath)
    } else if !tabs.paths.contains(path) {
      tabs.open(path, after: currentPath)
    }
    if requests[path] == nil { requests[path] = OpenRequest(stored) }
    currentPath = path
    isTyping = false
    revealInTree()
    return effects + inspectIdentity() + checkEnvelope() + restoreAnswer(path)
  }

  private mutating func revealInTree() {
    guard let currentPath else { return }
    let rows = treeRows
    guard let index = rows.firstIndex(where: { $0.path == currentPath && !$0.isFolder }) else { return }
    tree.scroll.select(index, of: rows.count, height: listHeight(of: .tree))
  }

  // MARK: Saving

  /// Writes everything that has been changed.
  mutating func saveAll() -> [Effect] {
    var effects: [Effect] = []
    for path in requests.keys.sorted() {
      guard let effect = requests[path]?.beginSave() else { continue }
      tabs.keep(path)
      effects.append(effect)
    }
    return effects
  }

  mutating func endSave(_ path: String, _ stamp: StoredRequest.Stamp, revision: Int) -> [Effect] {
    requests[path]?.endSave(stamp, revision: revision)
    // What was changed while it was being written.
    let effects = isTyping ? [] : saveAll()
    return effects + (isQuitting ? quitWhenSaved() : [])
  }

  mutating func failSave(_ path: String, _ problem: Problem, isConflict: Bool) -> [Effect] {
    requests[path]?.failSave()
    let wasQuitting = isQuitting
    isQuitting = false
    if isConflict {
      let isDeleted = problem.code == "file-deleted-meanwhile"
      log(Notice(text: problem.summary, tone: .bad))
      let question = disputeQuestion(of: path, isDeleted: isDeleted, isQuitting: wasQuitting)
      return open(Popup(.question(question)))
    }
    var choices: [Choice] = []
    if wasQuitting { choices.append(Choice("x", "quit without saving it", .quitUnsaved)) }
    choices.append(Choice("c", "go on without saving", .close))
    let lines = [problem.summary] + problem.values + [problem.remedy]
    return open(Popup(.question(Question(title: "\(path) could not be saved", lines: lines, choices: choices))))
  }

  // MARK: Well-formedness

  mutating func adopt(_ problem: WellFormednessProblem?, _ path: String, revision: Int) -> [Effect] {
    guard requests[path]?.revision == revision else { return [] }
    if problem != nil { requests[path]?.validity = nil }
    requests[path]?.wellFormedness = problem.map { .broken($0) } ?? .wellFormed
    return []
  }

  mutating func adoptEdited(_ bytes: [UInt8]?, _ path: String) -> [Effect] {
    guard let bytes else {
      say("The editor ended with an error; the envelope is as it was.", .bad)
      return [.redraw]
    }
    if requests[path]?.editor.text.bytes != bytes { requests[path]?.edit(.replaceAll(bytes)) }
    return [.redraw] + saveAll() + checkEnvelope()
  }

  // MARK: Making and removing

  /// The folder that a new entry goes to: the one under the cursor, or the one that holds what is under it.
  var folderUnderCursor: String {
    let rows = treeRows
    guard rows.indices.contains(tree.scroll.selected) else { return "" }
    let row = rows[tree.scroll.selected]
    return row.isFolder ? row.path : row.path.split(separator: "/").dropLast().joined(separator: "/")
  }

  var rowUnderCursor: TreeState.Row? {
    let rows = treeRows
    return rows.indices.contains(tree.scroll.selected) ? rows[tree.scroll.selected] : nil
  }

  mutating func createRequest(named name: String, in folder: String) -> [Effect] {
    let path = folder.isEmpty ? name : folder + "/" + name
    if let problem = problem(withPath: path) { return show(problem) }
    (wantedPath, wantsAddress) = (path, true)
    return saveAll() + [.createRequest(StoredRequest(path: path, envelope: Array(Self.emptyEnvelope.utf8)))]
  }

  /// What a new request needs first, unless it has it from the collection.
  private mutating func askAddress() -> [Effect] {
    guard wantsAddress else { return [] }
    wantsAddress = false
    let effects = moveFocus(to: .request)
    return popups.isEmpty && currentAddress == nil ? effects + perform(.editURL) : effects
  }

  /// Where the current request goes, its placeholders replaced as far as they are known.
  var currentAddress: String? {
    current.flatMap { collection?.shownAddress(of: $0.toStore(withEnvelope: false), variableChoice) }
  }

  /// What keeps a path from naming a new entry.
  func problem(withPath path: String) -> Problem? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let isUsable = parts.allSatisfy { part in
      !part.isEmpty && !part.hasPrefix(".") && !part.unicodeScalars.contains { $0.value < 0x20 || $0 == "\\" }
    }
    if !isUsable {
      return Problem(
        code: "unusable-name", summary: "This cannot be the name of a file.", values: ["name: \(path.neutralised)"],
        remedy: "Use letters, digits, spaces and hyphens; / puts it into a folder.")
    }
    if collection?.request(at: path) != nil {
      return Problem(
        code: "name-taken", summary: "There is a request of that name already.", values: ["name: \(path.neutralised)"],
        remedy: "Choose another name.")
    }
    return nil
  }

  static let emptyEnvelope = """
    <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
      <soapenv:Header/>
      <soapenv:Body>
      </soapenv:Body>
    </soapenv:Envelope>

    """
}
