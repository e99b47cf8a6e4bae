internal import Basics

extension CollectionFolder {
  /// Reads everything that can be read; what cannot is among the problems.
  ///
  /// A folder without `collection.yaml` is nobody's collection yet: only requests that lie in it directly are taken.
  public func load() -> Collection {
    var loading = CollectionLoading(folder: self)
    return loading.run()
  }

  /// As `load`, for whoever would take a mistyped path for a collection without requests.
  ///
  /// - Throws: `noFolder`.
  public func loadExisting() throws(CollectionError) -> Collection {
    guard Disk.isFolder(path) else { throw .noFolder(path: path) }
    return load()
  }

  /// Where a new collection may be begun, or one is.
  ///
  /// - Throws: `noFolder` when a file is there.
  public func checkIsNoFile() throws(CollectionError) {
    if Disk.exists(path), !Disk.isFolder(path) { throw .noFolder(path: path) }
  }

  /// One request by its path, without the rest of the collection.
  public func request(at path: String) throws(CollectionError) -> StoredRequest {
    let file = RequestFile(path: path, isLink: true, envelope: .link, isOurs: true)
    let (request, remarks, _) = try read(file)
    if let error = remarks.first(where: \.isError) {
      throw .malformed(path: documentPath(path), line: error.line, column: error.column, text: error.text)
    }
    return request
  }

  /// - Returns: also what is not understood, and the document's text where there are placeholders in it.
  func read(
    _ file: RequestFile
  ) throws(CollectionError) -> (request: StoredRequest, remarks: [RequestDocument.Remark], text: String?) {
    // What is no link lies where it is listed; asking the system once more would take a third of the time.
    let path = file.isLink ? try inside(documentPath(file.path)) : documentPath(file.path)
    guard let bytes = try Disk.read(path, limit: Self.documentLimit) else {
      throw .system(path: path, doing: "read", number: 2)
    }
    let text = try Self.text(bytes, path: path)
    let (document, remarks) = RequestDocument.read(try Self.fields(text, path: path))
    let envelope = try envelope(file, document)
    let request = StoredRequest(
      path: file.path, document: document, envelope: envelope,
      onDisk: .init(document: bytes, envelope: envelope))
    return (request, remarks, bytes.firstPlace(of: "{{") == nil ? nil : text)
  }

  private func envelope(_ file: RequestFile, _ document: RequestDocument) throws(CollectionError) -> [UInt8]? {
    if document.envelope == nil, file.envelope == .none { return nil }
    let isListed = document.envelope == nil && file.envelope == .file
    let path = isListed ? "\(self.path)/\(file.path).xml" : try envelopePath(file.path, document)
    return try Disk.read(path, limit: Self.envelopeLimit)
  }

  static func text(_ bytes: [UInt8], path: String) throws(CollectionError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8(path: path) }
    return text
  }

  static func fields(_ bytes: [UInt8], path: String) throws(CollectionError) -> [YAMLField] {
    try fields(try text(bytes, path: path), path: path)
  }

  private static func fields(_ text: String, path: String) throws(CollectionError) -> [YAMLField] {
    do { return try YAMLField.parse(text) } catch {
      throw .malformed(path: path, line: error.line, column: error.column, text: error.text)
    }
  }
}

extension CollectionFolder {
  /// The bytes of any file in the collection.
  ///
  /// - Parameter path: absolute, or relative to the collection's folder.
  /// - Throws: `outside` when it leads out of the collection, by its words or by a link.
  public func contents(of path: String) throws(CollectionError) -> [UInt8] {
    let file = path.hasPrefix("/") ? path : "\(self.path)/\(path)"
    guard file.utf8.starts(with: "\(self.path)/".utf8), !file.hasStepUp else { throw .outside(path: path) }
    guard let bytes = try Disk.read(try inside(file), limit: Self.envelopeLimit) else {
      throw .system(path: file, doing: "read", number: 2)
    }
    return bytes
  }
}
