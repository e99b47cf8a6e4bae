// Making, moving and deleting. Nothing here ever replaces a file.
extension CollectionFolder {
  public func create(_ request: StoredRequest) throws(CollectionError) {
    try Self.checkPath(request.path)
    guard !Disk.exists(documentPath(request.path)) else { throw .exists(path: documentPath(request.path)) }
    try makeCollection()
    _ = try save(request)
  }

  public func createFolder(_ path: String) throws(CollectionError) {
    try Self.checkPath(path)
    guard !Disk.exists("\(self.path)/\(path)") else { throw .exists(path: "\(self.path)/\(path)") }
    try makeCollection()
    try Disk.makeFolder("\(self.path)/\(path)")
  }

  /// Renames or moves a request with its envelope, or a folder.
  public func rename(_ old: String, to new: String) throws(CollectionError) {
    try Self.checkPath(old)
    try Self.checkPath(new)
    if let slash = new.lastIndex(of: "/") { try Disk.makeFolder("\(path)/\(new[..<slash])") }
    guard Disk.exists(documentPath(old)) else { return try Disk.move("\(path)/\(old)", to: "\(path)/\(new)") }
    let hasEnvelope = Disk.exists("\(path)/\(old).xml")
    if hasEnvelope { try Disk.move("\(path)/\(old).xml", to: "\(path)/\(new).xml") }
    do { try Disk.move(documentPath(old), to: documentPath(new)) } catch {
      if hasEnvelope { try Disk.move("\(path)/\(new).xml", to: "\(path)/\(old).xml") }
      throw error
    }
  }

  /// A copy of a request, byte for byte.
  public func duplicate(_ old: String, to new: String) throws(CollectionError) {
    try Self.checkPath(old)
    try Self.checkPath(new)
    guard !Disk.exists(documentPath(new)) else { throw .exists(path: documentPath(new)) }
    for ending in [".xml", ".yaml"] {
      let source = try inside("\(path)/\(old)\(ending)")
      if let bytes = try Disk.read(source, limit: Self.envelopeLimit) {
        guard !Disk.exists("\(path)/\(new)\(ending)") else { throw .exists(path: "\(path)/\(new)\(ending)") }
        try Disk.write(bytes, to: "\(path)/\(new)\(ending)")
      }
    }
  }

  /// The name as a file can have it: what a person types for a request may hold anything.
  public static func fileName(for title: String) -> String {
    var name = String.UnicodeScalarView()
    for scalar in title.unicodeScalars { name.append(isAllowed(scalar) ? scalar : "-") }
    var trimmed = String(name).trimmedSpaces
    while trimmed.hasPrefix(".") || trimmed.hasPrefix("-") { trimmed.removeFirst() }
    while trimmed.utf8.count > 120 { trimmed.removeLast() }
    return trimmed.isEmpty ? "Request" : trimmed
  }

  /// A name leads nowhere but into the folder, and is seen by whoever lists it.
  static func checkPath(_ path: String) throws(CollectionError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    for part in parts {
      if part.isEmpty { throw .unsafeName(path, why: "a part of it is empty") }
      if part.hasPrefix(".") { throw .unsafeName(path, why: "a part of it begins with a dot") }
      if part.utf8.count > 200 { throw .unsafeName(path, why: "a part of it is longer than 200 bytes") }
      if !part.unicodeScalars.allSatisfy(isAllowed) { throw .unsafeName(path, why: "it holds a control character") }
    }
    if path == "collection" || parts.last == "folder" || parts.first == environmentsFolder[...] {
      throw .unsafeName(path, why: "that name is the collection's own")
    }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
    default: scalar != "/" && scalar != "\\"
    }
  }

  /// Marks the folder as a collection, so that its subfolders belong to it.
  private func makeCollection() throws(CollectionError) {
    let file = path + "/" + Self.mainFile
    guard !Disk.exists(file) else { return }
    try Disk.makeFolder(path)
    let name = String(path.split(separator: "/").last ?? "collection")
    try Disk.write(Array("name: \(YAMLScalar.written(name))\n".utf8), to: file)
  }
}
