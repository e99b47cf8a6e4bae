internal import Glibc
internal import Synchronization

/// What a process that was killed while it wrote left behind: `.signet-XXXXXX`, beside the file that it was to replace.
enum Leftovers {
  /// No writing takes so long.
  static let ageSeconds = 3600

  /// Folders that this process has looked at.
  private static let swept = Mutex<Set<String>>([])

  /// Removes what others left in the file's folder, the first time that this process writes there.
  static func sweep(beside file: String) {
    let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
    guard swept.withLock({ $0.insert(folder).inserted }) else { return }
    remove(in: folder)
  }

  /// Only this person's own, plain files and folders of that name, and old ones: another process may be writing now.
  static func remove(in folder: String) {
    for entry in (try? Disk.list(folder, includesHidden: true)) ?? [] where isName(entry.name) && !entry.isLink {
      let path = "\(folder)/\(entry.name)"
      var status = stat()
      guard lstat(path, &status) == 0, status.st_uid == geteuid(), time(nil) - status.st_mtim.tv_sec > ageSeconds else {
        continue
      }
      if entry.isFolder { Disk.removeTree(path) } else if status.st_mode & S_IFMT == S_IFREG { unlink(path) }
    }
  }

  /// As `mkstemp` and `mkdtemp` make them of the template.
  private static func isName(_ name: String) -> Bool {
    let random = name.utf8.dropFirst(".signet-".utf8.count)
    return name.hasPrefix(".signet-") && random.count == 6
      && random.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
  }
}
