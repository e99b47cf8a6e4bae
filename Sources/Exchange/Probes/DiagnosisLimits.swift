/// How many probes there are, and how long all of it may take.
public struct DiagnosisLimits: Sendable, Hashable {
  /// For the call as it is configured, where the draft has no shorter one.
  public var firstSeconds: Double
  /// For each probe after it.
  public var probeSeconds: Double
  /// For everything; probes that do not fit any more are left out.
  public var totalSeconds: Double
  public var probeCount: Int

  public init(
    firstSeconds: Double = 10, probeSeconds: Double = 5, totalSeconds: Double = 45, probeCount: Int = 8
  ) {
    self.firstSeconds = firstSeconds
    self.probeSeconds = probeSeconds
    self.totalSeconds = totalSeconds
    self.probeCount = probeCount
  }

  /// The draft's limits, none of them above these seconds; of an answer no more than 64 KiB is read.
  public static func bounded(_ limits: Limits, seconds: Double) -> Limits {
    Limits(
      connectSeconds: min(limits.connectSeconds, seconds), totalSeconds: min(limits.totalSeconds, seconds),
      idleSeconds: min(limits.idleSeconds, seconds), responseBytes: min(limits.responseBytes, 65_536))
  }
}
