internal import Bindings
internal import Collections

/// All that a field of a form may be, and what it is now.
struct FieldChoices {
  struct Word: Equatable {
    var word: String
    /// Empty where the word says it.
    var meaning: String

    init(_ word: String, _ meaning: String = "") {
      (self.word, self.meaning) = (word, meaning)
    }
  }

  var current: String
  var words: [Word]
}

extension BindingForm {
  static let names = BindingNames.bindings

  /// Nil for what is not one of a few.
  func choices(of field: FormField) -> FieldChoices? {
    if field == .flavour {
      return FieldChoices(current: flavour.title, words: Flavour.allCases.map { .init($0.title, $0.meaning) })
    }
    guard case .success(let binding) = binding else { return nil }
    switch field {
    case .binding: return FieldChoices(current: binding.name, words: Self.names.map { .init($0) })
    case .property(let name):
      let words = binding.choices(of: name).filter { $0 != HTTPClientCredentialType.inheritedFromHost.rawValue }
      return words.isEmpty
        ? nil
        : FieldChoices(
          current: binding.value(of: name) ?? "", words: words.map { .init($0, Self.meaning(of: $0, as: name)) })
    case .transport:
      return binding.elements.map { FieldChoices(current: $0.transportWord, words: [.init("https"), .init("http")]) }
    case .encoder:
      let words = ["text", "mtom"].map { FieldChoices.Word($0, Self.meaning(of: $0, as: "messageEncoding")) }
      return binding.elements.map { FieldChoices(current: $0.encoderWord, words: words) }
    default: return nil
    }
  }

  /// The document after the field took its next (or, with a negative step, its previous) choice.
  func changed(_ field: FormField, by step: Int) -> RequestDocument {
    guard let choices = choices(of: field) else { return field == .binding ? chosen("basic") : document }
    return changed(field, to: choices.words.map(\.word).stepped(from: choices.current, by: step))
  }

  /// - Parameter word: one of the field's choices; the document stays as it is with any other.
  func changed(_ field: FormField, to word: String) -> RequestDocument {
    switch field {
    case .flavour: return withFlavour(word)
    case .binding: return chosen(word)
    default: break
    }
    guard case .success(let binding) = binding else { return document }
    switch field {
    case .property(let name): return document.with((try? binding.setting(name, to: word)) ?? binding)
    case .transport: return document.with(binding.changingElements { $0.setTransport(word) })
    case .encoder: return document.with(binding.changingElements { $0.setEncoder(word) })
    default: return document
    }
  }

  /// The document with that kind of binding, which carries over what both can say.
  func chosen(_ name: String) -> RequestDocument {
    guard case .success(let binding) = binding else { return document.with(.basicHTTP(BasicHTTPBinding())) }
    return document.with(converted(binding, to: name))
  }

  private func withFlavour(_ title: String) -> RequestDocument {
    var result = document
    let flavour = Flavour.allCases.first { $0.title == title }
    result.flavour = flavour == defaults.flavour ?? .netFramework ? nil : flavour
    return result
  }

  private func converted(_ binding: Binding, to name: String) -> Binding {
    if name == binding.name { return binding }
    let stack = (try? binding.createBindingElements(flavour)) ?? BindingElements()
    if name == "custom" { return .custom(CustomBinding(elements: stack, timeouts: binding.timeouts)) }
    let https = stack.find(HTTPSTransportBindingElement.self)
    let isBearer = stack.find(SecurityBindingElement.self) != nil
    let mode = isBearer ? "transportWithMessageCredential" : https == nil ? "none" : "transport"
    let words = BindingWords(
      binding: name, security: name == "basicHttps" && https == nil ? "transport" : mode, credential: credential(stack),
      encoding: stack.encoder?.writeEncoding.name)
    let context = BindingContext(url: settled.url ?? "", hasIdentity: false)
    let result = (try? BindingParser.binding(words, context)) ?? .basicHTTP(BasicHTTPBinding())
    return (try? result.setting("messageEncoding", to: stack.encoderWord)) ?? result
  }

  private func credential(_ stack: BindingElements) -> String {
    if stack.find(HTTPSTransportBindingElement.self)?.requireClientCertificate == true { return "certificate" }
    let scheme = stack.find(HTTPTransportBindingElement.self)?.authenticationScheme ?? .anonymous
    return (HTTPClientCredentialType.allCases.first { $0.scheme == scheme } ?? .none).rawValue
  }
}

// MARK: Elements of a custom binding

extension Binding {
  fileprivate var elements: BindingElements? {
    if case .custom(let custom) = self { return custom.elements }
    return nil
  }

  fileprivate func changingElements(_ change: (inout BindingElements) -> Void) -> Binding {
    guard case .custom(var custom) = self else { return self }
    change(&custom.elements)
    return .custom(custom)
  }
}

extension BindingElements {
  var transportWord: String { find(HTTPSTransportBindingElement.self) != nil ? "https" : "http" }

  /// As the presets' `messageEncoding` has it.
  var encoderWord: String { find(MTOMMessageEncodingBindingElement.self) != nil ? "mtom" : "text" }

  fileprivate mutating func setTransport(_ word: String) {
    guard word != transportWord else { return }
    if let https = find(HTTPSTransportBindingElement.self) {
      replace(HTTPSTransportBindingElement.self, with: https.http)
    } else if let http = find(HTTPTransportBindingElement.self) {
      replace(HTTPTransportBindingElement.self, with: HTTPSTransportBindingElement(http))
    }
  }

  fileprivate mutating func setEncoder(_ word: String) {
    guard word != encoderWord, let old = encoder else { return }
    let (version, charset) = (old.messageVersion, old.writeEncoding)
    var new: any MessageEncodingBindingElement =
      MTOMMessageEncodingBindingElement(messageVersion: version, writeEncoding: charset)
    if word == "text", TextEncoding.standard.contains(charset) {
      new = TextMessageEncodingBindingElement(messageVersion: version, writeEncoding: charset)
    } else if word == "text" {
      new = CustomTextMessageEncodingBindingElement(messageVersion: version, writeEncoding: charset)
    }
    self = BindingElements(all.map { $0.role == .encoding ? new : $0 })
  }
}
