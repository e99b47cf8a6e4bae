internal import Basics
internal import Certificates

/// Looks at an exchange rung by rung.
struct Climber {
  var transcript: Transcript
  var target: Evidence.Target
  var outcome: TransferOutcome?
  var trust: ServerTrust
  var http: Evidence.HTTPEvidence?
  var line: CertificateLine

  func includes(_ kind: Rung.Kind) -> Bool {
    switch kind {
    case .proxy: target.proxy != nil
    case _ where kind.isTLS: target.scheme == "https"
    default: true
    }
  }

  func rung(_ kind: Rung.Kind) -> Rung {
    switch kind {
    case .name: reached(kind, detail: target.host.neutralised) { if case .resolved = $0 { "" } else { nil } }
    case .tcp:
      reached(kind) { if case .connected(let address, let port) = $0 { "\(address):\(port)".neutralised } else { nil } }
    case .proxy: proxy
    case .hello: hello
    case .serverCertificate: serverCertificate
    case .verification: verification
    case .certificateRequest: certificateRequest
    case .clientCertificate: clientCertificate
    case .finished: finished
    case .requestWritten: reached(kind) { if case .requestWritten(let bytes) = $0 { "\(bytes) bytes" } else { nil } }
    case .firstByte: reached(kind) { if case .firstByte = $0 { "" } else { nil } }
    case .answer: answer
    }
  }

  private var isReused: Bool { transcript.reusedExchange != nil }

  private func reached(
    _ kind: Rung.Kind, detail: String = "", _ text: (Milestone) -> String?
  ) -> Rung {
    if let (time, value) = transcript.milestone(text) {
      return Rung(kind, .passed, atMicroseconds: time, detail: value.isEmpty ? detail : value)
    }
    if isReused, kind == .name || kind == .tcp { return Rung(kind, .skipped, detail: "kept connection") }
    return Rung(kind, .pending, detail: kind == .name ? detail : "")
  }

  /// The trouble, if there is any, is still on the way to the proxy or inside it.
  private var isAtProxy: Bool { target.proxy != nil && !transcript.has(.clientHello, from: .client) && !isReused }

  private var proxy: Rung {
    let messages = transcript.messages.indices.filter { transcript.messages[$0].leg == .proxy }
    if isAtProxy, let failure = outcome?.verification?.failures.first {
      return Rung(.proxy, .failed, detail: failure.text.neutralised, messageIndices: messages)
    }
    let connected = transcript.milestone { if case .proxyConnected(let status) = $0 { status } else { nil } }
    let status = connected?.value ?? outcome?.proxyConnectStatus
    guard let status, status != 0 else {
      return Rung(.proxy, isReused ? .skipped : .pending, detail: target.proxy ?? "")
    }
    let state: Rung.State = (200...299).contains(status) ? .passed : .failed
    return Rung(
      .proxy, state, atMicroseconds: connected?.atMicroseconds, detail: "\(target.proxy ?? ""): \(status)",
      messageIndices: messages)
  }

  private var hello: Rung {
    let ours = transcript.indices(.clientHello, from: .client)
    let theirs = transcript.indices(.serverHello, from: .server)
    let all = (ours + theirs).sorted()
    if isReused { return Rung(.hello, .skipped, detail: line.asked.text) }
    guard let answer = theirs.first(where: { transcript.messages[$0].type == "ServerHello" }) else {
      if !transcript.foreignBytes.isEmpty, !isAtProxy {
        return Rung(.hello, .failed, detail: "not TLS", messageIndices: all)
      }
      let alert = transcript.serverAlert ?? transcript.clientAlert
      return Rung(
        .hello, alert == nil ? .pending : .failed, detail: alert.map { $0.alert.name } ?? "",
        messageIndices: all + (alert.map { [$0.index] } ?? []))
    }
    return Rung(
      .hello, .passed, atMicroseconds: transcript.messages[answer].atMicroseconds,
      detail: [transcript.version?.description, transcript.cipherSuite].compactMap(\.self).joined(separator: ", "),
      messageIndices: all)
  }

  private var serverCertificate: Rung {
    message(.serverCertificate, .certificate, from: .server) ?? Rung(.serverCertificate, isPast ? .skipped : .pending)
  }

  /// TLS was done, or never was needed.
  private var isPast: Bool { transcript.clientFinished || isReused }

  private var verification: Rung {
    let failures = isAtProxy ? [] : outcome?.verification?.failures ?? []
    let indices = transcript.indices(.certificate, from: .server)
    if let failure = failures.first {
      let state: Rung.State = trust.verifies ? .failed : .warning
      return Rung(
        .verification, state, detail: failure.text.neutralised + (trust.verifies ? "" : " (not required)"),
        messageIndices: indices)
    }
    guard let last = indices.last else { return Rung(.verification, isPast ? .skipped : .pending) }
    let after = transcript.messages[last...].first { $0.from == .client && $0.leg == .origin }
    guard let after, !isAlert(after) else { return Rung(.verification, .pending, messageIndices: indices) }
    // The library verifies before it reads on.
    let next = transcript.messages[(last + 1)...].first { $0.leg == .origin }
    return Rung(
      .verification, trust.verifies ? .passed : .warning, atMicroseconds: next?.atMicroseconds,
      detail: trust.verifies ? "trust: \(trust.label)".neutralised : "not required", messageIndices: indices)
  }

  private func isAlert(_ message: Transcript.Message) -> Bool {
    if case .alert = message.kind { true } else { false }
  }

  private var certificateRequest: Rung {
    guard var rung = message(.certificateRequest, .certificateRequest, from: .server) else {
      return Rung(.certificateRequest, isPast ? .skipped : .pending, detail: isPast ? line.asked.text : "")
    }
    rung.detail = line.asked.text
    return rung
  }

  private var clientCertificate: Rung {
    let rung = message(.clientCertificate, .certificate, from: .client)
    let text = [line.sent.text, line.accepted.text].filter { !$0.isEmpty }.joined(separator: ", ")
    switch line.accepted {
    case .refusedByAlert, .refusedByHTTP, .refusedSilently:
      let alert = transcript.refusalOfCertificate.map { [$0.index] } ?? []
      return Rung(
        .clientCertificate, .failed, atMicroseconds: rung?.atMicroseconds, detail: text,
        messageIndices: (rung?.messageIndices ?? []) + alert)
    case .accepted, .unknown:
      guard var rung else { return Rung(.clientCertificate, isPast ? .skipped : .pending, detail: isPast ? text : "") }
      rung.detail = text
      if transcript.sentEmptyCertificate { rung.state = .warning }
      return rung
    }
  }

  private var finished: Rung {
    let indices = (transcript.indices(.finished, from: .client) + transcript.indices(.finished, from: .server)).sorted()
    let done = transcript.milestone { if case .tlsFinished = $0 { true } else { nil } }
    guard transcript.clientFinished else {
      return Rung(.finished, isReused ? .skipped : .pending, messageIndices: indices)
    }
    let time = done?.atMicroseconds ?? indices.last.map { transcript.messages[$0].atMicroseconds }
    let parts = [transcript.isResumed ? "resumed" : nil, transcript.alpn.map { "ALPN \($0)" }]
    return Rung(
      .finished, .passed, atMicroseconds: time, detail: parts.compactMap(\.self).joined(separator: ", "),
      messageIndices: indices)
  }

  private var answer: Rung {
    let status = http.map { "HTTP \($0.status)" }
    let done = transcript.milestone { if case .answerComplete(let bytes) = $0 { bytes } else { nil } }
    guard let done else {
      return Rung(.answer, outcome?.ending == .answered ? .passed : .pending, detail: status ?? "")
    }
    let detail = [status, "\(done.value) bytes"].compactMap(\.self).joined(separator: ", ")
    return Rung(.answer, .passed, atMicroseconds: done.atMicroseconds, detail: detail)
  }

  /// The rung of a message of the handshake; nil when it was not seen.
  private func message(_ kind: Rung.Kind, _ type: HandshakeType, from side: Side) -> Rung? {
    let indices = transcript.indices(type, from: side)
    guard let last = indices.last else { return nil }
    let message = transcript.messages[last]
    return Rung(kind, .passed, atMicroseconds: message.atMicroseconds, detail: message.summary, messageIndices: indices)
  }
}
