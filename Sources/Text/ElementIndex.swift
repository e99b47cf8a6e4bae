/// Where every element of a text begins and ends, and what it lies in: for going from one to another, and for saying
/// where one is. 12 bytes an element, besides the text.
///
/// A text that is not well-formed is taken as far as it can be: what is not closed ends where what is around it ends.
public struct ElementIndex: Sendable, Equatable {
  private var starts: [UInt32] = []
  private var ends: [UInt32] = []
  private var parents: [Int32] = []
  /// The text that it was made of.
  public let bytes: [UInt8]
  public var byteCount: Int { bytes.count }

  private static let none: Int32 = -1

  /// Takes about 10 ms a megabyte: not on the thread that draws.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var scanner = XMLScanner(bytes)
    var open: [(element: Int, name: ArraySlice<UInt8>)] = []
    while scanner.position < bytes.count, starts.count < Int(Int32.max) {
      guard let node = scanner.next() else {
        if scanner.isInOpenSection { break }
        scanner.skip()
        continue
      }
      switch node.kind {
      case .startTag, .emptyTag:
        starts.append(UInt32(truncatingIfNeeded: node.range.lowerBound))
        ends.append(UInt32(truncatingIfNeeded: node.kind == .emptyTag ? node.range.upperBound : bytes.count))
        parents.append(open.last.map { Int32($0.element) } ?? Self.none)
        if node.kind == .startTag { open.append((starts.count - 1, bytes[node.name])) }
      case .endTag:
        let name = bytes[node.name]
        guard let depth = open.suffix(XMLScanner.reach).lastIndex(where: { $0.name == name }) else { continue }
        for left in open[depth...] { ends[left.element] = UInt32(truncatingIfNeeded: node.range.upperBound) }
        open.removeSubrange(depth...)
      case .comment, .cdata, .instruction, .docType, .space, .text: break
      }
    }
  }

  public var count: Int { starts.count }

  /// From its start tag to its end.
  public func range(of element: Int) -> Range<Int> {
    guard starts.indices.contains(element) else { return 0..<0 }
    return Int(starts[element])..<max(Int(starts[element]), Int(ends[element]))
  }

  /// The first element that begins there or later; nil after the last.
  public func first(from offset: Int) -> Int? {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(starts[middle]) < offset { low = middle + 1 } else { high = middle }
    }
    return low < starts.count ? low : nil
  }

  public func parent(of element: Int) -> Int? {
    guard parents.indices.contains(element), parents[element] >= 0 else { return nil }
    return Int(parents[element])
  }

  public func firstChild(of element: Int) -> Int? {
    let next = element + 1
    return parents.indices.contains(next) && Int(parents[next]) == element ? next : nil
  }

  public func nextSibling(of element: Int) -> Int? {
    guard parents.indices.contains(element), let next = first(from: range(of: element).upperBound),
      parents[next] == parents[element]
    else { return nil }
    return next
  }

  public func previousSibling(of element: Int) -> Int? {
    guard parents.indices.contains(element) else { return nil }
    var before = element - 1
    let above = Int(parents[element])
    // Whatever ends before this element begins lies in a sibling of it.
    while before > above, Int(parents[before]) != above { before = Int(parents[before]) }
    return before > above ? before : nil
  }

  // MARK: Saying where

  /// As it is written, with its prefix.
  public func name(of element: Int, in bytes: [UInt8]) -> String {
    let start = range(of: element).lowerBound + 1
    guard start < bytes.count else { return "" }
    let name = bytes[start...].prefix { !$0.isXMLSpace && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
    return String(decoding: name, as: UTF8.self)
  }

  /// XPath 1.0: prefixes as the text has them; by local name where the element's namespace has no prefix.
  public func path(of element: Int, in bytes: [UInt8]) -> String {
    var steps: [String] = []
    var line: [Int] = []
    var place: Int? = element
    while let one = place {
      line.append(one)
      place = parent(of: one)
    }
    var hasDefault = false
    for one in line.reversed() {
      let name = name(of: one, in: bytes)
      if let declared = defaultNamespace(of: one, in: bytes) { hasDefault = !declared.isEmpty }
      let isByLocalName = hasDefault && !name.contains(":")
      steps.append((isByLocalName ? "*[local-name()='\(name)']" : name) + ordinal(of: one, name, in: bytes))
    }
    return "/" + steps.joined(separator: "/")
  }

  /// Which of its like-named siblings it is, where there are several.
  private func ordinal(of element: Int, _ name: String, in bytes: [UInt8]) -> String {
    var (before, after) = (0, false)
    let wanted = Array(name.utf8)
    var sibling = previousSibling(of: element)
    while let one = sibling {
      if isNamed(one, wanted, in: bytes) { before += 1 }
      sibling = previousSibling(of: one)
    }
    sibling = before > 0 ? nil : nextSibling(of: element)
    while let one = sibling, !after {
      after = isNamed(one, wanted, in: bytes)
      sibling = nextSibling(of: one)
    }
    return before > 0 || after ? "[\(before + 1)]" : ""
  }

  private func isNamed(_ element: Int, _ name: [UInt8], in bytes: [UInt8]) -> Bool {
    let start = range(of: element).lowerBound + 1
    guard start + name.count < bytes.count, bytes[start...].starts(with: name) else { return false }
    let next = bytes[start + name.count]
    return next.isXMLSpace || next == UInt8(ascii: ">") || next == UInt8(ascii: "/")
  }

  /// What its start tag declares for names without a prefix; nil when it says nothing.
  private func defaultNamespace(of element: Int, in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    let start = range(of: element).lowerBound
    guard let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
    let tag = bytes[start..<end]
    guard let place = tag.firstIndex(of: Array("xmlns=".utf8), from: start), place + 6 < end else { return nil }
    let quote = tag[place + 6]
    return tag[(place + 7)...].prefix { $0 != quote }
  }

  /// The text of an element that holds nothing else; nil for one with elements, comments or sections in it.
  public func text(of element: Int, in bytes: [UInt8]) -> String? {
    let range = range(of: element)
    guard range.upperBound <= bytes.count, let end = bytes[range].firstIndex(of: UInt8(ascii: ">")),
      end > range.lowerBound
    else { return nil }
    if bytes[end - 1] == UInt8(ascii: "/") { return "" }
    let content = bytes[(end + 1)..<range.upperBound]
    guard let close = content.firstIndex(of: UInt8(ascii: "<")), bytes[close...].starts(with: "</".utf8) else {
      return nil
    }
    return String(decoding: content[..<close], as: UTF8.self)
  }
}
