internal import Collections
internal import Screen

/// The tree of requests: which folders are closed, where the cursor is.
struct TreeState: Sendable {
  var scroll = ScrollState()
  var closed: Set<String> = []
  var search = ""

  /// One line of the tree.
  struct Row: Equatable {
    var path: String
    var name: String
    var depth: Int
    var isFolder: Bool
  }

  /// What is seen of the collection, folder by folder.
  func rows(of collection: Collection?) -> [Row] { rows(of: collection?.items ?? [], depth: 0) }

  private func rows(of items: [Collection.Item], depth: Int) -> [Row] {
    items.flatMap { item -> [Row] in
      let name = String(item.path.split(separator: "/").last ?? "")
      switch item {
      case .request: return [Row(path: item.path, name: name, depth: depth, isFolder: false)]
      case .folder(let folder):
        let row = Row(path: item.path, name: name, depth: depth, isFolder: true)
        return closed.contains(folder.path) ? [row] : [row] + rows(of: folder.items, depth: depth + 1)
      }
    }
  }
}
