extension SettingsFile {
  /// The values as they stand in the file, by key; empty without a file.
  public func texts() throws(CollectionError) -> [String: String] {
    try texts(in: try Disk.read(path, limit: CollectionFolder.documentLimit) ?? [])
  }

  private func texts(in bytes: [UInt8]) throws(CollectionError) -> [String: String] {
    var texts: [String: String] = [:]
    for field in try CollectionFolder.fields(bytes, path: path) {
      if case .text(let text) = field.value { texts[field.key] = text }
    }
    return texts
  }

  /// Gives a setting another value; every other line of the file stays. The file is made when it is not there.
  ///
  /// - Parameter value: nil takes the setting's line out, so that it is as it was preset.
  /// - Throws: `malformed` when the file is written in a way that cannot be changed line by line.
  public func set(_ key: String, to value: String?) throws(CollectionError) {
    let bytes = try Disk.read(path, limit: CollectionFolder.documentLimit) ?? []
    let text = try CollectionFolder.text(bytes, path: path)
    var edited = YAMLText(text)
    edited.set(key, to: value.map { .text($0) })
    var wanted = try texts(in: bytes)
    wanted[key] = value
    guard edited.text != text else { return }
    guard (try? texts(in: Array(edited.text.utf8))) == wanted else {
      throw .malformed(path: path, line: nil, text: "it is written in a way that cannot be changed line by line")
    }
    try Disk.makeFolder(path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ".", mode: 0o700)
    try Disk.write(Array(edited.text.utf8), to: path, mode: 0o600)
  }
}
