/// The requests that are open, in the order of their tabs, by path.
///
/// A request that is only looked at, because the cursor of the tree passed over it, is open too; the next one that is
/// looked at takes its place, so that going through the tree leaves no trail. What is opened, changed or sent stays.
struct OpenTabs: Sendable, Equatable {
  private(set) var paths: [String] = []
  /// The one that is only looked at.
  private(set) var preview: String?

  /// As many stay open; beyond, the one that was opened first is closed.
  static let limit = 200

  /// Opens a request for good, behind the one that is shown.
  mutating func open(_ path: String, after current: String?) {
    if preview == path { preview = nil }
    insert(path, after: current)
  }

  /// Opens a request for a look, in place of the one that was looked at before.
  mutating func look(at path: String, after current: String?) {
    if paths.contains(path) { return }
    if let preview, let index = paths.firstIndex(of: preview) {
      paths[index] = path
    } else {
      insert(path, after: current)
    }
    preview = path
  }

  /// It is not only looked at any more.
  mutating func keep(_ path: String) { if preview == path { preview = nil } }

  /// - Returns: the neighbour that takes its place; nil when none is left.
  @discardableResult
  mutating func close(_ path: String) -> String? {
    guard let index = paths.firstIndex(of: path) else { return paths.last }
    paths.remove(at: index)
    if preview == path { preview = nil }
    return paths.indices.contains(index) ? paths[index] : paths.last
  }

  mutating func rename(_ path: String, to newPath: String) {
    guard let index = paths.firstIndex(of: path), !paths.contains(newPath) else { return }
    paths[index] = newPath
    if preview == path { preview = newPath }
  }

  mutating func removeAll(where isGone: (String) -> Bool) {
    paths.removeAll(where: isGone)
    if let preview, isGone(preview) { self.preview = nil }
  }

  /// The one that many places further, round the end; nil when none is open.
  func neighbour(of path: String?, by step: Int) -> String? {
    guard !paths.isEmpty else { return nil }
    guard let path, let index = paths.firstIndex(of: path) else { return step > 0 ? paths.first : paths.last }
    return paths[((index + step) % paths.count + paths.count) % paths.count]
  }

  private mutating func insert(_ path: String, after current: String?) {
    if paths.contains(path) { return }
    let place = current.flatMap { paths.firstIndex(of: $0) }.map { $0 + 1 } ?? paths.count
    paths.insert(path, at: place)
    if paths.count > Self.limit, let first = paths.first(where: { $0 != path && $0 != current }) { close(first) }
  }
}
