internal import Basics

/// One pass over a collection's folder.
struct CollectionLoading {
  let folder: CollectionFolder
  private var collection: Collection
  private var filesLeft = 5000

  init(folder: CollectionFolder) {
    self.folder = folder
    collection = Collection(folder: folder.path, name: String(folder.path.split(separator: "/").last ?? "/"))
  }

  mutating func run() -> Collection {
    let hasMainFile = readMainFile()
    if hasMainFile { readEnvironments() }
    collection.items = items(in: "", depth: hasMainFile ? CollectionFolder.depthLimit : 0, mayBeOthers: !hasMainFile)
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
      case .list, .mapping, .other:
        problem(field, file, "'\(field.key)' is one text, or env:NAME, file:PATH, command:COMMAND or prompt:")
        return nil
      }
    }
  }

  // MARK: The tree

  private mutating func items(in path: String, depth: Int, mayBeOthers: Bool) -> [Collection.Item] {
    let entries = list(path)
    let names = Set(entries.map(\.name))
    var items: [Collection.Item] = []
    for entry in entries where depth > 0 && entry.isFolder && !entry.isLink && !isOwn(entry.name, in: path) {
      let inner = path + entry.name
      readFolderFile(inner)
      items.append(
        .folder(.init(path: inner, items: self.items(in: inner + "/", depth: depth - 1, mayBeOthers: mayBeOthers))))
    }
    for entry in entries where !entry.isFolder && entry.name.hasSuffix(".yaml") && !isOwn(entry.name, in: path) {
      let name = entry.name.dropLast(".yaml".count)
      let isOurs = !mayBeOthers || names.contains(name + ".xml")
      if let request = request(path + name, isOurs: isOurs) { items.append(.request(request)) }
    }
    return items
  }

  private func isOwn(_ name: String, in path: String) -> Bool {
    let own = [CollectionFolder.mainFile, CollectionFolder.environmentsFolder]
    return path.isEmpty ? own.contains(name) : name == CollectionFolder.folderFile
  }

  private mutating func list(_ path: String) -> [Disk.Entry] {
    guard filesLeft > 0 else { return [] }
    do throws(CollectionError) {
      let entries = try Disk.list(path.isEmpty ? folder.path : folder.path + "/" + path)
      filesLeft -= entries.count
      if filesLeft <= 0 { report(.init(severity: .warning, file: path, line: nil, text: "too many files")) }
      return entries
    } catch {
      if Disk.exists(folder.path) { report(error, file: path) }
      return []
    }
  }

  /// - Parameter isOurs: else the file may belong to some other program; then it is taken when it has an address, or
  ///   nothing but keys of ours.
  private mutating func request(_ path: String, isOurs: Bool) -> StoredRequest? {
    let file = path + ".yaml"
    do throws(CollectionError) {
      var remarks: [RequestDocument.Remark] = []
      let (request, text) = try folder.readWithText(path, remarks: &remarks)
      let isUnderstood = request.document != RequestDocument() && remarks.allSatisfy(\.isError)
      guard isOurs || request.document.url != nil || isUnderstood else { return nil }
      keep(text, file)
      report(remarks, file: file)
      let hasAddress = request.document.url ?? collection.defaults(of: path).url
      if hasAddress == nil {
        report(
          .init(
            severity: .warning, file: file, line: nil,
            text: "there is no 'url', neither here nor in the defaults; write url: https://host/path"))
      }
      return request
    } catch {
      if isOurs { report(error, file: file) }
      return nil
    }
  }

  // MARK: Files and problems

  /// Nil when there is no such file, or none that can be read.
  private mutating func fields(of file: String) -> [YAMLField]? {
    do throws(CollectionError) {
      let path = try folder.inside("\(folder.path)/\(file)")
      guard let bytes = try Disk.read(path, limit: CollectionFolder.documentLimit) else { return nil }
      let fields = try CollectionFolder.fields(bytes, path: file)
      keep(try CollectionFolder.text(bytes, path: file), file)
      return fields
    } catch {
      report(error, file: file)
      return nil
    }
  }

  private mutating func keep(_ text: String, _ file: String) {
    if Array(text.utf8).firstPlace(of: "{{") != nil { collection.placeholderFiles[file] = text }
  }

  private mutating func report(_ problem: Collection.Problem) { collection.problems.append(problem) }

  private mutating func report(_ remarks: [RequestDocument.Remark], file: String) {
    for remark in remarks {
      report(
        .init(
          severity: remark.isError ? .error : .warning, file: file, line: remark.line, column: remark.column,
          text: remark.text))
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
    let question = NearestWord.question(field.key, among: keys.map(\.name))
    problem(field, file, "the key '\(field.key.neutralised)' is not known\(question)", .warning)
  }
}
