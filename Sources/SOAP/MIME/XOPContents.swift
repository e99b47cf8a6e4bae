internal import Basics
internal import Certificates
internal import Text
internal import XML

/// The contents of an envelope that become parts of their own.
struct XOPContents {
  struct Content {
    /// Of the text in the envelope.
    var range: Range<Int>
    var bytes: [UInt8]
  }

  private(set) var all: [Content] = []

  /// - Parameter threshold: in bytes of the content itself.
  init(of envelope: [UInt8], threshold: Int) throws(XOPError) {
    let isSigned = try Self.check(envelope)
    var scanner = XMLScanner(envelope)
    var isAfterStartTag = false
    var text: Range<Int>?
    while let node = scanner.next() {
      switch node.kind {
      case .startTag: (isAfterStartTag, text) = (true, nil)
      case .text where isAfterStartTag: (isAfterStartTag, text) = (false, node.range)
      case .endTag:
        if let range = text, range.count / 4 * 3 + 3 >= threshold,
          let bytes = Self.binary(envelope[range], isSigned: isSigned), bytes.count >= threshold
        {
          all.append(Content(range: range, bytes: bytes))
        }
        (isAfterStartTag, text) = (false, nil)
      default: (isAfterStartTag, text) = (false, nil)
      }
    }
  }

  /// - Returns: whether something in the envelope is signed.
  private static func check(_ envelope: [UInt8]) throws(XOPError) -> Bool {
    var isSigned = false
    var reference: String?
    do throws(XMLProblem) {
      try XMLScan.run(envelope) { event in
        guard case .start(let element) = event else { return .proceed }
        if element.name == SecurityNames.ds("Signature") { isSigned = true }
        guard element.name == XOPInclusions.name else { return .proceed }
        reference = element.attribute(XMLName("href")) ?? ""
        return .stop
      }
    } catch {
      throw .malformed(error)
    }
    if let reference { throw .hasInclude(reference: reference) }
    return isSigned
  }

  /// The bytes that a text stands for when it is base64 and nothing else; nil otherwise.
  ///
  /// Lines of equal length are taken together, as tools break base64, unless the envelope is signed: a signature covers
  /// the text with its line ends, and the reader puts one line back.
  private static func binary(_ text: ArraySlice<UInt8>, isSigned: Bool) -> [UInt8]? {
    let digits: [UInt8]
    if text.contains(where: isSpace) {
      guard !isSigned, let joined = joinedLines(text) else { return nil }
      digits = joined
    } else {
      digits = Array(text)
    }
    guard digits.count.isMultiple(of: 4), !isHexadecimal(digits), let bytes = Base64.decode(digits) else { return nil }
    // XOP section 3.1: only the canonical form comes back as it was.
    return bytes.suffix((bytes.count + 2) % 3 + 1).base64Digits.elementsEqual(digits.suffix(4)) ? bytes : nil
  }

  /// Hexadecimal or decimal digits, which are digits of base64 as well: no binary content of this length is written with
  /// them alone unless it repeats itself, and a stack that expects a text does not find it in a part.
  private static func isHexadecimal(_ digits: [UInt8]) -> Bool {
    let used = Set(digits)
    let decimal = Set(UInt8(ascii: "0")...UInt8(ascii: "9"))
    let letters = used.subtracting(decimal)
    let isOneCase =
      letters.isSubset(of: UInt8(ascii: "a")...UInt8(ascii: "f"))
      || letters.isSubset(of: UInt8(ascii: "A")...UInt8(ascii: "F"))
    return isOneCase && used.count >= 8
  }

  private static func joinedLines(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let lines = text.split(separator: 0x0A).map(trimmed).filter { !$0.isEmpty }
    guard let length = lines.first?.count, let last = lines.last, last.count <= length else { return nil }
    let isEven = lines.dropLast().allSatisfy { $0.count == length && $0.count >= 40 && $0.count.isMultiple(of: 4) }
    guard isEven, !lines.contains(where: { $0.contains(where: isSpace) }) else { return nil }
    return Array(lines.joined())
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line.drop(while: isSpace)
    while let last = line.last, isSpace(last) { line.removeLast() }
    return line
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
