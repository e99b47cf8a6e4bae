/// What an archive may hold.
public struct ZipLimits: Sendable, Hashable {
  public var entries: Int
  /// Of all entries together when they are unpacked.
  public var bytes: Int
  /// How many times its packed size an entry may unpack to; text seldom reaches 50.
  public var ratio: Int

  public init(entries: Int = 5000, bytes: Int = 64 * 1024 * 1024, ratio: Int = 250) {
    self.entries = entries
    self.bytes = bytes
    self.ratio = ratio
  }
}
