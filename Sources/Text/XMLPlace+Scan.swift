extension XMLPlace {
  enum Found {
    /// In text that starts there.
    case content(Int)
    /// In a tag that starts there; it ends there, or nowhere.
    case tag(Int, Int?)
  }

  struct Open: Sendable {
    var name: Range<Int>
    var tag: Range<Int>
    var children: [Range<Int>] = []
    /// How many of one name the last children are.
    var run = 0

    /// A long run of one name says no more than a shorter one.
    static let longestRun = 400
  }

  /// Where a scan stood between two nodes: behind a tag or a section.
  struct Mark: Sendable {
    var position: Int
    var open: [Open]
  }

  /// Goes through a text up to a place.
  struct Scan {
    let bytes: [UInt8]
    private let start: Int
    private var open: [Open] = []
    /// Where later scans may begin, the nearer to the place the closer together.
    private(set) var marks: [Mark] = []
    /// Before the place, where the next mark is made.
    private var distance = 0
    /// Those that are good for any place behind them.
    private(set) var gridMarks: [Mark] = []
    private var nextGridMark: Int

    /// - Parameter mark: of a text that is the same up to there and one byte further; nil begins at the start.
    init(_ bytes: [UInt8], from mark: Mark? = nil) {
      self.bytes = bytes
      start = mark?.position ?? 0
      open = mark?.open ?? []
      nextGridMark = Self.gridPlace(after: start)
    }

    /// The elements around the place, outermost first.
    var around: [Element] {
      open.enumerated().map { index, element in
        Element(
          name: text(element.name), attributes: OpenTag.attributes(in: element.tag, of: bytes),
          children: index == open.count - 1 ? element.children.map(text) : [])
      }
    }

    mutating func run(to offset: Int) -> Found? {
      var scanner = XMLScanner(bytes, from: start)
      distance = max(0, offset - start) / Self.ratio
      var found: Found = .content(offset)
      while scanner.position < offset {
        let start = scanner.position
        guard let node = scanner.next() else {
          if scanner.isInOpenSection { return nil }
          let next = bytes[(start + 1)...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
          if next < offset || bytes[start] != UInt8(ascii: "<") {
            scanner.skip()
            continue
          }
          found = .tag(start, nil)
          break
        }
        if node.range.upperBound <= offset {
          take(node)
          if node.kind == .text || node.kind == .space {
            found = .content(node.range.lowerBound)
          } else {
            found = .content(offset)
            mark(node.range.upperBound, before: offset)
            markGrid(node.range.upperBound)
          }
          continue
        }
        switch node.kind {
        case .text, .space: found = .content(node.range.lowerBound)
        case .startTag, .emptyTag, .endTag: found = .tag(start, node.range.upperBound)
        case .comment, .cdata, .instruction, .docType: return nil
        }
        break
      }
      return found
    }

    /// A mark keeps its lists: few are made, however long the text is.
    private mutating func mark(_ position: Int, before offset: Int) {
      let rest = offset - position
      guard distance >= Self.nearest, 0 < rest, rest <= distance else { return }
      marks.append(Mark(position: position, open: open))
      distance = rest / Self.ratio
    }

    private mutating func markGrid(_ position: Int) {
      guard position >= nextGridMark else { return }
      nextGridMark = Self.gridPlace(after: position)
      guard open.count < Self.mostOpen, open.reduce(0, { $0 + $1.children.count }) < Self.mostOpen else { return }
      gridMarks.append(Mark(position: position, open: open))
    }

    private static func gridPlace(after position: Int) -> Int { (position / grid + 1) * grid }

    static let grid = 128 << 10
    /// A mark on the grid with more names than that would keep too much.
    private static let mostOpen = 4_000
    private static let nearest = 2 << 10
    private static let ratio = 8

    private mutating func take(_ node: XMLScanner.Node) {
      switch node.kind {
      case .startTag:
        addChild(node.name)
        open.append(Open(name: node.name, tag: node.range))
      case .emptyTag: addChild(node.name)
      case .endTag:
        let depth = open.suffix(XMLScanner.reach).lastIndex { bytes[$0.name] == bytes[node.name] }
        if let depth { open.removeSubrange(depth...) }
      default: break
      }
    }

    private mutating func addChild(_ name: Range<Int>) {
      guard let last = open.indices.last else { return }
      let isSame = open[last].children.last.map { bytes[$0] == bytes[name] } ?? false
      open[last].run = isSame ? open[last].run + 1 : 1
      if open[last].run <= Open.longestRun { open[last].children.append(name) }
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private static let reach = 64 << 10

    /// Names of the next siblings.
    func following(from offset: Int) -> [String] {
      let part = Array(bytes[offset..<min(bytes.count, offset + Self.reach)])
      var scanner = XMLScanner(part)
      var names: [String] = []
      var depth = 0
      while let node = scanner.next(), names.count < 200 {
        switch node.kind {
        case .startTag, .emptyTag:
          if depth == 0 { names.append(String(decoding: part[node.name], as: UTF8.self)) }
          if node.kind == .startTag { depth += 1 }
        case .endTag:
          depth -= 1
          if depth < 0 { return names }
        default: break
        }
      }
      return names
    }
  }
}
