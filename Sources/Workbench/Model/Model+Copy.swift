internal import Basics
internal import Collections
internal import Exchange
internal import Screen
internal import Text

// Copying and writing out.
extension Model {
  mutating func openCopyMenu() -> [Effect] {
    var choices: [Choice] = []
    if let line = lineUnderCursor {
      choices.append(Choice("l", "this line", note: line, .copy(line, what: "the line")))
    }
    if let report = exchange?.report {
      if let body = report.response?.body, !body.isEmpty {
        let text = String(decoding: body, as: UTF8.self)
        choices.append(Choice("b", "the answer, as received", .copy(text, what: "the answer")))
      }
      let text = ReportText(report, options: ReportText.Options(trace: true)).text
      choices.append(Choice("r", "the report: findings, ladder, messages", .copy(text, what: "the report")))
    }
    if let current {
      let envelope = String(decoding: current.editor.text.bytes, as: UTF8.self)
      choices.append(Choice("e", "the envelope", .copy(envelope, what: "the envelope")))
      if let url = current.document.over(defaults).url {
        choices.append(Choice("u", "the address", note: url, .copy(url, what: "the address")))
      }
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

  mutating func copy(_ text: String, _ what: String) -> [Effect] {
    say("Copied \(what).", .good)
    return [.copyToClipboard(text)]
  }

  // MARK: Writing the body

  mutating func promptForFile() -> [Effect] {
    guard let body = exchange?.report?.response?.body, !body.isEmpty else {
      say("There is no answer to write.")
      return []
    }
    return prompt(.writeBody, "Write the answer's \(body.count) bytes to", "", hint: "a path; ~ is your own folder")
  }

  mutating func write(to path: String) -> [Effect] {
    guard !path.isEmpty, let body = exchange?.report?.response?.body else { return [] }
    return [.write(bytes: body, path: path)]
  }

  mutating func sayWritten(_ path: String) -> [Effect] {
    say("Written to \(path).", .good)
    return []
  }

  mutating func togglePretty() -> [Effect] {
    guard exchange?.responsePane.document?.hasForms == true else {
      say("This answer has one form only.")
      return []
    }
    exchange?.responsePane.toggleForm()
    return []
  }
}

extension String {
  var trimmingSpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
