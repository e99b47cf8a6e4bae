/// What is wrong with the messages of a service whose connection is in order.
public enum AnswerChange: String, Sendable, Hashable, CaseIterable {
  /// WS-Security: the Timestamp ended an hour ago.
  case expiredTimestamp
  /// WS-Security: Timestamp and Body are signed by the server's key, and the Body was changed afterwards.
  case changedAfterSigning
  /// WS-Addressing 1.0: RelatesTo names a message that nobody sent.
  case otherRelation
}
