public import Handshake

extension Report {
  /// The exchange as named values, for comparing it with another.
  public var outline: ExchangeOutline {
    ExchangeOutline(
      transcript: transcript, outcome: outcome, status: response?.status, identity: ticket?.identityEvidence,
      findings: findings)
  }
}
