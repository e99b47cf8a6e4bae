/// Strict UTF-8 (RFC 3629): no overlong forms, no surrogates.
enum UTF8Decoding {
  /// The scalar at `index` and its length; nil at the end and where the bytes are not UTF-8.
  static func scalar(in bytes: ArraySlice<UInt8>, at index: Int) -> (Unicode.Scalar, byteCount: Int)? {
    guard index < bytes.endIndex else { return nil }
    let first = bytes[index]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    guard let (count, payload, minimum) = head(first), index + count <= bytes.endIndex else { return nil }
    var value = payload
    for byte in bytes[(index + 1)..<(index + count)] {
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard value >= minimum, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, count)
  }

  private static func head(_ byte: UInt8) -> (byteCount: Int, payload: UInt32, minimum: UInt32)? {
    switch byte {
    case 0xC2...0xDF: (2, UInt32(byte & 0x1F), 0x80)
    case 0xE0...0xEF: (3, UInt32(byte & 0x0F), 0x800)
    case 0xF0...0xF4: (4, UInt32(byte & 0x07), 0x10000)
    default: nil
    }
  }
}
