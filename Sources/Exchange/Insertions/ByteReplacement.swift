internal import Basics

extension Sequence<UInt8> {
  /// Escaped for element content and for attributes in either quotes; line ends and tabs too, because a parser would
  /// make spaces of them in an attribute, and line feeds of carriage returns.
  ///
  /// - Parameter asciiOnly: writes everything else as a character reference, for text of another encoding.
  package func xmlEscaped(asciiOnly: Bool = false) -> [UInt8] {
    var result: [UInt8] = []
    for byte in self {
      switch byte {
      case UInt8(ascii: "<"): result += Array("&lt;".utf8)
      case UInt8(ascii: ">"): result += Array("&gt;".utf8)
      case UInt8(ascii: "&"): result += Array("&amp;".utf8)
      case UInt8(ascii: "\""): result += Array("&quot;".utf8)
      case UInt8(ascii: "'"): result += Array("&apos;".utf8)
      case 0x09, 0x0A, 0x0D: result += Array("&#\(byte);".utf8)
      default: result.append(byte)
      }
    }
    guard asciiOnly else { return result }
    return String(decoding: result, as: UTF8.self).unicodeScalars.flatMap { scalar in
      Array((scalar.isASCII ? String(scalar) : "&#\(scalar.value);").utf8)
    }
  }
}

extension [UInt8] {
  /// As the content of a CDATA section: its end mark is spread over two sections.
  package var inCDATA: [UInt8] { replacing([(Array("]]>".utf8), Array("]]]]><![CDATA[>".utf8))]) }

  /// Every place of each text replaced, in one pass: what was put in is not looked at again.
  package func replacing(_ pairs: [(text: [UInt8], value: [UInt8])]) -> [UInt8] {
    // By first byte, so that a long text is looked at once whatever the number of pairs.
    var table = [[(text: [UInt8], value: [UInt8])]](repeating: [], count: 256)
    for pair in pairs where !pair.text.isEmpty { table[Int(pair.text[0])].append(pair) }
    for index in table.indices { table[index].sort { $0.text.count > $1.text.count } }
    var result: [UInt8] = []
    result.reserveCapacity(count)
    var index = 0
    while index < count {
      let found = table[Int(self[index])].first { self[index...].starts(with: $0.text) }
      if let found {
        result += found.value
        index += found.text.count
      } else {
        result.append(self[index])
        index += 1
      }
    }
    return result
  }

  func contains(_ insertion: Insertion, _ form: Insertion.Form) -> Bool {
    firstPlace(of: insertion.marker(form)) != nil
  }
}

extension Unicode.Scalar {
  /// XML 1.0 production Char.
  package var isInXML: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
