internal import Basics

/// Finds a tag with too many attributes before the parser meets it: libxml2 compares every attribute of a tag with every
/// other, so that a megabyte of them takes minutes.
struct AttributeCount {
  private var inTag = false
  private var quote: UInt8?
  private var count = 0
  private var previous: UInt8 = 0

  /// The offset at which the count passed the limit; nil when no tag does.
  static func excess(in bytes: [UInt8], limit: Int) -> Int? {
    // A limit's worth of attributes needs at least this many bytes: `a=""` and a space each.
    if bytes.count < limit * 5 { return nil }
    var state = AttributeCount()
    // Zero bytes are the high halves of UTF-16 ASCII.
    for (offset, byte) in bytes.enumerated() where byte != 0 {
      state.take(byte)
      if state.count > limit { return offset }
    }
    return nil
  }

  private mutating func take(_ byte: UInt8) {
    defer { previous = byte }
    if !inTag {
      if previous == UInt8(ascii: "<"), byte != UInt8(ascii: "!"), byte != UInt8(ascii: "?"), byte != UInt8(ascii: "/")
      {
        inTag = true
        count = 0
      }
    } else if let open = quote {
      if byte == open { quote = nil }
    } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      quote = byte
    } else if byte == UInt8(ascii: ">") {
      inTag = false
    } else if byte == UInt8(ascii: "=") {
      count += 1
    }
  }
}
