internal import ArgumentParser
internal import Basics
internal import Bindings
internal import Exchange
internal import Handshake
internal import SOAP

/// `signet lint`: what a binding or request will silently not do. Nothing is sent, no identity is opened.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Say what a binding or request will silently not do; nothing is sent.",
    discussion: """
      Example: signet lint --url https://host/service --cert me.pfx --binding custom --elements 'text:soap12,https'
      Ends with 1 when an error was found, else 0.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @OptionGroup var send: SendOptions
  @Option(name: .long, help: "text or json.") var format = Format.text

  func run() throws {
    let draft = try commandLine { try send.call.draft().applyingBehaviors() }
    if send.capture.isGiven {
      StandardError.write("lint sends nothing: --keylog and --pcapng have nothing to write, and no file is made.\n")
    }
    var subject = BindingLint.Subject(
      binding: draft.binding, url: draft.url, action: draft.action, hasIdentity: draft.identity != nil,
      hasUser: draft.user != nil, httpHeaders: draft.httpHeaders.map { WirePlan.Header($0.name, $0.value) },
      sendsFullChain: draft.chain == .full, flavour: draft.flavour)
    if let envelope = draft.envelope { subject.look(at: envelope) }
    let findings = BindingLint.findings(for: subject)
    switch format {
    case .text: StandardOutput.write(text(draft, findings))
    case .json: StandardOutput.write(json(draft, findings).pretty + "\n")
    }
    if findings.contains(where: { $0.severity == .error }) { throw CommandStop(.fault) }
  }

  private func text(_ draft: Draft, _ findings: [LintFinding]) -> String {
    let plan = (try? draft.binding.wirePlan(action: draft.action, flavour: draft.flavour))?.explanation ?? []
    let lines = ["\(draft.binding)"] + plan.map { "  " + $0 } + findings.flatMap(lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(_ finding: LintFinding) -> [String] {
    ["\(finding.severity.rawValue): \(finding.summary)"]
      + finding.detail.split(separator: "\n").map { "  " + $0 } + ["  → \(finding.remedy)"]
  }

  private func json(_ draft: Draft, _ findings: [LintFinding]) -> JSONValue {
    [
      "binding": .string("\(draft.binding)"),
      "explanation": .array(
        ((try? draft.binding.wirePlan(action: draft.action, flavour: draft.flavour))?.explanation ?? []).map(
          JSONValue.string)),
      "findings": .array(
        findings.map {
          [
            "code": .string($0.code), "severity": .string($0.severity.rawValue), "summary": .string($0.summary),
            "detail": .string($0.detail), "remedies": [["who": "client", "text": .string($0.remedy)]],
          ]
        }),
    ]
  }
}
