internal import Basics
internal import CCurl
internal import Glibc
internal import Handshake
internal import TLS

extension ActiveTransfer {
  func ending(_ code: CURLcode) -> TransferOutcome.Ending {
    if code == CURLE_OK { return .answered }
    return .failed(code: Int(code.rawValue), name: name(of: code), message: message(of: code).neutralised)
  }

  func outcome(
    _ ending: TransferOutcome.Ending, leftover: [TransferOutcome.LibraryError], systemError: Int
  ) -> TransferOutcome {
    let failed = if case .failed = ending { true } else { false }
    let errors = failed ? taps.flatMap(\.noted) + (refusal?.libraryErrors ?? []) + leftover : []
    return TransferOutcome(
      ending: ending, systemError: failed ? taps.map(\.systemError).last { $0 != 0 } ?? systemError : 0,
      libraryErrors: unique(errors),
      verification: taps.last { $0.verification != nil }?.verification, remoteAddress: remote?.host,
      remotePort: remote?.port, proxyConnectStatus: proxyStatus, localAddress: local?.host, localPort: local?.port,
      proxyHeaders: proxyHeaders,
      endedByReset: failed && wasCutOff(systemError),
      timings: timings, exchangeNumber: number, reusedConnection: isReused,
      cookieNames: writtenHead.cookieNames, wire: wire)
  }

  private func wasCutOff(_ systemError: Int) -> Bool {
    taps.contains { $0.isCutOff || $0.isWriteClosed } || systemError == Int(ECONNRESET)
  }

  /// What the taps noted stands in OpenSSL's queue as well, unless libcurl took it first.
  private func unique(_ errors: [TransferOutcome.LibraryError]) -> [TransferOutcome.LibraryError] {
    var result: [TransferOutcome.LibraryError] = []
    for error in errors {
      if let same = result.firstIndex(where: { $0.library == error.library && $0.reason == error.reason }) {
        result[same].data = result[same].data ?? error.data
      } else {
        result.append(error)
      }
    }
    return result
  }

  /// libcurl keeps the first words it finds for a failure. When the server refused in so many words, those are the
  /// reason, and that a write had failed before is not.
  private func message(of code: CURLcode) -> String {
    if let refusal { return refusal.summary }
    if let alert = taps.flatMap(\.noted).last(where: { $0.library == 20 && $0.reason >= 1000 }) { return alert.text }
    let words = handle.errorMessage
    // Said on the way to another failure, by an attempt to learn the address of a peer that has left.
    return words.isEmpty || words.hasPrefix("getpeername() failed") ? String(cString: curl_easy_strerror(code)) : words
  }
}

extension TransferOutcome {
  /// The outcome of what was never begun.
  static func refused(_ pending: PendingTransfer) -> TransferOutcome {
    let fault = pending.shared.request.fault
    let code = fault == nil ? CURLE_FAILED_INIT : CURLE_BAD_FUNCTION_ARGUMENT
    let message = fault ?? "The transport takes no requests any more, or its thread could not be started."
    return TransferOutcome(
      ending: .failed(code: Int(code.rawValue), name: name(of: code), message: message),
      exchangeNumber: pending.number)
  }
}

/// libcurl's constant for a code.
func name(of code: CURLcode) -> String { names[Int(code.rawValue)] ?? "CURLE_\(code.rawValue)" }

private let names: [Int: String] = [
  0: "CURLE_OK", 1: "CURLE_UNSUPPORTED_PROTOCOL", 2: "CURLE_FAILED_INIT", 3: "CURLE_URL_MALFORMAT",
  4: "CURLE_NOT_BUILT_IN", 5: "CURLE_COULDNT_RESOLVE_PROXY", 6: "CURLE_COULDNT_RESOLVE_HOST",
  7: "CURLE_COULDNT_CONNECT", 8: "CURLE_WEIRD_SERVER_REPLY", 9: "CURLE_REMOTE_ACCESS_DENIED",
  16: "CURLE_HTTP2", 18: "CURLE_PARTIAL_FILE", 22: "CURLE_HTTP_RETURNED_ERROR", 23: "CURLE_WRITE_ERROR",
  26: "CURLE_READ_ERROR", 27: "CURLE_OUT_OF_MEMORY", 28: "CURLE_OPERATION_TIMEDOUT", 34: "CURLE_HTTP_POST_ERROR",
  35: "CURLE_SSL_CONNECT_ERROR", 42: "CURLE_ABORTED_BY_CALLBACK", 43: "CURLE_BAD_FUNCTION_ARGUMENT",
  45: "CURLE_INTERFACE_FAILED", 47: "CURLE_TOO_MANY_REDIRECTS", 52: "CURLE_GOT_NOTHING",
  53: "CURLE_SSL_ENGINE_NOTFOUND", 54: "CURLE_SSL_ENGINE_SETFAILED", 55: "CURLE_SEND_ERROR", 56: "CURLE_RECV_ERROR",
  58: "CURLE_SSL_CERTPROBLEM", 59: "CURLE_SSL_CIPHER", 60: "CURLE_PEER_FAILED_VERIFICATION",
  61: "CURLE_BAD_CONTENT_ENCODING", 63: "CURLE_FILESIZE_EXCEEDED", 65: "CURLE_SEND_FAIL_REWIND",
  66: "CURLE_SSL_ENGINE_INITFAILED", 67: "CURLE_LOGIN_DENIED", 77: "CURLE_SSL_CACERT_BADFILE",
  80: "CURLE_SSL_SHUTDOWN_FAILED", 81: "CURLE_AGAIN", 82: "CURLE_SSL_CRL_BADFILE", 83: "CURLE_SSL_ISSUER_ERROR",
  88: "CURLE_CHUNK_FAILED", 89: "CURLE_NO_CONNECTION_AVAILABLE", 90: "CURLE_SSL_PINNEDPUBKEYNOTMATCH",
  91: "CURLE_SSL_INVALIDCERTSTATUS", 93: "CURLE_RECURSIVE_API_CALL", 94: "CURLE_AUTH_ERROR", 97: "CURLE_PROXY",
  98: "CURLE_SSL_CLIENTCERT", 99: "CURLE_UNRECOVERABLE_POLL",
]
