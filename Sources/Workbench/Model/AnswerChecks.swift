internal import Basics
public import Collections
public import Exchange
internal import Handshake
internal import Screen
internal import Text

/// What must hold of an exchange, to be judged.
public struct CheckQuestion: Sendable, Equatable {
  public let exchange: Int
  public let report: Report
  /// With what its folders and the collection say.
  public let document: RequestDocument

  /// The report of an exchange is always the same.
  public static func == (left: Self, right: Self) -> Bool {
    left.exchange == right.exchange && left.document == right.document
  }
}

/// The checks of one exchange, as they were asked for and as they came out.
struct AnswerChecks: Sendable, Equatable {
  var assertions: [Assertion]
  var captures: [AnswerCapture]
  /// Nil while they are being judged.
  var judgement: Judgement?

  init(_ document: RequestDocument) { (assertions, captures) = (document.assertions, document.captures) }

  var isEmpty: Bool { assertions.isEmpty && captures.isEmpty }

  /// `Checks 2/3`.
  var title: String {
    guard let judgement, !judgement.assertions.isEmpty else { return "Checks" }
    let mark = judgement.failedCount == 0 ? "✓" : "✗"
    return "Checks \(mark)\(judgement.assertions.count - judgement.failedCount)/\(judgement.assertions.count)"
  }

  func rows(columns: Int) -> [Toned] {
    if isEmpty {
      return Toned.paragraph(
        "No check yet. a takes one from this answer: its status, its fault, an element's value.", .dim, columns: columns
      )
    }
    guard let judgement else { return [Toned("Judging…", .dim)] }
    var rows = judgement.assertions.flatMap { row($0, columns: columns) }
    if !judgement.captured.isEmpty { rows += ["", Toned("Captured for later requests", .strong)] }
    rows += judgement.captured.map { captured in
      let value = AnswerCapture.isCalledSecret(captured.name) ? "••••" : captured.value.neutralised
      return [.init("  {{\(captured.name)}} ", .xmlAttribute), .init(value)]
    }
    return rows
  }

  private func row(_ result: AssertionResult, columns: Int) -> [Toned] {
    let mark: Toned.Part = result.passed ? .init("✓ ", .success) : .init("✗ ", .error)
    let line: Toned = [
      mark, .init(result.text.neutralised), .init("   \(result.detail)", result.passed ? .dim : .warning),
    ]
    if line.columns <= columns { return [line] }
    return Toned(line.parts.dropLast().map { $0 }).cut(columns: columns)
      + Toned.paragraph(result.detail, result.passed ? .dim : .warning, columns: columns, indent: 4)
  }
}

extension Model {
  /// Judges the answer of the exchange by what its request says now, unless that was done.
  mutating func judge(_ path: String) -> [Effect] {
    guard let request = requests[path], let exchange = exchanges[path], let report = exchange.report,
      report.refusal == nil
    else { return [] }
    let document = settled(request.document, path)
    let asked = AnswerChecks(document)
    if let known = exchange.responsePane.checks, known.assertions == asked.assertions, known.captures == asked.captures
    {
      return []
    }
    exchanges[path]?.responsePane.checks = asked
    if asked.isEmpty { return [] }
    return [.judge(CheckQuestion(exchange: exchange.number, report: report, document: document))]
  }

  /// A placeholder without a value is said when the request is sent; here its line fails.
  private func settled(_ document: RequestDocument, _ path: String) -> RequestDocument {
    let stored = StoredRequest(path: path, document: document)
    return (try? collection?.settled(stored, choice: variableChoice)) ?? document.over(defaults(of: path))
  }

  mutating func adopt(_ judgement: Judgement, ofExchange number: Int) -> [Effect] {
    guard let path = exchanges.first(where: { $0.value.number == number })?.key else { return [] }
    exchanges[path]?.responsePane.checks?.judgement = judgement
    for one in judgement.captured { captured[one.name] = one.value }
    guard path == currentPath, let failed = judgement.assertions.first(where: { !$0.passed }) else { return [] }
    let count = judgement.failedCount
    say("\(count == 1 ? "A check" : "\(count) checks") failed: \(failed.text.neutralised): \(failed.detail)", .bad)
    return []
  }

  // MARK: A check from the answer

  mutating func openCheckMenu() -> [Effect] {
    guard current != nil, let report = exchange?.report, report.refusal == nil else {
      say("There is no answer yet to take a check from: send the request first.", .bad)
      return []
    }
    if let pane = exchange?.responsePane, pane.showsBody, let document = pane.document, document.isXML,
      pane.elements == nil
    {
      return indexElements(of: document, then: .addCheck)
    }
    let known = Set(current?.document.over(defaults).assertions.map(\.description) ?? [])
    var keys = Self.checkKeys
    let choices = suggestions(report).filter { !known.contains($0.description) }.map { assertion in
      Choice(
        keys.removeValue(forKey: assertion.kind.word), assertion.description.neutralised, note: assertion.kind.help,
        .addCheck(assertion))
    }
    let other = Choice("o", "another…", note: AssertionKind.all.map(\.word).joined(separator: ", "), .askCheck)
    return open(Popup(.menu(title: "What must hold of each answer", choices + [other])))
  }

  private static let checkKeys: [String: Unicode.Scalar] = [
    "status": "s", "fault": "f", "xpath": "x", "header": "h", "time": "t", "tls": "l", "server-certificate": "c",
    "finding": "e",
  ]

  private func suggestions(_ report: Report) -> [Assertion] {
    var lines: [String] = []
    if let line = elementCheck { lines.append(line) }
    if let response = report.response {
      if let header = headerUnderCursor { lines.append("header \(header.name) = \(header.value)") }
      lines.append("status = \(response.status)")
      let code = response.fault.map {
        ($0.subcodes.last ?? $0.code).split(separator: ":").last.map(String.init) ?? $0.code
      }
      lines.append(code.map { "fault code = \($0)" } ?? "fault absent")
    } else if let finding = report.findings.first {
      lines.append("finding \(finding.code) present")
    }
    if let total = report.outcome.timings.totalMs {
      lines.append("time < \(max(100, Int((total * 2 / 100).rounded(.up)) * 100)) ms")
    }
    if let version = report.transcript.version { lines.append("tls >= 1.\(Int(version.rawValue) - 0x0301)") }
    if !report.transcript.serverChain.isEmpty { lines.append("server-certificate > 30 days") }
    lines.append("finding error absent")
    return lines.compactMap { Assertion($0) }
  }

  /// Of the element at which the pane of the answer stands: its value, else that it is there.
  private var elementCheck: String? {
    guard let pane = exchange?.responsePane, pane.showsBody, let document = pane.document, let elements = pane.elements,
      let element = pane.standing(elements, document.text)
    else { return nil }
    let bytes = elements.bytes
    let path = path(of: element, elements, bytes)
    if let text = elements.text(of: element, in: bytes), !text.isEmpty, text.utf8.count <= 200, !text.contains("&") {
      let line = "xpath \(path) = '\(text)'"
      // A text with signs of its own could be read as something else.
      if Assertion(line)?.check == .xpath(path, .text(.compare(.equal, text))) { return line }
    }
    return "xpath \(path) exists"
  }

  private var headerUnderCursor: HTTPHeader? {
    guard let pane = exchange?.responsePane, pane.tab == .headers, let response = exchange?.report?.response,
      response.httpHeaders.indices.contains(pane.scroll.selected - 1)
    else { return nil }
    let header = response.httpHeaders[pane.scroll.selected - 1]
    return header.value.unicodeScalars.allSatisfy { $0.value >= 0x20 } ? header : nil
  }

  mutating func add(_ check: Assertion) -> [Effect] { currentPath.map { add(check, to: $0) } ?? [] }

  mutating func add(_ check: Assertion, to path: String) -> [Effect] {
    guard requests[path] != nil else { return [] }
    requests[path]?.document.assertions.append(check)
    exchanges[path]?.responsePane.tab = .checks
    exchanges[path]?.responsePane.scroll = ScrollState()
    say("Added to the request: \(check.description.neutralised)", .good)
    return saveAll() + judge(path)
  }

  mutating func takeCheck(_ text: String) -> [Effect] {
    if text.isEmpty { return [] }
    guard let check = Assertion(text) else {
      let kind = AssertionKind.named(String(text.prefix { $0 != " " }))
      let examples = (kind.map { [$0] } ?? AssertionKind.all).flatMap { $0.examples.prefix(1) }
      let values = [
        kind.map { "\($0.word) is followed by \($0.hint)" },
        Assertion.correction(of: text).map { "Is it meant so? \($0.neutralised)" },
      ]
      return show(
        Problem(
          code: "no-assertion", summary: "This is not a check: \(text.neutralised)", values: values.compactMap(\.self),
          remedy: "Write it as in: " + examples.joined(separator: " · ")))
    }
    guard case .xpath = check.check, let path = currentPath, let request = current, let exchange,
      let report = exchange.report, report.response != nil
    else { return add(check) }
    let question = CheckQuestion(
      exchange: exchange.number, report: report, document: settled(request.document, path))
    return [.place(check, request: path, question)]
  }
}
