internal import Bindings
internal import Collections

extension RequestDocument {
  /// Says that binding.
  mutating func take(_ words: BindingWords) {
    binding = words.binding
    security = words.security
    credential = words.credential
    messageCredential = words.messageCredential
    elements = words.elements
    messageVersion = words.messageVersion
    encoding = words.encoding
  }
}
