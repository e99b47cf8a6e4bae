/// A node of a rope: bytes at height 0, children of equal height above. Never changes once made.
final class RopeNode: Sendable {
  static let leafCapacity = 1024
  static let fanOut = 16
  static let empty = RopeNode(bytes: [])

  let height: Int
  let byteCount: Int
  let lineFeedCount: Int
  /// Of a leaf.
  let bytes: [UInt8]
  /// Of a branch.
  let children: [RopeNode]

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    children = []
    height = 0
    byteCount = bytes.count
    lineFeedCount = bytes.reduce(0) { $0 + ($1 == lineFeed ? 1 : 0) }
  }

  private init(children: [RopeNode]) {
    self.children = children
    bytes = []
    height = children[0].height + 1
    byteCount = children.reduce(0) { $0 + $1.byteCount }
    lineFeedCount = children.reduce(0) { $0 + $1.lineFeedCount }
  }

  /// A balanced tree of evenly filled leaves.
  static func tree(of bytes: [UInt8]) -> RopeNode {
    if bytes.count <= leafCapacity { return bytes.isEmpty ? empty : RopeNode(bytes: bytes) }
    var level = evenParts(of: bytes.count, atMost: leafCapacity).map { RopeNode(bytes: Array(bytes[$0])) }
    while level.count > 1 {
      level = evenParts(of: level.count, atMost: fanOut).map { branch(level[$0]) }
    }
    return level[0]
  }

  private static func evenParts(of count: Int, atMost limit: Int) -> [Range<Int>] {
    let parts = (count + limit - 1) / limit
    return (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }
  }
}

private let lineFeed = UInt8(ascii: "\n")

// MARK: Reading

extension RopeNode {
  func leaf(at offset: Int) -> (start: Int, bytes: [UInt8]) {
    var node = self
    var start = 0
    while node.height > 0 {
      let (index, skipped) = node.child(holding: offset - start)
      start += skipped
      node = node.children[index]
    }
    return (start, node.bytes)
  }

  func lineFeeds(before offset: Int) -> Int {
    var node = self
    var (start, count) = (0, 0)
    while node.height > 0 {
      let (index, skipped) = node.child(holding: offset - start)
      for sibling in node.children[..<index] { count += sibling.lineFeedCount }
      start += skipped
      node = node.children[index]
    }
    return node.bytes[..<(offset - start)].reduce(count) { $0 + ($1 == lineFeed ? 1 : 0) }
  }

  /// Where the text after the line feed number `ordinal`, counted from 1, begins.
  func offset(afterLineFeed ordinal: Int) -> Int {
    var node = self
    var (start, left) = (0, ordinal)
    descent: while node.height > 0 {
      for child in node.children {
        if child.lineFeedCount >= left {
          node = child
          continue descent
        }
        left -= child.lineFeedCount
        start += child.byteCount
      }
      return byteCount
    }
    for (index, byte) in node.bytes.enumerated() where byte == lineFeed {
      left -= 1
      if left == 0 { return start + index + 1 }
    }
    return byteCount
  }

  /// The child with the byte at `offset`, the last one for the end, and how many bytes stand before it.
  private func child(holding offset: Int) -> (index: Int, skipped: Int) {
    var skipped = 0
    for (index, child) in children.dropLast().enumerated() {
      if offset < skipped + child.byteCount { return (index, skipped) }
      skipped += child.byteCount
    }
    return (children.count - 1, skipped)
  }
}

// MARK: Editing

extension RopeNode {
  /// The edit is widened to whole leaves, and to one more when little is left, so that leaves stay well filled.
  func replacing(_ range: Range<Int>, with replacement: [UInt8]) -> RopeNode {
    let head = parted(at: range.lowerBound)
    let start = head.before.byteCount
    var middle = Array(head.leaf.bytes[..<(range.lowerBound - start)]) + replacement
    var after = head.after
    let endInLeaf = range.upperBound - start
    if endInLeaf <= head.leaf.byteCount {
      middle += head.leaf.bytes[endInLeaf...]
    } else {
      let tail = after.parted(at: endInLeaf - head.leaf.byteCount)
      middle += tail.leaf.bytes[(endInLeaf - head.leaf.byteCount - tail.before.byteCount)...]
      after = tail.after
    }
    if middle.count < Self.leafCapacity / 2 {
      let next = after.parted(at: 0)
      middle += next.leaf.bytes
      after = next.after
    }
    return Self.join(Self.join(head.before, Self.tree(of: middle)), after)
  }

  private func parted(at offset: Int) -> (before: RopeNode, leaf: RopeNode, after: RopeNode) {
    if height == 0 { return (.empty, self, .empty) }
    let (index, skipped) = child(holding: offset)
    let inner = children[index].parted(at: offset - skipped)
    return (
      Self.join(Self.branch(children[..<index]), inner.before), inner.leaf,
      Self.join(inner.after, Self.branch(children[(index + 1)...]))
    )
  }

  private static func join(_ left: RopeNode, _ right: RopeNode) -> RopeNode {
    if left.byteCount == 0 { return right }
    if right.byteCount == 0 { return left }
    if left.height == right.height {
      return left.height == 0 ? branch([left, right]) : branch((left.children + right.children)[...])
    }
    if left.height > right.height {
      let joined = join(left.children[left.children.count - 1], right)
      return branch(left.children.dropLast() + (joined.height == left.height ? joined.children : [joined]))
    }
    let joined = join(left, right.children[0])
    return branch((joined.height == right.height ? joined.children : [joined]) + right.children.dropFirst())
  }

  /// One node over at most twice `fanOut` nodes of equal height.
  private static func branch(_ nodes: ArraySlice<RopeNode>) -> RopeNode {
    guard let first = nodes.first else { return .empty }
    if nodes.count == 1 { return first }
    if nodes.count <= fanOut { return RopeNode(children: Array(nodes)) }
    let middle = nodes.startIndex + nodes.count / 2
    return RopeNode(children: [
      RopeNode(children: Array(nodes[..<middle])), RopeNode(children: Array(nodes[middle...])),
    ])
  }
}
