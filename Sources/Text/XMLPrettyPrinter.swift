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
  public private(set) var output: [UInt8] = []
  /// How much of the input was laid out; less than all of it when it is not well-formed.
  public private(set) var formattedCount: Int
  /// Every element is closed. Finer rules, of references or attributes, are not checked.
  public var isWellFormed: Bool { structure.isWellFormed }
  /// Where the first tag, text or section stands that is not well-formed.
  public var soundCount: Int { structure.soundCount }

  private let input: [UInt8]
  private let layout: Layout
  private let structure: XMLStructure
  private let lineEnd: [UInt8]
  /// A line end, and the blanks of the deepest level.
  private let margin: [UInt8]
  private let outputLimit: Int
  private var scanner: XMLScanner
  private var hasNodes = false
  private var depth = 0
  private var elementOrdinal = 0
  /// The depth of the outermost element that stays as it is.
  private var keptDepth: Int?

  /// - Parameter lineEnd: for the lines that are added; nil takes the end of the first line, else LF.
  public init(_ input: [UInt8], as layout: Layout = .indented, lineEnd: String? = nil) {
    self.input = input
    self.layout = layout
    self.lineEnd = lineEnd.map { Array($0.utf8) } ?? input.lineEnd
    margin = self.lineEnd + [UInt8](repeating: UInt8(ascii: " "), count: 2 * XMLStructure.depthLimit)
    structure = XMLStructure(of: input)
    scanner = XMLScanner(input)
    formattedCount = scanner.position
    outputLimit = 4 * input.count + 1 << 20
    output.reserveCapacity(input.count + input.count / 2)
    layOut()
  }

  private mutating func layOut() {
    output += input[..<scanner.position]
    var readCount = scanner.position
    while let node = scanner.next(), node.range.upperBound <= structure.soundCount, output.count < outputLimit {
      add(node)
      readCount = node.range.upperBound
      // White space that was left out comes back when the next node is not laid out.
      if node.kind != .space || keptDepth != nil { formattedCount = readCount }
    }
    guard readCount == input.count else {
      output += input[formattedCount...]
      return
    }
    formattedCount = readCount
    if output.last != UInt8(ascii: "\n"), input.last == UInt8(ascii: "\n") { output += lineEnd }
  }

  private mutating func add(_ node: XMLScanner.Node) {
    switch node.kind {
    case .space where keptDepth == nil: break
    case .space, .text, .cdata: output += input[node.range]
    case .startTag, .emptyTag: addStart(node)
    case .endTag: addEnd(node)
    case .comment, .instruction, .docType: addOnOwnLine(node.range)
    }
  }

  private mutating func addStart(_ node: XMLScanner.Node) {
    addOnOwnLine(node.range)
    if node.kind == .startTag {
      if keptDepth == nil, structure.keepsSpace(elementOrdinal) { keptDepth = depth }
      depth += 1
    }
    elementOrdinal += 1
  }

  private mutating func addEnd(_ node: XMLScanner.Node) {
    depth -= 1
    if keptDepth == nil { breakLine() }
    if keptDepth == depth { keptDepth = nil }
    output += input[node.range]
  }

  private mutating func addOnOwnLine(_ range: Range<Int>) {
    if keptDepth == nil, hasNodes { breakLine() }
    hasNodes = true
    output += input[range]
  }

  private mutating func breakLine() {
    guard layout == .indented else { return }
    output += margin[..<(lineEnd.count + 2 * depth)]
  }
}
