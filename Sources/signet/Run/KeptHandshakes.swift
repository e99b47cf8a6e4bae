internal import Exchange
internal import Handshake
internal import Synchronization

/// The handshakes of connections that are kept: a request that goes over one has none of its own.
final class KeptHandshakes: Sendable {
  /// More connections than are open at once.
  private static let limit = 1_000

  private let transcripts = Mutex<[String: Transcript]>([:])

  /// Keeps the handshake of a connection that the exchange made.
  func note(_ report: Report) {
    guard report.transcript.version != nil else { return }
    transcripts.withLock { transcripts in
      if transcripts.count > Self.limit { transcripts.removeAll() }
      transcripts[Self.connection(report)] = report.transcript
      transcripts[Self.server(report)] = report.transcript
    }
  }

  /// The handshake of the connection that the exchange went over; nil without TLS.
  func transcript(of report: Report) -> Transcript? {
    if report.transcript.version != nil { return report.transcript }
    guard report.outcome.reusedConnection else { return nil }
    // Another worker may not have told yet of the connection that it made: then the same server's before.
    return transcripts.withLock { $0[Self.connection(report)] ?? $0[Self.server(report)] }
  }

  private static func connection(_ report: Report) -> String {
    let outcome = report.outcome
    return "\(outcome.localAddress ?? "") \(outcome.localPort ?? 0) \(server(report))"
  }

  private static func server(_ report: Report) -> String {
    "\(report.outcome.remoteAddress ?? "") \(report.outcome.remotePort ?? 0)"
  }
}
