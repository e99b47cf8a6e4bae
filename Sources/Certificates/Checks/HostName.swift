/// Host names against the names in certificates (RFC 9525 section 6).
enum HostName {
  /// - Parameter name: as `CertificateFacts.subjectAltNames` has it: `DNS:*.example.org`, `IP:192.0.2.1`.
  static func matches(_ host: String, _ name: String) -> Bool {
    let parts = name.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return false }
    let host = bare(host)
    switch parts[0] {
    case "DNS": return matches(host, pattern: bare(String(parts[1])))
    case "IP", "IP Address": return host == String(parts[1]).lowercased() || isSameIPv6(host, String(parts[1]))
    default: return false
    }
  }

  /// Lower case, without the brackets of an address and the dot of the root.
  private static func bare(_ host: String) -> String {
    var result = host.lowercased()[...]
    if result.hasPrefix("["), result.hasSuffix("]") { result = result.dropFirst().dropLast() }
    if result.hasSuffix(".") { result = result.dropLast() }
    return String(result)
  }

  /// An asterisk stands for the whole first label, and for one only.
  private static func matches(_ host: String, pattern: String) -> Bool {
    if host == pattern { return true }
    guard pattern.hasPrefix("*."), let dot = host.firstIndex(of: "."), dot > host.startIndex else { return false }
    let rest = pattern.dropFirst()
    return host[dot...] == rest && rest.dropFirst().contains(".")
  }

  private static func isSameIPv6(_ left: String, _ right: String) -> Bool {
    guard let left = groups(left), let right = groups(right) else { return false }
    return left == right
  }

  /// The eight groups of an address (RFC 4291 section 2.2, without the dotted form); nil when it is none.
  private static func groups(_ text: String) -> [UInt16]? {
    guard text.contains(":"), text.utf8.count <= 39 else { return nil }
    let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    let parsed = halves.map { half in
      half.split(separator: ":", omittingEmptySubsequences: true).map { UInt16($0, radix: 16) }
    }
    let count = parsed.reduce(0) { $0 + $1.count }
    guard !parsed.joined().contains(nil), halves.count == 2 ? count < 8 : count == 8 else { return nil }
    let values = parsed.map { $0.compactMap(\.self) }
    if values.count == 1 { return values[0] }
    return values[0] + Array(repeating: 0, count: 8 - count) + values[1]
  }
}
