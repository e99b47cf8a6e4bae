// Deleting, and putting back what was deleted.
extension CollectionFolder {
  static let deletionByteLimit = 64 * 1024 * 1024
  static let deletionFileLimit = 10_000

  /// Deletes a request with its envelope, or a folder with all that is in it. Everything is read before the first file
  /// goes; what cannot be put back as it was, a link or more than 64 MB, is not deleted at all.
  ///
  /// - Returns: what `restore` puts back.
  public func delete(_ path: String) throws(CollectionError) -> DeletedEntry {
    try Self.checkPath(path)
    var entry = DeletedEntry(path: path)
    if Disk.exists(documentPath(path)) {
      try read("\(path).yaml", into: &entry)
      if Disk.exists("\(self.path)/\(path).xml") { try read("\(path).xml", into: &entry) }
    } else {
      try readFolder(path, into: &entry)
    }
    do throws(CollectionError) { try remove(entry) } catch {
      // What is there already stays, and the first error says why it failed.
      try? restore(entry, replacesNothing: false)
      throw error
    }
    return entry
  }

  /// Puts back what was deleted.
  ///
  /// - Throws: `exists` when something else has taken its place meanwhile; then nothing is put back.
  public func restore(_ entry: DeletedEntry) throws(CollectionError) { try restore(entry, replacesNothing: true) }

  private func restore(_ entry: DeletedEntry, replacesNothing: Bool) throws(CollectionError) {
    for path in entry.folders + entry.files.map(\.path) { _ = try inside("\(self.path)/\(path)") }
    let taken = entry.files.first { Disk.exists("\(path)/\($0.path)") }
    if replacesNothing, let taken { throw .exists(path: "\(path)/\(taken.path)") }
    for folder in entry.folders { try Disk.makeFolder("\(path)/\(folder)") }
    for file in entry.files where !Disk.exists("\(path)/\(file.path)") {
      if let slash = file.path.lastIndex(of: "/") { try Disk.makeFolder("\(path)/\(file.path[..<slash])") }
      try Disk.write(file.bytes, to: "\(path)/\(file.path)", mode: file.mode)
    }
  }

  private func remove(_ entry: DeletedEntry) throws(CollectionError) {
    for file in entry.files { try Disk.remove("\(path)/\(file.path)") }
    for folder in entry.folders.reversed() { try Disk.removeFolder("\(path)/\(folder)") }
  }

  private func readFolder(_ folder: String, into entry: inout DeletedEntry) throws(CollectionError) {
    let full = try inside("\(path)/\(folder)")
    entry.folders.append(folder)
    for item in try Disk.list(full, includesHidden: true) {
      if item.isLink { throw .notRestorable(path: full, why: "\(item.name) is a link") }
      if item.isFolder {
        try readFolder("\(folder)/\(item.name)", into: &entry)
      } else {
        try read("\(folder)/\(item.name)", into: &entry)
      }
    }
  }

  private func read(_ file: String, into entry: inout DeletedEntry) throws(CollectionError) {
    let full = "\(path)/\(file)"
    let left = Self.deletionByteLimit - entry.byteCount
    guard entry.files.count < Self.deletionFileLimit, left > 0 else {
      throw .notRestorable(path: "\(path)/\(entry.path)", why: "it holds more than 64 MB or 10,000 files")
    }
    let mode = Disk.permissions(of: full) ?? 0o644
    guard let bytes = try Disk.read(try inside(full), limit: left) else {
      throw .system(path: full, doing: "read", number: 2)
    }
    entry.files.append(DeletedEntry.File(path: file, bytes: bytes, mode: UInt32(mode)))
  }
}
