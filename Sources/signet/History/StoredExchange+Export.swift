internal import Basics
internal import Exchange
internal import Handshake
internal import History
internal import Interchange
internal import TLS

extension StoredExchange {
  /// Whether a file's name says that it is a HAR.
  static func isArchive(_ file: String) -> Bool { file.lowercased().hasSuffix(".har") }

  /// The exchange for a file: HAR, with its answer and times, or all that is known of it as JSON.
  func text(isHAR: Bool) throws(ExchangeUnreadable) -> String { isHAR ? try archive() : json.pretty + "\n" }

  private func archive() throws(ExchangeUnreadable) -> String {
    guard let report = report(.openSSL), let ticket = report.ticket else {
      throw ExchangeUnreadable(numbers: [summary.number])
    }
    var call = HTTPCall(
      name: summary.name, url: ticket.url, headers: ticket.httpHeaders, body: Array(request.utf8))
    call.method = ticket.method
    call.usesCertificate = ticket.identity != nil && ticket.offersClientCertificate
    call.certificate = ticket.identity?.source
    let recorded = report.response.map {
      RecordedCall.Answer(
        status: $0.status, headers: $0.httpHeaders, contentType: $0.contentType, text: answer ?? "",
        byteCount: answerBytes)
    }
    let times = report.outcome.timings
    return RecordedCall(
      call: call, endedAt: summary.time, answer: recorded,
      timings: RecordedCall.Timings(
        connect: times.tlsMs ?? times.connectMs, sent: times.sentMs, firstByte: times.firstByteMs,
        total: times.totalMs)
    ).archive
  }
}
