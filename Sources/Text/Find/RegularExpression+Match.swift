extension RegularExpression {
  public struct Match: Sendable, Hashable {
    public var range: Range<Int>
    /// What each pair of parentheses captured, the first for group 1; empty when they were not asked for.
    public var groups: [Range<Int>?] = []
  }

  public enum Outcome: Sendable, Hashable {
    case match(Match)
    case none
    /// The budget was used up before this offset.
    case exhausted(at: Int)
  }

  /// The first match that begins at `start` or later.
  ///
  /// - Parameters:
  ///   - bytes: what stands before `start` counts for `^` and `\b`.
  ///   - budget: steps that may be made, about 20 ns each; those that were made are taken off.
  public func firstMatch(
    in bytes: [UInt8], from start: Int, wantsGroups: Bool = false, budget: inout Int
  ) -> Outcome {
    var run = Run(self, bytes, from: start, slotCount: wantsGroups ? 2 * groupCount + 2 : 2)
    return run.result(budget: &budget)
  }

  private struct Threads {
    var counters: [Int] = []
    /// `slotCount` for each thread.
    var slots: [Int] = []
    /// For each instruction, the round in which it was added last.
    var added: [Int]

    mutating func clear() {
      counters.removeAll(keepingCapacity: true)
      slots.removeAll(keepingCapacity: true)
    }
  }

  private struct Run {
    let expression: RegularExpression
    let bytes: [UInt8]
    let slotCount: Int
    var position: Int
    var round = 0
    var threads: Threads
    var next: Threads
    var slots: [Int]
    var found: [Int]?
    var work = 0

    private enum Pending {
      case explore(Int)
      case restore(slot: Int, Int)
    }
    private var pending: [Pending] = []

    init(_ expression: RegularExpression, _ bytes: [UInt8], from start: Int, slotCount: Int) {
      self.expression = expression
      self.bytes = bytes
      self.slotCount = slotCount
      position = min(max(0, start), bytes.count)
      threads = Threads(added: [Int](repeating: -1, count: expression.program.count))
      next = threads
      slots = [Int](repeating: -1, count: slotCount)
    }

    mutating func result(budget: inout Int) -> Outcome {
      defer { budget -= work }
      while true {
        if threads.counters.isEmpty {
          guard found == nil, skipAhead() else { break }
          round += 1
          begin(at: position)
          swap(&threads, &next)
          next.clear()
        }
        if work > budget { return .exhausted(at: position) }
        let isAtEnd = position >= bytes.count
        step()
        if isAtEnd { break }
      }
      return found.map { .match(match($0)) } ?? .none
    }

    /// To the next place where a match can begin; false when there is none.
    private mutating func skipAhead() -> Bool {
      guard let firstBytes = expression.firstBytes else { return position <= bytes.count }
      let start = position
      while position < bytes.count, !firstBytes[Int(bytes[position])] { position += 1 }
      work += (position - start) / 16
      return position < bytes.count
    }

    private func canBegin(at place: Int) -> Bool {
      guard let firstBytes = expression.firstBytes else { return true }
      return place < bytes.count && firstBytes[Int(bytes[place])]
    }

    private mutating func begin(at place: Int) {
      for index in slots.indices { slots[index] = -1 }
      slots[0] = place
      add(0, at: place)
    }

    private mutating func step() {
      let decoded = scalar
      let end = position + decoded.byteCount
      round += 1
      for index in threads.counters.indices {
        let counter = threads.counters[index]
        work += 1
        if case .match = expression.program[counter] {
          found = Array(threads.slots[(index * slotCount)..<((index + 1) * slotCount)])
          found?[1] = position
          break
        }
        guard position < bytes.count, accepts(expression.program[counter], decoded.scalar) else { continue }
        for slot in 0..<slotCount { slots[slot] = threads.slots[index * slotCount + slot] }
        add(counter + 1, at: end)
      }
      if found == nil, position < bytes.count, canBegin(at: end) { begin(at: end) }
      swap(&threads, &next)
      next.clear()
      position = end
    }

    private func accepts(_ instruction: Instruction, _ scalar: Unicode.Scalar?) -> Bool {
      RegularExpression.accepts(instruction, scalar, expression.ignoresCase)
    }

    private var scalar: (scalar: Unicode.Scalar?, byteCount: Int) {
      guard position < bytes.count else { return (nil, 0) }
      if bytes[position] < 0x80 { return (Unicode.Scalar(bytes[position]), 1) }
      guard let (scalar, count) = UTF8Decoding.scalar(in: bytes[...], at: position) else { return (nil, 1) }
      return (scalar, count)
    }

    /// Adds a thread to `next` for each instruction that is reached without taking a character.
    private mutating func add(_ start: Int, at place: Int) {
      pending.append(.explore(start))
      while let task = pending.popLast() {
        switch task {
        case .restore(let slot, let value): slots[slot] = value
        case .explore(let counter): explore(counter, at: place)
        }
      }
    }

    private mutating func explore(_ counter: Int, at place: Int) {
      guard next.added[counter] != round else { return }
      next.added[counter] = round
      work += 1
      switch expression.program[counter] {
      case .jump(let target): pending.append(.explore(target))
      case .split(let first, let second):
        pending.append(.explore(second))
        pending.append(.explore(first))
      case .assertion(let assertion): if holds(assertion, at: place) { pending.append(.explore(counter + 1)) }
      case .save(let slot):
        if slot < slotCount {
          pending.append(.restore(slot: slot, slots[slot]))
          slots[slot] = place
        }
        pending.append(.explore(counter + 1))
      case .scalar, .any, .set, .match:
        next.counters.append(counter)
        next.slots += slots
      }
    }

    private func holds(_ assertion: RegularExpressionNode.Assertion, at place: Int) -> Bool {
      switch assertion {
      case .lineStart: place == 0 || bytes[place - 1] == UInt8(ascii: "\n")
      case .lineEnd:
        place == bytes.count || bytes[place] == UInt8(ascii: "\n")
          || (bytes[place] == UInt8(ascii: "\r") && place + 1 < bytes.count && bytes[place + 1] == UInt8(ascii: "\n"))
      case .wordBoundary: isWord(place - 1) != isWord(place)
      case .noWordBoundary: isWord(place - 1) == isWord(place)
      }
    }

    private func isWord(_ index: Int) -> Bool {
      guard bytes.indices.contains(index) else { return false }
      return bytes[index] >= 0x80 || Unicode.Scalar(bytes[index]).isInWord
    }

    private func match(_ slots: [Int]) -> Match {
      let pairs = stride(from: 2, to: slots.count, by: 2).map { slots[$0] }
      let groups = pairs.indices.map { index -> Range<Int>? in
        let (start, end) = (slots[2 * index + 2], slots[2 * index + 3])
        return start >= 0 && end >= start ? start..<end : nil
      }
      return Match(range: slots[0]..<slots[1], groups: groups)
    }
  }
}
