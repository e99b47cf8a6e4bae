internal import Basics
public import Handshake

/// The parts of an http or https URL that matter before it is sent (RFC 3986 section 3).
public struct HTTPAddress: Sendable, Equatable {
  public var scheme: String
  /// Without the brackets of an IPv6 address.
  public var host: String
  public var port: Int
  public var isIPAddress: Bool

  /// `host:port`, an IPv6 address in brackets; lower case.
  public var hostAndPort: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)".lowercased() }

  /// - Throws: a refusal that shows the address and what is wrong with it.
  public init(_ url: String) throws(Refusal) {
    guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://") else {
      throw Self.invalid(url, "it has no scheme")
    }
    if url.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) {
      throw Self.invalid(url, "it contains a space or a control character")
    }
    scheme = url[..<colon].lowercased()
    let rest = url.withoutCredentials.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    let authority = (rest.last ?? "").prefix { !"/?#".contains($0) }
    let (host, port) = try Self.hostAndPort(authority, url)
    self.host = host
    self.port = try Self.number(port, url) ?? (scheme == "https" ? 443 : 80)
    isIPAddress = host.contains(":") || Self.isIPv4(host)
  }

  private static func hostAndPort(_ authority: Substring, _ url: String) throws(Refusal) -> (String, Substring?) {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      let host = authority[authority.index(after: authority.startIndex)..<end]
      let rest = authority[authority.index(after: end)...]
      return (String(host), rest.hasPrefix(":") ? rest.dropFirst() : nil)
    }
    let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let host = parts.first, !host.isEmpty else { throw invalid(url, "it has no host") }
    return (String(host), parts.count == 2 ? parts[1] : nil)
  }

  private static func number(_ text: Substring?, _ url: String) throws(Refusal) -> Int? {
    guard let text, !text.isEmpty else { return nil }
    guard let number = Int(text), (1...65535).contains(number) else {
      throw invalid(url, "its port is no number to 65535")
    }
    return number
  }

  private static func isIPv4(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }

  private static func invalid(_ url: String, _ reason: String) -> Refusal {
    Refusal(
      stage: .usage, code: "invalid-url", summary: "The address is no usable URL: \(reason).",
      values: ["address: \(url.withoutCredentials.neutralised)"], remedy: "Write it like https://host:8443/path")
  }
}

extension Evidence.Target {
  /// - Parameter proxy: URL of the proxy; its credentials are left out.
  public init(_ address: HTTPAddress, proxy: String?) {
    self.init(
      scheme: address.scheme, host: address.host, port: address.port, isIPAddress: address.isIPAddress,
      proxy: proxy?.withoutCredentials)
  }
}
