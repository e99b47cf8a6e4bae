public import Handshake

/// What happens during an exchange, in order; the last one is always `finished`.
public enum ExchangeEvent: Sendable {
  /// A step of the preparation: an identity opened, a chain completed.
  case prepared(String)
  case accepted(Ticket)
  /// The handshake as far as it is known now.
  case handshake(Transcript)
  /// How much of a long message is on its way to the server; short ones go without.
  case bodySent(bytes: Int, of: Int)
  case answerBegan(status: Int, httpHeaders: [HTTPHeader])
  case answerBytes(received: Int)
  case finished(Report)
}
