internal import Basics

extension CollectionFolder {
  /// Reads everything that can be read; what cannot is among the problems.
  ///
  /// A folder without `collection.yaml` is nobody's collection yet: only requests that lie in it directly are taken.
  public func load() -> Collection {
    var loading = CollectionLoading(folder: self)
    return loading.run()
  }

  /// One request by its path, without the rest of the collection.
  public func request(at path: String) throws(CollectionError) -> StoredRequest {
    var remarks: [RequestDocument.Remark] = []
    let request = try read(path, remarks: &remarks)
    if let error = remarks.first(where: \.isError) {
      throw .malformed(path: documentPath(path), line: error.line, column: error.column, text: error.text)
    }
    return request
  }

  func read(_ path: String, remarks: inout [RequestDocument.Remark]) throws(CollectionError) -> StoredRequest {
    try readWithText(path, remarks: &remarks).request
  }

  /// - Returns: also the text of the document.
  func readWithText(
    _ path: String, remarks: inout [RequestDocument.Remark]
  ) throws(CollectionError) -> (request: StoredRequest, text: String) {
    let file = try inside(documentPath(path))
    guard let bytes = try Disk.read(file, limit: Self.documentLimit) else {
      throw .system(path: file, doing: "read", number: 2)
    }
    let text = try Self.text(bytes, path: file)
    let (document, read) = RequestDocument.read(try Self.fields(text, path: file))
    remarks = read
    let envelope = try Disk.read(try envelopePath(path, document), limit: Self.envelopeLimit)
    let request = StoredRequest(
      path: path, document: document, envelope: envelope,
      onDisk: .init(document: bytes, envelope: envelope))
    return (request, text)
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
    let parts = file.utf8.split(separator: UInt8(ascii: "/"))
    guard file.utf8.starts(with: "\(self.path)/".utf8), !parts.contains(where: { $0.elementsEqual("..".utf8) }) else {
      throw .outside(path: path)
    }
    guard let bytes = try Disk.read(try inside(file), limit: Self.envelopeLimit) else {
      throw .system(path: file, doing: "read", number: 2)
    }
    return bytes
  }
}
