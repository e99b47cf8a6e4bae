public import Basics

/// What the origin's challenge (RFC 9110 section 11) is answered with: one scheme, never a weaker one.
///
/// As WCF does, the request first goes without; NTLM and Negotiate send it without its body until the connection has
/// proven itself.
public struct HTTPAuthentication: Sendable, Equatable {
  public enum Scheme: Sendable, Hashable {
    /// RFC 7617.
    case basic
    /// RFC 7616.
    case digest
    case ntlm
    /// RFC 4559, with the Kerberos ticket of whoever runs the program.
    case negotiate

    public var title: String {
      switch self {
      case .basic: "Basic"
      case .digest: "Digest"
      case .ntlm: "NTLM"
      case .negotiate: "Negotiate"
      }
    }
  }

  public var scheme: Scheme
  /// Empty for Negotiate.
  public var userName: String
  public var password: Secret

  public init(scheme: Scheme, userName: String = "", password: Secret = .empty) {
    self.scheme = scheme
    self.userName = userName
    self.password = password
  }

  /// Whether a connection belongs to the user once it has proven itself.
  var provesConnection: Bool { scheme == .ntlm || scheme == .negotiate }
}
