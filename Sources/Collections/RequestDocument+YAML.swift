internal import Basics

extension RequestDocument {
  /// Something in the text that is not understood, by the line it stands in.
  struct Remark: Equatable {
    var line: Int
    var column: Int
    var text: String
    var isError: Bool
    /// A key that is nearly one of ours: what it should say is missing.
    var isMisspelling = false
  }

  /// What the fields say. A key that is not known stays in the file and is remarked upon.
  static func read(_ fields: [YAMLField]) -> (document: RequestDocument, remarks: [Remark]) {
    var document = RequestDocument()
    var remarks: [Remark] = []
    for field in fields {
      if let remark = document.take(field) { remarks.append(remark) }
    }
    return (document, remarks)
  }

  /// The text with this document's values: only lines of values that differ are touched.
  ///
  /// - Parameter section: the mapping it stands in, as `defaults` does; nil is the root.
  /// - Throws: when the file is written in a way that cannot be changed line by line.
  func written(over text: String, section: String? = nil) throws(YAMLProblem) -> String {
    var document = self
    document.dropShadowedPlaceholders()
    return try document.write(over: text, section: section)
  }

  private func write(over text: String, section: String?) throws(YAMLProblem) -> String {
    let before = try Self.fields(in: text, section)
    let old = Self.read(before).document
    if old == self { return text }
    var result = YAMLText(text, isSpaced: section == nil)
    for key in Self.keys where key.value(in: old) != key.value(in: self) {
      let place = key.place(beside: before.map(\.key))
      if case .map(let get, _) = key.form {
        Self.set(key.name, at: place, from: get(old), to: get(self), in: &result)
        continue
      }
      result.set(
        key.name, in: section, to: key.value(in: self), place: place,
        isBoolean: key.hint == RequestDocument.Key.booleanHint)
    }
    let after = try Self.fields(in: result.text, section)
    guard Self.read(after).document == self, Self.unknown(after) == Self.unknown(before) else {
      throw YAMLProblem(line: nil, text: "it is written in a way that cannot be changed line by line")
    }
    return result.text
  }

  /// A value that was given meanwhile is what counts.
  private mutating func dropShadowedPlaceholders() {
    for key in Self.keys where placeholders[key.name] != nil {
      if case .text(let get, _) = key.form, get(self) != placeholders[key.name] { placeholders[key.name] = nil }
    }
  }

  /// Names one by one; the key goes with its last name.
  private static func set(
    _ key: String, at place: YAMLText.Place, from old: [Key.Pair], to new: [Key.Pair], in text: inout YAMLText
  ) {
    if new.isEmpty { return text.set(key, to: nil) }
    for pair in old where !new.contains(where: { $0.name == pair.name }) { text.set(pair.name, in: key, to: nil) }
    for (index, pair) in new.enumerated() where !old.contains(pair) {
      text.set(
        pair.name, in: key, at: place, to: .text(pair.text), place: .init(after: new[..<index].reversed().map(\.name)))
    }
  }

  private mutating func take(_ field: YAMLField) -> Remark? {
    guard let key = Self.keys.first(where: { $0.name == field.key }) else {
      let unknown = UnknownKey(field.key, known: Self.keyNames)
      return unknown.isOwn
        ? nil
        : Remark(
          line: field.line, column: field.column, text: unknown.text, isError: false,
          isMisspelling: unknown.meant != nil)
    }
    let isUnderstood =
      switch (key.form, field.value) {
      case (_, .null): true
      case (.text(_, let set), .text(let text)): set(&self, text)
      case (.list(_, let set), .list(let items)): set(&self, items)
      case (.list(_, let set), .other): field.lineTexts.map { set(&self, $0) } ?? false
      case (.list(_, let set), .text(let one)): set(&self, [one])
      case (.list(_, let set), .mapping(let fields)): set(&self, fields.map(\.lineText))
      case (.map(_, let set), .mapping(let fields)):
        set(&self, fields.compactMap(\.pair)) && fields.allSatisfy { $0.pair != nil }
      default: false
      }
    if isUnderstood { return nil }
    let offender = Self.offender(field, key)
    let place = offender.index.flatMap { field.places.indices.contains($0) ? field.places[$0] : nil }
    return Remark(
      line: place?.line ?? field.line, column: place?.column ?? field.column,
      text: "'\(key.name)' is \(key.hint)" + (key.isSecret ? "" : Self.told(offender.text, key)), isError: true)
  }

  /// What is not understood: the value, or the item of it that is wrong.
  private static func offender(_ field: YAMLField, _ key: Key) -> (index: Int?, text: String?) {
    var scratch = RequestDocument()
    let index: Int? =
      switch (key.form, field.value) {
      case (.list(_, let set), .list(let items)): items.firstIndex { !set(&scratch, [$0]) }
      case (.list(_, let set), .other): field.lineTexts?.firstIndex { !set(&scratch, [$0]) }
      case (.list(_, let set), .mapping(let fields)): fields.firstIndex { !set(&scratch, [$0.lineText]) }
      case (.map(_, let set), .mapping(let fields)):
        fields.firstIndex { field in field.pair.map { !set(&scratch, [$0]) } ?? true }
      default: nil
      }
    switch field.value {
    case .list(let items): return (index, index.map { items[$0] })
    case .mapping(let fields): return (index, index.map { fields[$0].lineText })
    case .other: return (index, index.flatMap { field.lineTexts?[$0] })
    default: return (nil, field.shown)
    }
  }

  /// The text, and the one that was probably meant.
  private static func told(_ text: String?, _ key: Key) -> String {
    guard let text, text.utf8.count <= 200 else { return "" }
    let word = String(text.prefix { $0 != " " })
    let question =
      key.words.contains(word)
      ? key.correction(text).map { "; is '\($0.neutralised)' meant?" } ?? ""
      : NearestWord.question(word, among: key.words)
    return ", not '\(text.neutralised)'" + question
  }

  private static func fields(in text: String, _ section: String?) throws(YAMLProblem) -> [YAMLField] {
    let fields = try YAMLField.parse(text)
    guard let section else { return fields }
    guard case .mapping(let inner)? = fields.first(where: { $0.key == section })?.value else { return [] }
    return inner
  }

  private static func unknown(_ fields: [YAMLField]) -> [YAMLField] {
    fields.filter { field in !keys.contains { $0.name == field.key } }
  }
}

extension RequestDocument.Key {
  /// Where it is put when it is new, so that what two people add is two places to git.
  ///
  /// - Parameter others: the keys that the file had, in its order.
  func place(beside others: [String]) -> YAMLText.Place {
    guard closesFile else {
      let keys = RequestDocument.keys.prefix { $0.name != name }.reversed().map(\.name)
      return .init(after: keys, avoidsEnd: !others.isEmpty)
    }
    // In a short file the gaps between its entries are full of what else is added.
    let isLong = others.count >= 4
    return switch name {
    case "tags": .init(before: others.first)
    case "captures": isLong ? .init(after: [others[0]]) : .init(before: others.first)
    case "namespaces" where isLong: .init(after: [others[1]])
    default: .init()
    }
  }

  func value(in document: RequestDocument) -> YAMLField.Value? {
    switch form {
    case .text(let get, _): get(document).map(YAMLField.Value.text)
    case .list(let get, _): get(document).isEmpty ? nil : .list(get(document))
    case .map(let get, _):
      get(document).isEmpty
        ? nil : .mapping(get(document).map { YAMLField(key: $0.name, value: .text($0.text), line: 0, column: 0) })
    }
  }
}

extension YAMLField {
  fileprivate var pair: RequestDocument.Key.Pair? {
    guard case .text(let text) = value else { return nil }
    return .init(name: key, text: text)
  }

  /// Its text, where it is short enough to be told.
  fileprivate var shown: String? {
    guard case .text(let text) = value, text.utf8.count <= 60 else { return nil }
    return text
  }

  /// `Name: value`, for headers that somebody wrote as a mapping.
  fileprivate var lineText: String {
    guard case .text(let text) = value else { return "\(key):" }
    return "\(key): \(text)"
  }
}
