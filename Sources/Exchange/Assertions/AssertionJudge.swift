internal import Basics
internal import Certificates
public import Handshake

/// Holds assertions against a report, and takes values out of its answer.
public struct AssertionJudge: Sendable {
  private let report: Report
  private let transcript: Transcript
  private let namespaces: [String: String]
  private let tools: AssertionTools

  /// - Parameters:
  ///   - report: of the exchange, which may have failed.
  ///   - connection: the handshake of the connection that was kept from before, when the exchange had none of its own.
  ///   - namespaces: by prefix, for XPath; those that the answer declares need not be here.
  public init(
    _ report: Report, connection: Transcript? = nil, namespaces: [String: String] = [:], tools: AssertionTools
  ) {
    self.report = report
    transcript = connection ?? report.transcript
    self.namespaces = namespaces
    self.tools = tools
  }

  public func result(of assertion: Assertion) -> AssertionResult {
    let (passed, detail) = judge(assertion)
    return AssertionResult(text: assertion.description, passed: passed, detail: Self.short(detail))
  }

  /// The captured value; nil with the reason when the answer does not have it.
  public func value(of capture: AnswerCapture) -> Result<String, AssertionTools.Problem> {
    guard let response = report.response else { return .failure(.init("there is no answer")) }
    switch capture.source {
    case .status: return .success(String(response.status))
    case .header(let name):
      return header(name).map(Result.success) ?? .failure(.init("the answer has no header \(name.neutralised)"))
    case .xpath(let expression):
      return xpath(expression).flatMap { value in
        value.text.map(Result.success)
          ?? .failure(
            .init("nothing in the answer is \(expression.neutralised)" + advice(expression, value, capture.text)))
      }
    }
  }

  /// The assertion of the element that is meant, where it names one without a prefix, and only in a namespace there is one;
  /// nil where it says what is meant.
  public func inItsNamespace(_ assertion: Assertion) -> Assertion? {
    guard case .xpath(let expression, _) = assertion.check, let document, case .success(let value) = xpath(expression),
      !value.isFound, let found = tools.elsewhere(document, expression, namespaces)
    else { return nil }
    return Assertion(assertion.description.replacing(expression, with: found.expression, maxReplacements: 1))
  }

  private func judge(_ assertion: Assertion) -> (Bool, String) {
    switch assertion.check {
    case .status(let comparison, let wanted):
      return answered { (comparison.holds($0.status, wanted), "status \($0.status)") }
    case .fault(let check): return answered { fault(check, $0.fault) }
    case .header(let name, let check): return answered { _ in text(check, header(name)) }
    case .xpath(let expression, let check):
      switch xpath(expression) {
      case .failure(let problem): return (false, problem.text)
      case .success(let value):
        let (passed, detail) = nodes(check, value)
        return (passed, detail + advice(expression, value, assertion.description))
      }
    case .time(let comparison, let wanted):
      guard let total = report.outcome.timings.totalMs else { return (false, "there was no call") }
      return (comparison.holds(total, wanted), "\(Int(total.rounded())) ms")
    case .tlsVersion(let comparison, let minor):
      guard let version = transcript.version else { return (false, "the connection has no TLS") }
      return (comparison.holds(Int(version.rawValue) - 0x0301, minor), version.description)
    case .serverCertificate(let comparison, let days):
      return certificate(transcript.serverChain.first?.notAfter, comparison, days, "server")
    case .clientCertificate(let comparison, let days):
      return certificate(report.ticket?.identity?.chain.certificates.first?.notAfter, comparison, days, "client")
    case .finding(let code, let isPresent): return finding(code, isPresent)
    case .schema(let file): return answered { schema(file, $0) }
    case .unresolved: return (false, "its placeholder has no value")
    }
  }

  private func answered(_ judge: (Response) -> (Bool, String)) -> (Bool, String) {
    report.response.map(judge) ?? (false, "there is no answer")
  }

  private func fault(_ check: Assertion.FaultCheck, _ fault: Response.Fault?) -> (Bool, String) {
    let detail = fault.map { "fault " + Self.start(of: $0.code) + ": " + Self.start(of: $0.reason) } ?? "no fault"
    switch check {
    case .present: return (fault != nil, detail)
    case .absent: return (fault == nil, detail)
    case .code(let name):
      let codes = fault.map { [$0.code] + $0.subcodes } ?? []
      let isLocal = !name.contains(":")
      return (codes.contains { $0 == name || isLocal && $0.hasSuffix(":" + name) }, detail)
    }
  }

  /// A service may give megabytes of reasons.
  private static func start(of text: String) -> String {
    let start = String(text.unicodeScalars.prefix(1_000))
    return start.utf8.count < text.utf8.count ? start + "…" : text
  }

  private func header(_ name: String) -> String? {
    let values = report.response?.httpHeaders.filter { $0.name.lowercased() == name.lowercased() }.map(\.value) ?? []
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }

  private func xpath(_ expression: String) -> Result<AssertionTools.XPathValue, AssertionTools.Problem> {
    guard let document else { return .failure(.init("there is no answer")) }
    return tools.xpath(document, expression, namespaces)
  }

  private var document: [UInt8]? { report.response.map { $0.inspectedEnvelope ?? $0.message } }

  /// Where else there is what an expression did not find, with the line to write; a check that this is absent holds for
  /// the wrong reason.
  private func advice(_ expression: String, _ value: AssertionTools.XPathValue, _ line: String) -> String {
    guard !value.isFound, let document, let found = tools.elsewhere(document, expression, namespaces) else { return "" }
    return "; \(found.text): write \(line.replacing(expression, with: found.expression, maxReplacements: 1))"
      + (found.other.map { ", or \($0)" } ?? "")
  }

  private func nodes(_ check: Assertion.NodeCheck, _ value: AssertionTools.XPathValue) -> (Bool, String) {
    switch check {
    case .holds: return (value.holds, shown(value))
    case .count(let comparison, let wanted):
      guard case .nodes(let nodes) = value else { return (false, "\(shown(value)) is no set of nodes") }
      return (comparison.holds(nodes.count, wanted), "\(nodes.count) nodes")
    case .text(.exists): return (value.holds, shown(value))
    case .text(.absent): return (!value.holds, shown(value))
    case .text(let check):
      // As XPath compares a set with a text: one of the nodes is enough (XPath 1.0 section 3.4).
      guard case .nodes(let nodes) = value, nodes.count > 1 else { return text(check, value.text) }
      let results = nodes.prefix(10_000).map { text(check, $0) }
      return (results.contains { $0.0 }, shown(value))
    }
  }

  private func shown(_ value: AssertionTools.XPathValue) -> String {
    guard case .nodes(let nodes) = value else { return value.text ?? "" }
    if nodes.isEmpty { return "nothing in the answer is that" }
    return nodes.count == 1 ? nodes[0] : "\(nodes.count) nodes: " + nodes.prefix(5).joined(separator: ", ")
  }

  private func text(_ check: Assertion.TextCheck, _ value: String?) -> (Bool, String) {
    guard let value else { return (check == .absent, "there is none") }
    switch check {
    case .exists: return (true, value)
    case .absent: return (false, value)
    case .compare(let comparison, let wanted):
      if let left = NumberText(value.trimmed), let right = NumberText(wanted) {
        return (comparison.holds(left, right), value)
      }
      return (comparison.holds(ByteText(value), ByteText(wanted)), value)
    case .matches(let pattern):
      switch tools.matches(value, pattern) {
      case .success(let found): return (found, value)
      case .failure(let problem): return (false, problem.text)
      }
    }
  }

  private func certificate(
    _ end: Timestamp?, _ comparison: Comparison, _ wanted: Int, _ whose: String
  ) -> (Bool, String) {
    guard let end, let now = report.endedAt else { return (false, "there is no \(whose) certificate") }
    let days = now.days(until: end)
    return (comparison.holds(days, wanted), "\(days) days, until \(end.date)")
  }

  private func schema(_ file: String, _ response: Response) -> (Bool, String) {
    switch tools.violations(response.inspectedEnvelope ?? response.message, file, report.draft.folder) {
    case .failure(let problem): return (false, problem.text)
    case .success(let violations):
      if violations.isEmpty { return (true, "valid") }
      let more = violations.count > 3 ? "; and \(violations.count - 3) more" : ""
      return (false, violations.prefix(3).joined(separator: "; ") + more)
    }
  }

  private func finding(_ code: String, _ isPresent: Bool) -> (Bool, String) {
    let found = report.findings.filter { $0.code == code || $0.severity.rawValue == code }
    let detail = found.isEmpty ? "not found" : found.map { "\($0.code): \($0.summary)" }.joined(separator: "; ")
    return (!found.isEmpty == isPresent, detail)
  }

  /// What a server sent may be long.
  private static func short(_ detail: String) -> String {
    let text = detail.neutralised
    return text.utf8.count <= 400 ? text : String(text.prefix(400)) + "…"
  }
}

extension AssertionTools.XPathValue {
  fileprivate var isFound: Bool { if case .nodes(let nodes) = self { !nodes.isEmpty } else { false } }
}

/// A text by its bytes: canonically equivalent letters are not the same answer.
private struct ByteText: Comparable {
  let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  static func < (left: Self, right: Self) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}
