internal import Basics
internal import Certificates
internal import TLS

extension CertificateFileContents {
  /// The chain link by link, as it would be sent, with what else the file holds at hand; nil without a chain.
  func chainCheck(now: Timestamp) -> ChainCheck? {
    guard let chain, let leaf = chain.certificates.first else { return nil }
    let known = certificates.map { ChainCheck.Known($0.facts, place: "the file has it") }
    return ChainCheck(
      role(of: leaf), sent: chain.certificates, known: known, now: now, isSigned: CertificateReader.openSSL.isSigned)
  }

  /// A client's, unless it can be none: without a key here, and for servers by what it says itself. Whether a host's name
  /// is the right one is not asked then.
  private func role(of leaf: CertificateFacts) -> ChainCheck.Role {
    let hasKey = lockedKeyCount > 0 || certificates.contains(where: \.hasPrivateKey)
    let usages = leaf.extendedKeyUsages ?? []
    let isServers = usages.contains("serverAuth") && !usages.contains("clientAuth")
    let name = leaf.subjectAltNames.first { $0.hasPrefix("DNS:") }
    return !hasKey && isServers ? .server(host: String(name?.dropFirst("DNS:".count) ?? "")) : .client
  }
}

extension ChainCheck {
  /// As a person reads it: a certificate a line, below it what holds on one line and what does not on lines of its own.
  var lines: [String] {
    links.enumerated().flatMap { depth, link in Self.lines(link, depth) } + end
  }

  private static func lines(_ link: Link, _ depth: Int) -> [String] {
    let indent = "  " + String(repeating: "  ", count: depth)
    let place: String
    if case .atHand(let text) = link.origin { place = "  (not sent; \(text))" } else { place = "" }
    let passed = link.checks.filter { $0.verdict == .passed }.map { check in
      check.aspect == .dates ? "dates (\(check.reason.prefix { $0 != "," }))" : check.aspect.rawValue
    }
    return ["\(indent)\(depth == 0 ? "" : "└ ")\(link.checks.verdict.mark) \(link.certificate.subject)\(place)"]
      + link.checks.filter { $0.verdict != .passed }.map {
        "\(indent)    \($0.verdict.mark) \($0.aspect.rawValue): \($0.reason)"
      } + (passed.isEmpty ? [] : ["\(indent)    ✓ \(passed.joined(separator: ", "))"])
  }

  private var end: [String] {
    let strange = strays.map { "  ! \($0.subject.shortName) is sent and no part of this chain" }
    guard let gap else { return strange }
    let urls = gap.urls.isEmpty ? "" : "; it can be had from \(gap.urls.joined(separator: ", ").neutralised)"
    return strange + [
      gap.isExpected
        ? "  above it: \(gap.issuer), which is not sent if it is the root" : "  ✗ missing: \(gap.issuer)\(urls)"
    ]
  }

  /// As `signet inspect --format json` prints it.
  var json: JSONValue {
    [
      "verdict": .string(verdict.rawValue),
      "links": .array(links.map(Self.json)),
      "missing": gap.map { gap in
        [
          "issuer": .string(gap.issuer.description), "urls": .strings(gap.urls),
          "mayBeTheRoot": .bool(gap.isExpected),
        ]
      } ?? .null,
      "strays": .strings(strays.map(\.subject.description)),
      "inOrder": .bool(isInOrder),
    ]
  }

  private static func json(_ link: Link) -> JSONValue {
    var place: String?
    if case .atHand(let text) = link.origin { place = text }
    return [
      "subject": .string(link.certificate.subject.description),
      "sha256": .string(link.certificate.sha256),
      "sent": .bool(link.origin == .sent),
      "place": .optional(place),
      "verdict": .string(link.checks.verdict.rawValue),
      "checks": .array(
        link.checks.map {
          [
            "aspect": .string($0.aspect.rawValue), "verdict": .string($0.verdict.rawValue),
            "reason": .string($0.reason),
          ]
        }),
    ]
  }
}
