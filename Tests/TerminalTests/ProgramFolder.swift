import Glibc

/// A folder of its own for a program under test; it is gone when the test is.
final class ProgramFolder: Sendable {
  let path: String

  init(folders: [String]) throws {
    var template = Array("/tmp/workbench-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw PseudoTerminal.SystemError(number: errno) }
    path = String(cString: made)
    for name in folders { mkdir("\(path)/\(name)", 0o700) }
  }

  deinit { Self.remove(path) }

  /// What stands in a folder of it.
  func names(in folder: String) -> [String] { Self.names(in: path + "/" + folder) }

  /// Paths of all files below a folder of it, seen from that folder.
  func files(below folder: String) -> [String] {
    names(in: folder).filter { $0 != "." && $0 != ".." }.sorted().flatMap { name in
      let inner = files(below: folder + "/" + name)
      return inner.isEmpty ? [name] : inner.map { name + "/" + $0 }
    }
  }

  func write(_ text: String, to name: String) {
    let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    var bytes = Array(text.utf8)
    _ = Glibc.write(descriptor, &bytes, bytes.count)
    close(descriptor)
  }

  /// Its first bytes.
  func text(of name: String) -> String {
    let descriptor = open("\(path)/\(name)", O_RDONLY)
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    return String(decoding: bytes[..<max(0, read(descriptor, &bytes, bytes.count))], as: UTF8.self)
  }

  private static func names(in folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      names.append(withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names
  }

  private static func remove(_ path: String) {
    for name in names(in: path) where name != "." && name != ".." { remove(path + "/" + name) }
    if unlink(path) != 0 { rmdir(path) }
  }
}
