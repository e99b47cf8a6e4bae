internal import Basics
internal import Certificates
internal import Exchange

extension Expansion {
  /// Fields in which something may stand that is only known when the call is sent.
  private static let lateFields: Set = ["url", "action", "user", "headers", "behaviors"]

  /// The document with every placeholder of its texts replaced. The name of the envelope's file is none of them.
  mutating func expand(_ document: RequestDocument) throws(VariableError) -> RequestDocument {
    var result = document
    for key in RequestDocument.keys where key.name != "envelope" {
      switch key.form {
      case .text(let get, let set):
        guard let text = get(document), text.utf8.contains(UInt8(ascii: "{")) else { continue }
        let value = key.name == "user-password" ? try secretReference(text) : try expand(text, of: key.name)
        if value != text, !set(&result, value) || result.isUnresolved(key.name) {
          throw wrongValue(key, [text], value)
        }
      case .list(let get, let set):
        let texts = get(document)
        guard texts.contains(where: { $0.utf8.contains(UInt8(ascii: "{")) }) else { continue }
        var values: [String] = []
        for text in texts { values.append(try expand(text, of: key.name)) }
        if values == texts { continue }
        for (text, value) in zip(texts, values) where text != value {
          var one = RequestDocument()
          if !set(&one, [value]) || one.isUnresolved(key.name) { throw wrongValue(key, [text], value) }
        }
        _ = set(&result, values)
      case .map(let get, let set):
        var pairs = get(document)
        guard pairs.contains(where: { $0.text.utf8.contains(UInt8(ascii: "{")) }) else { continue }
        for index in pairs.indices { pairs[index].text = try expand(pairs[index].text, of: key.name) }
        if !set(&result, pairs) {
          throw wrongValue(key, get(document).map(\.text), pairs.map(\.text).joined(separator: ", "))
        }
      }
    }
    return result
  }

  private mutating func expand(_ text: String, of key: String) throws(VariableError) -> String {
    let pieces = try pieces(of: text) { [request] placeholder, bytes in
      request.place(of: String(decoding: bytes[placeholder.range], as: UTF8.self), key: key)
    }
    var result = ""
    let isXML = key == "behaviors" && text.hasPrefix("soap-header ") && text.contains("=<")
    for piece in pieces {
      switch piece {
      case .written(let part): result += part
      case .text(let part): result += isXML ? String(decoding: part.utf8.xmlEscaped(), as: UTF8.self) : part
      case .insertion(let index):
        try checkLate(insertions[index], key, text, before: result)
        result += insertions[index].marker(isXML ? .xml : .plain)
      }
    }
    return result
  }

  /// What decides where a call goes, as whom and how is known before it is sent.
  private func checkLate(
    _ insertion: Insertion, _ key: String, _ text: String, before: String
  ) throws(VariableError) {
    let place = request.place(of: insertion.written, key: key)
    guard Self.lateFields.contains(key) else {
      throw .notHere(place, field: key, why: "its value is only known when the call is sent")
    }
    let isAddress = key == "url" || key == "behaviors" && text.hasPrefix("endpoint ")
    if isAddress, !Self.isPastAuthority(before) {
      throw .notHere(place, field: key, why: "which host a certificate is shown to is known before the call is sent")
    }
    let isHeader = ["http-header ", "soap-header ", "endpoint "].contains { text.trimmedSpaces.hasPrefix($0) }
    if key == "behaviors", !isHeader, !text.trimmedSpaces.hasPrefix("off ") {
      throw .notHere(place, field: key, why: "other users could see it there")
    }
  }

  private static func isPastAuthority(_ text: String) -> Bool {
    guard let start = Array(text.utf8).firstPlace(of: "://") else { return false }
    return text.utf8.dropFirst(start.upperBound).contains { "/?#".utf8.contains($0) }
  }

  /// A password is never text: the variable must be the source of a secret.
  private func secretReference(_ text: String) throws(VariableError) -> String {
    guard let placeholder = Placeholder.scan(text).first else { return text }
    let place = request.place(of: text, key: "user-password")
    guard placeholder.range == 0..<text.utf8.count else {
      throw .notHere(place, field: "user-password", why: "the variable's name stands alone there")
    }
    guard let (variable, _) = find(placeholder.name) else {
      throw request.unknown(placeholder.name, at: place)
    }
    guard case .secret(let source) = variable.value else {
      throw .notHere(place, field: "user-password", why: "it is no env:, file:, keyring:, command: or prompt: source")
    }
    return source.description
  }

  private func wrongValue(_ key: RequestDocument.Key, _ texts: [String], _ value: String) -> VariableError {
    let text = texts.first { !Placeholder.scan($0).isEmpty } ?? ""
    let sources = Placeholder.scan(text).compactMap { placeholder in
      find(placeholder.name).map { "\(placeholder.name): \($0.file ?? "command line, or captured")" }
    }
    return .wrongValue(
      request.place(of: text, key: key.name), field: key.name, value: value, hint: key.hint, sources: sources)
  }
}

extension RequestDocument {
  /// Whether placeholders still decide what a key's value is.
  fileprivate func isUnresolved(_ key: String) -> Bool {
    switch key {
    case "assertions": assertions.contains { $0.check == .unresolved }
    case "behaviors": behaviors.contains(where: \.isUnresolved)
    default: placeholders[key] != nil
    }
  }
}

extension Expansion.Source {
  /// Where a placeholder of a field stands: in the first document that has it.
  func place(of written: String, key: String) -> VariableError.Place {
    let layer = layers.first { layer in
      layer.document.texts(of: key).contains { Array($0.utf8).firstPlace(of: written) != nil }
    }
    return collection.place(of: written, in: (layer ?? layers.first)?.file, near: key)
  }
}

extension RequestDocument {
  /// Every text in it.
  var texts: [String] { Self.keys.flatMap { texts(of: $0) } }

  func texts(of name: String) -> [String] { Self.keys.first { $0.name == name }.map { texts(of: $0) } ?? [] }

  private func texts(of key: Key) -> [String] {
    switch key.form {
    case .text(let get, _): get(self).map { [$0] } ?? []
    case .list(let get, _): get(self)
    case .map(let get, _): get(self).map(\.text)
    }
  }
}
