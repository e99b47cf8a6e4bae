internal import Basics
internal import Certificates
internal import Exchange

/// One pass that replaces the placeholders of a request. What is known now goes in as text; secrets, files, time and
/// randomness become insertions of the draft, to be filled when it is sent.
struct Expansion {
  /// A text in pieces.
  enum Piece: Equatable {
    /// Of the place itself, as it stands there.
    case written(String)
    /// Of a variable.
    case text(String)
    /// Index into the insertions.
    case insertion(Int)
  }

  /// No value and no envelope becomes longer, in bytes.
  static let valueLimit = 1 << 20
  static let envelopeLimit = CollectionFolder.envelopeLimit

  let request: Source
  private(set) var insertions: [Insertion] = []
  /// Variables whose value is known, so that each has one value in all places of a request.
  private var settled: [String: [Piece]] = [:]
  /// Variables that are being looked at, to notice circles.
  private var open: [String] = []
  private var markerPrefix: String?

  /// What a request's texts are and where they come from.
  struct Source {
    var collection: Collection
    var scopes: [VariableScope]
    /// The documents that make up the request, its own first, each with its file.
    var layers: [(file: String, document: RequestDocument)]
    var envelope: [UInt8]

    func unknown(_ name: String, at place: VariableError.Place) -> VariableError {
      let giver = collection.requests.first { $0.document.captures.contains { $0.name == name } }
      return .unknown(
        place, name: name, known: scopes.flatMap { $0.variables.map(\.name) }, givenBy: giver?.path)
    }
  }

  init(_ request: Source) { self.request = request }

  /// - Parameter find: where a placeholder stands, for messages.
  mutating func pieces(
    of text: String, find: (Placeholder, [UInt8]) -> VariableError.Place
  ) throws(VariableError) -> [Piece] {
    let bytes = Array(text.utf8)
    var result: [Piece] = []
    var length = 0
    var end = 0
    for placeholder in Placeholder.scan(bytes) {
      result.append(.written(String(decoding: bytes[end..<placeholder.range.lowerBound], as: UTF8.self)))
      let value = try value(of: placeholder, written: bytes, at: find(placeholder, bytes))
      // A piece counts too: variables of nothing could double without end.
      length += value.reduce(0) { if case .text(let text) = $1 { $0 + max(1, text.utf8.count) } else { $0 + 1 } }
      if length > Self.valueLimit { throw .tooLong(find(placeholder, bytes), limit: Self.valueLimit) }
      result += value
      end = placeholder.range.upperBound
    }
    return result + [.written(String(decoding: bytes[end...], as: UTF8.self))]
  }

  /// What a placeholder stands for.
  ///
  /// - Parameter place: looked for only when there is something to say of it: that takes time in proportion to the text.
  mutating func value(
    of placeholder: Placeholder, written bytes: [UInt8], at place: @autoclosure () -> VariableError.Place
  ) throws(VariableError) -> [Piece] {
    if placeholder.isOpen { throw .notClosed(place()) }
    guard placeholder.name.hasPrefix("$") else { return try variable(placeholder.name, at: place()) }
    let written = String(decoding: bytes[placeholder.range], as: UTF8.self)
    return try builtIn(placeholder, written: written, at: place())
  }

  private mutating func variable(
    _ name: String, at place: @autoclosure () -> VariableError.Place
  ) throws(VariableError) -> [Piece] {
    if let known = settled[name] { return known }
    guard let (variable, file) = find(name) else {
      throw request.unknown(name, at: place())
    }
    if open.contains(name) { throw .circle(place(), names: open.drop { $0 != name } + [name]) }
    open.append(name)
    defer { open.removeLast() }
    let pieces: [Piece]
    switch variable.value {
    case .verbatim(let text): pieces = [.text(text)]
    case .secret(let source):
      pieces = [
        insert(
          .secret(name: name, source, folder: file == nil ? nil : request.collection.folder), written: "{{\(name)}}")
      ]
    case .text(let text):
      let collection = request.collection
      pieces = try self.pieces(of: text) { placeholder, bytes in
        collection.place(of: String(decoding: bytes[placeholder.range], as: UTF8.self), in: file, near: name)
      }.map { if case .written(let text) = $0 { .text(text) } else { $0 } }
    }
    settled[name] = pieces
    return pieces
  }

  /// The value that wins, and its file.
  func find(_ name: String) -> (variable: Variable, file: String?)? {
    for scope in request.scopes {
      if let found = scope.variables.first(where: { $0.name == name }) { return (found, scope.file) }
    }
    return nil
  }

  private mutating func builtIn(
    _ placeholder: Placeholder, written: String, at place: @autoclosure () -> VariableError.Place
  ) throws(VariableError) -> [Piece] {
    guard let builtIn = BuiltIn.named(placeholder.name) else { throw .unknownBuiltIn(place(), name: placeholder.name) }
    guard let value = builtIn.read(placeholder.argument) else {
      throw .wrongArgument(place(), builtIn: builtIn.word, hint: builtIn.hint, example: builtIn.example)
    }
    switch value {
    case .braces: return [.text("{{")]
    case .base64(let name): return try base64(of: try variable(name, at: place()), written: written, at: place())
    default: return [insert(.builtIn(value), written: written)]
    }
  }

  private mutating func base64(
    of pieces: [Piece], written: String, at place: @autoclosure () -> VariableError.Place
  ) throws(VariableError) -> [Piece] {
    let pieces = pieces.filter { $0 != .text("") }
    if case .insertion(let index)? = pieces.first, pieces.count == 1 {
      return [insert(insertions[index].content, written: written, isBase64: true)]
    }
    var text = ""
    for piece in pieces {
      guard case .text(let part) = piece else {
        throw .notHere(place(), field: "$base64", why: "the value mixes text with what is only known when it is sent")
      }
      text += part
    }
    return [.text(text.utf8.base64)]
  }

  private mutating func insert(_ content: Insertion.Content, written: String, isBase64: Bool = false) -> Piece {
    let prefix = markerPrefix ?? unusedPrefix()
    markerPrefix = prefix
    let marker = "\(prefix)\(insertions.count)-"
    insertions.append(Insertion(marker: marker, written: written, content: content, isBase64: isBase64))
    return .insertion(insertions.count - 1)
  }

  /// The first that stands in none of the texts: whatever a server or a file says is never taken for a marker.
  private func unusedPrefix() -> String {
    let texts =
      request.scopes.flatMap { $0.variables.map(\.text) } + request.layers.flatMap { $0.document.texts }
    var number = 0
    while true {
      let prefix = "insertion-\(number)-"
      let isUsed =
        request.envelope.firstPlace(of: prefix) != nil
        || texts.contains { Array($0.utf8).firstPlace(of: prefix) != nil }
      if !isUsed { return prefix }
      number += 1
    }
  }
}

extension Collection {
  /// Where a placeholder stands in a file: its first place there, behind the key when that is found.
  func place(of written: String, in file: String?, near key: String) -> VariableError.Place {
    var place = VariableError.Place(file: file, text: written)
    guard let file, let source = placeholderFiles[file] else { return place }
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let start = lines.firstIndex { $0.drop { $0 == " " }.hasPrefix(key) } ?? 0
    for index in Array(start..<lines.count) + Array(0..<start) {
      guard let found = Array(lines[index].utf8).firstPlace(of: written) else { continue }
      place.position = SourcePosition(line: index + 1, column: found.lowerBound + 1)
      break
    }
    return place
  }
}
