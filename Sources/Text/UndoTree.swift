public import Basics

/// Every text that an editor has had, as a tree: what was undone and then typed over is a branch that can be reached
/// again.
///
/// Texts share what they have in common, so that a state costs what its change put in and a few kilobytes. When there
/// are more than `stateLimit` states, or they cost more than `byteLimit`, the oldest go.
public struct UndoTree: Sendable {
  public static let stateLimit = 10_000
  /// About what the states may cost, in bytes.
  public static let byteLimit = 128 << 20

  /// What was replaced, as one stretch.
  public struct Change: Sendable, Hashable {
    public var start: Int
    /// Bytes of the text before.
    public var removedCount: Int
    /// Bytes of the text after.
    public var addedCount: Int

    public init(_ range: Range<Int>, addedCount: Int) {
      (start, removedCount) = (range.lowerBound, range.count)
      self.addedCount = addedCount
    }

    var inverse: Change { Change(start..<start + addedCount, addedCount: removedCount) }

    /// This change and one that follows it, as one stretch.
    func followed(by next: Change) -> Change {
      let before = max(0, start - next.start)
      let after = max(0, next.start + next.removedCount - start - addedCount)
      return Change(
        start - before..<start + removedCount + after,
        addedCount: before + addedCount + after - next.removedCount + next.addedCount)
    }
  }

  public struct State: Sendable {
    /// Ascending in the order in which the states were made; the first text is 0.
    public let number: Int
    /// The state that was changed; nil for the first, and where that was too old to be kept.
    public internal(set) var parent: Int?
    public internal(set) var text: Rope
    public internal(set) var change: Change
    /// When its last change was made; nil where nobody said.
    public internal(set) var madeAt: Timestamp?
    /// What was selected before the change and after it.
    var selections: (before: Selection, after: Selection)
    /// Where redoing goes.
    var next: Int?

    var cost: Int { change.addedCount + 4096 }
  }

  /// The state that is shown.
  public private(set) var current = 0
  /// States that were too old to be kept.
  public private(set) var droppedCount = 0
  private var states: [Int: State]
  private var lastNumber = 0
  private var cost = 0

  init(_ text: Rope) {
    let first = State(
      number: 0, parent: nil, text: text, change: Change(0..<0, addedCount: 0), madeAt: nil,
      selections: (Selection(at: 0), Selection(at: 0)), next: nil)
    states = [0: first]
  }

  public subscript(number: Int) -> State? { states[number] }
  public var count: Int { states.count }
  /// Every state that is kept, the newest first.
  public var newestFirst: [State] { states.values.sorted { $0.number > $1.number } }

  public var parent: Int? { states[current]?.parent.flatMap { states[$0]?.number } }
  public var next: Int? { states[current]?.next.flatMap { states[$0]?.number } }

  var earlier: Int? { states.keys.filter { $0 < current }.max() }
  var later: Int? { states.keys.filter { $0 > current }.min() }
}

// MARK: Growing

extension UndoTree {
  /// Seconds without typing after which more of it is a step of its own.
  private static let pauseSeconds: Int64 = 10

  /// Adds a state below the current one, or puts the change into the current one.
  mutating func record(
    _ change: Change, _ text: Rope, _ selections: (before: Selection, after: Selection), continuing: Bool,
    at now: Timestamp?
  ) {
    guard continuing, var state = states[current], state.parent != nil, state.next == nil, !hasPaused(state, now) else {
      return add(change, text, selections, at: now)
    }
    cost -= state.cost
    state.change = state.change.followed(by: change)
    state.text = text
    state.selections.after = selections.after
    state.madeAt = now ?? state.madeAt
    cost += state.cost
    states[current] = state
  }

  private func hasPaused(_ state: State, _ now: Timestamp?) -> Bool {
    guard let now, let madeAt = state.madeAt else { return false }
    return now.secondsSinceEpoch - madeAt.secondsSinceEpoch > Self.pauseSeconds
  }

  private mutating func add(
    _ change: Change, _ text: Rope, _ selections: (before: Selection, after: Selection), at now: Timestamp?
  ) {
    lastNumber += 1
    let state = State(
      number: lastNumber, parent: current, text: text, change: change, madeAt: now, selections: selections, next: nil)
    states[current]?.next = lastNumber
    states[lastNumber] = state
    current = lastNumber
    cost += state.cost
    if states.count > Self.stateLimit || cost > Self.byteLimit { dropOldest() }
  }

  /// The oldest of other branches first, then the oldest on the way to here; a tenth of all at a time, or as many as
  /// it takes.
  private mutating func dropOldest() {
    let way = Set(path(to: current))
    let others = states.keys.filter { !way.contains($0) }.sorted()
    for number in others + way.sorted().dropLast(2) {
      if states.count <= Self.stateLimit * 9 / 10, cost <= Self.byteLimit * 9 / 10 { return }
      cost -= states.removeValue(forKey: number)?.cost ?? 0
      droppedCount += 1
    }
  }

  /// Numbers from the oldest ancestor that is kept to the state itself.
  private func path(to number: Int) -> [Int] {
    var path: [Int] = []
    var next: Int? = number
    while let number = next, let state = states[number] {
      path.append(number)
      next = state.parent
    }
    return path.reversed()
  }
}

// MARK: Travelling

extension UndoTree {
  struct Arrival {
    var text: Rope
    var selection: Selection
    /// What was selected before the change that was taken back or made again.
    var before: Selection
    /// The changes that lead here, in order.
    var changes: [Change]
  }

  /// To the state that was changed, where that change began.
  mutating func undo() -> Arrival? {
    guard let left = states[current], let parent, let text = states[parent]?.text else { return nil }
    states[parent]?.next = current
    current = parent
    return Arrival(
      text: text, selection: left.selections.before, before: left.selections.before, changes: [left.change.inverse])
  }

  /// To the state below that was shown last.
  mutating func redo() -> Arrival? {
    guard let next, let state = states[next] else { return nil }
    current = next
    return Arrival(
      text: state.text, selection: state.selections.after, before: state.selections.before, changes: [state.change])
  }

  /// Makes any state the current one; nil when it is not kept.
  mutating func travel(to number: Int) -> Arrival? {
    guard let target = states[number] else { return nil }
    let (here, there) = (path(to: current), path(to: number))
    let shared = zip(here, there).prefix { $0 == $1 }.count
    var changes = here[shared...].reversed().compactMap { states[$0]?.change.inverse }
    changes += there[shared...].compactMap { states[$0]?.change }
    if shared == 0 {
      // Without a common ancestor the way is not known: everything may be another.
      let count = states[current]?.text.byteCount ?? 0
      changes = [Change(0..<count, addedCount: target.text.byteCount)]
    }
    for (parent, child) in zip(there, there.dropFirst()) { states[parent]?.next = child }
    if shared == there.count, shared < here.count { states[number]?.next = here[shared] }
    current = number
    return Arrival(
      text: target.text, selection: target.selections.after, before: target.selections.after, changes: changes)
  }
}
