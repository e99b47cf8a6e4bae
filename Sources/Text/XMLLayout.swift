/// What takes a text that is laid out.
protocol XMLLayoutTarget {
  var byteCount: Int { get }
  /// The last byte is a line feed.
  var endsLine: Bool { get }
  /// Adds a part of the text as it is.
  mutating func copy(_ range: Range<Int>, of input: [UInt8])
  /// Begins a line, moved in by two blanks for each level.
  mutating func breakLine(depth: Int)
}

/// Walks through XML and says what of it goes where. See `XMLPrettyPrinter`.
struct XMLLayout<Target: XMLLayoutTarget> {
  private(set) var target: Target
  private(set) var formattedCount: Int
  let structure: XMLStructure

  private let input: [UInt8]
  private let layout: XMLPrettyPrinter.Layout
  private let outputLimit: Int
  private var scanner: XMLScanner
  private var hasNodes = false
  private var depth = 0
  private var elementOrdinal = 0
  /// The depth of the outermost element that stays as it is.
  private var keptDepth: Int?

  init(of input: [UInt8], as layout: XMLPrettyPrinter.Layout, in target: Target) {
    self.input = input
    self.layout = layout
    self.target = target
    structure = XMLStructure(of: input)
    scanner = XMLScanner(input)
    formattedCount = scanner.position
    outputLimit = min(4 * input.count + 1 << 20, max(input.count, 1 << 30))
    layOut()
  }

  private mutating func layOut() {
    target.copy(0..<scanner.position, of: input)
    var readCount = scanner.position
    while let node = scanner.next(), node.range.upperBound <= structure.soundCount, target.byteCount < outputLimit {
      add(node)
      readCount = node.range.upperBound
      // White space that was left out comes back when the next node is not laid out.
      if node.kind != .space || keptDepth != nil { formattedCount = readCount }
    }
    guard readCount == input.count else {
      target.copy(formattedCount..<input.count, of: input)
      return
    }
    formattedCount = readCount
    if !target.endsLine, input.last == UInt8(ascii: "\n") { target.breakLine(depth: 0) }
  }

  private mutating func add(_ node: XMLScanner.Node) {
    switch node.kind {
    case .space where keptDepth == nil: break
    case .space, .text, .cdata: target.copy(node.range, of: input)
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
    target.copy(node.range, of: input)
  }

  private mutating func addOnOwnLine(_ range: Range<Int>) {
    if keptDepth == nil, hasNodes { breakLine() }
    hasNodes = true
    target.copy(range, of: input)
  }

  private mutating func breakLine() {
    guard layout == .indented else { return }
    target.breakLine(depth: depth)
  }
}
