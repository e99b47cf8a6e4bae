internal import Collections
internal import Screen

/// The tree of requests: which folders are closed, where the cursor is.
struct TreeState: Sendable {
  var scroll = ScrollState()
  var closed: Set<String> = []
  var search = ""
  /// Only requests whose path holds it are seen; empty shows all.
  var filter = ""

  /// One line of the tree.
  struct Row: Equatable {
    var path: String
    var name: String
    var depth: Int
    var isFolder: Bool
  }

  /// What is seen of the collection, folder by folder. A filter opens all folders and leaves out those in which nothing
  /// matches.
  func rows(of collection: Collection?) -> [Row] {
    rows(of: collection?.items ?? [], depth: 0, filter: Filter(filter))
  }

  private func rows(of items: [Collection.Item], depth: Int, filter: Filter?) -> [Row] {
    items.flatMap { item -> [Row] in
      let name = String(item.path.split(separator: "/").last ?? "")
      switch item {
      case .request:
        if let filter, !filter.matches(item.path) { return [] }
        return [Row(path: item.path, name: name, depth: depth, isFolder: false)]
      case .folder(let folder):
        let row = Row(path: item.path, name: name, depth: depth, isFolder: true)
        if filter == nil, closed.contains(folder.path) { return [row] }
        let inner = rows(of: folder.items, depth: depth + 1, filter: filter)
        return filter != nil && inner.isEmpty ? [] : [row] + inner
      }
    }
  }
}
