/// The elements of a text, also of one that is not well-formed: what can be paired is paired.
///
/// An end tag closes the nearest open element of its name, at most `XMLScanner.reach` levels up; those between stay open.
struct XMLOutline {
  struct Element {
    var name: Range<Int>
    var startTag: Range<Int>
    /// Nil for an empty tag, and while nothing closes it.
    var endTag: Range<Int>?
    var endName: Range<Int>?
    var isEmptyTag: Bool
    /// The index of the element around it.
    var parent: Int?

    /// Nil while nothing closes it.
    var range: Range<Int>? {
      if isEmptyTag { return startTag }
      return endTag.map { startTag.lowerBound..<$0.upperBound }
    }
    var content: Range<Int>? { endTag.map { startTag.upperBound..<$0.lowerBound } }
  }

  /// In the order of their start tags.
  private(set) var elements: [Element] = []
  /// End tags that close nothing.
  private(set) var strayEndTags: [XMLScanner.Node] = []
  /// Comments, sections, instructions and declarations.
  private(set) var others: [XMLScanner.Node] = []
  /// Where a tag, comment or section begins that does not end; there may be more.
  private(set) var broken: [Int] = []
  /// Indices of the elements that are open at the end.
  private(set) var open: [Int] = []

  init(_ bytes: [UInt8]) {
    var scanner = XMLScanner(bytes)
    while scanner.position < bytes.count {
      if let node = scanner.next() {
        add(node, bytes)
      } else {
        broken.append(scanner.position)
        if scanner.isInOpenSection { return }
        scanner.skip()
      }
    }
  }

  private mutating func add(_ node: XMLScanner.Node, _ bytes: [UInt8]) {
    switch node.kind {
    case .startTag, .emptyTag:
      let isEmptyTag = node.kind == .emptyTag
      elements.append(
        Element(name: node.name, startTag: node.range, isEmptyTag: isEmptyTag, parent: open.last))
      if !isEmptyTag { open.append(elements.count - 1) }
    case .endTag: close(node, bytes)
    case .comment, .cdata, .instruction, .docType: others.append(node)
    case .space, .text: break
    }
  }

  private mutating func close(_ node: XMLScanner.Node, _ bytes: [UInt8]) {
    let name = bytes[node.name]
    guard let depth = open.suffix(XMLScanner.reach).lastIndex(where: { bytes[elements[$0].name] == name }) else {
      strayEndTags.append(node)
      return
    }
    elements[open[depth]].endTag = node.range
    elements[open[depth]].endName = node.name
    open.removeSubrange(depth...)
  }
}

extension XMLOutline {
  /// The element whose start or end tag is at the place.
  func element(withTagAt offset: Int) -> Int? {
    let touches = { (range: Range<Int>) in range.contains(offset) }
    return elements.firstIndex { touches($0.startTag) || $0.endTag.map(touches) ?? false }
  }

  /// The smallest closed element that holds the range and is larger than it.
  func innermost(around range: Range<Int>) -> Int? {
    elements.indices.last { index in
      guard let whole = elements[index].range else { return false }
      return whole.lowerBound <= range.lowerBound && range.upperBound <= whole.upperBound && whole.count > range.count
    }
  }

  /// The element at the place: that of the tag there, else the one around it.
  func element(at offset: Int) -> Int? {
    element(withTagAt: offset) ?? innermost(around: offset..<offset)
  }

  /// The stretch widened until it cuts no tag, comment or section, and holds both tags of an element or none.
  func whole(_ range: Range<Int>) -> Range<Int> {
    var range = range
    var hasGrown = true
    while hasGrown {
      let before = range
      for node in others where node.range.overlaps(range) { range = range.joined(with: node.range) }
      for node in strayEndTags where node.range.overlaps(range) { range = range.joined(with: node.range) }
      for element in elements {
        let touches = element.startTag.overlaps(range) || element.endTag?.overlaps(range) ?? false
        if touches { range = range.joined(with: element.range ?? element.startTag) }
      }
      hasGrown = range != before
    }
    return range
  }
}

extension Range<Int> {
  fileprivate func joined(with other: Range<Int>) -> Range<Int> {
    Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
  }
}
