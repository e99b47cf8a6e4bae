internal import Glibc

/// What lies in a collection's folder, by what the entries say of themselves: enough to notice that a file was changed,
/// without reading one.
struct FolderSnapshot: Sendable, Equatable {
  struct Mark: Sendable, Hashable {
    var seconds, nanoseconds, size: Int
    /// A file that is replaced has another one.
    var inode: UInt64
  }

  /// By path, relative to the collection's folder.
  var marks: [String: Mark] = [:]
  /// Absolute paths.
  private(set) var folders: [String] = []

  /// As many entries are looked at; changes beyond are not noticed.
  static let entryLimit = 50_000

  init() {}

  /// Looks where `CollectionFolder.load` would: a folder without `collection.yaml` is not searched through.
  init(of folder: CollectionFolder) {
    let isCollection = Disk.exists("\(folder.path)/\(CollectionFolder.mainFile)")
    add("", in: folder.path, depth: isCollection ? CollectionFolder.depthLimit : 0)
  }

  /// Of a file; nil when there is none.
  static func mark(of path: String) -> Mark? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Mark(
      seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, size: Int(status.st_size),
      inode: UInt64(status.st_ino))
  }

  private mutating func add(_ path: String, in root: String, depth: Int) {
    let folder = path.isEmpty ? root : "\(root)/\(path)"
    folders.append(folder)
    for entry in (try? Disk.list(folder)) ?? [] where marks.count + folders.count < Self.entryLimit {
      let inner = path.isEmpty ? entry.name : "\(path)/\(entry.name)"
      if entry.isFolder {
        if depth > 0, !entry.isLink { add(inner, in: root, depth: depth - 1) }
      } else if let mark = Self.mark(of: "\(root)/\(inner)") {
        marks[inner] = mark
      }
    }
  }
}
