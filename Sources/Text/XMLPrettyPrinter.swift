/// Lays XML out with one element on a line, or all on one, by changing nothing but the white space between tags.
///
/// Every tag, text, reference, comment and declaration is copied byte for byte. Content with text in it and content
/// under `xml:space="preserve"` stays as it is. Where the text stops being well-formed, the rest follows as it was.
/// Takes time linear in the text, and gives up adding white space where that would make the text many times larger.
public struct XMLPrettyPrinter: Sendable {
  public enum Layout: Sendable, Hashable {
    /// Every element on a line of its own, two blanks for each level.
    case indented
    /// No white space where XML does not need it.
    case minimised
  }

  /// The text as laid out.
  public let output: [UInt8]
  /// How much of the input was laid out; less than all of it when it is not well-formed.
  public let formattedCount: Int
  /// Every element is closed. Finer rules, of references or attributes, are not checked.
  public let isWellFormed: Bool
  /// Where the first tag, text or section stands that is not well-formed.
  public let soundCount: Int

  /// - Parameter lineEnd: for the lines that are added; nil takes the end of the first line, else LF.
  public init(_ input: [UInt8], as layout: Layout = .indented, lineEnd: String? = nil) {
    let lineEnd = lineEnd.map { Array($0.utf8) } ?? input.lineEnd
    let laidOut = XMLLayout(of: input, as: layout, in: CopiedText(for: input, lineEnd: lineEnd))
    output = laidOut.target.bytes
    (formattedCount, isWellFormed) = (laidOut.formattedCount, laidOut.structure.isWellFormed)
    soundCount = laidOut.structure.soundCount
  }
}

/// The laid out text as bytes of its own.
private struct CopiedText: XMLLayoutTarget {
  var bytes: [UInt8] = []
  /// A line end, and the blanks of the deepest level.
  private let margin: [UInt8]
  private let lineEndCount: Int

  init(for input: [UInt8], lineEnd: [UInt8]) {
    margin = lineEnd + [UInt8](repeating: UInt8(ascii: " "), count: 2 * XMLStructure.depthLimit)
    lineEndCount = lineEnd.count
    bytes.reserveCapacity(input.count + input.count / 2)
  }

  var byteCount: Int { bytes.count }
  var endsLine: Bool { bytes.last == UInt8(ascii: "\n") }

  mutating func copy(_ range: Range<Int>, of input: [UInt8]) { bytes += input[range] }

  mutating func breakLine(depth: Int) { bytes += margin[..<(lineEndCount + 2 * depth)] }
}
