internal import Bindings

extension BindingOptions {
  var isGiven: Bool {
    [binding, security, credential, elements, messageVersion, encoding].contains { $0 != nil }
  }

  /// - Throws: `BindingError`, which lists what exists.
  func binding(url: String, hasIdentity: Bool) throws -> Binding {
    let words = BindingWords(
      binding: binding, security: security, credential: credential, elements: elements, messageVersion: messageVersion,
      encoding: encoding)
    return try BindingParser.binding(words, BindingContext(url: url, hasIdentity: hasIdentity))
  }
}
