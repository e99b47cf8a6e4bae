internal import Basics

extension CollectionFolder {
  /// Reads everything that can be read; what cannot is among the problems.
  ///
  /// A folder without `collection.yaml` is nobody's collection yet: only requests that lie in it directly are taken.
  public func load() -> Collection {
    var loading = Loading(folder: self)
    return loading.collection()
  }

  /// One request by its path, without the rest of the collection.
  public func request(at path: String) throws(CollectionError) -> StoredRequest {
    var remarks: [RequestDocument.Remark] = []
    let request = try read(path, remarks: &remarks)
    if let error = remarks.first(where: \.isError) {
      throw .malformed(path: documentPath(path), line: error.line, text: error.text)
    }
    return request
  }

  func read(_ path: String, remarks: inout [RequestDocument.Remark]) throws(CollectionError) -> StoredRequest {
    let file = try inside(documentPath(path))
    guard let bytes = try Disk.read(file, limit: Self.documentLimit) else {
      throw .system(path: file, doing: "read", number: 2)
    }
    let (document, read) = RequestDocument.read(try Self.fields(bytes, path: file))
    remarks = read
    let envelope = try Disk.read(try envelopePath(path, document), limit: Self.envelopeLimit)
    return StoredRequest(
      path: path, document: document, envelope: envelope,
      onDisk: .init(document: bytes, envelope: envelope))
  }

  static func text(_ bytes: [UInt8], path: String) throws(CollectionError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8(path: path) }
    return text
  }

  static func fields(_ bytes: [UInt8], path: String) throws(CollectionError) -> [YAMLField] {
    let text = try text(bytes, path: path)
    do { return try YAMLField.parse(text) } catch {
      throw .malformed(path: path, line: error.line, text: error.text)
    }
  }
}

/// One pass over the folder.
private struct Loading {
  let folder: CollectionFolder
  private var problems: [Collection.Problem] = []
  private var filesLeft = 5000

  init(folder: CollectionFolder) { self.folder = folder }

  mutating func collection() -> Collection {
    var collection = Collection(folder: folder.path, name: String(folder.path.split(separator: "/").last ?? "/"))
    let hasMainFile = readMainFile(into: &collection)
    collection.items = items(in: "", depth: hasMainFile ? 16 : 0, mayBeOthers: !hasMainFile)
    collection.problems = problems
    return collection
  }

  private mutating func readMainFile(into collection: inout Collection) -> Bool {
    do {
      let path = folder.path + "/" + CollectionFolder.mainFile
      guard let bytes = try Disk.read(path, limit: CollectionFolder.documentLimit) else { return false }
      for field in try CollectionFolder.fields(bytes, path: CollectionFolder.mainFile) {
        take(field, into: &collection)
      }
    } catch {
      report(error, file: CollectionFolder.mainFile)
    }
    return true
  }

  private mutating func take(_ field: YAMLField, into collection: inout Collection) {
    switch (field.key, field.value) {
    case (_, .null): break
    case ("name", .text(let name)): collection.name = name
    case ("defaults", .mapping(let fields)):
      let (document, remarks) = RequestDocument.read(fields)
      collection.defaults = document
      report(remarks, file: CollectionFolder.mainFile)
    case ("name", _): remark(field, "'name' is a text")
    case ("defaults", _): remark(field, "'defaults' is a list of `key: value` lines")
    default: remark(field, "the key '\(field.key.neutralised)' is not known", .warning)
    }
  }

  private mutating func items(in path: String, depth: Int, mayBeOthers: Bool) -> [Collection.Item] {
    let entries = list(path)
    let folders =
      depth == 0 ? [] : entries.filter { $0.isFolder && !$0.isLink && !(path.isEmpty && $0.name == "environments") }
    return folders.compactMap { entry in
      let inner = path + entry.name
      let items = items(in: inner + "/", depth: depth - 1, mayBeOthers: mayBeOthers)
      return .folder(Collection.Folder(path: inner, items: items))
    }
      + entries.filter { !$0.isFolder && isDocument($0.name, in: path) }.compactMap { entry in
        request(path + entry.name.dropLast(".yaml".count), mayBeAnother: mayBeOthers).map(Collection.Item.request)
      }
  }

  private func isDocument(_ name: String, in path: String) -> Bool {
    name.hasSuffix(".yaml") && !(path.isEmpty && name == CollectionFolder.mainFile)
  }

  private mutating func list(_ path: String) -> [Disk.Entry] {
    guard filesLeft > 0 else { return [] }
    do throws(CollectionError) {
      let entries = try Disk.list(path.isEmpty ? folder.path : folder.path + "/" + path)
      filesLeft -= entries.count
      if filesLeft <= 0 { problems.append(.init(severity: .warning, file: path, line: nil, text: "too many files")) }
      return entries
    } catch {
      if Disk.exists(folder.path) { report(error, file: path) }
      return []
    }
  }

  /// - Parameter mayBeAnother: the file may belong to some other program; without an endpoint it is none of ours.
  private mutating func request(_ path: String, mayBeAnother: Bool) -> StoredRequest? {
    do throws(CollectionError) {
      var remarks: [RequestDocument.Remark] = []
      let request = try folder.read(path, remarks: &remarks)
      if mayBeAnother && request.document.url == nil { return nil }
      report(remarks, file: path + ".yaml")
      return request
    } catch {
      if !mayBeAnother { report(error, file: path + ".yaml") }
      return nil
    }
  }

  private mutating func report(_ remarks: [RequestDocument.Remark], file: String) {
    problems += remarks.map {
      .init(severity: $0.isError ? .error : .warning, file: file, line: $0.line, text: $0.text)
    }
  }

  private mutating func report(_ error: CollectionError, file: String) {
    if case .malformed(_, let line, let text) = error {
      problems.append(.init(severity: .error, file: file, line: line, text: text))
    } else {
      problems.append(.init(severity: .error, file: file, line: nil, text: error.summary))
    }
  }

  private mutating func remark(
    _ field: YAMLField, _ text: String, _ severity: Collection.Problem.Severity = .error
  ) {
    problems.append(
      .init(severity: severity, file: CollectionFolder.mainFile, line: field.line, text: text))
  }
}
