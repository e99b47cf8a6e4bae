/// Where a document is: an `http` or `https` URL, or a path with `/` between its parts.
package enum Location {
  /// What a reference means that stands in the document at `base` (RFC 3986 section 5.2).
  package static func resolved(_ reference: String, in base: String) -> String {
    let text = reference.trimmedWhitespace.replacing("\\", with: "/")
    let plain = String(text.prefix { $0 != "#" })
    if isURL(plain) || hasScheme(plain) { return withoutDots(path(ofFileURL: plain) ?? plain) }
    if plain.isEmpty { return base }
    guard isURL(base) else {
      if plain.hasPrefix("/") { return withoutDots(plain) }
      return withoutDots(folder(of: base) + plain)
    }
    let (origin, path, _) = split(base)
    if plain.hasPrefix("//") { return withoutDots(String(origin.prefix { $0 != ":" }) + ":" + plain) }
    if plain.hasPrefix("/") { return withoutDots(origin + plain) }
    if plain.hasPrefix("?") { return origin + path + plain }
    return withoutDots(origin + (path.isEmpty ? "/" : folder(of: path)) + plain)
  }

  static func isURL(_ location: String) -> Bool {
    let start = location.prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }

  /// Scheme, host and port: what must be the same for a document to get the first one's identity.
  static func origin(of location: String) -> String? { isURL(location) ? split(location).origin.lowercased() : nil }

  /// The part behind the last slash, with the query.
  package static func name(of location: String) -> String {
    let (_, path, query) = isURL(location) ? split(location) : ("", location, "")
    return String(path.split(separator: "/").last ?? "") + query
  }

  /// Up to the last slash, with it; empty when there is none.
  static func folder(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
  }

  /// `http://host:80`, `/a/b`, `?c=d`.
  static func split(_ url: String) -> (origin: String, path: String, query: String) {
    guard let scheme = url.firstRange(of: "://") else { return ("", url, "") }
    let rest = url[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let behind = rest[authority.endIndex...]
    let path = behind.prefix { $0 != "?" }
    return (String(url[..<authority.endIndex]), String(path), String(behind[path.endIndex...]))
  }

  /// A scheme of several letters: `C:` is a drive.
  private static func hasScheme(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":"), text.distance(from: text.startIndex, to: colon) > 1 else {
      return false
    }
    return text[..<colon].utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
        true
      default: false
      }
    }
  }

  private static func path(ofFileURL url: String) -> String? {
    guard url.lowercased().hasPrefix("file:") else { return nil }
    let rest = url.dropFirst(5)
    return String(rest.hasPrefix("//") ? rest.dropFirst(2).drop { $0 != "/" } : rest)
  }

  /// `a/./b/../c` is `a/c` (RFC 3986 section 5.2.4). A relative path may begin with steps up.
  static func withoutDots(_ location: String) -> String {
    guard location.contains("/.") || location.hasPrefix(".") || location.contains("//") else { return location }
    let (origin, path, query) = isURL(location) ? split(location) : ("", location, "")
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if part == ".." {
        if let last = parts.last, last != "..", !last.isEmpty {
          parts.removeLast()
        } else if parts.isEmpty {
          parts.append(part)
        }
      } else if part != "." && !(part.isEmpty && !parts.isEmpty) {
        parts.append(part)
      }
    }
    return origin + parts.joined(separator: "/") + query
  }
}

extension String {
  var trimmedWhitespace: String {
    let isPlain: (UInt8) -> Bool = { $0 > 0x20 && $0 < 0x7F }
    if let first = utf8.first, let last = utf8.last, isPlain(first), isPlain(last) { return self }
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
    return String(self[start..<end])
  }
}
