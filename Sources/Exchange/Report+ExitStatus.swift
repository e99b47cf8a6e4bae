internal import Bindings
internal import Handshake

extension Report {
  /// How a command that made this exchange ends.
  public var exitStatus: ExitStatus {
    if let refusal { return refusal.stage.exitStatus }
    switch outcome.ending {
    case .cancelled: return .interrupted
    case .limit(let name, _): return name == "responseSize" ? .protocolViolation : .network
    case .failed(let code, _, _): return failureStatus(curlCode: code)
    case .answered: return answerStatus
    }
  }

  private func failureStatus(curlCode: Int) -> ExitStatus {
    if curlCode == 3 { return .usage }  // URL_MALFORMAT
    if findings.first?.blame == .proxy { return .network }
    if clientCertificateRefused || TLSFailure.codes.contains(curlCode) || originRefusedByAlert { return .handshake }
    return AnswerFailure.codes.contains(curlCode) ? .protocolViolation : .network
  }

  private var answerStatus: ExitStatus {
    if clientCertificateRefused { return .handshake }
    guard let response else { return .protocolViolation }
    if response.status == 407 { return .network }
    if draft.method != .post { return .answered }
    if findings.contains(where: { $0.code == "inspector-failed" }) { return .usage }
    if response.security?.isAccepted == false, response.security?.isPresent == true { return .protocolViolation }
    if hasBrokenPackage { return .protocolViolation }
    // A binding without an envelope asks for XML, no more.
    if ticket?.messageVersion == .noEnvelope, wcf.outcome == "reply" { return .answered }
    switch response.kind {
    case .fault: return .fault
    case .envelope: return .answered
    case .empty: return (200..<300).contains(response.status) ? .answered : .protocolViolation
    case .html, .other: return .protocolViolation
    }
  }

  /// Parts of a multipart answer are missing.
  private var hasBrokenPackage: Bool {
    findings.contains { $0.severity == .error && ($0.code.hasPrefix("multipart-") || $0.code.hasPrefix("xop-")) }
  }

  private var originRefusedByAlert: Bool {
    transcript.messages.contains { message in
      guard message.leg == .origin, message.from == .server, case .alert(let alert) = message.kind else { return false }
      return alert.isFatal
    }
  }

  /// Codes of verdicts that tell of a refused client certificate by other names.
  private static let refusals: Set = ["front-end-refused", "server-clock-or-crl", "server-cannot-check-client"]

  private var clientCertificateRefused: Bool {
    guard let verdict = findings.first, verdict.severity == .error else { return false }
    return verdict.code.hasPrefix("client-") || Self.refusals.contains(verdict.code)
  }
}

extension Refusal.Stage {
  /// How a command ends that was kept from sending.
  public var exitStatus: ExitStatus {
    switch self {
    case .usage, .binding: .usage
    case .identity: .identity
    case .file: .file
    }
  }
}

/// CURLcodes that say that TLS could not be established.
private enum TLSFailure {
  // SSL_CONNECT_ERROR, SSL_CERTPROBLEM, SSL_CIPHER, PEER_FAILED_VERIFICATION, USE_SSL_FAILED, SSL_CACERT_BADFILE,
  // SSL_SHUTDOWN_FAILED, SSL_CRL_BADFILE, SSL_ISSUER_ERROR, SSL_PINNEDPUBKEYNOTMATCH, SSL_INVALIDCERTSTATUS,
  // SSL_CLIENTCERT.
  static let codes: Set<Int> = [35, 58, 59, 60, 64, 77, 80, 82, 83, 90, 91, 98]
}

/// CURLcodes that say that the answer broke HTTP.
private enum AnswerFailure {
  // UNSUPPORTED_PROTOCOL, WEIRD_SERVER_REPLY, PARTIAL_FILE, BAD_CONTENT_ENCODING, FILESIZE_EXCEEDED.
  static let codes: Set<Int> = [1, 8, 18, 61, 63]
}
