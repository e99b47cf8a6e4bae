internal import Basics
internal import Handshake

/// A report for a person, without the answer's body: what was asked, sent and accepted, what is wrong and what to do.
public struct ReportText: Sendable {
  public struct Options: Sendable {
    public var colors: Bool
    /// The ladder and every message.
    public var trace: Bool

    public init(colors: Bool = false, trace: Bool = false) {
      self.colors = colors
      self.trace = trace
    }
  }

  private let report: Report
  private let options: Options

  public init(_ report: Report, options: Options = Options()) {
    self.report = report
    self.options = options
  }

  /// Lines without a trailing line end.
  public var text: String {
    let paragraphs = [warning, trace, refusal, summary] + findings.map(finding)
    return paragraphs.compactMap { $0 }.joined(separator: "\n")
  }

  /// A refusal is told once.
  private var findings: [Finding] { report.findings.filter { $0.code != report.refusal?.code } }

  private var warning: String? {
    report.draft.trust.insecure ? paint("The server was not verified (--insecure).", .red) : nil
  }

  private var trace: String? {
    guard options.trace, let ladder = report.ladder else { return nil }
    return ladder.text(report.transcript) + "\n"
  }

  private var refusal: String? {
    guard let refusal = report.refusal else { return nil }
    let values = refusal.values.map { "  " + $0 }
    return ([paint(refusal.summary, .red)] + values + ["  → " + refusal.remedy]).joined(separator: "\n")
  }

  private var summary: String? {
    guard report.refusal == nil else { return nil }
    let added =
      (report.ticket?.additions ?? []).map { "added: " + $0 }
      + (report.ticket?.kept ?? []).map { "kept: \($0) as the envelope has it" }
    let security = report.response?.security.map { security in
      paint(security.line, security.isAccepted ? .plain : .red)
    }
    let attachments = (report.response?.attachments ?? []).map { "attachment: " + $0.line }
    let cookies = [report.outcome.cookieLine].compactMap { $0 }
    let lines = [answer, connection, report.certificateLine.text()] + added + cookies + attachments
    return (lines + [security].compactMap { $0 })
      .joined(separator: "\n")
  }

  private var answer: String {
    guard let response = report.response else { return paint("No answer.", .red) }
    let kind = response.fault.map { "SOAP \($0.version) fault \($0.code.neutralised): \($0.reason.neutralised)" }
    let text =
      "HTTP \(response.status), \(kind ?? response.kind.rawValue), \(response.body.count) bytes"
      + (response.otherCharset.map { " in \($0.neutralised)" } ?? "")
    return paint(text, response.kind == .envelope ? .green : .yellow) + time
  }

  private var time: String {
    report.outcome.timings.totalMs.map { " in \(Int($0.rounded())) ms" } ?? ""
  }

  private var connection: String {
    let address = report.outcome.remoteAddress.map { " (\($0):\(report.outcome.remotePort ?? 0))" } ?? ""
    let protocols = [report.transcript.version?.description, report.transcript.cipherSuite].compactMap { $0 }
    let server = report.target.map { "\($0.host):\($0.port)" } ?? ""
    return (["\(server)\(address)".neutralised] + protocols).joined(separator: ", ")
  }

  private func finding(_ finding: Finding) -> String {
    let color: Color = finding.severity == .error ? .red : finding.severity == .warning ? .yellow : .plain
    let head = paint("\(finding.severity.rawValue) (\(finding.blame.rawValue)): \(finding.summary)", color)
    let detail = finding.detail.isEmpty ? [] : finding.detail.split(separator: "\n").map { "  " + $0 }
    let remedies = finding.remedies.map { "  → \($0.who.rawValue): \($0.text)" }
    return ([head] + detail + remedies).joined(separator: "\n")
  }

  private enum Color: String {
    case red = "31"
    case yellow = "33"
    case green = "32"
    case plain = ""
  }

  private func paint(_ text: String, _ color: Color) -> String {
    options.colors && color != .plain ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }
}
