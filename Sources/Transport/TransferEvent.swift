public import Handshake

/// What happens during a transfer, in order; the last one is always `finished`.
public enum TransferEvent: Sendable {
  /// The handshake and the steps around it, live.
  case record(TraceRecord)
  /// The final answer's head; interim answers (RFC 9110 section 15.2) are not reported.
  case head(status: Int, headers: [HTTPHeader])
  /// A piece of the answer's body, content coding undone where the request listed Accept-Encoding.
  case body([UInt8])
  /// Just before `finished`, when the request asked for it.
  case captured(Capture)
  case finished(TransferOutcome)
}
