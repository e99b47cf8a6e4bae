internal import Basics
internal import Certificates
internal import Collections
internal import Exchange
internal import Handshake
internal import Screen
internal import Text

// Copying and writing out.
extension Model {
  mutating func openCopyMenu() -> [Effect] {
    var choices: [Choice] = []
    if let line = lineUnderCursor { choices.append(Choice("l", "this line", note: line, .copy(.line(line)))) }
    if focus == .handshake { choices += handshakeChoices }
    if let element = elementUnderCursor {
      choices.append(Choice("x", "the element's XPath", note: element.path.neutralised, .copy(.elementPath)))
      choices.append(
        Choice("v", "the element's value", note: String(element.source.neutralised.prefix(60)), .copy(.elementSource)))
    }
    if exchange?.report?.response?.body.isEmpty == false {
      choices.append(Choice("b", "the answer, as received", .copy(.answer)))
    }
    if exchange?.report != nil {
      choices.append(Choice("r", "the report: findings, ladder, messages", .copy(.report)))
    }
    if probesReport != nil {
      choices.append(Choice("p", "the probes' report, in Markdown", .copy(.probes)))
    }
    if let current {
      choices.append(Choice("e", "the envelope", .copy(.envelope)))
      choices.append(Choice("u", "the address", note: current.document.over(defaults).url ?? "", .copy(.address)))
    }
    if choices.isEmpty {
      say("There is nothing to copy yet.")
      return []
    }
    return open(Popup(.menu(title: "Copy", choices)))
  }

  private var lineUnderCursor: String? {
    switch paneContext {
    case .handshake:
      guard let rows = handshakeRows, let index = exchange?.handshakePane.scroll.selected,
        rows.rows.indices.contains(index)
      else { return nil }
      return rows.line(index).text.trimmingSpaces
    case .response:
      guard let pane = exchange?.responsePane, !pane.showsBody else { return nil }
      let rows = responseRows
      return rows.indices.contains(pane.scroll.selected) ? rows[pane.scroll.selected].text.trimmingSpaces : nil
    default: return nil
    }
  }

  mutating func copy(_ source: CopySource) -> [Effect] {
    guard let text = text(of: source) else {
      say("There is nothing to copy yet.")
      return []
    }
    return toClipboard(Array(text.utf8))
  }

  /// What terminals take of OSC 52: 100,000 characters of Base64.
  static let clipboardLimit = 74_994

  /// For `paste` here, and for the terminal's own clipboard as far as that takes it.
  mutating func toClipboard(_ bytes: [UInt8]) -> [Effect] {
    clipboard = bytes
    if bytes.count > Self.clipboardLimit {
      say(
        "\(bytes.count) bytes are more than terminals take (\(Self.clipboardLimit)); they can be pasted in Signet only."
      )
      return []
    }
    say("Copied \(bytes.count) bytes.", .good)
    return [.copyToClipboard(String(decoding: bytes, as: UTF8.self))]
  }

  private func text(of source: CopySource) -> String? {
    switch source {
    case .line(let line): line
    case .answer: exchange?.report?.response.map { String(decoding: $0.message, as: UTF8.self) }
    case .report: exchange?.report.map { ReportText($0, options: ReportText.Options(trace: true)).text }
    case .probes: probesReport
    case .elementPath: elementUnderCursor?.path
    case .elementSource: elementUnderCursor?.source
    case .envelope: current.map { String(decoding: $0.editor.text.bytes, as: UTF8.self) }
    case .address: current?.document.over(defaults).url
    case .transcriptText: exchange?.transcript.decodedText
    case .transcriptJSON: exchange?.transcript.decodedJSON.pretty
    case .certificate: handshakeRowUnderCursor?.certificate?.pem
    case .chain: chainUnderCursor.map(\.pem).joined()
    }
  }

  // MARK: Writing the body

  mutating func promptForFile() -> [Effect] {
    guard let body = writtenBody, !body.isEmpty else {
      say("There is no answer to write.")
      return []
    }
    if let attachment = attachmentUnderCursor {
      return promptForNewFile(
        .writeBody, "Write the attachment's \(attachment.bytes.count) bytes to", attachment.suggestedFileName,
        "a path")
    }
    let ending = exchange?.responsePane.document?.isXML == true ? "-answer.xml" : "-answer"
    return promptForNewFile(.writeBody, "Write the answer's \(body.count) bytes to", suggestedFile(ending), "a path")
  }

  /// The attachment under the cursor, else the body.
  mutating func write(to path: String) -> [Effect] {
    guard !path.isEmpty, let bytes = attachmentUnderCursor?.bytes ?? writtenBody else { return [] }
    return [.write(bytes: bytes, path: path)]
  }

  /// Laid out, an answer in several parts is its envelope.
  private var writtenBody: [UInt8]? {
    let isPackage = exchange?.report?.response?.isMultipart == true
    let response = exchange?.report?.response
    return isPackage && exchange?.responsePane.isPretty == true ? response?.message : response?.body
  }

  private var attachmentUnderCursor: Response.Attachment? {
    guard focus == .response, let exchange, exchange.responsePane.tab == .attachments,
      let attachments = exchange.report?.response?.attachments,
      attachments.indices.contains(exchange.responsePane.scroll.selected)
    else { return nil }
    return attachments[exchange.responsePane.scroll.selected]
  }

  mutating func sayWritten(_ path: String) -> [Effect] {
    lastFilePrompt = nil
    say("Written to \(path).", .good)
    return []
  }

  mutating func toggleBodyBytes() -> [Effect] {
    guard exchange?.report?.response?.body.isEmpty == false else {
      say("There is no answer whose bytes could be shown.")
      return []
    }
    exchange?.responsePane.tab = .body
    exchange?.responsePane.showsBytes.toggle()
    exchange?.responsePane.scroll = ScrollState()
    return []
  }

  mutating func togglePretty() -> [Effect] {
    guard exchange?.responsePane.document?.hasForms == true else {
      say("This answer has one form only.")
      return []
    }
    exchange?.responsePane.toggleForm()
    return currentPath.map { checkShownAnswer($0) } ?? []
  }
}

extension String {
  var trimmingSpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
