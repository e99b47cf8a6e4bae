/// A UTF-8 character that arrives byte by byte (RFC 3629): takes only bytes that can still make a valid one.
struct UTF8Sequence: Sendable, Equatable {
  private var value: UInt32
  private var missing: Int
  /// Bounds of the next byte: narrower than 80…BF after E0, ED, F0 and F4, which shuts out overlong forms and surrogates.
  private var allowed: ClosedRange<UInt8>

  /// Nil when no character begins with this byte.
  init?(lead: UInt8) {
    switch lead {
    case 0xC2...0xDF: (value, missing) = (UInt32(lead & 0x1F), 1)
    case 0xE0...0xEF: (value, missing) = (UInt32(lead & 0x0F), 2)
    case 0xF0...0xF4: (value, missing) = (UInt32(lead & 0x07), 3)
    default: return nil
    }
    allowed =
      switch lead {
      case 0xE0: 0xA0...0xBF
      case 0xED: 0x80...0x9F
      case 0xF0: 0x90...0xBF
      case 0xF4: 0x80...0x8F
      default: 0x80...0xBF
      }
  }

  /// The character once it is whole.
  var scalar: Unicode.Scalar? { missing == 0 ? Unicode.Scalar(value) : nil }

  /// False, and nothing is taken, when the byte does not continue the character.
  mutating func append(_ byte: UInt8) -> Bool {
    guard missing > 0, allowed.contains(byte) else { return false }
    value = value << 6 | UInt32(byte & 0x3F)
    missing -= 1
    allowed = 0x80...0xBF
    return true
  }
}
