/// The ones' complement sum of IP, TCP and their kin (RFC 1071).
enum InternetChecksum {
  /// - Parameter parts: one after the other; all but the last of even length.
  static func of(_ parts: ArraySlice<UInt8>...) -> UInt16 {
    var sum: UInt64 = 0
    for part in parts {
      var isHigh = true
      for byte in part {
        sum &+= isHigh ? UInt64(byte) << 8 : UInt64(byte)
        isHigh.toggle()
      }
    }
    while sum > 0xFFFF { sum = (sum & 0xFFFF) + (sum >> 16) }
    return ~UInt16(truncatingIfNeeded: sum)
  }
}
