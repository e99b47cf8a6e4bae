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

  public mutating func add(_ moved: [UInt8], from: Side, leg: Leg, atMicroseconds: Int64) {
    add(count: moved.count, from: from, leg: leg, atMicroseconds: atMicroseconds) { $0 += moved.prefix($1) }
  }

  /// - Parameters:
  ///   - count: of what was written or read.
  ///   - append: puts the first so many bytes of it behind those that are there.
  public mutating func add(
    count: Int, from: Side, leg: Leg, atMicroseconds: Int64, _ append: (inout [UInt8], Int) -> Void
  ) {
    let kept = min(room, count)
    omittedBytes += count - kept
    guard kept > 0 else { return }
    append(&bytes, kept)
    pieces.append(Piece(from: from, leg: leg, atMicroseconds: atMicroseconds, count: kept))
  }

  /// A handshake with a chain on each side fits, so that nothing moves while it runs.
  public mutating func reserveHandshake() { reserve(bytes: 8192, pieces: 32) }

  /// Makes room for as much as went over the connection for a like exchange.
  public mutating func reserve(bytes: Int, pieces: Int) {
    self.bytes.reserveCapacity(bytes)
    self.pieces.reserveCapacity(pieces)
  }
}
