/// Base64 (RFC 4648 section 4), white space between the digits ignored.
package enum Base64 {
  /// Nil when anything else stands there, or the padding is wrong.
  package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var bits: UInt32 = 0
    var digitCount = 0
    var paddingCount = 0
    for byte in text where !isSpace(byte) {
      if byte == UInt8(ascii: "=") {
        paddingCount += 1
        continue
      }
      guard paddingCount == 0, let digit = value(of: byte) else { return nil }
      bits = bits << 6 | digit
      digitCount += 1
      guard digitCount % 4 == 0 else { continue }
      result += [UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
      bits = 0
    }
    return finish(&result, bits: bits, digitsLeft: digitCount % 4, paddingCount: paddingCount) ? result : nil
  }

  private static func finish(_ result: inout [UInt8], bits: UInt32, digitsLeft: Int, paddingCount: Int) -> Bool {
    switch (digitsLeft, paddingCount) {
    case (0, 0): return true
    case (2, 2): result.append(UInt8(bits >> 4 & 0xFF))
    case (3, 1): result += [UInt8(bits >> 10 & 0xFF), UInt8(bits >> 2 & 0xFF)]
    default: return false
    }
    return true
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
