/// Names by which a value is known to be a secret: of headers, variables, elements, parameters.
public enum SecretName {
  private static let words = [
    "password", "passwd", "passphrase", "secret", "apikey", "privatekey", "accesstoken", "authtoken", "bearertoken",
    "refreshtoken", "sessiontoken", "subscriptionkey",
  ]

  /// Whether something of this name is a secret; case, digits and hyphens do not count.
  public static func isOne(_ name: String) -> Bool {
    let plain = name.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic }
    let text = String(String.UnicodeScalarView(plain))
    return words.contains { text.hasSuffix($0) } || text == "token" || text == "pin" || text == "pwd"
  }
}
