/// What became of the lines of one text in another: the shortest way of taking lines out and putting lines in
/// (E. Myers, An O(ND) Difference Algorithm, 1986), within a bound.
public struct LineDiff: Sendable, Equatable {
  public enum Row: Sendable, Equatable {
    /// A line of both, by its row in the new text.
    case same(Int)
    /// By its row in the old text.
    case removed(Int)
    /// By its row in the new text.
    case added(Int)
    /// So many lines of both that are not shown.
    case equalLines(Int)
  }

  /// Runs of lines, in order.
  private(set) var runs: [Run] = []
  public private(set) var addedCount = 0
  public private(set) var removedCount = 0
  /// False when the texts differ by so much that the middle was not looked at line by line.
  public private(set) var isExact = true

  struct Run: Sendable, Equatable {
    enum Kind: Sendable { case same, removed, added }
    var kind: Kind
    var start: Int
    var count: Int
  }

  /// As many lines taken out and put in are looked for; time grows with it, memory with its square (8 MB).
  public static let editLimit = 1_000

  public init(_ old: IndexedText, _ new: IndexedText) {
    var numbers = LineNumbers()
    let (left, right) = (numbers.numbers(of: old), numbers.numbers(of: new))
    var (head, tail) = (0, 0)
    let shorter = min(left.count, right.count)
    while head < shorter, left[head] == right[head] { head += 1 }
    while tail < shorter - head, left[left.count - 1 - tail] == right[right.count - 1 - tail] { tail += 1 }
    add(.same, head, from: 0)
    compare(left[head..<left.count - tail], right[head..<right.count - tail])
    add(.same, tail, from: right.count - tail)
  }

  public var isEmpty: Bool { addedCount == 0 && removedCount == 0 }

  /// - Parameter context: lines of both that are shown around what differs.
  public func rows(context: Int = 3) -> [Row] {
    var rows: [Row] = []
    for (index, run) in runs.enumerated() {
      switch run.kind {
      case .removed: rows += (run.start..<run.start + run.count).map { .removed($0) }
      case .added: rows += (run.start..<run.start + run.count).map { .added($0) }
      case .same:
        let before = index == 0 ? 0 : context
        let after = index == runs.count - 1 ? 0 : context
        rows += Self.shortened(run, before: before, after: after)
      }
    }
    return rows
  }

  /// One line more is shown rather than told of.
  private static func shortened(_ run: Run, before: Int, after: Int) -> [Row] {
    let all = run.start..<run.start + run.count
    if run.count <= before + after + 1 { return all.map { .same($0) } }
    return all.prefix(before).map { .same($0) } + [.equalLines(run.count - before - after)]
      + all.suffix(after).map { .same($0) }
  }

  private mutating func add(_ kind: Run.Kind, _ count: Int, from start: Int) {
    guard count > 0 else { return }
    switch kind {
    case .added: addedCount += count
    case .removed: removedCount += count
    case .same: break
    }
    if let last = runs.last, last.kind == kind, last.start + last.count == start {
      runs[runs.count - 1].count += count
    } else {
      runs.append(Run(kind: kind, start: start, count: count))
    }
  }

  private mutating func compare(_ left: ArraySlice<Int32>, _ right: ArraySlice<Int32>) {
    guard let steps = EditSteps.shortest(Array(left), Array(right), limit: Self.editLimit) else {
      isExact = false
      add(.removed, left.count, from: left.startIndex)
      add(.added, right.count, from: right.startIndex)
      return
    }
    var (row, column) = (left.startIndex, right.startIndex)
    for step in steps {
      switch step {
      case .removed:
        add(.removed, 1, from: row)
        row += 1
      case .added:
        add(.added, 1, from: column)
        column += 1
      case .same:
        add(.same, 1, from: column)
        (row, column) = (row + 1, column + 1)
      }
    }
  }
}

/// Equal lines have equal numbers.
private struct LineNumbers {
  private var known: [ArraySlice<UInt8>: Int32] = [:]

  mutating func numbers(of text: IndexedText) -> [Int32] {
    let bytes = text.bytes
    return text.mapRows { range in
      let line = bytes[range]
      if let number = known[line] { return number }
      let number = Int32(known.count)
      known[line] = number
      return number
    }
  }
}

/// The walk through the grid of both texts.
private enum EditSteps {
  /// - Returns: nil when more than `limit` lines were taken out and put in.
  static func shortest(_ left: [Int32], _ right: [Int32], limit: Int) -> [LineDiff.Run.Kind]? {
    let bound = min(limit, left.count + right.count)
    // The furthest row on each diagonal, -bound to bound; and as it stood before each further edit.
    var furthest = [Int32](repeating: 0, count: 2 * bound + 3)
    var history: [[Int32]] = []
    for edits in 0...bound {
      history.append(Array(furthest[(bound + 1 - edits)...(bound + 1 + edits)]))
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        let place = diagonal + bound + 1
        let isDown = diagonal == -edits || (diagonal != edits && furthest[place - 1] < furthest[place + 1])
        var row = Int(isDown ? furthest[place + 1] : furthest[place - 1] + 1)
        while row < left.count, row - diagonal < right.count, row - diagonal >= 0, left[row] == right[row - diagonal] {
          row += 1
        }
        furthest[place] = Int32(row)
        if row >= left.count, row - diagonal >= right.count { return trace(history, left.count, right.count) }
      }
    }
    return nil
  }

  /// From the end back to the start, edit by edit.
  private static func trace(_ history: [[Int32]], _ rows: Int, _ columns: Int) -> [LineDiff.Run.Kind] {
    var steps: [LineDiff.Run.Kind] = []
    var (row, column) = (rows, columns)
    for edits in stride(from: history.count - 1, to: 0, by: -1) {
      let before = history[edits]
      let diagonal = row - column
      // `before` holds the diagonals -edits to edits.
      func at(_ diagonal: Int) -> Int { Int(before[diagonal + edits]) }
      let isDown = diagonal == -edits || (diagonal != edits && at(diagonal - 1) < at(diagonal + 1))
      let previous = isDown ? diagonal + 1 : diagonal - 1
      let (startRow, startColumn) = (at(previous), at(previous) - previous)
      let afterEdit = isDown ? startRow : startRow + 1
      while row > afterEdit {
        steps.append(.same)
        (row, column) = (row - 1, column - 1)
      }
      steps.append(isDown ? .added : .removed)
      (row, column) = (startRow, startColumn)
    }
    steps += [LineDiff.Run.Kind](repeating: .same, count: row)
    return steps.reversed()
  }
}
