extension UInt8 {
  /// White space of XML 1.0, production 3.
  @inline(__always) var isXMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }

  /// NameStartChar (production 4), everything beyond ASCII taken for one.
  @inline(__always) var startsXMLName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
      UInt8(ascii: ":"), 0x80...:
      true
    default: false
    }
  }

  /// NameChar (production 4a), everything beyond ASCII taken for one.
  @inline(__always) var isInXMLName: Bool {
    startsXMLName || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || self == UInt8(ascii: "-")
      || self == UInt8(ascii: ".")
  }
}

extension ArraySlice<UInt8> {
  /// Where `mark` first stands at or after `start`.
  func firstIndex(of mark: [UInt8], from start: Int) -> Int? {
    guard let first = mark.first else { return nil }
    var position = Swift.min(start, endIndex)
    while let found = self[position...].firstIndex(of: first) {
      if self[found...].starts(with: mark) { return found }
      position = found + 1
    }
    return nil
  }
}
