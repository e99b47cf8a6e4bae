internal import Basics
internal import Collections
internal import Screen

// The tree of requests, cut down to what a person looks for.
extension Model {
  mutating func openFilter() -> [Effect] {
    let effects = moveFocus(to: .tree)
    commandLine = CommandLine(kind: .filter)
    filterTree("")
    return effects
  }

  /// While it is typed. The cursor goes to the first request that is left.
  mutating func filterTree(_ text: String) {
    guard text != tree.filter else { return }
    let before = rowUnderCursor
    tree.filter = text
    let rows = treeRows
    let kept = rows.firstIndex { $0 == before && !$0.isFolder } ?? rows.firstIndex { !$0.isFolder } ?? 0
    tree.scroll.select(kept, of: rows.count, height: listHeight(of: .tree))
  }

  mutating func clearFilter() {
    let before = rowUnderCursor
    tree.filter = ""
    let rows = treeRows
    let kept = rows.firstIndex { $0 == before } ?? 0
    tree.scroll.select(kept, of: rows.count, height: listHeight(of: .tree))
  }

  /// Up and down, while the filter is typed.
  mutating func moveInFilteredTree(by step: Int) {
    tree.scroll.move(by: step, of: treeRows.count, height: listHeight(of: .tree))
  }

  /// Enter, where the filter leaves nothing to open.
  mutating func sayNothingMatches() -> [Effect] {
    say("No request matches \(tree.filter.neutralised); Esc shows all.", .bad)
    return []
  }

  /// `3 of 17`.
  var filterCount: String { "\(treeRows.count { !$0.isFolder }) of \(collection?.requests.count ?? 0)" }

  /// Above the list, while a filter is set.
  var filterLine: Toned {
    [
      .init("filter: ", .dim), .init(tree.filter.neutralised, .match), .init("  \(filterCount)  ", .dim),
      .init("Esc", .key), .init(" shows all", .dim),
    ]
  }
}

extension TreeState {
  /// Words that all occur in a path, in any order, whatever their case.
  struct Filter {
    private let words: [TypedFilter]

    init?(_ text: String) {
      words = text.split(separator: " ").map { TypedFilter(String($0)) }
      if words.isEmpty { return nil }
    }

    func matches(_ path: String) -> Bool { words.allSatisfy { $0.matches(path) } }
  }
}
