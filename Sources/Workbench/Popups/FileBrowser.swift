internal import Basics

/// A folder being looked through.
struct FileBrowser: Sendable, Equatable {
  var use: FileUse
  var path: String
  /// Nil until the listing arrives.
  var entries: [FolderEntry]?

  /// The folder above, folders, files that look right, then all others; those that hold what was typed.
  func choices(filter: String) -> [Choice] {
    let typed = TypedFilter(filter)
    let filter = filter.lowercased()
    let shown = (entries ?? []).filter { filter.isEmpty ? !$0.name.hasPrefix(".") : typed.matches($0.name) }
    let sorted = shown.sorted { first, second in
      (rank(first, filter), first.name.lowercased()) < (rank(second, filter), second.name.lowercased())
    }
    let above = filter.isEmpty && path != "/" ? [Choice(nil, "../", .browse(use, path: joined("..")))] : []
    return above
      + sorted.map { entry in
        entry.isFolder
          ? Choice(nil, entry.name.neutralised + "/", .browse(use, path: joined(entry.name)))
          : Choice(nil, entry.name.neutralised, note: note(entry), .pickFile(use, path: joined(entry.name)))
      }
  }

  private func rank(_ entry: FolderEntry, _ filter: String) -> Int {
    entry.name.lowercased() == filter ? 0 : entry.isFolder ? 1 : looksRight(entry) ? 2 : 3
  }

  private func looksRight(_ entry: FolderEntry) -> Bool {
    let name = entry.name.lowercased()
    return use.endings.contains { name.hasSuffix($0) }
  }

  private func note(_ entry: FolderEntry) -> String {
    let size = entry.size.map { "\($0) bytes" } ?? ""
    return looksRight(entry) ? size : size + "  (unusual ending)"
  }

  private func joined(_ name: String) -> String {
    if name == ".." {
      let parts = path.split(separator: "/").dropLast()
      return "/" + parts.joined(separator: "/")
    }
    return path.hasSuffix("/") ? path + name : path + "/" + name
  }
}
