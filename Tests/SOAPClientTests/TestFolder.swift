import Glibc

/// A folder of its own that goes with its owner.
final class TestFolder: Sendable {
  struct Failure: Error {}

  let path: String

  init() throws {
    let template = strdup("/tmp/signet-test-XXXXXX")
    defer { free(template) }
    guard let template, let made = mkdtemp(template) else { throw Failure() }
    path = String(cString: made)
  }

  /// - Returns: the file's path.
  func write(_ bytes: [UInt8], as name: String) throws -> String {
    let file = path + "/" + name
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure() }
    defer { close(descriptor) }
    guard bytes.withUnsafeBytes({ Glibc.write(descriptor, $0.baseAddress, $0.count) }) == bytes.count else {
      throw Failure()
    }
    return file
  }

  deinit {
    guard let directory = opendir(path) else { return }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      unlink(path + "/" + name)
    }
    closedir(directory)
    rmdir(path)
  }
}
