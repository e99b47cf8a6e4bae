internal import Basics
internal import Collections
internal import Exchange
internal import Screen
internal import Text

// Envelopes and answers against the schemas of the request's description.
extension Model {
  /// Asks anew whether the envelope is XML, and whether it follows its schemas.
  func checkEnvelope() -> [Effect] {
    guard let current, !current.editor.text.isEmpty else { return [] }
    let (path, revision, text) = (current.path, current.revision, current.editor.text)
    return [
      .checkSchema(request: path, revision: revision, text, schema: current.schemaFile),
      .checkWellFormed(request: path, revision: revision, text),
    ]
  }

  mutating func adopt(_ verdict: SchemaVerdict, _ path: String, revision: Int) -> [Effect] {
    guard requests[path]?.revision == revision else { return [] }
    requests[path]?.validity = verdict
    if path == currentPath { revealCursor() }
    return []
  }

  /// V: the answer; with the request in focus, the envelope.
  mutating func validate() -> [Effect] {
    if focus == .request { return sayValidity() + checkEnvelope() }
    guard let check = answerCheck else {
      say("There is no answer to check.")
      return []
    }
    exchange?.responsePane.asksForVerdict = true
    return [.checkAnswer(exchange: exchange?.number ?? 0, check)]
  }

  /// For an answer that has been laid out, or is shown in its other form.
  func checkShownAnswer(_ path: String) -> [Effect] {
    guard let exchange = exchanges[path], checksAnswers || exchange.responsePane.verdict != nil,
      let check = answerCheck(of: exchange, path)
    else { return [] }
    return [.checkAnswer(exchange: exchange.number, check)]
  }

  private var answerCheck: AnswerCheck? {
    guard let currentPath, let exchange else { return nil }
    return answerCheck(of: exchange, currentPath)
  }

  private func answerCheck(of exchange: ExchangeState, _ path: String) -> AnswerCheck? {
    guard let document = exchange.responsePane.document, document.isXML, let response = exchange.report?.response else {
      return nil
    }
    let file = (requests[path]?.document ?? collection?.request(at: path)?.document)?.schemaFile
    return AnswerCheck(request: path, schema: file, answer: response.message, shown: document.text)
  }

  mutating func adopt(_ verdict: SchemaVerdict, ofExchange number: Int) -> [Effect] {
    guard let path = exchanges.first(where: { $0.value.number == number })?.key else { return [] }
    let isAsked = exchanges[path]?.responsePane.asksForVerdict == true
    exchanges[path]?.responsePane.verdict = verdict
    exchanges[path]?.responsePane.asksForVerdict = false
    guard isAsked, path == currentPath else { return [] }
    return tell(verdict)
  }

  private mutating func tell(_ verdict: SchemaVerdict) -> [Effect] {
    switch verdict {
    case .noDescription: return show(.noDescription)
    case .unusable(let reason): say(reason, .bad)
    case .checked(let check) where check.isValid:
      say("The answer follows \(check.description). \(check.notes.joined(separator: "; "))", .good)
    case .checked(let check) where check.errors.isEmpty:
      say(check.unchecked ?? "Nothing in the answer is declared in \(check.description).", .bad)
    case .checked(let check): return open(Popup(.menu(title: Self.title(check), choices(check))))
    }
    return []
  }

  private static func title(_ check: SchemaCheck) -> String {
    "\(check.count) against \(check.description.neutralised); Enter shows it"
  }

  private func choices(_ check: SchemaCheck) -> [Choice] {
    check.errors.map { error in
      let line = error.line.map { "line \($0)  " } ?? ""
      return Choice(
        nil, line + (error.place.split(separator: "/").last.map(String.init) ?? error.place),
        note: "\(error.message)  · \(error.place)",
        error.range.map { .showInAnswer($0) } ?? .copy(.line(error.message)))
    }
  }

  private mutating func sayValidity() -> [Effect] {
    switch current?.validity {
    case .noDescription: return show(.noDescription)
    case .unusable(let reason): say(reason, .bad)
    case .checked(let check) where check.errors.isEmpty:
      let verdict = check.isValid ? "The envelope follows \(check.description)." : check.verdict.text
      say(([verdict] + check.notes).joined(separator: " "), check.isValid ? .good : .bad)
    case .checked(let check): say("\(check.count) against \(check.description); } goes to the next.", .bad)
    case nil: break
    }
    return []
  }
}

extension RequestDocument {
  /// What the first `schema` assertion names, a file of the collection.
  var schemaFile: String? {
    assertions.lazy.compactMap { if case .schema(let file) = $0.check { file } else { nil } }.first
  }
}

extension OpenRequest {
  var schemaFile: String? { document.schemaFile }

  /// What does not follow the schemas, where it is in the text.
  var schemaMarks: [TextMark] {
    guard case .checked(let check)? = validity else { return [] }
    let count = editor.text.byteCount
    return check.marks.filter { $0.range.upperBound <= count }
  }
}

extension Problem {
  static let noDescription = Problem(
    code: "no-description", summary: "No description is kept for this request, so there are no schemas to check with.",
    values: ["looked for: a folder wsdl beside the request or above it, and a `schema FILE` assertion"],
    remedy:
      "Press O to open a WSDL and K there to keep it with the collection."
  )
}
