internal import Text
internal import XML

/// Where the `xop:Include` elements of an envelope stand (W3C XML-binary Optimized Packaging section 3).
struct XOPInclusions {
  struct Inclusion {
    /// Of the whole element, in the bytes.
    var range: Range<Int>
    var reference: String
    /// False when its parent has other content too.
    var isOnlyContent: Bool
  }

  static let name = XMLName("Include", in: "http://www.w3.org/2004/08/xop/include")

  private(set) var all: [Inclusion] = []

  /// - Parameter bytes: well-formed, in an encoding that extends ASCII.
  /// - Throws: the first problem of the XML.
  init(in bytes: [UInt8]) throws(XMLProblem) {
    var finder = Finder()
    try XMLScan.run(bytes) { event in
      finder.take(event)
      return .proceed
    }
    guard !finder.found.isEmpty else { return }
    let (ranges, count) = Self.ranges(of: Set(finder.found.map(\.ordinal)), in: bytes)
    // In an encoding that does not extend ASCII after all (UTF-7) the two do not see the same tags.
    guard count == finder.ordinal else { return }
    all = finder.found.compactMap { found in
      ranges[found.ordinal].map {
        Inclusion(range: $0, reference: found.reference, isOnlyContent: found.isOnlyContent)
      }
    }
  }

  /// The elements whose start tags are counted so, in document order.
  private static func ranges(of ordinals: Set<Int>, in bytes: [UInt8]) -> ([Int: Range<Int>], count: Int) {
    var ranges: [Int: Range<Int>] = [:]
    var scanner = XMLScanner(bytes)
    var open: [(ordinal: Int, start: Int)] = []
    var ordinal = 0
    while let node = scanner.next() {
      switch node.kind {
      case .startTag:
        open.append((ordinal, node.range.lowerBound))
        ordinal += 1
      case .emptyTag:
        if ordinals.contains(ordinal) { ranges[ordinal] = node.range }
        ordinal += 1
      case .endTag:
        guard let element = open.popLast() else { return (ranges, ordinal) }
        if ordinals.contains(element.ordinal) { ranges[element.ordinal] = element.start..<node.range.upperBound }
      default: break
      }
    }
    return (ranges, ordinal)
  }

  /// Counts start tags and watches what stands beside an include.
  private struct Finder {
    struct Found {
      var ordinal: Int
      var reference: String
      var isOnlyContent = true
    }

    private struct Open {
      /// Of includes, indices in `found`.
      var includes: [Int] = []
      var hasOtherContent = false
    }

    var found: [Found] = []
    private var open: [Open] = []
    private(set) var ordinal = 0

    mutating func take(_ event: XMLScan.Event) {
      switch event {
      case .start(let element):
        begin(element)
        open.append(Open())
        ordinal += 1
      case .end:
        guard let element = open.popLast() else { return }
        let isCrowded = element.hasOtherContent || element.includes.count > 1
        if isCrowded { for index in element.includes { found[index].isOnlyContent = false } }
      case .text(let text):
        if !text.utf8.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) { markParent() }
      case .comment, .instruction: break
      }
    }

    private mutating func begin(_ element: XMLElement) {
      if element.name == XOPInclusions.name, let reference = element.attribute(XMLName("href")), !open.isEmpty {
        open[open.count - 1].includes.append(found.count)
        found.append(Found(ordinal: ordinal, reference: reference))
      } else {
        markParent()
      }
    }

    private mutating func markParent() {
      if let last = open.indices.last { open[last].hasOtherContent = true }
    }
  }
}
