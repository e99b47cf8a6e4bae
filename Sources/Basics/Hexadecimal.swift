extension Sequence<UInt8> {
  /// Lower-case hexadecimal digits, `separator` between the bytes.
  public func hexadecimal(separator: String = "") -> String {
    map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined(separator: separator)
  }
}
