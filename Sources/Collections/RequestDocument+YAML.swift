internal import Basics

extension RequestDocument {
  /// Something in the text that is not understood, by the line it stands in.
  struct Remark: Equatable {
    var line: Int
    var text: String
    var isError: Bool
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
    let before = try Self.fields(in: text, section)
    let old = Self.read(before).document
    if old == self { return text }
    var result = YAMLText(text)
    for (index, key) in Self.keys.enumerated() where key.value(in: old) != key.value(in: self) {
      let predecessors = Self.keys[..<index].reversed().map(\.name)
      result.set(key.name, in: section, to: key.value(in: self), after: predecessors)
    }
    let after = try Self.fields(in: result.text, section)
    guard Self.read(after).document == self, Self.unknown(after) == Self.unknown(before) else {
      throw YAMLProblem(line: nil, text: "it is written in a way that cannot be changed line by line")
    }
    return result.text
  }

  private mutating func take(_ field: YAMLField) -> Remark? {
    guard let key = Self.keys.first(where: { $0.name == field.key }) else {
      return Remark(
        line: field.line, text: "the key '\(field.key.neutralised)' is not known\(Self.suggestion(for: field.key))",
        isError: false)
    }
    let isUnderstood =
      switch (key.form, field.value) {
      case (_, .null): true
      case (.text(_, let set), .text(let text)): set(&self, text)
      case (.list(_, let set), .list(let items)): set(&self, items)
      case (.list(_, let set), .text(let one)): set(&self, [one])
      case (.list(_, let set), .mapping(let fields)): set(&self, fields.map(\.lineText))
      default: false
      }
    if isUnderstood { return nil }
    return Remark(line: field.line, text: "'\(key.name)' is \(key.hint)", isError: true)
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

  private static func suggestion(for name: String) -> String {
    let plain = { (text: String) in text.lowercased().filter { $0.isLetter } }
    let near = keys.first { plain($0.name) == plain(name) || Self.isOneEditApart($0.name, name) }
    return near.map { "; is '\($0.name)' meant?" } ?? ""
  }

  private static func isOneEditApart(_ left: String, _ right: String) -> Bool {
    let (left, right) = (Array(left), Array(right))
    guard abs(left.count - right.count) <= 1 else { return false }
    let same = zip(left, right).prefix { $0 == $1 }.count
    let sameAtEnd = zip(left.reversed(), right.reversed()).prefix { $0 == $1 }.count
    // Two neighbours in the wrong order count as one edit.
    let isSwap = left.count == right.count && same + sameAtEnd == left.count - 2 && Set(left) == Set(right)
    return same + sameAtEnd >= max(left.count, right.count) - 1 || isSwap
  }
}

extension RequestDocument.Key {
  func value(in document: RequestDocument) -> YAMLField.Value? {
    switch form {
    case .text(let get, _): get(document).map(YAMLField.Value.text)
    case .list(let get, _): get(document).isEmpty ? nil : .list(get(document))
    }
  }
}

extension YAMLField {
  /// `Name: value`, for headers that somebody wrote as a mapping.
  fileprivate var lineText: String {
    guard case .text(let text) = value else { return "\(key):" }
    return "\(key): \(text)"
  }
}
