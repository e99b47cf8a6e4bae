/// A Content-Type (RFC 9110 section 8.3.1), read leniently.
struct MediaType {
  /// `text/xml`, lower case; empty when there is none.
  var name: String
  private var parameters: [(name: String, value: String)] = []

  init(_ text: String) {
    var parts: [String] = [""]
    var isQuoted = false
    for scalar in text.unicodeScalars.prefix(4000) {
      if scalar == "\"" { isQuoted.toggle() }
      if scalar == ";", !isQuoted { parts.append("") } else { parts[parts.count - 1].unicodeScalars.append(scalar) }
    }
    name = parts[0].trimmedWhitespace.lowercased()
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2 else { continue }
      parameters.append((String(pair[0]).trimmedWhitespace.lowercased(), String(pair[1]).unquoted))
    }
  }

  func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }
}
