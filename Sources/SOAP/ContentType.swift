internal import Bindings

/// A Content-Type header's value (RFC 9110 section 8.3.1), as far as an answer needs it.
struct ContentType: Sendable, Hashable {
  var mediaType: String
  var charset: String?

  init(_ value: String) {
    let parts = value.split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed)
    mediaType = (parts.first ?? "").lowercased()
    charset = parts.dropFirst().lazy.compactMap(Self.charset).first
  }

  /// WCF's text encoder: its own media type, and a charset that is absent or one of its own. Other parameters may stand.
  func isAccepted(by plan: WirePlan) -> Bool {
    guard mediaType == plan.mediaType.lowercased() else { return false }
    guard let charset, !plan.acceptsAnyCharset else { return true }
    return ["utf-8", "utf-16", "utf-16le", "utf-16be"].contains(charset)
  }

  private static func charset(_ parameter: String) -> String? {
    guard parameter.lowercased().hasPrefix("charset=") else { return nil }
    return parameter.dropFirst("charset=".count).filter { $0 != "\"" && $0 != "'" }.lowercased()
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
