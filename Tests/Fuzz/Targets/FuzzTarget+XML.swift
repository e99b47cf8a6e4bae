import Text
import XML

extension FuzzTarget {
  static let xml = FuzzTarget(
    name: "xml", story: "XML of any kind through parser, serialiser, lexer, row index and pretty printer"
  ) { bytes in
    let problem = WellFormedness.check(bytes)
    try checkDocument(bytes, problem)
    try checkTokens(bytes)
    try checkRows(bytes)
    try checkLayout(bytes, problem)
  }

  private static func checkDocument(_ bytes: [UInt8], _ problem: XMLProblem?) throws {
    guard let document = try? XMLDocument(bytes) else {
      return try promise(problem != nil, "well-formed, but no document")
    }
    try promise(problem == nil, "a document although \(problem?.summary ?? "")")
    let text = document.root.serialised()
    do {
      let again = try XMLDocument(Array(text.utf8))
      try promise(again == document, "serialised and read again it is another document: \(text)")
    } catch let problem as XMLProblem {
      throw BrokenPromise(description: "serialised it is no XML: \(problem) in \(text)")
    }
  }

  /// Every byte is in exactly one token.
  private static func checkTokens(_ bytes: [UInt8]) throws {
    var position = 0
    for token in XMLLexer(bytes[...]) {
      try promise(token.range.lowerBound == position && !token.range.isEmpty, "a gap at \(position)")
      position = token.range.upperBound
    }
    try promise(position == bytes.count, "tokens end at \(position) of \(bytes.count)")
  }

  /// Rows follow each other, with nothing but line ends between them, and their tokens fill them.
  private static func checkRows(_ bytes: [UInt8]) throws {
    let text = IndexedText(bytes)
    var reader = XMLTokenReader(text)
    var position = 0
    for row in 0..<text.rowCount {
      let range = text.range(ofRow: row)
      try promise(range.lowerBound >= position && range.upperBound <= bytes.count, "row \(row) at \(range)")
      try promise(
        bytes[position..<range.lowerBound].allSatisfy { $0 == 0x0A || $0 == 0x0D }, "bytes before row \(row)")
      try promise(range.isEmpty || text.row(at: range.lowerBound) == row, "row \(row) is not found at its start")
      let covered = reader.tokens(in: range).reduce(0) { $0 + $1.range.count }
      try promise(covered == range.count, "\(covered) of \(range.count) bytes of row \(row) in tokens")
      position = range.upperBound
    }
    try promise(bytes[position...].allSatisfy { $0 == 0x0A || $0 == 0x0D }, "bytes behind the last row")
  }

  /// Nothing but white space differs; laid out again it stays; and it says the same.
  private static func checkLayout(_ bytes: [UInt8], _ problem: XMLProblem?) throws {
    let printer = XMLPrettyPrinter(bytes)
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    let isSame = bytes.lazy.filter { !isSpace($0) }.elementsEqual(printer.output.lazy.filter { !isSpace($0) })
    try promise(isSame, "the pretty printer changed more than white space")
    try promise(printer.formattedCount <= bytes.count, "laid out more than there is")
    guard printer.isWellFormed, printer.formattedCount == bytes.count else { return }
    // With a given line end: of a text with two kinds, each layout may find another first.
    let once = XMLPrettyPrinter(bytes, lineEnd: "\n").output
    try promise(XMLPrettyPrinter(once, lineEnd: "\n").output == once, "laid out again it is another text")
    guard problem == nil, let before = try? XMLDocument(bytes) else { return }
    let after = try XMLDocument(printer.output)
    try promise(after.root.withoutLayout == before.root.withoutLayout, "laid out it says something else")
  }
}

extension XMLElement {
  /// Without white space between elements: text that is white space alone and stands beside an element, comment or
  /// instruction.
  fileprivate var withoutLayout: XMLElement {
    var element = self
    let isMixed = children.contains { if case .text = $0 { false } else { true } }
    element.children = children.compactMap { child in
      switch child {
      case .text(let text) where isMixed && text.utf8.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }: nil
      case .element(let inner): .element(inner.withoutLayout)
      default: child
      }
    }
    return element
  }
}
