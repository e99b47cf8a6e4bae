internal import Glibc

/// What tells that a path leads to the same file with the same content as before, without reading it.
struct FileStamp: Equatable {
  private var device: dev_t
  private var inode: ino_t
  private var size: off_t
  /// Of its content, and of the file itself, which nobody can set back.
  private var modified: Int64
  private var changed: Int64

  /// Nil for what has no content of its own (a pipe, a device), what is not there, and what changed so short a time ago
  /// that the clock of the file system may not tell another change from that.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0, [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { return nil }
    device = status.st_dev
    inode = status.st_ino
    size = status.st_size
    modified = status.st_mtim.nanoseconds
    changed = status.st_ctim.nanoseconds
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    guard now.nanoseconds - changed > Self.tickNanoseconds else { return nil }
  }

  /// Longer than the clock that Linux takes a file's times from stands still.
  private static let tickNanoseconds: Int64 = 20_000_000
}

extension timespec {
  fileprivate var nanoseconds: Int64 { Int64(tv_sec) * 1_000_000_000 + Int64(tv_nsec) }
}
