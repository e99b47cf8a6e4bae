/// The first bytes of an exchange's TLS connections as they went over the wire: what the record layer is read from.
///
/// They are as encrypted as they were on the way: without the connection's secrets they open nothing.
public struct WireLog: Sendable, Hashable {
  /// More bytes of one exchange are counted, not kept.
  public static let maximumBytes = 65_536

  /// What was written or read in one go.
  public struct Piece: Sendable, Hashable {
    public var from: Side
    public var leg: Leg
    /// Microseconds since the exchange began.
    public var atMicroseconds: Int64
    public var count: Int
  }

  /// One piece after the other.
  public private(set) var bytes: [UInt8] = []
  public private(set) var pieces: [Piece] = []
  public private(set) var omittedBytes = 0

  public init() {}

  public var isFull: Bool { omittedBytes > 0 }

  /// How many more bytes are kept; none after one that was cut.
  public var room: Int { isFull ? 0 : Self.maximumBytes - bytes.count }

  /// - Parameters:
  ///   - moved: what was written or read, or as much of it as there is `room` for.
  ///   - count: of all that was written or read; nil when `moved` is all.
  public mutating func add(
    _ moved: [UInt8], count: Int? = nil, from: Side, leg: Leg, atMicroseconds: Int64
  ) {
    let kept = min(room, moved.count)
    omittedBytes += (count ?? moved.count) - kept
    guard kept > 0 else { return }
    if kept == moved.count { bytes += moved } else { bytes += moved.prefix(kept) }
    pieces.append(Piece(from: from, leg: leg, atMicroseconds: atMicroseconds, count: kept))
  }

  /// A handshake with a chain on each side fits, so that nothing moves while it runs.
  public mutating func reserveHandshake() {
    bytes.reserveCapacity(8192)
    pieces.reserveCapacity(32)
  }
}
