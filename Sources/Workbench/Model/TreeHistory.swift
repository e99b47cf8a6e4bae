public import Collections

/// One change of the tree of requests that was carried out on the disk.
public enum TreeChange: Sendable, Equatable {
  /// A request or a folder.
  case made(path: String)
  case removed(DeletedEntry)
  case moved(from: String, to: String)
}

/// The changes of the tree that can be taken back, and those that were.
struct TreeHistory: Sendable {
  enum Direction: Sendable { case undo, redo }

  private(set) var done: [TreeChange] = []
  private(set) var undone: [TreeChange] = []
  /// What is being taken back or done again, until the disk has it.
  private(set) var awaited: (change: TreeChange, direction: Direction)?

  static let limit = 200
  /// Of all that was deleted, together.
  static let byteLimit = 128 * 1024 * 1024

  func next(_ direction: Direction) -> TreeChange? { direction == .undo ? done.last : undone.last }

  /// Its opposite is being carried out.
  mutating func begin(_ direction: Direction) { awaited = next(direction).map { ($0, direction) } }

  /// It could not be carried out: it stays where it was.
  mutating func abandon() { awaited = nil }

  /// A change was carried out: a new one, or the opposite of what is awaited.
  ///
  /// - Returns: what was taken back or done again; nil for a new change.
  mutating func add(_ change: TreeChange) -> (change: TreeChange, direction: Direction)? {
    guard let awaited, awaited.change.isOpposite(of: change) else {
      undone = []
      done.append(change)
      trim()
      return nil
    }
    self.awaited = nil
    if awaited.direction == .undo {
      done.removeAll { $0 == awaited.change }
      undone.append(change)
    } else {
      undone.removeAll { $0 == awaited.change }
      done.append(change)
    }
    return awaited
  }

  private mutating func trim() {
    while done.count > Self.limit || (done.count > 1 && byteCount > Self.byteLimit) { done.removeFirst() }
  }

  private var byteCount: Int { done.reduce(0) { $0 + $1.byteCount } }
}

extension TreeChange {
  /// Whether it leads back from the other.
  func isOpposite(of other: TreeChange) -> Bool {
    switch (self, other) {
    case (.made(let path), .removed(let entry)), (.removed(let entry), .made(let path)): path == entry.path
    case (.moved(let from, let to), .moved(let otherFrom, let otherTo)): from == otherTo && to == otherFrom
    default: false
    }
  }

  fileprivate var byteCount: Int { if case .removed(let entry) = self { entry.byteCount } else { 0 } }

  /// What it did, after "Taken back: " or "Done again: ".
  var words: String {
    switch self {
    case .made(let path): "\(path) was made"
    case .removed(let entry): "\(entry.path) was deleted"
    case .moved(let from, let to): "\(from) became \(to)"
    }
  }
}
