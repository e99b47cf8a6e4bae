internal import ArgumentParser
internal import Basics
internal import Exchange
internal import SOAPClient

/// `signet diagnose`: the call, the probes that tell its possible causes apart, and a report for the other side.
struct DiagnoseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract: "Find out why a call does not work, by probes that call nothing; a report for the other side.",
    discussion: """
      Example: signet diagnose https://host/service --cert me.pfx --password prompt: --format markdown > report.md
      Every request is a HEAD of the address (a GET, when HEAD is refused): no SOAP body is sent. Probes that loosen \
      security go out without the client certificate. The report holds no key, password, header value, body or folder.
      Probes, of which it makes those that tell the causes apart, 8 at most within 45 s:
      \(Probe.all.dropFirst().map { "  \($0.name.rawValue): \($0.question)" }.joined(separator: "\n"))
      Ends as `send` would: 0 answered, 2 usage, 3 handshake failed or client certificate refused, 4 network or proxy,
      5 identity not loaded, 6 answer broke the protocol, 7 file, 130 interrupted (with the report so far).
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown, json }

  @OptionGroup var send: SendOptions
  @Option(name: .long, help: "text, markdown or json.") var format = Format.text
  @Flag(name: .long, help: "Make the first call the real one, with its envelope.") var sendEnvelope = false
  @OptionGroup var text: TextOptions

  func run() throws {
    let draft = try commandLine { try send.call.draft() }
    try send.capture.check()
    if !text.quiet { LiteralSecrets.warn(of: draft) }
    let session = SOAPSession(environment: send.call.environment)
    let diagnosis = EndpointDiagnosis(draft, session: session, sendsEnvelope: sendEnvelope)
    Interrupt.catchSignals { diagnosis.cancel() }
    let progress = DiagnosisProgress(isQuiet: text.quiet)
    let report = runBlocking { await Self.follow(diagnosis, progress) }
    guard let report else { throw CommandStop(.interrupted) }
    StandardOutput.write(rendered(report) + "\n")
    try send.capture.write(report.first.capture)
    if report.exitStatus != .answered { throw CommandStop(report.exitStatus) }
  }

  private static func follow(_ diagnosis: EndpointDiagnosis, _ progress: DiagnosisProgress) async -> DiagnosisReport? {
    for await event in diagnosis.events() {
      if case .finished(let report) = event { return report }
      progress.tell(event)
    }
    return nil
  }

  private func rendered(_ report: DiagnosisReport) -> String {
    switch format {
    case .text: report.text
    case .markdown: report.markdown
    case .json: report.json.pretty
    }
  }
}

/// One line a probe on standard error.
struct DiagnosisProgress: Sendable {
  var isQuiet: Bool

  func tell(_ event: DiagnosisEvent) {
    guard !isQuiet else { return }
    switch event {
    case .began(let probe): StandardError.write("… \(probe.title): \(probe.question)\n")
    case .ended(let result): StandardError.write("  \(result.outcome), \(result.elapsedMilliseconds) ms\n")
    case .planned(let probes): StandardError.write(probes.isEmpty ? "" : "Probes: \(probes.count)\n")
    case .finished: break
    }
  }
}
