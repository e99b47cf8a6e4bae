internal import Basics

/// A SOAP action as it goes on the wire.
struct SOAPAction: Sendable, Hashable {
  /// Always in double quotes, also when it is empty; spaces and everything outside ASCII percent-encoded up to a
  /// question mark (WCF's UrlPathEncode).
  let quoted: String

  /// Nil when there is nothing to send: no action, or WCF's wildcard `*` of an untyped contract.
  init?(_ action: String?) throws(BindingError) {
    guard let action, action != "*" else { return nil }
    if action.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) { throw .controlInAction(action) }
    quoted = "\"" + Self.encoded(action) + "\""
  }

  private static func encoded(_ action: String) -> String {
    let path = action.prefix { $0 != "?" }
    return path.utf8.map(encoded).joined() + action.dropFirst(path.count)
  }

  private static func encoded(_ byte: UInt8) -> String {
    if byte > 0x20, byte < 0x7F { return String(UnicodeScalar(byte)) }
    return "%" + [byte].hexadecimal()
  }
}

extension BindingError {
  static func controlInAction(_ action: String) -> Self {
    .illegal(
      code: "control-character-in-action", summary: "The SOAP action contains a control character.",
      values: ["action: \(action.neutralised)"], remedy: "Remove line ends and other control characters from it.")
  }
}
