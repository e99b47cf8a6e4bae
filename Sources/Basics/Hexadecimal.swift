extension Sequence<UInt8> {
  /// Lower-case hexadecimal digits, `separator` between the bytes.
  public func hexadecimal(separator: String = "") -> String {
    let separator = Array(separator.utf8)
    var digits: [UInt8] = []
    digits.reserveCapacity(underestimatedCount * (2 + separator.count))
    for byte in self {
      if !digits.isEmpty { digits += separator }
      digits.append(hexadecimalDigits[Int(byte >> 4)])
      digits.append(hexadecimalDigits[Int(byte & 0xF)])
    }
    return String(decoding: digits, as: UTF8.self)
  }
}

private let hexadecimalDigits = Array("0123456789abcdef".utf8)
