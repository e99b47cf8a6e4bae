internal import Basics
internal import Exchange

extension Expansion {
  /// The envelope with its placeholders replaced: XML-escaped, or as a CDATA section holds text; `{{raw:…}}` as it is.
  /// Comments stay as they are.
  ///
  /// - Parameter file: of the envelope, for messages.
  mutating func expand(envelope bytes: [UInt8], file: String) throws(VariableError) -> [UInt8] {
    let placeholders = Placeholder.scan(bytes)
    if placeholders.isEmpty { return bytes }
    let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
    var context = XMLContext()
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 1024)
    var end = 0
    for placeholder in placeholders {
      result += bytes[end..<placeholder.range.lowerBound]
      context.read(bytes, to: placeholder.range.lowerBound)
      end = placeholder.range.upperBound
      if context.kind == .comment {
        result += bytes[placeholder.range]
        continue
      }
      let value = try value(of: placeholder, written: bytes, at: Self.place(of: placeholder, in: bytes, file))
      let form: Insertion.Form = placeholder.isRaw ? .plain : context.kind == .cdata ? .cdata : .xml
      for piece in value {
        result += try written(piece, form, isUTF8: isUTF8, at: Self.place(of: placeholder, in: bytes, file))
      }
      if result.count > Self.envelopeLimit {
        throw .tooLong(Self.place(of: placeholder, in: bytes, file), limit: Self.envelopeLimit)
      }
    }
    return result + bytes[end...]
  }

  private func written(
    _ piece: Piece, _ form: Insertion.Form, isUTF8: Bool, at place: @autoclosure () -> VariableError.Place
  ) throws(VariableError) -> [UInt8] {
    switch piece {
    case .insertion(let index): return Array(insertions[index].marker(form).utf8)
    case .text(let text), .written(let text):
      if form != .plain, text.unicodeScalars.contains(where: { !$0.isInXML }) { throw .notInXML(place()) }
      let bytes = Array(text.utf8)
      switch form {
      case .plain: return bytes
      case .xml: return bytes.xmlEscaped(asciiOnly: !isUTF8)
      case .cdata: return bytes.inCDATA
      }
    }
  }

  private static func place(of placeholder: Placeholder, in bytes: [UInt8], _ file: String) -> VariableError.Place {
    let before = bytes[..<placeholder.range.lowerBound]
    let line = before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return VariableError.Place(
      file: file,
      position: SourcePosition(
        line: line, column: placeholder.range.lowerBound - lineStart + 1, byteOffset: placeholder.range.lowerBound),
      text: String(decoding: bytes[placeholder.range], as: UTF8.self))
  }
}

/// Whether a place in XML is inside a comment or a CDATA section.
struct XMLContext {
  enum Kind { case markup, comment, cdata }

  private(set) var kind = Kind.markup
  private var index = 0

  /// Goes on to a later place.
  mutating func read(_ bytes: [UInt8], to end: Int) {
    while index < end {
      let rest = bytes[index...]
      switch kind {
      case .markup where rest.starts(with: "<!--".utf8): enter(.comment, 4)
      case .markup where rest.starts(with: "<![CDATA[".utf8): enter(.cdata, 9)
      case .comment where rest.starts(with: "-->".utf8): enter(.markup, 3)
      case .cdata where rest.starts(with: "]]>".utf8): enter(.markup, 3)
      default: index += 1
      }
    }
  }

  private mutating func enter(_ kind: Kind, _ length: Int) {
    self.kind = kind
    index += length
  }
}
