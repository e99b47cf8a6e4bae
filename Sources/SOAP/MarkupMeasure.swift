/// How deep an XML text goes and how long its longest text and start tag are, by its markup alone: of a text of any size
/// in a fraction of the time that a parser takes. Whether it is well-formed is not asked.
struct MarkupMeasure {
  private(set) var depth = 0
  /// Of one element or attribute, in UTF-16 units, as .NET counts characters; a reference counts as one.
  private(set) var longestText = 0
  /// In bytes, as it is written.
  private(set) var longestTag = 0
  private let bytes: [UInt8]
  private var index = 0
  private var open = 0
  private var length = 0

  /// - Parameter bytes: UTF-8.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<") { markup() } else { character() }
    }
  }

  private mutating func markup() {
    switch index + 1 < bytes.count ? bytes[index + 1] : 0 {
    case UInt8(ascii: "/"):
      open -= 1
      length = 0
      skip(past: ">")
    case UInt8(ascii: "?"): skip(past: "?>")
    case UInt8(ascii: "!"):
      if starts("<!--") {
        skip(past: "-->")
      } else if starts("<![CDATA[") {
        index += 9
        while index < bytes.count, !starts("]]>") { character(isMarkup: false) }
        index += 3
      } else {
        skip(past: ">")
      }
    default: startTag()
    }
  }

  private mutating func startTag() {
    let start = index
    var name = index
    var quote: UInt8?
    var isSkipped = false
    length = 0
    while index < bytes.count {
      let byte = bytes[index]
      if let open = quote {
        // A namespace declaration is no attribute for a reader.
        if byte != open, !isSkipped {
          character()
          continue
        }
        if byte == open { (quote, length) = (nil, 0) }
      } else if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
        name = index + 1
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        (quote, isSkipped) = (byte, isDeclaration(name))
      } else if byte == UInt8(ascii: ">") {
        break
      }
      index += 1
    }
    open += 1
    depth = max(depth, open)
    if index > start, index <= bytes.count, bytes[index - 1] == UInt8(ascii: "/") { open -= 1 }
    index += 1
    longestTag = max(longestTag, index - start)
  }

  private func isDeclaration(_ place: Int) -> Bool {
    let name = Array("xmlns".utf8)
    guard place + name.count < bytes.count, bytes[place..<place + name.count].elementsEqual(name) else { return false }
    return [UInt8(ascii: "="), UInt8(ascii: ":"), 0x20].contains(bytes[place + name.count])
  }

  private mutating func character(isMarkup: Bool = true) {
    let byte = bytes[index]
    index += 1
    if byte & 0xC0 != 0x80 { length += byte >= 0xF0 ? 2 : 1 }
    longestText = max(longestText, length)
    if isMarkup, byte == UInt8(ascii: "&") { skip(past: ";") }
  }

  private func starts(_ text: StaticString) -> Bool {
    guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
    return text.withUTF8Buffer { wanted in wanted.indices.allSatisfy { bytes[index + $0] == wanted[$0] } }
  }

  private mutating func skip(past text: StaticString) {
    while index < bytes.count, !starts(text) { index += 1 }
    index += text.utf8CodeUnitCount
  }
}
