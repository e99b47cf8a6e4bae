internal import Glibc

// Files that hold secrets.
extension Disk {
  /// Puts a file that only its owner may read (0600) in the place of whatever file or link is there, in one step: written
  /// beside it, flushed, renamed. A link is replaced, not followed.
  ///
  /// - Throws: `notAFile` for a folder or a device.
  public static func writePrivate(_ bytes: [UInt8], to path: String) throws(CollectionError) {
    let (temporary, descriptor) = try openPlace(of: path)
    do throws(CollectionError) {
      defer { close(descriptor) }
      try fill(descriptor, bytes, path: path, mode: 0o600)
      guard rename(temporary, path) == 0 else { throw failure(path, "written") }
    } catch {
      unlink(temporary)
      throw error
    }
    flushFolder(of: path)
  }

  /// Throws what `writePrivate` would throw now, before there is something to write.
  public static func checkPrivate(_ path: String) throws(CollectionError) {
    let (temporary, descriptor) = try openPlace(of: path)
    close(descriptor)
    unlink(temporary)
  }

  private static func openPlace(of path: String) throws(CollectionError) -> (path: String, descriptor: Int32) {
    var status = stat()
    if lstat(path, &status) == 0, ![S_IFREG, S_IFLNK].contains(status.st_mode & S_IFMT) {
      throw .notAFile(path: path)
    }
    return try makeTemporary(beside: path)
  }
}
