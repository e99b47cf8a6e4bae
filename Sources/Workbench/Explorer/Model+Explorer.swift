internal import Basics
internal import Certificates
internal import Collections
internal import Exchange
internal import Schema
internal import Screen
internal import WSDL

// Descriptions of services: looked through, and requests made of them.
extension Model {
  /// O: the description that belongs to the current request, or the one that was looked through last.
  mutating func openExplorer() -> [Effect] {
    if explorer != nil { return open(Popup(.explorer)) }
    return read(keptDescription, "Reading the description…")
  }

  private var keptDescription: OpenDescription.Source {
    .kept(request: currentPath ?? "", schema: current?.schemaFile)
  }

  mutating func openDescriptionMenu() -> [Effect] {
    open(
      Popup(
        .menu(
          title: "Open a description",
          [
            Choice("k", "kept", note: "the one that belongs to the current request", .openKeptDescription),
            Choice("f", "file", note: "looks through folders", .browse(.description, path: "")),
            Choice("u", "URL, file or folder", note: "its path or address is typed", .askDescription),
          ])))
  }

  mutating func askDescription() -> [Effect] {
    prompt(
      .description, "A WSDL: URL, file or folder", "",
      hint: "a URL is fetched with the certificate and trust of the current request")
  }

  mutating func openKeptDescription() -> [Effect] { read(keptDescription, "Reading the description…") }

  private mutating func read(
    _ source: OpenDescription.Source, _ text: String, _ call: Draft? = nil
  ) -> [Effect] {
    (descriptionReading, dropsDescription) = (text, false)
    say(text)
    return [.openDescription(source, call)]
  }

  /// - Returns: nil when no description is being read.
  mutating func stopReading() -> [Effect]? {
    guard descriptionReading != nil else { return nil }
    endReading()
    dropsDescription = true
    say("The description is not read any more.")
    return [.stopDescription]
  }

  /// What is over is no longer said to go on.
  mutating func endReading() {
    if let text = descriptionReading, notice?.text == text { notice = nil }
    descriptionReading = nil
  }

  /// - Parameter place: as it was typed.
  mutating func openDescription(at place: String) -> [Effect] {
    guard !place.isEmpty else { return [] }
    wantedDescription = place
    var call: Draft?
    if place.lowercased().hasPrefix("http://") || place.lowercased().hasPrefix("https://") {
      do {
        switch try descriptionCall(place) {
        case .ready(let draft): call = draft
        case .asks(let popup): return open(popup)
        }
      } catch { return show(Problem(error)) }
    }
    let key = keymap.keys(for: .cancel, in: [.global]).first?.description ?? ":cancel"
    return read(.place(place), "Reading\(call == nil ? "" : " (\(key) stops)") \(place.neutralised)…", call)
  }

  private enum DescriptionCall {
    case ready(Draft)
    /// Something must be known first.
    case asks(Popup)
  }

  /// What the description is fetched with: identity, user and trust of the current request.
  private func descriptionCall(_ url: String) throws(Refusal) -> DescriptionCall {
    var call = Draft(url: url, method: .get)
    guard let current, let collection else { return .ready(call) }
    var request = current.toStore
    request.envelope = nil
    request.document.url = url
    let draft = try collection.draft(of: request, identities: identities, choice: variableChoice)
    (call.identity, call.user, call.trust, call.tls, call.route) = (
      draft.identity, draft.user, draft.trust, draft.tls, draft.route
    )
    if let question = try settleIdentity(of: &call, then: .describe) { return .asks(question) }
    if let question = programQuestion(call, of: request.path, then: .describe) { return .asks(question) }
    if let user = call.user, user.password == .prompt, let secret = userSecrets[user.name] {
      call.user?.password = .literal(secret)
    }
    return .ready(call)
  }

  /// Nil when none is kept for the request.
  mutating func adopt(_ description: OpenDescription?) -> [Effect] {
    if completionWaits != nil { return adoptForCompletion(description) }
    endReading()
    if dropsDescription {
      dropsDescription = false
      return []
    }
    guard let description else { return askDescription() }
    explorer = ExplorerState(description)
    if case .explorer? = popups.last?.purpose { return [] }
    return open(Popup(.explorer))
  }

  // MARK: Keys

  mutating func handleInExplorer(_ chord: KeyChord, _ command: Command?) -> [Effect] {
    guard explorer != nil else { return closePopup() }
    if explorer?.found != nil { return handleInNames(chord, command) }
    switch command {
    case .up: moveInExplorer(by: -1)
    case .down: moveInExplorer(by: 1)
    case .pageUp: moveInExplorer(by: -explorerHeight)
    case .pageDown: moveInExplorer(by: explorerHeight)
    case .top: moveInExplorer(by: -ExplorerState.limit)
    case .bottom: moveInExplorer(by: ExplorerState.limit)
    case .left: foldInExplorer(opening: false)
    case .right: foldInExplorer(opening: true)
    case .fold: foldInExplorer(opening: nil)
    case .open: return openInExplorer()
    case .add: return addRequests()
    case .search: beginNames()
    case .openDescription: return openDescriptionMenu()
    case .keepDescription: return keepDescription()
    case .optionalParts: nextOptionalParts()
    case .copy: return copyFromExplorer()
    case .cancel: return cancel()
    case .back: return closePopup()
    case .help: return perform(.help)
    default: break
    }
    return []
  }

  /// A click: chooses the row, or opens the chosen one.
  mutating func clickInExplorer(_ row: Int) -> [Effect] {
    guard let state = explorer else { return [] }
    if state.found != nil {
      explorer?.foundScroll.selected = row
      goToName()
      return []
    }
    let wasChosen = state.scroll.selected == row
    let height = explorerHeight
    explorer?.select(row, height: height)
    return wasChosen ? openInExplorer() : []
  }

  mutating func moveInExplorer(by rows: Int) {
    let height = explorerHeight
    explorer?.move(by: rows, height: height)
  }

  private var explorerRow: ExplorerRow? {
    explorer.flatMap { $0.rows.indices.contains($0.scroll.selected) ? $0.rows[$0.scroll.selected] : nil }
  }

  /// Of what stands under the cursor requests can be made.
  var isOnOperations: Bool {
    switch explorerRow?.kind {
    case .service, .port, .operation: true
    default: false
    }
  }
  var isOnOperation: Bool { if case .operation? = explorerRow?.kind { true } else { false } }

  private mutating func foldInExplorer(opening: Bool?) {
    guard let state = explorer, let row = explorerRow else { return }
    let index = state.scroll.selected
    if opening ?? !row.isOpen {
      explorer?.open(index)
    } else if row.isOpen {
      explorer?.close(index)
    } else if let parent = state.parent(of: index) {
      let height = explorerHeight
      explorer?.select(parent, height: height)
    }
  }

  /// Of an operation a request is made, anything else opens or closes.
  private mutating func openInExplorer() -> [Effect] {
    if isOnOperation { return addRequests() }
    foldInExplorer(opening: nil)
    return []
  }

  private mutating func copyFromExplorer() -> [Effect] {
    guard let state = explorer, let row = explorerRow else { return [] }
    let name = state.description.node(of: row)?.name.map { "\($0)" }
    return copy(.line(name ?? state.description.line(of: row).text.trimmingSpaces))
  }

  private mutating func nextOptionalParts() {
    guard let state = explorer else { return }
    explorer?.optional = OptionalParts.allCases.stepped(from: state.optional, by: 1)
  }

  // MARK: Looking for names

  private mutating func beginNames() {
    explorer?.found = []
    explorer?.foundScroll = ScrollState()
    if let index = popups.indices.last { popups[index].field = InputField() }
  }

  private mutating func handleInNames(_ chord: KeyChord, _ command: Command?) -> [Effect] {
    guard let index = popups.indices.last else { return [] }
    switch command {
    case .back: explorer?.found = nil
    case .open: goToName()
    case .up: moveInExplorer(by: -1)
    case .down, .next: moveInExplorer(by: 1)
    case .previous: moveInExplorer(by: -1)
    default:
      let before = popups[index].field.text
      guard popups[index].field.handle(chord), popups[index].field.text != before else { return [] }
      let found = explorer?.description.names.matches(popups[index].field.text)
      explorer?.found = found
      explorer?.foundScroll = ScrollState()
    }
    return []
  }

  private mutating func goToName() {
    guard let state = explorer, let found = state.found, found.indices.contains(state.foundScroll.selected) else {
      explorer?.found = nil
      return
    }
    let target = state.description.names.entries[found[state.foundScroll.selected]].target
    explorer?.found = nil
    guard let row = explorer?.reveal(target) else { return }
    let height = explorerHeight
    explorer?.open(row)
    explorer?.select(row, height: height)
    // What was opened is to be seen.
    explorer?.scroll.top = max(0, row - 1)
  }

  // MARK: Making requests

  /// What is said until they are made, or until that failed.
  static let makingRequests = "Making requests…"

  private static let manyRequests = 20

  mutating func addRequests() -> [Effect] {
    guard let state = explorer, let row = explorerRow else { return [] }
    var selection = OperationSelection(
      source: state.description.source, ports: [], operation: nil, optional: state.optional,
      environment: currentEnvironmentName)
    switch row.kind {
    case .service(let index): selection.ports = Array(state.description.ports(ofService: index))
    case .port(let index): selection.ports = [index]
    case .operation(let port, let index): (selection.ports, selection.operation) = ([port], index)
    default:
      say("Requests are made of an operation, a port or a service.", .bad)
      return []
    }
    let ports = selection.ports.map { state.description.ports[$0] }
    guard ports.contains(where: { $0.kind.isSOAP }) else {
      say("It is not called with SOAP, so no request can be made of it.", .bad)
      return []
    }
    let count = selection.operation == nil ? ports.reduce(0) { $0 + $1.operations.count } : 1
    guard count > Self.manyRequests else { return add(selection) }
    return open(
      Popup(
        .question(
          Question(
            title: "\(count) requests", lines: ["A folder for each port, and a request for each operation."],
            choices: [Choice("y", "make them", .makeRequests(selection)), Choice("n", "no", .close)]))))
  }

  mutating func add(_ selection: OperationSelection) -> [Effect] {
    say(Self.makingRequests)
    return saveAll() + [.makeRequests(selection)]
  }

  private mutating func keepDescription() -> [Effect] {
    guard let state = explorer else { return [] }
    if state.description.isKept {
      say("It is kept with the collection already.")
      return []
    }
    return [.keepDescription(state.description.source)]
  }

  mutating func adopt(_ outcome: ImportOutcome) -> [Effect] {
    let kept = outcome.keptIn.map { " The description is kept in \($0.neutralised)." } ?? ""
    guard let first = outcome.paths.first else {
      say(kept.trimmingSpaces + " Envelopes are checked against it.", .good)
      return checkEnvelope()
    }
    completionDescriptions = [:]
    popups.removeAll { if case .explorer = $0.purpose { true } else { false } }
    wantedPath = first
    let count = outcome.paths.count
    showsWanted = count == 1
    say("Made \(count == 1 ? first.neutralised : "\(count) requests").\(kept)", .good)
    if outcome.notCarriedOver.isEmpty { return [] }
    let lines = outcome.notCarriedOver.prefix(12).map(\.neutralised)
    return open(
      Popup(
        .question(Question(title: "Not carried over", lines: Array(lines), choices: [Choice("c", "go on", .close)]))))
  }
}

/// What an import into the collection made.
public struct ImportOutcome: Sendable, Equatable {
  /// Of the requests.
  public var paths: [String]
  /// Where the description is kept now, relative to the collection; nil where it was kept already.
  public var keptIn: String?
  public var notCarriedOver: [String]

  public init(paths: [String], keptIn: String?, notCarriedOver: [String]) {
    self.paths = paths
    self.keptIn = keptIn
    self.notCarriedOver = notCarriedOver
  }
}
