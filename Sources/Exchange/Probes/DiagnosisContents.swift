internal import Basics
internal import Certificates
internal import Handshake

/// What stands in a report for the other side: what we sent, what came back, and what we ask of them.
struct DiagnosisContents {
  private typealias Block = DiagnosisDocument.Block
  private typealias Fact = DiagnosisDocument.Fact
  private let report: DiagnosisReport
  private let first: Report
  private var transcript: Transcript { first.transcript }

  init(_ report: DiagnosisReport) {
    self.report = report
    first = report.first
  }

  private var endpoint: String {
    first.target.map { "\($0.host):\($0.port)".neutralised } ?? OutsideView.url(first.draft.url)
  }

  var title: String { "Connection diagnosis: \(endpoint)" }

  var sections: [DiagnosisDocument.Section] {
    [
      .init(title: "Verdict", blocks: verdict), .init(title: "What is to be done", blocks: remedies),
      .init(title: "The attempt", blocks: [.facts(attempt)]), .init(title: "What we sent", blocks: sent),
      .init(title: "What came back", blocks: cameBack), .init(title: "Probes", blocks: probes),
      .init(title: "Handshake", blocks: handshake),
    ].filter { !$0.blocks.isEmpty }
  }

  // MARK: Verdict

  private var verdict: [DiagnosisDocument.Block] {
    guard let finding = report.verdict.finding else {
      if first.outcome.ending == .cancelled { return [.paragraph("Stopped before the first call had ended.")] }
      return [.paragraph("Nothing is wrong: \(report.results.first?.outcome ?? "").")] + reasons
    }
    let head = "\(finding.summary) (\(finding.code); the cause is on \(finding.blame.place))"
    let details = finding.detail.split(separator: "\n").map { DiagnosisDocument.Block.paragraph(String($0)) }
    return [.paragraph(head)] + details + [.paragraph(certainty)] + reasons
  }

  private var certainty: String {
    switch report.verdict.certainty {
    case .confirmed: "Certainty: confirmed by a probe."
    case .observed: "Certainty: seen in the call itself; no probe says more."
    case .likely: "Certainty: likely; the probes neither confirm nor exclude it."
    case .open: "Certainty: open; these causes are left:"
    }
  }

  private var reasons: [DiagnosisDocument.Block] {
    [report.verdict.alternatives, report.verdict.reasons].filter { !$0.isEmpty }.map { .list($0) }
  }

  private var remedies: [DiagnosisDocument.Block] {
    guard let finding = report.verdict.finding, !finding.remedies.isEmpty else { return [] }
    return [
      .facts(
        finding.remedies.map { Fact($0.who == .client ? "We (client)" : "We ask of the \($0.who.rawValue)", $0.text) })
    ]
  }

  // MARK: The attempt

  private var attempt: [DiagnosisDocument.Fact] {
    var facts = [
      Fact("Address", OutsideView.url(first.draft.url)), Fact("Time", "\(report.startedAt) to \(report.endedAt) (UTC)"),
    ]
    let outcome = first.outcome
    if let address = outcome.localAddress {
      facts.append(Fact("From", "\(address) port \(outcome.localPort ?? 0) (as this computer sees it, before any NAT)"))
    }
    if let address = outcome.remoteAddress { facts.append(Fact("To", "\(address) port \(outcome.remotePort ?? 0)")) }
    if let proxy = first.draft.route.proxyURL {
      facts.append(Fact("Through", "the proxy \(proxy.withoutCredentials)".neutralised))
    }
    if first.draft.trust.insecure { facts.append(Fact("Note", "the server was not verified (--insecure)")) }
    if report.wasStopped { facts.append(Fact("Note", "the diagnosis was stopped before its end")) }
    return facts
  }

  // MARK: What we sent

  private var sent: [DiagnosisDocument.Block] {
    [.facts(request + hello)] + (first.ticket == nil ? [] : certificate)
  }

  private var request: [DiagnosisDocument.Fact] {
    guard let ticket = first.ticket else {
      return [Fact("Request", "nothing was sent: \(first.refusal?.summary ?? "")")]
    }
    let body = ticket.body.isEmpty ? "no body" : "an envelope of \(ticket.body.count) bytes"
    return [Fact("Request", "\(ticket.method) \(OutsideView.url(ticket.url)), \(body)")]
  }

  private var hello: [DiagnosisDocument.Fact] {
    guard let hello = transcript.clientHello else { return [] }
    let suites = hello.cipherSuites.map(\.description)
    let protocols = hello.applicationProtocols
    return [
      Fact(
        "ClientHello", "\(hello.byteCount) bytes, versions \(hello.versions.map(\.description).joined(separator: ", "))"
      ),
      Fact("Server name (SNI)", hello.serverName?.neutralised ?? "none"),
      Fact("Protocols (ALPN)", protocols.isEmpty ? "none" : protocols.joined(separator: ", ")),
      Fact("Cipher suites", "\(suites.count): " + suites.joined(separator: ", ")),
      Fact("Groups", hello.groups.map(\.description).joined(separator: ", ")),
      Fact("Signatures", hello.signatureSchemes.map(\.description).joined(separator: ", ")),
    ]
  }

  private var certificate: [DiagnosisDocument.Block] {
    let chain = transcript.clientChain ?? []
    if !chain.isEmpty { return [.paragraph("Client certificate, as it was sent:"), .list(chain.map(Self.line))] }
    return [.facts([Fact("Client certificate", first.certificateLine.sent.text + Self.configured(first))])]
  }

  private static func configured(_ report: Report) -> String {
    guard let leaf = report.ticket?.identity?.chain.certificates.first else { return "" }
    return
      "; configured: \(leaf.subject), issued by \(leaf.issuer), serial \(leaf.serial), valid \(leaf.notBefore) to \(leaf.notAfter)"
  }

  private static func line(_ certificate: CertificateFacts) -> String {
    "\(certificate.subject), issued by \(certificate.issuer), serial \(certificate.serial), valid "
      + "\(certificate.notBefore) to \(certificate.notAfter), \(certificate.keyType), SHA-256 \(certificate.sha256)"
  }

  // MARK: What came back

  private var cameBack: [DiagnosisDocument.Block] {
    guard first.ticket != nil else { return [] }
    var facts = [Fact("Outcome", report.results.first?.outcome ?? "")]
    if let version = transcript.version {
      facts.append(Fact("Agreed", "\(version), \(transcript.cipherSuite ?? "no cipher suite")"))
    }
    facts.append(Fact("Asked for a certificate", asked))
    if let result = report.results.first, let alert = result.alert {
      facts.append(
        Fact(
          "Alert",
          "\(alert.name.neutralised) (\(alert.code)) from \(alert.from == .server ? "the server" : "this client")"))
    }
    if !transcript.foreignBytes.isEmpty {
      facts.append(
        Fact("Instead of TLS", String(decoding: transcript.foreignBytes.prefix(120), as: UTF8.self).neutralised))
    }
    guard !transcript.serverChain.isEmpty else { return [.facts(facts)] }
    return [
      .facts(facts), .paragraph("Server certificate, as it was received:"),
      .list(transcript.serverChain.map(Self.line)),
    ]
  }

  private var asked: String {
    guard let request = transcript.certificateRequest else { return "no CertificateRequest was seen" }
    let names = request.authorities.prefix(20).map(\.description)
    let count = request.authorities.count + request.omittedAuthorities
    let more = count > 20 ? ", and \(count - 20) more" : ""
    let late = request.isPostHandshake ? ", after the handshake" : ""
    return (names.isEmpty ? "yes, from any authority" : "yes, from \(names.joined(separator: "; "))\(more)") + late
  }

  // MARK: Probes and handshake

  private var probes: [DiagnosisDocument.Block] {
    let rows = report.results.map { result in
      [
        result.probe.title, result.certificateSent ? "sent" : "not sent", result.outcome,
        "\(result.elapsedMilliseconds) ms",
      ]
    }
    let table = Block.table(head: ["Probe", "Certificate", "Outcome", "Time"], rows: rows)
    let omitted = report.omitted.map(\.title).joined(separator: ", ")
    return [table] + (omitted.isEmpty ? [] : [.paragraph("Not made any more: \(omitted).")])
  }

  private var handshake: [DiagnosisDocument.Block] {
    first.ladder.map { [.preformatted($0.text(transcript))] } ?? []
  }
}

extension Finding.Blame {
  fileprivate var place: String {
    switch self {
    case .client: "the client's side"
    case .server: "the server's side"
    case .network: "the network between"
    case .proxy: "the proxy's side"
    }
  }
}
