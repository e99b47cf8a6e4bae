/// What the layout of XML must know before it starts: which elements keep their white space, and where it stops being
/// well-formed.
struct XMLStructure {
  /// Bytes from the start that are nested rightly.
  private(set) var soundCount = 0
  /// Every element is closed, and there is one. References, names and attributes are not looked at.
  private(set) var isWellFormed = false
  /// A bit per element, in the order of their start tags.
  private var kept: [UInt64] = []
  private var elementCount = 0

  /// Deeper elements are laid out by nobody: they are an attack or an accident.
  static let depthLimit = 256

  private struct OpenElement {
    var name: Range<Int>
    var ordinal: Int
    var hasChildren = false
  }

  init(of bytes: [UInt8]) {
    var scanner = XMLScanner(bytes)
    var open: [OpenElement] = []
    soundCount = scanner.position
    while let node = scanner.next() {
      guard isSound(node, bytes, &open) else { return }
      soundCount = node.range.upperBound
    }
    isWellFormed = soundCount == bytes.count && open.isEmpty && elementCount > 0
  }

  func keepsSpace(_ ordinal: Int) -> Bool { kept[ordinal >> 6] >> (ordinal & 63) & 1 == 1 }

  private mutating func isSound(_ node: XMLScanner.Node, _ bytes: [UInt8], _ open: inout [OpenElement]) -> Bool {
    let top = open.count - 1
    switch node.kind {
    case .space: return true
    case .text, .cdata:
      guard top >= 0 else { return false }
      keep(open[top].ordinal)
    case .comment, .instruction:
      if top >= 0 { open[top].hasChildren = true }
    case .docType: return top < 0
    case .emptyTag, .startTag:
      if top >= 0 { open[top].hasChildren = true }
      begin(node, &open)
      return open.count <= Self.depthLimit
    case .endTag:
      guard top >= 0, bytes[open[top].name] == bytes[node.name] else { return false }
      if !open[top].hasChildren { keep(open[top].ordinal) }
      open.removeLast()
    }
    return true
  }

  private mutating func begin(_ node: XMLScanner.Node, _ open: inout [OpenElement]) {
    if elementCount & 63 == 0 { kept.append(0) }
    if node.preservesSpace { keep(elementCount) }
    if node.kind == .startTag { open.append(OpenElement(name: node.name, ordinal: elementCount)) }
    elementCount += 1
  }

  private mutating func keep(_ ordinal: Int) { kept[ordinal >> 6] |= 1 << (ordinal & 63) }
}
