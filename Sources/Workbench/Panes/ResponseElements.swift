internal import Basics
internal import Exchange
internal import Screen
internal import Text

// Going from element to element of an answer.
extension Model {
  /// The elements of the answer are looked for once, when they are wanted first.
  mutating func goToElement(_ command: Command) -> [Effect] {
    guard let pane = exchange?.responsePane, pane.showsBody, let document = pane.document, document.isXML else {
      say("There are no elements here to go through: this is for an answer in XML.")
      return []
    }
    guard let elements = pane.elements else {
      return indexElements(of: document, then: command)
    }
    let next = pane.step(command, elements, document.text)
    guard let next, elements.count > 0 else {
      say(Self.refusals[command] ?? "There is no element.", .bad)
      return []
    }
    return standOn(next, elements, document.text)
  }

  /// Looks for them, once; all that is wanted until they are found is done then.
  mutating func indexElements(of document: TextDocument, then command: Command) -> [Effect] {
    guard let pane = exchange?.responsePane, let number = exchange?.number else { return [] }
    if document.text.byteCount <= Self.soonIndexed {
      exchange?.responsePane.elements = ElementIndex(document.text.bytes)
      return perform(command)
    }
    if pane.wantedSteps.count < ResponsePaneState.waitingLimit { exchange?.responsePane.wantedSteps.append(command) }
    guard pane.wantedSteps.isEmpty else { return [] }
    say("Looking for the elements…")
    return [.indexElements(exchange: number, document.text)]
  }

  /// In so many bytes they are found within the key, so that the next one finds what this one opened.
  private static let soonIndexed = 64 << 10

  private static let refusals: [Command: String] = [
    .nextSibling: "This is the last element of its parent; ^ goes to that.",
    .previousSibling: "This is the first element of its parent; ^ goes to that.",
    .parent: "This is the outermost element.", .left: "This is the outermost element.",
    .right: "There is no element in this one.",
  ]

  private mutating func standOn(_ element: Int, _ elements: ElementIndex, _ text: IndexedText) -> [Effect] {
    let range = elements.range(of: element)
    let tagEnd = elements.bytes[range].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? range.upperBound
    let place = range.lowerBound..<tagEnd
    exchange?.responsePane.element = element
    exchange?.responsePane.match = place
    let scroll = exchange?.responsePane.documentView?.scroll(toShow: place, in: bodySize)
    if let scroll { exchange?.responsePane.view = scroll }
    let path = path(of: element, elements, elements.bytes)
    notice = Notice(text: "\(elements.name(of: element, in: elements.bytes)): \(path)", tone: .plain)
    return []
  }

  /// `soap:` is the envelope's own in every expression, whatever the answer calls it.
  func path(of element: Int, _ elements: ElementIndex, _ bytes: [UInt8]) -> String {
    var path = elements.path(of: element, in: bytes)
    guard [.envelope, .fault].contains(exchange?.report?.response?.kind) else { return path }
    for name in ["Envelope", "Header", "Body", "Fault"] {
      let (long, short) = ("/*[local-name()='\(name)']", "/soap:\(name)")
      let above = ["Envelope": "", "Fault": "/soap:Envelope/soap:Body"][name] ?? "/soap:Envelope"
      if path.hasPrefix(above + long) { path = above + short + path.dropFirst((above + long).count) }
    }
    return path
  }

  mutating func adopt(_ elements: ElementIndex, ofExchange number: Int) -> [Effect] {
    guard let path = exchanges.first(where: { $0.value.number == number })?.key else { return [] }
    guard let text = exchanges[path]?.responsePane.document?.text else { return [] }
    // The other form is shown by now.
    guard elements.byteCount == text.byteCount else {
      let isWanted = exchanges[path]?.responsePane.wantedSteps.isEmpty == false
      return isWanted ? [.indexElements(exchange: number, text)] : []
    }
    exchanges[path]?.responsePane.elements = elements
    let steps = exchanges[path]?.responsePane.wantedSteps ?? []
    exchanges[path]?.responsePane.wantedSteps = []
    guard path == currentPath, focus == .response, popups.isEmpty, !steps.isEmpty else { return [] }
    notice = nil
    return steps.flatMap { perform($0) }
  }

  // MARK: Before it is laid out or searched through

  /// There is an answer to read, and it is not ready for the next key yet.
  private var isBusy: Bool {
    guard focus == .response, let exchange, let report = exchange.report else { return false }
    let pane = exchange.responsePane
    if pane.showsBody { return pane.counting?.isAwaited == true }
    return pane.tab == .body && pane.document == nil && report.response?.body.isEmpty == false
  }

  private static let waitingCommands: Set<Command> = [
    .up, .down, .left, .right, .pageUp, .pageDown, .top, .bottom, .searchNext, .searchPrevious, .pretty, .query,
    .nextSibling, .previousSibling, .parent, .copy, .bytes,
  ]

  /// - Returns: whether it is done once the answer can be read.
  mutating func waits(for command: Command) -> Bool {
    guard Self.waitingCommands.contains(command) else { return false }
    return focus == .response && movesInBeginning(command) || waits(.command(command))
  }

  mutating func waits(forSearch text: String) -> Bool { waits(.search(text)) }

  private mutating func waits(_ wanted: ResponsePaneState.Waiting) -> Bool {
    guard isBusy else { return false }
    if let count = exchange?.responsePane.waiting.count, count < ResponsePaneState.waitingLimit {
      exchange?.responsePane.waiting.append(wanted)
    }
    return true
  }

  /// What was asked for meanwhile, unless somebody has gone elsewhere.
  mutating func catchUp(_ path: String) -> [Effect] {
    let waiting = exchanges[path]?.responsePane.waiting ?? []
    exchanges[path]?.responsePane.waiting = []
    guard path == currentPath, focus == .response, popups.isEmpty else { return [] }
    return waiting.flatMap { wanted in
      switch wanted {
      case .command(let command): perform(command)
      case .search(let text): search(text)
      case .find(let isForward, let includesHere): findInAnswer(isForward, includesHere)
      }
    }
  }

  /// XPath of the element at which the pane stands, and its source.
  var elementUnderCursor: (path: String, source: String)? {
    guard focus == .response, let pane = exchange?.responsePane, pane.showsBody, let elements = pane.elements,
      let document = pane.document, let element = pane.standing(elements, document.text)
    else { return nil }
    let bytes = elements.bytes
    let source =
      elements.text(of: element, in: bytes) ?? String(decoding: bytes[elements.range(of: element)], as: UTF8.self)
    return (path(of: element, elements, bytes), source)
  }
}

extension ResponsePaneState {
  /// The element that was gone to, else that of the place that was found, else the first that is seen.
  func standing(_ elements: ElementIndex, _ text: IndexedText) -> Int? {
    if let element { return element }
    let seen = text.range(ofRow: min(view.row, text.rowCount - 1)).lowerBound
    return elements.first(from: match?.lowerBound ?? seen) ?? elements.first(from: 0)
  }

  fileprivate func step(_ command: Command, _ elements: ElementIndex, _ text: IndexedText) -> Int? {
    guard let element else { return standing(elements, text) }
    switch command {
    case .nextSibling: return elements.nextSibling(of: element)
    case .previousSibling: return elements.previousSibling(of: element)
    case .right: return elements.firstChild(of: element)
    default: return elements.parent(of: element)
    }
  }
}
