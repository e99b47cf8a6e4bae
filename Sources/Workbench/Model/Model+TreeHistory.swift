internal import Basics
internal import Collections
internal import Screen

// Taking back what was done to the tree, and moving what is in it.
extension Model {
  mutating func undoTreeChange() -> [Effect] { turn(.undo) }
  mutating func redoTreeChange() -> [Effect] { turn(.redo) }

  private mutating func turn(_ direction: TreeHistory.Direction) -> [Effect] {
    guard treeHistory.awaited == nil else { return [] }
    guard let change = treeHistory.next(direction) else {
      say(
        direction == .undo
          ? "Nothing was made, deleted, renamed or moved here since the start." : "Nothing was taken back in the tree.")
      return []
    }
    treeHistory.begin(direction)
    switch change {
    case .made(let path): return delete(path)
    case .removed(let entry):
      if entry.folders.isEmpty { wantedPath = entry.path }
      return saveAll() + [.restore(entry)]
    case .moved(let from, let to):
      pendingRenames[to] = from
      return saveAll() + [.rename(path: to, to: from)]
    }
  }

  /// The disk has it.
  mutating func adopt(_ change: TreeChange) -> [Effect] {
    if let turned = treeHistory.add(change) {
      say((turned.direction == .undo ? "Taken back: " : "Done again: ") + turned.change.words + ".", .good)
    } else if case .removed(let entry) = change {
      let key = keymap.keys(for: .undoChange, in: [.tree]).first.map { "\($0) in the tree" } ?? ":undo-change"
      say("\(entry.path) is deleted; \(key) brings it back until Signet is left.")
    }
    return []
  }

  mutating func failTreeChange(_ problem: Problem) -> [Effect] {
    treeHistory.abandon()
    return fail(problem)
  }

  // MARK: Moving

  mutating func openMoveMenu() -> [Effect] {
    guard let row = rowUnderCursor else { return [] }
    let parent = folder(of: row.path)
    let folders = (collection?.folderPaths ?? []).filter {
      $0 != parent && $0 != row.path && !$0.hasPrefix(row.path + "/")
    }
    let letters = Array("abcdefghilmnoprstuvwxyz".unicodeScalars)
    var choices = folders.enumerated().map { index, folder in
      Choice(letters.indices.contains(index) ? letters[index] : nil, folder, .moveEntry(path: row.path, folder: folder))
    }
    if !parent.isEmpty {
      choices.insert(
        Choice(".", "no folder", note: "the collection itself", .moveEntry(path: row.path, folder: "")), at: 0)
    }
    guard !choices.isEmpty else {
      say("There is no other folder; F makes one.")
      return []
    }
    return open(Popup(.menu(title: "Move \(row.path) to", choices)))
  }

  mutating func moveEntry(_ path: String, to folder: String) -> [Effect] {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return rename(path, to: folder.isEmpty ? name : "\(folder)/\(name)")
  }

  private func folder(of path: String) -> String { path.split(separator: "/").dropLast().joined(separator: "/") }
}

extension Collection {
  /// Of all folders, the outer before the inner.
  var folderPaths: [String] { Self.folderPaths(of: items) }

  private static func folderPaths(of items: [Item]) -> [String] {
    items.flatMap { item -> [String] in
      guard case .folder(let folder) = item else { return [] }
      return [folder.path] + folderPaths(of: folder.items)
    }
  }
}
