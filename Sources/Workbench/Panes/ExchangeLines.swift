internal import Handshake
internal import Screen

extension Rung.Kind {
  /// For the ladder in one line.
  var shortTitle: String {
    switch self {
    case .name: "name"
    case .tcp: "tcp"
    case .proxy: "proxy"
    case .hello: "hello"
    case .serverCertificate: "server"
    case .verification: "trust"
    case .certificateRequest: "asked"
    case .clientCertificate: "ours"
    case .finished: "done"
    case .requestWritten: "sent"
    case .firstByte: "first"
    case .answer: "answer"
    }
  }
}

extension CertificateLine {
  /// Whether its handshake was that of an earlier exchange.
  var isOfKeptConnection: Bool { if case .reusedConnection = asked { true } else { false } }

  /// - Parameter isPast: the exchange was made by another run, whose numbers mean nothing here.
  func askedText(isPast: Bool) -> String {
    isPast && isOfKeptConnection ? "as in an earlier call, whose connection was used again" : asked.text
  }
}

/// The certificate line in colours: asked, sent, accepted.
enum CertificateLineText {
  /// Where it is narrow, what was sent is cut off first: whether it was asked for and accepted is always there.
  ///
  /// - Parameters:
  ///   - handshake: of a kept connection, the line of the exchange that made it.
  ///   - isPast: the numbers of exchanges are those of another run.
  static func line(
    _ line: CertificateLine, handshake: CertificateLine? = nil, isPast: Bool = false, columns: Int
  ) -> Toned {
    if line.asked == .noTLS { return Toned(" client certificate: none, the connection is not encrypted", .dim) }
    if let handshake {
      return Self.line(kept(line, handshake), columns: columns - 18) + Toned(" · kept connection", .dim)
    }
    let asked = line.askedText(isPast: isPast)
    let whole = assembled(" client certificate: ", line, asked, sent: line.sent.text)
    if whole.columns <= columns { return whole }
    let short = assembled(" cert: ", line, asked, sent: line.sent.text)
    let excess = short.columns - columns
    if excess <= 0 { return short }
    let shown = line.sent.text.prefix(max(4, line.sent.text.count - excess - 1))
    return assembled(" cert: ", line, asked, sent: shown + "…")
  }

  /// What the handshake of a kept connection decided, unless this exchange itself was refused.
  private static func kept(_ line: CertificateLine, _ handshake: CertificateLine) -> CertificateLine {
    var result = handshake
    if line.accepted != .unknown { result.accepted = line.accepted }
    return result
  }

  private static func assembled(_ title: String, _ line: CertificateLine, _ asked: String, sent: String) -> Toned {
    let parts: [Toned.Part] = [
      .init(asked, .certificateAsked), .init(sent, .certificateSent),
      .init(mark(line.accepted) + line.accepted.text, scope(line.accepted)),
    ].filter { !$0.text.isEmpty }
    return Toned([.init(title, .strong)] + parts.flatMap { [$0, Toned.Part(" · ", .dim)] }.dropLast())
  }

  private static func mark(_ accepted: CertificateLine.Accepted) -> String {
    switch accepted {
    case .unknown: ""
    case .accepted: "✓ "
    case .refusedByAlert, .refusedByHTTP, .refusedSilently: "✗ "
    }
  }

  private static func scope(_ accepted: CertificateLine.Accepted) -> ThemeScope {
    switch accepted {
    case .unknown: .dim
    case .accepted: .certificateAccepted
    case .refusedByAlert, .refusedByHTTP, .refusedSilently: .certificateRefused
    }
  }
}
