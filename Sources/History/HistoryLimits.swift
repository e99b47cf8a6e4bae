/// How much of the past is kept. Pinned exchanges stay, and count.
///
/// They are looked at each time that a twentieth of them has come in: until then there may be so much more.
public struct HistoryLimits: Sendable, Hashable {
  public var exchanges: Int
  /// Of everything that is kept of them; the file is somewhat larger.
  public var bytes: Int
  public var days: Int

  public init(exchanges: Int = 10_000, bytes: Int = 512 * 1024 * 1024, days: Int = 90) {
    self.exchanges = exchanges
    self.bytes = bytes
    self.days = days
  }
}
