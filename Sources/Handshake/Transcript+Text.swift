internal import Basics

extension Transcript {
  /// The whole handshake for a file or a ticket: each message with its time, its fields as Wireshark names them, and its
  /// bytes. Nothing in it is secret: what TLS encrypts with is in no message.
  ///
  /// - Returns: lines without a trailing line end; whatever the server sent is neutralised.
  public var decodedText: String {
    var lines = messages.flatMap(\.decodedLines)
    if omittedMessages > 0 { lines.append("… \(omittedMessages) messages more") }
    if !foreignBytes.isEmpty { lines += ["", "not TLS, as received:"] + Self.dump(foreignBytes) }
    return lines.joined(separator: "\n")
  }

  fileprivate static func dump(_ bytes: [UInt8]) -> [String] {
    let dump = HexDump(bytes)
    return (0..<dump.rowCount).map { "    " + dump.line($0) }
  }
}

extension Transcript.Message {
  fileprivate var decodedLines: [String] {
    let arrow = from == .client ? "→ client" : "← server"
    let head =
      "\(arrow)\(leg == .proxy ? " (proxy)" : "")  \(type), \(bytes.count) bytes, \(milliseconds(atMicroseconds))"
    return ["", head] + fields.flatMap { Self.lines($0, depth: 1) } + Transcript.dump(bytes)
  }

  private static func lines(_ field: Transcript.Field, depth: Int) -> [String] {
    let indent = String(repeating: "  ", count: depth)
    let text = field.value.isEmpty ? field.name : "\(field.name): \(field.value)"
    return [indent + text.neutralised] + field.children.flatMap { lines($0, depth: depth + 1) }
  }
}
