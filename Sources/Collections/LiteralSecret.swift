internal import Basics
internal import Exchange
internal import Handshake

/// A text that looks like a secret itself, where only its source should stand. Files of a collection are shared, so
/// such a text is not saved in them.
enum LiteralSecret {
  static let remedy = "name its source: env:NAME, file:PATH, keyring:NAME, command:COMMAND or prompt:"

  /// By what it is called, or by what it looks like.
  static func isOne(_ name: String, _ text: String) -> Bool {
    isPrivateKey(Array(text.utf8))
      || (SecretName.isOne(name) && !text.isEmpty || text.withoutCredentials != text) && !isReplaced(text)
  }

  /// PEM (RFC 7468 section 10 and the older labels).
  static func isPrivateKey(_ bytes: [UInt8]) -> Bool {
    bytes.firstPlace(of: "PRIVATE KEY-----") != nil && bytes.firstPlace(of: "-----BEGIN ") != nil
  }

  /// An HTTP header that carries a credential, with its value as text.
  static func isHeader(_ name: String, _ value: String) -> Bool {
    let value = value.trimmedSpaces
    guard !value.isEmpty, !isReplaced(value) else { return false }
    return ["authorization", "proxy-authorization"].contains(name.lowercased()) || SecretName.isOne(name)
  }

  /// A placeholder stands in it: the secret comes from elsewhere.
  private static func isReplaced(_ text: String) -> Bool { !Placeholder.scan(text).isEmpty }
}

extension RequestDocument {
  /// The field that holds a secret as text: a header of credentials, a password in the address, or a private key; nil
  /// when none does.
  var literalSecret: String? {
    if let header = headers.first(where: { LiteralSecret.isHeader($0.name, $0.value) }) { return header.name }
    for behavior in behaviors {
      if case .httpHeader(let header) = behavior.action, LiteralSecret.isHeader(header.name, header.value) {
        return header.name
      }
    }
    for (key, text) in [("url", url), ("proxy", route.proxyURL)] {
      if let text, Placeholder.scan(text).isEmpty, text.withoutCredentials != text { return key }
    }
    return texts.contains { LiteralSecret.isPrivateKey(Array($0.utf8)) } ? "PRIVATE KEY" : nil
  }
}
