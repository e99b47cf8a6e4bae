/// Reads big-endian fields from bytes and never past their end: a short read is nil, not a trap.
public struct ByteReader: Sendable {
  public let bytes: ArraySlice<UInt8>
  public private(set) var position: Int

  public init(_ bytes: some Sequence<UInt8>) { self.init(slice: ArraySlice(bytes)) }

  public init(slice: ArraySlice<UInt8>) {
    bytes = slice
    position = slice.startIndex
  }

  public var remaining: Int { bytes.endIndex - position }
  public var isAtEnd: Bool { remaining == 0 }
  /// How many bytes have been read, counted from where this reader began.
  public var offset: Int { position - bytes.startIndex }

  public mutating func uint8() -> UInt8? {
    guard remaining >= 1 else { return nil }
    defer { position += 1 }
    return bytes[position]
  }

  public mutating func uint16() -> UInt16? { unsigned(byteCount: 2).map(UInt16.init(truncatingIfNeeded:)) }
  public mutating func uint24() -> Int? { unsigned(byteCount: 3).map(Int.init(truncatingIfNeeded:)) }
  public mutating func uint32() -> UInt32? { unsigned(byteCount: 4).map(UInt32.init(truncatingIfNeeded:)) }

  /// The next `count` bytes; nil, and nothing is consumed, when fewer remain.
  public mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, remaining >= count else { return nil }
    defer { position += count }
    return bytes[position..<position + count]
  }

  /// A vector whose length stands before it in 1, 2 or 3 bytes (RFC 8446 section 3.4).
  public mutating func vector(lengthBytes: Int) -> ArraySlice<UInt8>? {
    let start = position
    if let length = unsigned(byteCount: lengthBytes), let content = take(Int(length)) { return content }
    position = start
    return nil
  }

  /// Everything that is left.
  public mutating func rest() -> ArraySlice<UInt8> {
    defer { position = bytes.endIndex }
    return bytes[position...]
  }

  /// Byte by byte where they stand: a slice for each number would cost more than the number.
  private mutating func unsigned(byteCount: Int) -> UInt64? {
    guard byteCount >= 0, remaining >= byteCount else { return nil }
    defer { position += byteCount }
    var value: UInt64 = 0
    for index in position..<position + byteCount { value = value << 8 | UInt64(bytes[index]) }
    return value
  }
}
