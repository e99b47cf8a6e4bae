internal import Basics

/// One pass over a collection's folder.
struct CollectionLoading {
  let folder: CollectionFolder
  private var collection: Collection
  private var filesLeft = Self.fileLimit
  /// Files that requests are read from, in the order of the tree.
  private var files: [RequestFile] = []

  /// Files and folders of a collection, at most.
  static let fileLimit = 100_000

  init(folder: CollectionFolder) {
    self.folder = folder
    collection = Collection(folder: folder.path, name: String(folder.path.split(separator: "/").last ?? "/"))
  }

  mutating func run() -> Collection {
    collection.isThere = Disk.exists(folder.path)
    let hasMainFile = readMainFile()
    if hasMainFile { readEnvironments() }
    let tree = tree(in: "", depth: hasMainFile ? CollectionFolder.depthLimit : 0, mayBeOthers: !hasMainFile)
    let requests = RequestFile.readAll(files, of: folder).map { request($0) }
    collection.items = items(tree, requests)
    return collection
  }

  // MARK: Shared settings

  private mutating func readMainFile() -> Bool {
    let file = CollectionFolder.mainFile
    guard let fields = fields(of: file) else { return Disk.exists("\(folder.path)/\(file)") }
    for field in fields {
      switch (field.key, field.value) {
      case (_, .null): break
      case ("name", .text(let name)): collection.name = name
      case ("defaults", .mapping(let fields)): collection.defaults = document(fields, file)
      case ("variables", .mapping(let fields)): collection.variables = variables(fields, file)
      case ("environment", .text(let name)): collection.chosenEnvironment = name
      case ("order", .list(let paths)): collection.order = paths
      default: remark(field, of: SettingsKey.collection, file)
      }
    }
    return true
  }

  private mutating func readFolderFile(_ path: String) {
    let file = "\(path)/\(CollectionFolder.folderFile)"
    guard let fields = fields(of: file) else { return }
    var settings = Collection.FolderSettings(path: path)
    for field in fields {
      switch (field.key, field.value) {
      case (_, .null): break
      case ("defaults", .mapping(let fields)): settings.defaults = document(fields, file)
      case ("variables", .mapping(let fields)): settings.variables = variables(fields, file)
      default: remark(field, of: SettingsKey.folder, file)
      }
    }
    collection.folderSettings.append(settings)
  }

  private mutating func readEnvironments() {
    let name = CollectionFolder.environmentsFolder
    guard Disk.isFolder("\(folder.path)/\(name)") else { return }
    for entry in list(name + "/") where !entry.isFolder && entry.name.hasSuffix(".yaml") {
      let file = "\(name)/\(entry.name)"
      guard let fields = fields(of: file) else { continue }
      collection.environments.append(
        .init(name: String(entry.name.dropLast(".yaml".count)), file: file, variables: variables(fields, file)))
    }
  }

  private mutating func document(_ fields: [YAMLField], _ file: String) -> RequestDocument {
    let (document, remarks) = RequestDocument.read(fields)
    report(remarks, file: file)
    return document
  }

  private mutating func variables(_ fields: [YAMLField], _ file: String) -> [Variable] {
    fields.compactMap { field in
      guard VariableName.isUsable(field.key) else {
        problem(field, file, "'\(field.key.neutralised)' is no name of a variable: letters, digits, '_', '-' and '.'")
        return nil
      }
      switch field.value {
      case .text(let text)
      where (Variable(field.key, text: text).value == .text(text)) && LiteralSecret.isOne(field.key, text):
        problem(
          field, file, "'\(field.key)' looks like a secret that stands here itself; \(LiteralSecret.remedy)", .warning)
        return Variable(field.key, text: text)
      case .text(let text): return Variable(field.key, text: text)
      case .null: return Variable(field.key, .text(""))
      case .mapping where field.key == "variables" && file.hasPrefix(CollectionFolder.environmentsFolder):
        problem(field, file, "'variables' is not needed here: each line of an environment is a variable, 'NAME: VALUE'")
        return nil
      case .list, .mapping, .other:
        problem(
          field, file, "'\(field.key)' is one text, or env:NAME, file:PATH, keyring:NAME, command:COMMAND or prompt:")
        return nil
      }
    }
  }

  // MARK: The tree

  /// A part of the tree before its files are read.
  private enum Branch {
    case folder(path: String, [Branch])
    /// Index of its file.
    case request(Int)
  }

  private mutating func tree(in path: String, depth: Int, mayBeOthers: Bool) -> [Branch] {
    let entries = list(path)
    var branches: [Branch] = []
    for entry in entries where depth > 0 && entry.isFolder && !entry.isLink && !isOwn(entry.name, in: path) {
      let inner = path + entry.name
      if Disk.exists("\(folder.path)/\(inner)/\(CollectionFolder.folderFile)") { readFolderFile(inner) }
      let branch = tree(in: inner + "/", depth: depth - 1, mayBeOthers: mayBeOthers)
      // A kept description is no request.
      if branch.isEmpty, entry.name == CollectionFolder.descriptionFolder { continue }
      branches.append(.folder(path: inner, branch))
    }
    let links = Dictionary(entries.map { ($0.name, $0.isLink) }) { $1 }
    for entry in entries where !entry.isFolder && entry.name.hasSuffix(".yaml") && !isOwn(entry.name, in: path) {
      let name = entry.name.dropLast(".yaml".count)
      let envelope = links[name + ".xml"]
      branches.append(.request(files.count))
      files.append(
        RequestFile(
          path: path + name, isLink: entry.isLink, envelope: envelope.map { $0 ? .link : .file } ?? .none,
          isOurs: !mayBeOthers || envelope != nil))
    }
    return branches
  }

  private func items(_ tree: [Branch], _ requests: [StoredRequest?]) -> [Collection.Item] {
    tree.compactMap { branch in
      switch branch {
      case .folder(let path, let inner): .folder(.init(path: path, items: items(inner, requests)))
      case .request(let index): requests[index].map(Collection.Item.request)
      }
    }
  }

  private func isOwn(_ name: String, in path: String) -> Bool {
    let own = [CollectionFolder.mainFile, CollectionFolder.environmentsFolder]
    return path.isEmpty ? own.contains(name) : name == CollectionFolder.folderFile
  }

  private mutating func list(_ path: String) -> [Disk.Entry] {
    guard filesLeft >= 0 else { return [] }
    do throws(CollectionError) {
      let entries = try Disk.list(path.isEmpty ? folder.path : folder.path + "/" + path)
      filesLeft -= entries.count
      guard filesLeft >= 0 else {
        // An error of the whole: a run must not pass without what is not read.
        report(
          .init(
            severity: .error, file: CollectionFolder.mainFile, line: nil,
            text: "there are more than \(Self.fileLimit) files and folders; '\(path.neutralised)' and what follows are "
              + "not read: divide the collection"))
        return []
      }
      return entries
    } catch {
      if Disk.exists(folder.path) { report(error, file: path) }
      return []
    }
  }

  private mutating func request(_ read: RequestFile.Reading) -> StoredRequest? {
    let file = read.file.path + ".yaml"
    switch read.result {
    case .success(let (request, remarks, text)):
      if let text { collection.placeholderFiles[file] = text }
      report(remarks, file: file)
      let hasAddress = request.document.url ?? collection.defaults(of: request.path).url
      if hasAddress == nil {
        report(
          .init(
            severity: .warning, file: file, line: nil,
            text: "there is no 'url', neither here nor in the defaults; write url: https://host/path",
            isUnfinished: true))
      }
      return request
    case .failure(let error):
      report(error, file: file)
      return nil
    case nil: return nil
    }
  }

  // MARK: Files and problems

  /// Nil when there is no such file, or none that can be read.
  private mutating func fields(of file: String) -> [YAMLField]? {
    do throws(CollectionError) {
      let path = try folder.inside("\(folder.path)/\(file)")
      guard let bytes = try Disk.read(path, limit: CollectionFolder.documentLimit) else { return nil }
      let fields = try CollectionFolder.fields(bytes, path: file)
      if bytes.firstPlace(of: "{{") != nil {
        collection.placeholderFiles[file] = try CollectionFolder.text(bytes, path: file)
      }
      return fields
    } catch {
      report(error, file: file)
      return nil
    }
  }

  private mutating func report(_ problem: Collection.Problem) { collection.problems.append(problem) }

  private mutating func report(_ remarks: [RequestDocument.Remark], file: String) {
    for remark in remarks {
      report(
        .init(
          severity: remark.isError ? .error : .warning, file: file, line: remark.line, column: remark.column,
          text: remark.text, isMisspelling: remark.isMisspelling))
    }
  }

  private mutating func report(_ error: CollectionError, file: String) {
    if case .malformed(_, let line, let column, let text) = error {
      report(.init(severity: .error, file: file, line: line, column: column, text: text))
    } else {
      report(.init(severity: .error, file: file, line: nil, text: error.summary))
    }
  }

  private mutating func problem(
    _ field: YAMLField, _ file: String, _ text: String, _ severity: Collection.Problem.Severity = .error
  ) {
    report(.init(severity: severity, file: file, line: field.line, column: field.column, text: text))
  }

  private mutating func remark(_ field: YAMLField, of keys: [SettingsKey], _ file: String) {
    if let key = keys.first(where: { $0.name == field.key }) {
      return problem(field, file, "'\(key.name)' is \(key.hint)")
    }
    let unknown = UnknownKey(field.key, known: keys.map(\.name))
    if unknown.isOwn { return }
    report(
      .init(
        severity: .warning, file: file, line: field.line, column: field.column,
        text: unknown.text + place(for: field, unknown),
        isMisspelling: unknown.meant != nil))
  }

  /// Where it would be understood.
  private func place(for field: YAMLField, _ unknown: UnknownKey) -> String {
    if unknown.meant != nil { return "" }
    if RequestDocument.keyNames.contains(field.key) { return "; what requests share stands below 'defaults:'" }
    if case .text = field.value { return "; variables stand below 'variables:'" }
    return ""
  }
}
