internal import Basics
internal import Collections
internal import Exchange
internal import Handshake
internal import Lab
internal import SOAPClient

/// The demonstration without a terminal: every request is sent, and what came of it is printed.
struct DemoTranscript {
  let demonstration: Demonstration
  let calls: InterruptibleCalls

  /// - Returns: whether everything went as its story says.
  /// - Throws: `CommandStop` when a signal ended it.
  func run() throws -> Bool {
    let collection = demonstration.collection.load()
    let identities = demonstration.identities.load().identities
    let session = SOAPSession(environment: demonstration.environment)
    var surprises = 0
    for (request, scenario) in try Demonstration.requests() {
      guard let stored = collection.request(at: request.path) else { continue }
      let draft = try collection.draft(of: stored, identities: identities)
      let report = try calls.report(of: draft, session)
      let isExpected = isExpected(report, request, scenario)
      surprises += isExpected ? 0 : 1
      StandardOutput.write(text(report, request, scenario) + verdict(isExpected, scenario))
    }
    StandardOutput.write(surprises == 0 ? "All went as expected.\n" : "\(surprises) went otherwise.\n")
    return surprises == 0
  }

  private func isExpected(_ report: Report, _ request: DemoRequest, _ scenario: Scenario) -> Bool {
    if let finding = scenario.finding { return report.findings.first?.code == finding }
    return report.exitStatus == (request.operation.faults ? .fault : .answered)
  }

  private func text(_ report: Report, _ request: DemoRequest, _ scenario: Scenario) -> String {
    let heading = "── \(request.path) ".padded(with: "─", to: 100)
    let options = ReportText.Options(colors: false, trace: true)
    let answer = report.response.map { String(decoding: $0.body, as: UTF8.self).neutralisedLines }
    return [heading, scenario.story, "", ReportText(report, options: options).text, answer]
      .compactMap(\.self).joined(separator: "\n") + "\n"
  }

  private func verdict(_ isExpected: Bool, _ scenario: Scenario) -> String {
    let wanted = scenario.finding.map { "the finding \($0)" } ?? "an answer"
    return isExpected ? "✓ as expected: \(wanted)\n\n" : "✗ expected: \(wanted)\n\n"
  }
}

extension String {
  fileprivate func padded(with filler: String, to columns: Int) -> String {
    self + String(repeating: filler, count: max(0, columns - count))
  }
}
