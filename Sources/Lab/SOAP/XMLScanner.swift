/// First-slice scanner.
struct XMLScanner {
  enum Token {
    case start(local: String, uri: String)
    case end
    case text(String)
  }
  private let bytes: [UInt8]
  private var at = 0
  private var scopes: [[String: String]] = [[:]]
  private var pendingEnd = false
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() throws(SOAPProblem) -> Token? {
    if pendingEnd {
      pendingEnd = false
      scopes.removeLast()
      return .end
    }
    while at < bytes.count {
      if bytes[at] != 0x3C {
        let end = bytes[at...].firstIndex(of: 0x3C) ?? bytes.count
        defer { at = end }
        return .text(unescaped(bytes[at..<end]))
      }
      guard let close = bytes[at...].firstIndex(of: 0x3E) else { throw .sender("The envelope is not well-formed.") }
      let tag = String(decoding: bytes[(at + 1)..<close], as: UTF8.self)
      at = close + 1
      if tag.hasPrefix("?") { continue }
      if tag.hasPrefix("!") { throw .sender("Comments and document types are not understood.") }
      if tag.hasPrefix("/") {
        guard scopes.count > 1 else { throw .sender("The envelope is not well-formed.") }
        scopes.removeLast()
        return .end
      }
      return try open(tag)
    }
    return nil
  }

  private mutating func open(_ tag: String) throws(SOAPProblem) -> Token {
    guard scopes.count < 256 else { throw .sender("The envelope is nested too deeply.") }
    var text = tag[...]
    if text.hasSuffix("/") {
      pendingEnd = true
      text = text.dropLast()
    }
    let isSpace: (Character) -> Bool = { $0.isWhitespace }
    let qualified = text.prefix { !$0.isWhitespace }
    var rest = text.dropFirst(qualified.count)
    var scope = scopes.last ?? [:]
    while true {
      rest = rest.drop(while: isSpace)
      guard let equals = rest.firstIndex(of: "=") else { break }
      let name = rest[..<equals].filter { !$0.isWhitespace }
      rest = rest[rest.index(after: equals)...].drop(while: isSpace)
      guard let quote = rest.first, quote == "\"" || quote == "'", let end = rest.dropFirst().firstIndex(of: quote)
      else { throw .sender("The envelope is not well-formed.") }
      if name == "xmlns" || name.hasPrefix("xmlns:") {
        scope[String(name.dropFirst(6))] = String(rest[rest.index(after: rest.startIndex)..<end])
      }
      rest = rest[rest.index(after: end)...]
    }
    scopes.append(scope)
    let parts = qualified.split(separator: ":", maxSplits: 1)
    guard let local = parts.last else { throw .sender("The envelope is not well-formed.") }
    return .start(local: String(local), uri: scope[parts.count == 2 ? String(parts[0]) : ""] ?? "")
  }

  private func unescaped(_ slice: ArraySlice<UInt8>) -> String {
    String(decoding: slice, as: UTF8.self)
  }
}
