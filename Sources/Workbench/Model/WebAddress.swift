/// Scheme, host and port of an http or https address, for showing and for deciding to whom a certificate may be shown.
struct WebAddress: Equatable {
  var scheme: String
  var host: String
  var port: Int

  /// Nil when the text is no such address.
  init?(_ text: String) {
    guard let separator = text.firstRange(of: "://") else { return nil }
    scheme = text[..<separator.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let authority = text[separator.upperBound...].prefix { !"/?#".contains($0) }
    var hostAndPort = authority[(authority.lastIndex(of: "@").map(authority.index(after:)) ?? authority.startIndex)...]
    port = scheme == "https" ? 443 : 80
    if let colon = hostAndPort.lastIndex(of: ":"), !hostAndPort[colon...].contains("]") {
      let digits = hostAndPort[hostAndPort.index(after: colon)...]
      guard digits.isEmpty || (1...65535).contains(Int(digits) ?? 0) else { return nil }
      port = Int(digits) ?? port
      hostAndPort = hostAndPort[..<colon]
    }
    host = hostAndPort.lowercased()
    if host.isEmpty { return nil }
  }

  var isIPAddress: Bool { host.hasPrefix("[") || host.allSatisfy { $0.isNumber || $0 == "." } }
  var hostAndPort: String { "\(host):\(port)" }
}
