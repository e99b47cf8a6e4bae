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
      exchange?.responsePane.wantedStep = command
      say("Looking for the elements…")
      return exchange.map { [.indexElements(exchange: $0.number, document.text.bytes)] } ?? []
    }
    let next = pane.step(command, elements, document.text)
    guard let next, elements.count > 0 else {
      say(Self.refusals[command] ?? "There is no element.", .bad)
      return []
    }
    return standOn(next, elements, document.text)
  }

  private static let refusals: [Command: String] = [
    .nextSibling: "This is the last element of its parent; ^ goes to that.",
    .previousSibling: "This is the first element of its parent; ^ goes to that.",
    .parent: "This is the outermost element.", .left: "This is the outermost element.",
    .right: "There is no element in this one.",
  ]

  private mutating func standOn(_ element: Int, _ elements: ElementIndex, _ text: IndexedText) -> [Effect] {
    let range = elements.range(of: element)
    let tagEnd = text.bytes[range].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? range.upperBound
    let place = range.lowerBound..<tagEnd
    exchange?.responsePane.element = element
    exchange?.responsePane.match = place
    let scroll = exchange?.responsePane.documentView?.scroll(toShow: place, in: bodySize)
    if let scroll { exchange?.responsePane.view = scroll }
    let path = path(of: element, elements, text.bytes)
    notice = Notice(text: "\(elements.name(of: element, in: text.bytes)): \(path)", tone: .plain)
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
    exchanges[path]?.responsePane.elements = elements
    guard path == currentPath, let command = exchange?.responsePane.wantedStep else { return [] }
    exchange?.responsePane.wantedStep = nil
    notice = nil
    return perform(command)
  }

  /// XPath of the element at which the pane stands, and its source.
  var elementUnderCursor: (path: String, source: String)? {
    guard focus == .response, let pane = exchange?.responsePane, pane.showsBody, let elements = pane.elements,
      let document = pane.document, let element = pane.standing(elements, document.text)
    else { return nil }
    let bytes = document.text.bytes
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
