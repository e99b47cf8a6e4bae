internal import Basics
internal import Certificates

/// What the rules ask of the evidence.
extension Evidence {
  // MARK: How it ended

  var worked: Bool { outcome.ending == .answered }

  /// Answered by the service itself, if only with a fault: nothing on the way refused.
  var wasServed: Bool { worked && http.map { (200..<300).contains($0.status) || $0.status == 500 } ?? true }

  /// Ended by something else than an answer or the user.
  var failed: Bool { !worked && outcome.ending != .cancelled }

  /// The code of libcurl with which it failed.
  var curlCode: Int? { if case .failed(let code, _, _) = outcome.ending { code } else { nil } }

  var message: String { if case .failed(_, _, let message) = outcome.ending { message } else { "" } }

  /// No answer in time, by libcurl's limit or one of this program's.
  var timedOut: Bool {
    switch outcome.ending {
    case .failed(let code, _, _): code == 28
    case .limit(let name, _): ["connect", "total", "idle"].contains(name)
    default: false
    }
  }

  /// Cut by a TCP reset, as far as the system told.
  var wasReset: Bool {
    outcome.systemError == 104 || outcome.systemError == 32 || message.contains("reset by peer")
      || message.contains("errno 104") || message.contains("Broken pipe")
  }

  /// The connection stood and was reset before libcurl had looked at it: somebody took it.
  var wasResetWhileConnecting: Bool { curlCode == 7 && outcome.systemError == 104 }

  /// The other side ended the connection, politely or not.
  var wasCut: Bool { failed && !timedOut && (wasReset || outcome.endedByReset || says(294, "eof") || saysClosed) }

  private var saysClosed: Bool {
    message.contains("SSL_ERROR_SYSCALL") || message.contains("SSL_ERROR_ZERO_RETURN") || message.contains("errno 107")
      || [52, 55, 56].contains(curlCode)
  }

  /// `reset the connection` or `closed the connection`.
  var cutVerb: String { wasReset ? "reset the connection" : "closed the connection" }

  /// Whether OpenSSL gave that reason, or libcurl those words for it.
  func says(_ reason: Int, _ words: String) -> Bool {
    outcome.libraryErrors.contains { $0.library == 20 && $0.reason == reason }
      || outcome.libraryErrors.contains { $0.text.lowercased().contains(words) }
      || message.lowercased().contains(words)
  }

  // MARK: How far it came

  var connected: (address: String, port: Int)? {
    let step = transcript.milestone {
      if case .connected(let address, let port) = $0 { (address: address, port: port) } else { nil }
    }
    return step?.value
  }

  /// The proxy opened the tunnel.
  var isTunnelOpen: Bool {
    let status = transcript.milestone { if case .proxyConnected(let status) = $0 { status } else { nil } }?.value
    return (200...299).contains(status ?? outcome.proxyConnectStatus ?? 0)
  }

  /// The trouble is still on the way to the proxy or inside it.
  var isAtProxy: Bool { target.proxy != nil && target.scheme == "https" && !isTunnelOpen && !sentHello }
  var sentHello: Bool { transcript.has(.clientHello, from: .client) }
  var gotServerHello: Bool { transcript.serverHello != nil }
  var usesTLS: Bool { target.scheme == "https" }

  // MARK: Names for messages

  /// `host:port`.
  var endpoint: String { "\(target.host.neutralised):\(target.port)" }

  /// With the address, when it is another text: `host:port (192.0.2.1)`.
  var endpointWithAddress: String {
    guard let address = outcome.remoteAddress ?? connected?.address, address != target.host else { return endpoint }
    return "\(endpoint) (\(address.neutralised))"
  }

  var proxyName: String { target.proxy?.neutralised ?? "the proxy" }

  var clientAuthorities: [DistinguishedName] { transcript.certificateRequest?.authorities ?? [] }

  // MARK: Lines of evidence

  /// What the libraries said, for those who know them.
  var libraryLine: [String] {
    switch outcome.ending {
    case .failed(let code, let name, let message):
      return ["libcurl: \(name) (\(code))" + (message.isEmpty ? "" : ": \(message.neutralised)")]
    case .limit(let name, let value): return ["the \(name) limit of \(value) was reached"]
    case .answered, .cancelled: return []
    }
  }

  func alertLine(_ alert: (index: Int, alert: Transcript.Alert)) -> String {
    let message = transcript.messages[alert.index]
    let side = message.from == .server ? "received from the server" : "sent by this client"
    return "alert \(alert.alert.code) \(alert.alert.name), \(side) after \(milliseconds(message.atMicroseconds))"
  }

  /// The last TLS message of the origin's connection.
  var lastMessageLine: [String] {
    guard let message = transcript.messages.last(where: { $0.leg == .origin }) else { return [] }
    let side = message.from == .server ? "the server" : "this client"
    return ["last message: \(message.type) from \(side) after \(milliseconds(message.atMicroseconds))"]
  }
}

func milliseconds(_ microseconds: Int64) -> String { "\(microseconds / 1000).\(microseconds % 1000 / 100) ms" }

/// `A, B and C`, at most `limit` of them.
func list(_ names: some Collection<String>, limit: Int = 5) -> String {
  let shown = names.prefix(limit).map { $0.count > 120 ? String($0.prefix(120)) + "…" : $0 }
  if names.count > limit { return shown.joined(separator: ", ") + " and \(names.count - limit) more" }
  guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
  return shown.dropLast().joined(separator: ", ") + " and " + last
}

/// `1 byte`, `3 bytes`.
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(plural ?? noun + "s")"
}
