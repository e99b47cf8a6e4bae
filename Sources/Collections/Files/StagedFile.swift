internal import Glibc

/// A file's new content, written and flushed beside it: the old one stays until it is committed.
struct StagedFile {
  private let temporary: String
  private let target: String
  /// As it was asked for, for messages.
  private let path: String

  /// The file's permissions stay; through a link, the link stays too.
  init(_ bytes: [UInt8], for path: String, mode: UInt32) throws(CollectionError) {
    self.path = path
    target = Disk.resolved(path) ?? path
    let descriptor: Int32
    (temporary, descriptor) = try Disk.makeTemporary(beside: target)
    do throws(CollectionError) {
      defer { close(descriptor) }
      let mode = Disk.permissions(of: target) ?? (mode & ~Disk.currentMask())
      try Disk.fill(descriptor, bytes, path: path, mode: mode)
    } catch {
      discard()
      throw error
    }
  }

  /// Puts it into its place by one renaming.
  func commit() throws(CollectionError) {
    guard rename(temporary, target) == 0 else { throw Disk.failure(path, "written") }
    Disk.flushFolder(of: target)
  }

  /// Takes it away again.
  func discard() { unlink(temporary) }
}
