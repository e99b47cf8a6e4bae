internal import Bindings
internal import SOAP

extension BindingOptions {
  var isGiven: Bool {
    [binding, security, credential, messageCredential, elements, messageVersion, encoding].contains { $0 != nil }
  }

  /// - Parameter envelope: its SOAP version is the default one.
  /// - Throws: `BindingError`, which lists what exists.
  func binding(url: String, hasIdentity: Bool, hasUser: Bool, envelope: [UInt8]?) throws -> Binding {
    let words = BindingWords(
      binding: binding, security: security, credential: credential, messageCredential: messageCredential,
      elements: elements, messageVersion: messageVersion, encoding: encoding)
    let context = BindingContext(
      url: url, hasIdentity: hasIdentity, hasUser: hasUser,
      envelopeVersion: envelope.flatMap { EnvelopeVersion(envelope: $0) })
    return try BindingParser.binding(words, context)
  }
}
