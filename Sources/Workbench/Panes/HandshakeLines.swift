internal import Basics
internal import Certificates
internal import Handshake
internal import Screen

/// One rung of the ladder as a line.
enum RungLine {
  static func line(_ rung: Rung) -> Toned {
    let title = rung.kind.title + String(repeating: " ", count: max(1, 20 - rung.kind.title.count))
    let time = rung.durationMicroseconds.map(Elapsed.text) ?? ""
    let padded = String(repeating: " ", count: max(0, 7 - time.count)) + time + "  "
    return [
      .init(rung.state.mark + " " + title, scope(of: rung.state)), .init(padded, .dim),
      .init(rung.detail, rung.state == .failed ? .strong : .text),
    ]
  }

  static func scope(of state: Rung.State) -> ThemeScope {
    switch state {
    case .passed: .ladderPassed
    case .failed: .ladderFailed
    case .warning: .warning
    case .running: .note
    case .pending, .skipped: .ladderPending
    }
  }
}

/// One message of the handshake as a line.
enum MessageLine {
  static func line(_ message: Transcript.Message) -> Toned {
    let isClient = message.from == .client
    let type = (message.leg == .proxy ? "proxy " : "") + message.type
    var typeScope: ThemeScope = isClient ? .fromClient : .fromServer
    if case .alert(let alert) = message.kind, alert.isFatal { typeScope = .error }
    return [
      .init(isClient ? "→ " : "← ", isClient ? .fromClient : .fromServer),
      .init(type + String(repeating: " ", count: max(1, 20 - type.count)), typeScope),
      .init(message.summary), .init("  " + Elapsed.text(message.atMicroseconds), .dim),
    ]
  }
}

/// A finding as lines.
enum FindingLines {
  static func headline(_ finding: Finding) -> Toned {
    switch finding.severity {
    case .error: Toned("✗ " + finding.summary, .error)
    case .warning: Toned("! " + finding.summary, .warning)
    case .note: Toned("· " + finding.summary, .note)
    }
  }

  static func body(_ finding: Finding, columns: Int) -> [Toned] {
    var lines = [Toned("The cause is on the \(finding.blame.side).", .dim)]
    if !finding.detail.isEmpty { lines += Toned.paragraph(finding.detail, columns: columns) }
    for remedy in finding.remedies {
      lines += Toned.paragraph("→ \(remedy.who.rawValue): \(remedy.text)", .strong, columns: columns)
    }
    for fact in finding.evidence { lines += Toned.paragraph("· " + fact, .dim, columns: columns) }
    return lines
  }
}

extension Finding.Blame {
  fileprivate var side: String {
    switch self {
    case .client: "client's side: yours"
    case .server: "server's side"
    case .network: "network between"
    case .proxy: "proxy's side"
    }
  }
}

/// Sixteen bytes in hexadecimal, and as text where they are ASCII.
enum HexLine {
  static func line(_ bytes: [UInt8], from offset: Int) -> Toned {
    let row = bytes[offset..<min(bytes.count, offset + 16)]
    let position = String(offset, radix: 16)
    let hex = row.hexadecimal(separator: " ")
    let text = row.map { (0x20..<0x7F).contains($0) ? String(Unicode.Scalar($0)) : "." }.joined()
    return [
      .init(String(repeating: "0", count: max(0, 4 - position.count)) + position + "  ", .dim),
      .init(hex + String(repeating: " ", count: 49 - hex.count)), .init(text, .dim),
    ]
  }
}

/// Times as people read them.
enum Elapsed {
  static func text(_ microseconds: Int64) -> String {
    if microseconds < 1000 { return "\(microseconds) µs" }
    if microseconds < 10_000_000 { return "\(microseconds / 1000) ms" }
    return "\(microseconds / 1_000_000) s"
  }

  static func text(milliseconds: Double) -> String { text(Int64(max(0, min(milliseconds, 1e12)) * 1000)) }
}

extension CertificateRow {
  static func details(_ certificate: CertificateFacts) -> [Toned] {
    let facts: [(String, String)] = [
      ("subject", certificate.subject.description), ("issuer", certificate.issuer.description),
      ("serial", certificate.serial), ("valid from", certificate.notBefore.description),
      ("valid until", certificate.notAfter.description), ("signed with", certificate.signatureAlgorithm),
      ("names", certificate.subjectAltNames.joined(separator: ", ")),
      ("key usage", certificate.keyUsages?.joined(separator: ", ") ?? ""),
      ("extended key usage", certificate.extendedKeyUsages?.joined(separator: ", ") ?? ""),
      ("authority", certificate.isCA ? "yes" : "no"), ("SHA-256", certificate.sha256),
    ]
    return facts.filter { !$0.1.isEmpty }.map { [.init($0.0 + ": ", .dim), .init($0.1)] }
  }
}
