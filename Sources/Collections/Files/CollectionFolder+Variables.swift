internal import Basics

extension CollectionFolder {
  /// Where variables are kept.
  public enum VariableFile: Sendable, Equatable {
    case collection
    /// By its path, relative to the collection's.
    case folder(String)
    case environment(String)
  }

  /// Gives variables their values in a file of the collection; its other lines stay. The file is made when it is not
  /// there.
  ///
  /// - Throws: `literalSecret` for a value that looks like a secret itself.
  public func save(_ variables: [Variable], in file: VariableFile) throws(CollectionError) {
    let name = try path(of: file)
    for variable in variables {
      guard VariableName.isUsable(variable.name) else {
        throw .unsafeName(variable.name, why: "a variable has letters, digits, '_', '-' and '.' in its name")
      }
      if case .text(let text) = variable.value, LiteralSecret.isOne(variable.name, text) {
        throw .literalSecret(path: name, key: variable.name)
      }
    }
    let path = try inside("\(self.path)/\(name)")
    let bytes = try Disk.read(path, limit: Self.documentLimit) ?? []
    let text = try Self.text(bytes, path: path)
    var edited = YAMLText(text.isEmpty && file == .collection ? nameLine() : text)
    let section: String? = if case .environment = file { nil } else { "variables" }
    try Self.set(variables, in: section, beside: values(in: text, section, path).map(\.name), of: &edited)
    let saved = try values(in: edited.text, section, path)
    // What is given twice ends as it was given last.
    let isSaved = variables.allSatisfy { one in
      saved.contains { $0.name == one.name && $0.text == variables.last { $0.name == one.name }?.text }
    }
    guard isSaved else {
      throw .malformed(path: path, line: nil, text: "it is written in a way that cannot be changed line by line")
    }
    if let slash = path.lastIndex(of: "/") { try Disk.makeFolder(String(path[..<slash])) }
    if edited.text != text { try Disk.write(Array(edited.text.utf8), to: path) }
  }

  /// A new one stands by its name among the others, so that those of two people are two places to git; and their section
  /// before the settings, to the end of which others add.
  private static func set(
    _ variables: [Variable], in section: String?, beside names: [String], of text: inout YAMLText
  ) {
    var names = names
    for variable in variables {
      let smaller = names.filter { $0 < variable.name }.sorted(by: >)
      text.set(
        variable.name, in: section, at: .init(before: "defaults", after: ["name"]), to: .text(variable.text),
        place: .init(before: smaller.isEmpty ? names.first : nil, after: smaller + names.prefix(1)))
      if !names.contains(variable.name) { names.append(variable.name) }
    }
  }

  /// As `save` does in `collection.yaml`; a variable that the collection has already keeps its value.
  public func saveNew(_ variables: [Variable]) throws(CollectionError) {
    let known = Set(load().variables.map(\.name))
    let new = variables.filter { !known.contains($0.name) }
    if !new.isEmpty { try save(new, in: .collection) }
  }

  private func path(of file: VariableFile) throws(CollectionError) -> String {
    switch file {
    case .collection: return Self.mainFile
    case .folder(let path):
      try Self.checkPath(path)
      return "\(path)/\(Self.folderFile)"
    case .environment(let name):
      guard !name.contains("/") else { throw .unsafeName(name, why: "an environment lies in no folder of its own") }
      try Self.checkPath(name)
      return "\(Self.environmentsFolder)/\(name).yaml"
    }
  }

  private func values(in text: String, _ section: String?, _ path: String) throws(CollectionError) -> [Variable] {
    let root = try Self.fields(Array(text.utf8), path: path)
    var fields = root
    if let section {
      guard case .mapping(let inner)? = root.first(where: { $0.key == section })?.value else { return [] }
      fields = inner
    }
    return fields.compactMap { field in
      guard case .text(let text) = field.value else { return nil }
      return Variable(field.key, text: text)
    }
  }

  private func nameLine() -> String {
    "name: \(YAMLScalar.written(String(path.split(separator: "/").last ?? "collection")))\n"
  }
}
