/// Names by which a value is known to be a secret: of headers, variables, elements, parameters.
public enum SecretName {
  private static let words = [
    "password", "passwd", "passphrase", "secret", "apikey", "privatekey", "accesstoken", "authtoken", "bearertoken",
    "refreshtoken", "sessiontoken", "subscriptionkey",
  ]

  /// Whether something of this name is a secret; case, digits and hyphens do not count.
  public static func isOne(_ name: String) -> Bool {
    guard mayBeOne(name.utf8) else { return false }
    let plain = name.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic }
    let text = String(String.UnicodeScalarView(plain))
    return words.contains { text.hasSuffix($0) } || text == "token" || text == "pin" || text == "pwd"
  }

  /// Most names do not even end like one.
  private static func mayBeOne(_ name: String.UTF8View) -> Bool {
    var last: UInt8?
    for byte in name.reversed() {
      if byte >= 0x80 { return true }
      let letter = byte | 0x20
      guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) else { continue }
      guard let last else {
        last = letter
        continue
      }
      return endings.contains { $0.0 == letter && $0.1 == last }
    }
    return false
  }

  /// The last two letters of `words`, and of the short names.
  private static let endings: [(UInt8, UInt8)] = (words + ["token", "pin", "pwd"]).map { word in
    let letters = Array(word.utf8.suffix(2))
    return (letters[0], letters[1])
  }
}
