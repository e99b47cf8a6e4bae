internal import Basics

/// Finds and hides what stands in a message as a secret by its place: the content of elements and the values of
/// attributes that are called so, private keys in PEM.
enum SecretText {
  static let dots = Array("••••".utf8)

  /// The text without them, in one pass over bytes of ASCII-compatible text; it need not be XML to its end.
  ///
  /// - Parameter isReplaced: true for a value that is filled in from elsewhere and may stay.
  static func hide(in text: [UInt8], unless isReplaced: (ArraySlice<UInt8>) -> Bool = { _ in false }) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    // What stays as it is, is copied in long pieces.
    var start = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "<"), let tag = Tag(text, at: index) {
        result += text[start..<index]
        result += tag.hidingAttributes(in: text, unless: isReplaced)
        (index, start) = (tag.end, tag.end)
        guard tag.isSecret else { continue }
        let end = contentEnd(of: tag, in: text)
        let content = text[index..<end]
        let isBlank = content.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
        result += isBlank || isReplaced(content) ? Array(content) : dots
        (index, start) = (end, end)
      } else if text[index] == UInt8(ascii: "-"), text[index...].starts(with: keyStart), let end = keyEnd(text, index) {
        result += text[start..<index] + Array("-----PRIVATE KEY ".utf8) + dots
        (index, start) = (end, end)
      } else {
        index += 1
      }
    }
    return result + text[start...]
  }

  private static let keyStart = Array("-----BEGIN ".utf8)

  /// Behind the block, or at the end of the text when it is cut; nil where the block is no private key.
  private static func keyEnd(_ text: [UInt8], _ start: Int) -> Int? {
    let label = text[(start + keyStart.count)...].prefix(80).prefix { $0 != 0x0A && $0 != 0x0D }
    guard label.firstPlace(of: "PRIVATE KEY-----") != nil else { return nil }
    guard let close = text[label.endIndex...].firstPlace(of: "-----END ") else { return text.count }
    return text[close.upperBound...].firstPlace(of: "-----")?.upperBound ?? text.count
  }

  /// Where the element's own end tag begins, so that sections and comments in between go too.
  private static func contentEnd(of tag: Tag, in text: [UInt8]) -> Int {
    if tag.isEmpty { return tag.end }
    return text[tag.end...].firstPlace(of: "</" + tag.name)?.lowerBound ?? text.count
  }

  /// A start tag as far as it matters here.
  private struct Tag {
    var name: String
    /// Behind the closing `>`.
    var end: Int
    var isEmpty: Bool
    private var start: Int
    /// The values of attributes, without their quotes, with the attributes' names.
    private var values: [(name: String, range: Range<Int>)] = []

    /// Nil for what is no start tag, or an endless one.
    init?(_ text: [UInt8], at start: Int) {
      let nameEnd = text[(start + 1)...].prefix { !Self.endsName($0) }.endIndex
      name = String(decoding: text[start + 1..<nameEnd], as: UTF8.self)
      guard let first = name.unicodeScalars.first, first.properties.isAlphabetic || first == "_" else { return nil }
      self.start = start
      var index = nameEnd
      var wordStart = index
      // A `<` is in no tag: where one comes, this was none to its end.
      while index < text.count, text[index] != UInt8(ascii: ">"), text[index] != UInt8(ascii: "<") {
        let byte = text[index]
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          let valueEnd = text[(index + 1)...].firstIndex { $0 == byte || $0 == UInt8(ascii: "<") } ?? text.count
          let word = String(decoding: text[wordStart..<index], as: UTF8.self)
          values.append((word, min(index + 1, valueEnd)..<valueEnd))
          if valueEnd < text.count, text[valueEnd] == UInt8(ascii: "<") {
            index = valueEnd
            break
          }
          index = valueEnd
          wordStart = min(index + 1, text.count)
        }
        index += 1
      }
      index = min(index, text.count)
      isEmpty = text[index - 1] == UInt8(ascii: "/")
      end = index < text.count && text[index] == UInt8(ascii: ">") ? index + 1 : index
    }

    /// A schema's declaration of a password has no password: only what is called so itself.
    var isSecret: Bool { SecretName.isOne(Self.local(name)) }

    func hidingAttributes(in text: [UInt8], unless isReplaced: (ArraySlice<UInt8>) -> Bool) -> [UInt8] {
      var result: [UInt8] = []
      var index = start
      for (word, range) in values where !range.isEmpty {
        let name = word.filter { $0 != "=" && !$0.isWhitespace }
        guard SecretName.isOne(Self.local(name)), !isReplaced(text[range]) else { continue }
        result += text[index..<range.lowerBound] + SecretText.dots
        index = range.upperBound
      }
      return result + text[index..<end]
    }

    private static func local(_ name: String) -> String {
      name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
    }

    private static func endsName(_ byte: UInt8) -> Bool {
      byte == 0x20 || (0x09...0x0D).contains(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
        || byte == UInt8(ascii: "<")
    }
  }
}

extension String {
  /// The values of secret parameters in a URL's query.
  ///
  /// - Parameter isReplaced: true for a value that is filled in from elsewhere and may stay.
  func secretParameters(unless isReplaced: (Substring) -> Bool = { _ in false }) -> [Substring] {
    guard let mark = firstIndex(of: "?") else { return [] }
    return self[index(after: mark)...].prefix { $0 != "#" }.split(separator: "&").compactMap { part in
      guard let equals = part.firstIndex(of: "="), SecretName.isOne(String(part[..<equals])) else { return nil }
      let value = part[part.index(after: equals)...]
      return value.isEmpty || isReplaced(value) ? nil : value
    }
  }

  /// A URL without user information, and with the values of secret parameters hidden.
  func withoutSecretParameters(unless isReplaced: (Substring) -> Bool = { _ in false }) -> String {
    let url = withoutCredentials
    var (result, rest) = ("", url[...])
    for value in url.secretParameters(unless: isReplaced) {
      result += rest[..<value.startIndex] + "••••"
      rest = rest[value.endIndex...]
    }
    return result + rest
  }
}
