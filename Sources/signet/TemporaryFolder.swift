internal import Basics
internal import Glibc

/// A private folder (0700) that goes, with all in it, when nobody holds it any more.
final class TemporaryFolder: Sendable {
  let path: String

  init(prefix: String) throws(TemporaryFolderError) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/\(prefix)-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      throw TemporaryFolderError(parent: parent, reason: String(cString: strerror(errno)))
    }
    path = String(cString: made)
  }

  deinit { removeTree(path) }
}

struct TemporaryFolderError: Remediable {
  var parent: String
  var reason: String

  var code: String { "temporary-folder" }
  var summary: String { "A temporary folder could not be made." }
  var values: [String] { ["\(parent.neutralised): \(reason)"] }
  var remedy: String { "Name a folder you may write to: export TMPDIR=…" }
}

/// Links are removed, not followed.
private func removeTree(_ path: String) {
  if let folder = opendir(path) {
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { name in
          name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    closedir(folder)
    for name in names where name != "." && name != ".." { removeEntry(path + "/" + name) }
  }
  rmdir(path)
}

private func removeEntry(_ path: String) {
  if unlink(path) != 0 { removeTree(path) }
}
