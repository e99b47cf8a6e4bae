internal import Basics
internal import Certificates
internal import Exchange
internal import Handshake
internal import Screen

// Both chains, link by link.
extension HandshakeRows {
  mutating func addCertificates() {
    let server = exchange.serverCheck(now: now)
    add(title("The server's chain", server))
    if server.links.isEmpty {
      add(Toned("none was sent", .dim), depth: 1)
    } else {
      addChain(server, isServer: true)
    }
    add("")
    addOurs(exchange.clientCheck(now: now))
  }

  private mutating func addOurs(_ check: ChainCheck) {
    let isSent = exchange.transcript.clientChain?.isEmpty == false
    if check.links.isEmpty {
      add(Toned("Our chain", .strong))
      add(Toned("none: the request has no client certificate", .dim), depth: 1)
      return
    }
    add(title(isSent ? "Our chain, as it was sent" : "Our chain, which was not sent", check))
    if !isSent { add(Toned(exchange.certificateLine.asked.text, .dim), depth: 1) }
    addChain(check, isServer: false)
  }

  private func title(_ text: String, _ check: ChainCheck) -> Toned {
    guard !check.links.isEmpty else { return Toned(text, .strong) }
    let words: [LinkCheck.Verdict: String] = [
      .passed: "every link holds", .doubtful: "holds, with something to look at", .failed: "does not hold",
    ]
    let verdict = check.verdict
    return [
      .init(text + "  ", .strong), .init("\(verdict.mark) \(words[verdict] ?? "not checked")", Self.scope(of: verdict)),
    ]
  }

  private mutating func addChain(_ check: ChainCheck, isServer: Bool) {
    if !check.isInOrder { add(Toned("! sent in another order than this", .warning), depth: 1) }
    for (depth, link) in check.links.enumerated() { addLink(link, depth, isServer: isServer) }
    if let gap = check.gap { addGap(gap, depth: check.links.count, isServer: isServer) }
    for certificate in check.strays {
      add(
        HandshakeRow(
          depth: 1,
          content: .line([
            .init("! ", .warning), .init(certificate.subject.shortName, .strong),
            .init("  was sent and is no part of this chain", .dim),
          ]), certificate: certificate))
    }
  }

  private mutating func addLink(_ link: ChainCheck.Link, _ depth: Int, isServer: Bool) {
    let node = HandshakeNode.certificate(isServer: isServer, depth: depth)
    let place: String
    if case .atHand(let text) = link.origin { place = "  (not sent; \(text))" } else { place = "" }
    let verdict = isServer && !failures(of: link.certificate).isEmpty ? .failed : link.checks.verdict
    let line: Toned = [
      .init("\(verdict.mark) ", Self.scope(of: verdict)), .init(link.certificate.subject.shortName, .strong),
      .init(link.certificate.isSelfIssued ? " (root)" : "", .dim), .init(place, .dim),
    ]
    add(HandshakeRow(depth: depth, content: .line(line), node: node, certificate: link.certificate))
    addChecks(link, depth: depth + 1, isOpen: isOpen(node), isServer: isServer)
    guard isOpen(node) else { return }
    for line in CertificateRow.details(link.certificate) {
      add(HandshakeRow(depth: depth + 1, content: .line(line), certificate: link.certificate))
    }
  }

  /// Those that hold stand on one line until the certificate is opened.
  private mutating func addChecks(_ link: ChainCheck.Link, depth: Int, isOpen: Bool, isServer: Bool) {
    let passed = link.checks.filter { $0.verdict == .passed }
    for check in isOpen ? link.checks : link.checks.filter({ $0.verdict != .passed }) {
      add(paragraph: "\(check.verdict.mark) \(check.aspect.rawValue): \(check.reason)", depth, check.verdict, link)
    }
    if isServer {
      for failure in failures(of: link.certificate) {
        add(paragraph: "✗ verification: \(failure.text.neutralised)", depth, .failed, link)
      }
    }
    guard !isOpen, !passed.isEmpty else { return }
    let names = passed.map { check in
      check.aspect == .dates ? "dates (\(check.reason.prefix { $0 != "," }))" : check.aspect.rawValue
    }
    add(paragraph: "✓ " + names.joined(separator: ", "), depth, .passed, link)
  }

  private mutating func add(
    paragraph text: String, _ depth: Int, _ verdict: LinkCheck.Verdict, _ link: ChainCheck.Link
  ) {
    let scope = verdict == .passed ? ThemeScope.dim : Self.scope(of: verdict)
    for line in Toned.paragraph(text, scope, columns: columns - 2 * depth - 3) {
      add(HandshakeRow(depth: depth, content: .line(line), certificate: link.certificate))
    }
  }

  private mutating func addGap(_ gap: ChainCheck.Gap, depth: Int, isServer: Bool) {
    let name = gap.issuer.shortName
    if gap.isExpected {
      add(Toned("· \(name), the root: not sent, as it should be; the server must have it", .dim), depth: depth)
      return
    }
    add(Toned("✗ missing: \(gap.issuer)", .error), depth: depth)
    let names = exchange.transcript.certificateRequest?.authorities ?? []
    let rest =
      isServer
      ? "not trusted here."
      : names.isEmpty ? "not at hand here." : "not at hand here, and none that the server accepts."
    add(paragraph: "It was not sent, is " + rest, .dim, depth: depth + 1)
    if let url = gap.urls.first {
      add(paragraph: "The certificate says that it can be had from \(url.neutralised)", .dim, depth: depth + 1)
    }
    let advice = isServer ? "If it is a root, trust it: " : "If it is an intermediate, add it: "
    let field: FormField = isServer ? .serverAnchors : .addIntermediates
    let label = isServer ? "Trusted authorities" : "+ intermediates"
    add(
      paragraph: advice + "2 Request › Identity › " + label, .link, depth: depth + 1,
      target: .setting(.field(field, .identity)))
  }

  /// What OpenSSL said about that certificate.
  private func failures(of certificate: CertificateFacts) -> [ServerVerification.Failure] {
    exchange.report?.outcome.verification?.failures.filter { $0.certificate == certificate.der } ?? []
  }

  static func scope(of verdict: LinkCheck.Verdict) -> ThemeScope {
    switch verdict {
    case .passed: .success
    case .doubtful: .warning
    case .failed: .error
    case .unknown: .dim
    }
  }
}
