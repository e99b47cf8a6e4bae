internal import Basics
internal import Text

/// Every text that an envelope has had, newest first: its age and what made it.
struct UndoTreeList {
  let title: String
  let choices: [Choice]
  let currentRow: Int

  private static let previewLimit = 28

  init(_ history: UndoTree, now: Timestamp?) {
    let states = history.newestFirst
    let dropped = history.droppedCount
    title =
      dropped == 0 ? "Texts of this envelope: \(states.count)" : "Texts kept: \(states.count); too old: \(dropped)"
    currentRow = states.firstIndex { $0.number == history.current } ?? 0
    choices = states.map { state in
      let mark = state.number == history.current ? "●" : "·"
      let age = Self.age(state.madeAt, now: now)
      return Choice(nil, "\(mark) \(state.number)  \(age)", note: Self.change(state, history), .travel(state.number))
    }
  }

  static func age(_ time: Timestamp?, now: Timestamp?) -> String {
    guard let time, let now else { return "" }
    let seconds = max(0, now.secondsSinceEpoch - time.secondsSinceEpoch)
    switch seconds {
    case ..<60: return "\(seconds) s ago"
    case ..<3600: return "\(seconds / 60) min ago"
    case ..<86_400: return "\(seconds / 3600) h ago"
    default: return "\(seconds / 86_400) d ago"
    }
  }

  private static func change(_ state: UndoTree.State, _ history: UndoTree) -> String {
    guard let number = state.parent else { return state.number == 0 ? "as it was opened" : "the oldest that is kept" }
    let change = state.change
    let branch = number == state.number - 1 ? "" : "from \(number)  "
    let line = "line \(state.text.line(at: change.start) + 1)"
    let removed = history[number].map { preview($0.text, change.start, change.removedCount) } ?? ""
    let added = preview(state.text, change.start, change.addedCount)
    return
      "\(branch)\(line)  -\(change.removedCount) +\(change.addedCount)  \(removed)\(added.isEmpty ? "" : " → " + added)"
  }

  private static func preview(_ text: Rope, _ start: Int, _ count: Int) -> String {
    if count == 0 { return "" }
    let bytes = text.bytes(in: start..<start + min(count, previewLimit))
    return "\"\(String(decoding: bytes, as: UTF8.self).neutralised)\(count > previewLimit ? "…" : "")\""
  }
}
