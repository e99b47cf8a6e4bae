internal import Bindings

/// An environment variable that exported scripts read: nothing secret and no path of a person's machine is in them.
public enum ExportVariable: String, Sendable, CaseIterable {
  case certificate = "SIGNET_CERT"
  case key = "SIGNET_KEY"
  case certificatePassword = "SIGNET_CERT_PASSWORD"
  case userPassword = "SIGNET_USER_PASSWORD"
  case anchors = "SIGNET_CACERT"

  /// What it holds.
  public var story: String {
    switch self {
    case .certificate: "file with the client certificate and its chain (PEM)"
    case .key: "file with its private key, when it is another one"
    case .certificatePassword: "password of that file, if it has one"
    case .userPassword: "password of the user"
    case .anchors: "file with the server's authorities (PEM), where the system's are not meant"
    }
  }

  /// Those that the calls need.
  static func needed(_ calls: [HTTPCall]) -> [ExportVariable] {
    allCases.filter { variable in
      switch variable {
      case .certificate, .key, .certificatePassword: calls.contains(where: \.usesCertificate)
      case .userPassword: calls.contains { $0.user != nil && $0.credential != .windows }
      case .anchors: calls.contains { $0.url.lowercased().hasPrefix("https:") && !$0.connection.isInsecure }
      }
    }
  }

  /// Those without which the calls would silently be others: a script stops where one is not set.
  static func required(_ calls: [HTTPCall]) -> [ExportVariable] {
    needed(calls).filter { $0 == .certificate || $0 == .userPassword }
  }

  /// What a script says when it stops.
  var request: String { "is not set: \(story)" }

  /// Lines for the head of a script, each behind a comment's sign.
  static func comments(_ calls: [HTTPCall], _ sign: String) -> String {
    let needed = needed(calls)
    if needed.isEmpty { return "" }
    let lines = ["It reads from the environment:"] + needed.map { "  \($0.rawValue): \($0.story)" }
    return lines.map { "\(sign) \($0)\n" }.joined()
  }
}
