internal import Basics
public import Handshake

/// The parts of an http or https URL that matter before it is sent (RFC 3986 section 3).
public struct HTTPAddress: Sendable, Equatable {
  public var scheme: String
  /// Without the brackets of an IPv6 address.
  public var host: String
  public var port: Int
  public var isIPAddress: Bool
  /// Path, query and fragment as they stand; may be empty.
  public var rest: String

  /// `host:port`, an IPv6 address in brackets; lower case.
  public var hostAndPort: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)".lowercased() }

  /// As .NET writes an address (System.Uri.AbsoluteUri): scheme and host in lower case, no port where it is the scheme's
  /// own, at least `/` as the path, everything beyond ASCII percent-encoded.
  public var absoluteURI: String {
    let name = (host.contains(":") ? "[\(host)]" : host).lowercased()
    let isStandardPort = port == (scheme == "https" ? 443 : 80)
    let path = rest.hasPrefix("/") ? rest : "/" + rest
    let ascii = path.utf8.map { $0 < 0x80 ? String(UnicodeScalar($0)) : "%" + [$0].hexadecimal().uppercased() }
    return "\(scheme)://\(name)\(isStandardPort ? "" : ":\(port)")" + ascii.joined()
  }

  /// - Throws: a refusal that shows the address and what is wrong with it.
  public init(_ url: String) throws(Refusal) {
    // By scalars, as libcurl splits by bytes: for a character, a delimiter and the combining mark behind it are one.
    let scalars = url.withoutCredentials.unicodeScalars
    guard let colon = scalars.firstIndex(of: ":"), scalars[colon...].starts(with: "://".unicodeScalars),
      scalars[..<colon].allSatisfy(Self.isInScheme)
    else { throw Self.invalid(url, "it has no scheme") }
    if scalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) {
      throw Self.invalid(url, "it contains a space or a control character")
    }
    scheme = String(scalars[..<colon]).lowercased()
    let authority = scalars[colon...].dropFirst(3).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let (host, port) = try Self.hostAndPort(authority, url)
    self.host = String(host)
    self.port = try Self.number(port, url) ?? (scheme == "https" ? 443 : 80)
    rest = String(scalars[authority.endIndex...])
    isIPAddress = self.host.contains(":") || Self.isIPv4(self.host)
  }

  private typealias Scalars = Substring.UnicodeScalarView

  private static func hostAndPort(_ authority: Scalars, _ url: String) throws(Refusal) -> (Scalars, Substring?) {
    if authority.first == "[", let end = authority.firstIndex(of: "]") {
      let rest = authority[end...].dropFirst()
      return (authority[..<end].dropFirst(), rest.first == ":" ? Substring(rest.dropFirst()) : nil)
    }
    let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let host = parts.first, !host.isEmpty else { throw invalid(url, "it has no host") }
    return (host, parts.count == 2 ? Substring(parts[1]) : nil)
  }

  /// RFC 3986 section 3.1.
  private static func isInScheme(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "+", "-", ".": true
    default: false
    }
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
