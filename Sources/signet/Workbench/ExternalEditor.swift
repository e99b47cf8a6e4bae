internal import Collections
internal import Terminal

/// Gives the terminal to the person's own editor, with the text in a file that only they can read.
enum ExternalEditor {
  private static let limit = 64 * 1024 * 1024

  /// Waits until the editor has ended: the terminal is its own meanwhile.
  ///
  /// - Returns: what the file holds then; nil when the editor ended with an error.
  static func edit(_ bytes: [UInt8], name: String, on screen: TerminalScreen) throws -> [UInt8]? {
    let folder = try TemporaryFolder(prefix: "signet-edit")
    // The editor takes its colours from the ending.
    let path = "\(folder.path)/\(CollectionFolder.fileName(for: name)).xml"
    try Disk.write(bytes, to: path, mode: 0o600)
    let status = try screen.run(["sh", "-c", "${VISUAL:-${EDITOR:-vi}} \"$1\"", "sh", path])
    guard status == 0 else { return nil }
    return try Disk.read(path, limit: limit)
  }
}
