internal import Basics
internal import Handshake

/// Reads `.http` and `.rest` files, as editors run them: requests between lines of `###`, `@name = value` before them.
public struct HTTPFileReader {
  /// A file above this, in bytes, is none.
  public static let limit = 16 * 1024 * 1024

  private var reader = HTTPCallReader()
  private let other: CurlReader.Other

  /// - Parameter other: gives the bytes of a file that a request has its body in (`< FILE`).
  public static func read(_ bytes: [UInt8], other: @escaping CurlReader.Other = { _ in nil }) -> InterchangeContents {
    var reader = HTTPFileReader(other: other)
    var block: [Substring] = []
    var title = ""
    let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("###") else {
        block.append(line)
        continue
      }
      reader.read(block, title)
      title = String(line.drop { $0 == "#" }).trimmedWhitespace
      block = []
    }
    reader.read(block, title)
    return reader.reader.finished()
  }

  private init(other: @escaping CurlReader.Other) { self.other = other }

  private mutating func read(_ lines: [Substring], _ title: String) {
    var title = title
    var rest = lines[...]
    while let line = rest.first {
      let text = String(line).trimmedWhitespace
      guard text.isEmpty || text.hasPrefix("#") || text.hasPrefix("//") || text.hasPrefix("@") else { break }
      if text.hasPrefix("@") { declare(text) }
      if let name = Self.name(text) { title = name }
      rest = rest.dropFirst()
    }
    guard let first = rest.popFirst() else { return }
    var words = String(first).trimmedWhitespace.split(separator: " ").map { String($0) }
    if words.last?.hasPrefix("HTTP/") == true { words.removeLast() }
    var call = HTTPCall(name: title, url: "")
    call.method = words.count > 1 && words[0].allSatisfy(\.isLetter) ? words.removeFirst() : "GET"
    call.url = Self.rewritten(words.joined(separator: " "))
    takeHead(&rest, into: &call)
    call.body = body(rest, call)
    if call.name.isEmpty { call.name = call.url.split(separator: "/").last.map { String($0) } ?? "Request" }
    reader.add(call)
  }

  private mutating func declare(_ line: String) {
    let parts = line.dropFirst().split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = VariableText.name(String(parts[0]).trimmedWhitespace)
    guard parts.count == 2, !name.isEmpty else { return }
    let value = Self.rewritten(String(parts[1]).trimmedWhitespace)
    if let known = reader.contents.variables.first(where: { $0.name == name }) {
      if known.value != value { reader.omissions.add("another value of variable \(name)", at: value) }
    } else {
      reader.contents.variables.append(.init(name, value))
    }
  }

  /// `# @name Login`.
  private static func name(_ line: String) -> String? {
    let text = line.drop { $0 == "#" || $0 == "/" || $0 == " " }
    guard text.hasPrefix("@name") else { return nil }
    let name = String(text.dropFirst(5).drop { $0 == "=" || $0 == " " }).trimmedWhitespace
    return name.isEmpty ? nil : name
  }

  /// Continued lines of the address, then headers up to an empty line.
  private mutating func takeHead(_ rest: inout ArraySlice<Substring>, into call: inout HTTPCall) {
    while let line = rest.popFirst() {
      let text = String(line).trimmedWhitespace
      if text.isEmpty { return }
      if text.hasPrefix("?") || text.hasPrefix("&") {
        call.url += Self.rewritten(text)
        continue
      }
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      call.headers.append(HTTPHeader(String(parts[0]), Self.rewritten(String(parts[1]).trimmedWhitespace)))
    }
  }

  private mutating func body(_ lines: ArraySlice<Substring>, _ call: HTTPCall) -> [UInt8] {
    var body: [String] = []
    for line in lines {
      let text = String(line)
      if text.hasPrefix("> ") || text.hasPrefix("<> ") {
        reader.omissions.add("script or file behind a request", at: call.name)
        continue
      }
      guard text.hasPrefix("< ") else {
        body.append(Self.rewritten(text))
        continue
      }
      let file = String(text.dropFirst(2)).trimmedWhitespace
      let path = file.hasPrefix("./") ? String(file.dropFirst(2)) : file
      guard let bytes = other(path) else {
        reader.omissions.add(
          "message in the file \(path.prefix(200)), which must lie beside the script or below it", at: call.name)
        continue
      }
      body.append(String(decoding: bytes, as: UTF8.self))
    }
    while body.last?.trimmedWhitespace.isEmpty == true { body.removeLast() }
    return Array(body.joined(separator: "\n").utf8)
  }

  private static func rewritten(_ text: String) -> String {
    VariableText.rewritten(text) { name in
      switch name {
      case "$guid", "$uuid", "$random.uuid": "$uuid"
      case "$timestamp": "$timestamp unix"
      default: name.isEmpty || name.hasPrefix("$") ? nil : VariableText.name(name)
      }
    }
  }
}
