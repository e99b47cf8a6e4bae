public import Handshake

/// What happens during a transfer, in order; the last one is always `finished`.
public enum TransferEvent: Sendable {
  /// The handshake and the steps around it, in order, never empty: no later than 10 ms after the first of them, and before
  /// whatever event comes next. A reader that was woken for each would cost more than the handshake's own bookkeeping.
  case records([TraceRecord])
  /// How many bytes of a long request body libcurl has taken to be sent: at most ten times a second, the last one when all
  /// are.
  case bodySent(bytes: Int)
  /// The final answer's head; interim answers (RFC 9110 section 15.2) are not reported.
  case head(status: Int, headers: [HTTPHeader])
  /// A piece of the answer's body, content coding undone where the request listed Accept-Encoding.
  case body([UInt8])
  /// Just before `finished`, when the request asked for it.
  indirect case captured(Capture)
  indirect case finished(TransferOutcome)
}
