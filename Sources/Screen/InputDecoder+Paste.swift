extension InputDecoder {
  /// A bracketed paste on its way: linear in its length, however it is split over reads.
  struct Paste: Sendable, Equatable {
    private static let terminator: [UInt8] = Array("\u{1B}[201~".utf8)

    private var bytes: [UInt8] = []
    /// How much of the terminator the last bytes matched.
    private var matched = 0

    /// The text so far, line ends as LF.
    var text: [UInt8] { Self.normalised(bytes[...]) }

    /// Moves bytes over until the terminator has passed; then, and only then, the whole text.
    mutating func take(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
      while let byte = rest.first {
        if matched == 0 {
          let end = rest.firstIndex(of: 0x1B) ?? rest.endIndex
          bytes += rest[rest.startIndex..<end]
          rest = rest[end...]
          if !rest.isEmpty { matchNext(&rest) }
        } else if byte == Self.terminator[matched] {
          matchNext(&rest)
        } else {
          bytes += Self.terminator[..<matched]
          matched = 0
        }
        if matched == Self.terminator.count { return text }
      }
      return nil
    }

    private mutating func matchNext(_ rest: inout ArraySlice<UInt8>) {
      matched += 1
      rest.removeFirst()
    }

    /// Terminals send CR, CR LF or LF for the line ends of what was copied.
    private static func normalised(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
      guard bytes.contains(0x0D) else { return Array(bytes) }
      var result: [UInt8] = []
      result.reserveCapacity(bytes.count)
      var afterReturn = false
      for byte in bytes {
        if !(byte == 0x0A && afterReturn) { result.append(byte == 0x0D ? 0x0A : byte) }
        afterReturn = byte == 0x0D
      }
      return result
    }
  }
}
