/// One diagnosis that can be made: a name, the codes it can give, and the check that makes it.
public struct Rule: Sendable {
  public var name: String
  /// Every code that `check` can give.
  public var codes: [String]
  public var check: @Sendable (Evidence) -> [Finding]

  public init(_ name: String, codes: [String], check: @escaping @Sendable (Evidence) -> [Finding]) {
    self.name = name
    self.codes = codes
    self.check = check
  }

  /// Every rule, causes before consequences.
  public static let all: [Rule] =
    network + proxy + serverCertificate + status + token + clientRefusal + clientCertificate + hello + negotiation
    + handshake + http
    + answer + warnings
}
