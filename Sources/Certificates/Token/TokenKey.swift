/// A private key that stays in a PKCS#11 token and signs there.
public struct TokenKey: Sendable, Hashable {
  /// Which key of which token, without a PIN.
  public var uri: String
  /// Whether a trial RSA-PSS signature succeeded, as TLS 1.3 wants them; nil for keys that are not RSA.
  public var signsPSS: Bool?

  public init(uri: String, signsPSS: Bool?) {
    self.uri = uri
    self.signsPSS = signsPSS
  }
}
