extension Transcript {
  /// Whether both are of an exchange over a connection that stood, where nothing was said below HTTP, with the same steps
  /// at whatever times: all else in a transcript is read from its messages, and here there are none.
  package func isQuiet(like other: Transcript) -> Bool {
    isQuiet && other.isQuiet && serverRecords == other.serverRecords
      && milestones.elementsEqual(other.milestones) { $0.milestone == $1.milestone }
  }

  private var isQuiet: Bool { messages.isEmpty && foreignBytes.isEmpty && omittedMessages == 0 && version == nil }
}

extension TransferOutcome {
  /// Whether both are the same but for times, number, and the encrypted bytes that went over the connection: no rule and
  /// no exit status reads those.
  package func isLike(_ other: TransferOutcome) -> Bool {
    var other = other
    (other.timings, other.exchangeNumber, other.wire) = (timings, exchangeNumber, wire)
    return self == other
  }
}
