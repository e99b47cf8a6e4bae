internal import Basics
internal import Certificates
internal import Handshake
internal import Screen

/// One rung of the ladder as a line.
enum RungLine {
  /// - Parameter byteCount: of its messages; not shown where there is no room.
  static func line(_ rung: Rung, byteCount: Int?, columns: Int) -> Toned {
    let title = rung.kind.title + String(repeating: " ", count: max(1, 20 - rung.kind.title.count))
    let time = (rung.durationMicroseconds.map(Elapsed.text) ?? "").aligned(7)
    let size = columns < 70 ? "" : (byteCount.map(ByteCount.text) ?? "").aligned(9)
    return [
      .init(rung.state.mark + " " + title, scope(of: rung.state)), .init(time + size + "  ", .dim),
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
    let size = ByteCount.text(message.bytes.count).aligned(8) + "  "
    return [
      .init(isClient ? "→ " : "← ", isClient ? .fromClient : .fromServer),
      .init(type + String(repeating: " ", count: max(1, 20 - type.count)), typeScope),
      .init(Elapsed.text(message.atMicroseconds).aligned(7) + size, .dim), .init(message.summary),
    ]
  }
}

/// One record of the record layer as a line.
enum RecordLine {
  static func line(_ record: WireRecord) -> Toned {
    let isClient = record.from == .client
    let scope: ThemeScope = isClient ? .fromClient : .fromServer
    let name = (record.leg == .proxy ? "proxy " : "") + record.typeName
    let length = ByteCount.text(record.length).aligned(8) + "  "
    let cut = record.isWhole ? "" : ", cut off after \(record.bytes.count) with its header"
    return [
      .init(isClient ? "→ " : "← ", scope), .init(name + String(repeating: " ", count: max(1, 18 - name.count)), scope),
      .init(Elapsed.text(record.atMicroseconds).aligned(7) + "  \(record.version)" + length, .dim),
      .init(record.isEncrypted ? "encrypted" : record.contents.joined(separator: ", ")), .init(cut, .warning),
    ]
  }
}

extension String {
  /// Moved to the right of that many columns.
  fileprivate func aligned(_ columns: Int) -> String { String(repeating: " ", count: max(0, columns - count)) + self }
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

  static func side(_ finding: Finding) -> String { "The cause is on the \(finding.blame.side)." }

  static func body(_ finding: Finding, columns: Int) -> [Toned] {
    var lines = [Toned(side(finding), .dim)]
    if !finding.detail.isEmpty { lines += Toned.paragraph(finding.detail, columns: columns) }
    for remedy in finding.remedies {
      lines += Toned.paragraph(remedy.line, .strong, columns: columns)
      lines += WorkbenchSetting.named(in: remedy).flatMap {
        Toned.paragraph("here: \($0.text)", .dim, columns: columns, indent: 2)
      }
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

/// Times as people read them.
enum Elapsed {
  static func text(_ microseconds: Int64) -> String {
    if microseconds < 1000 { return "\(microseconds) µs" }
    if microseconds < 10_000_000 { return "\(microseconds / 1000) ms" }
    return "\(microseconds / 1_000_000) s"
  }

  static func text(milliseconds: Double) -> String { text(Int64(max(0, min(milliseconds, 1e12)) * 1000)) }
}

/// Sizes as people read them.
enum ByteCount {
  static func text(_ bytes: Int) -> String {
    bytes < 10_000 ? "\(bytes) B" : bytes < 10_000_000 ? "\(bytes / 1000) kB" : "\(bytes / 1_000_000) MB"
  }
}

extension CertificateRow {
  static func details(_ certificate: CertificateFacts) -> [Toned] {
    let facts: [(String, String)] = [
      ("subject", certificate.subject.description), ("issuer", certificate.issuer.description),
      ("serial", certificate.serial), ("valid from", certificate.notBefore.description),
      ("valid until", certificate.notAfter.description), ("signed with", certificate.signatureAlgorithm),
      ("names", certificate.subjectAltNames.prefix(100).map(\.neutralised).joined(separator: ", ")),
      ("key usage", certificate.keyUsages?.joined(separator: ", ") ?? ""),
      ("extended key usage", certificate.extendedKeyUsages?.joined(separator: ", ") ?? ""),
      ("key", certificate.keyType.description + (certificate.keyBits > 0 ? ", \(certificate.keyBits) bits" : "")),
      ("authority", certificate.isCA ? "yes" + (certificate.pathLength.map { ", path length \($0)" } ?? "") : "no"),
      ("subject key identifier", certificate.subjectKeyIdentifier?.hexadecimal(separator: ":") ?? ""),
      ("authority key identifier", certificate.authorityKeyIdentifier?.hexadecimal(separator: ":") ?? ""),
      ("issuer's certificate at", certificate.issuerURLs.map(\.neutralised).joined(separator: ", ")),
      ("SHA-1", certificate.sha1), ("SHA-256", certificate.sha256),
    ]
    return facts.filter { !$0.1.isEmpty }.map { [.init($0.0 + ": ", .dim), .init($0.1)] }
  }
}
