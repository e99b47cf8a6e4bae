extension Sequence<UInt8> {
  /// Base64 with padding, on one line (RFC 4648 section 4).
  public var base64: String { String(decoding: base64Digits, as: UTF8.self) }

  /// The same as ASCII.
  public var base64Digits: [UInt8] { digits(Array(self)) }
}

/// Of an array, because a generic loop over any sequence costs ten times as much.
private func digits(_ bytes: [UInt8]) -> [UInt8] {
  var digits: [UInt8] = []
  digits.reserveCapacity((bytes.count + 2) / 3 * 4)
  var bits: UInt32 = 0
  var count = 0
  for byte in bytes {
    bits = bits << 8 | UInt32(byte)
    count += 1
    guard count == 3 else { continue }
    for shift: UInt32 in [18, 12, 6, 0] { digits.append(alphabet[Int(bits >> shift & 63)]) }
    (bits, count) = (0, 0)
  }
  guard count > 0 else { return digits }
  bits <<= UInt32(8 * (3 - count))
  for index in 0..<4 {
    digits.append(index <= count ? alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
  }
  return digits
}

private let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
