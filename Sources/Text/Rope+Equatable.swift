extension Rope: Equatable {
  /// Whether both hold the same bytes.
  public static func == (left: Rope, right: Rope) -> Bool {
    left.isSameSnapshot(as: right) || (left.byteCount == right.byteCount && left.bytes == right.bytes)
  }

  /// How many bytes at the start are the same in both, as far as that is seen at once: snapshots of one text share what was
  /// not changed.
  func sharedStart(with other: Rope) -> Int {
    var (left, right) = ([root], [other.root])
    var count = 0
    while let one = left.last, let two = right.last {
      if one === two {
        count += one.byteCount
        left.removeLast()
        right.removeLast()
      } else if one.height == 0, two.height == 0 {
        return count + zip(one.bytes, two.bytes).prefix { $0 == $1 }.count
      } else {
        let height = max(one.height, two.height)
        if one.height == height { left.replaceLast(with: one.children) }
        if two.height == height { right.replaceLast(with: two.children) }
      }
    }
    return count
  }
}

extension [RopeNode] {
  /// As a stack: the first of them is on top.
  fileprivate mutating func replaceLast(with nodes: [RopeNode]) {
    removeLast()
    append(contentsOf: nodes.reversed())
  }
}
