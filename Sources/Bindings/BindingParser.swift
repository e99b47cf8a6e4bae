internal import Basics

/// Reads bindings from words and from their one-line text form.
public enum BindingParser {
  /// The binding that these words mean.
  ///
  /// Unsaid words: transport security for an https URL; a certificate credential when there is an identity; the message
  /// version of the envelope; a custom binding when a stack, or a message version that no basic binding has, is wanted;
  /// else a basic one.
  public static func binding(_ words: BindingWords, _ context: BindingContext) throws(BindingError) -> Binding {
    switch try kind(words, context) {
    case .basic: .basicHTTP(try basic(words, context))
    case .basicHTTPS: .basicHTTPS(try basicHTTPS(words, context))
    case .custom: .custom(CustomBinding(elements: try custom(words, context)))
    }
  }

  /// Reads `Binding.description` back.
  public static func binding(_ text: String) throws(BindingError) -> Binding {
    let call = try Call(text)
    switch try BindingKind(word: call.name) {
    case .basic: return .basicHTTP(try basic(call))
    case .basicHTTPS: return .basicHTTPS(try basicHTTPS(call))
    case .custom: return .custom(CustomBinding(elements: try elements(call.content)))
    }
  }

  /// Reads a stack as `--elements` writes it. Order and exclusivity are not looked at: `BindingElements.validate` does.
  public static func elements(_ text: String) throws(BindingError) -> BindingElements {
    var stack = BindingElements()
    for part in try Call.split(text) { stack.append(try ElementKind.element(try Call(part))) }
    return stack
  }
}

// From words.
extension BindingParser {
  private static func kind(_ words: BindingWords, _ context: BindingContext) throws(BindingError) -> BindingKind {
    if let word = words.binding { return try BindingKind(word: word) }
    if words.elements != nil { return .custom }
    return try messageVersion(words) ?? context.envelopeVersion == .soap12 ? .custom : .basic
  }

  private static func basic(_ words: BindingWords, _ context: BindingContext) throws(BindingError) -> BasicHTTPBinding {
    try refuseUnfitting(words, type: "BasicHttpBinding")
    let transport = HTTPTransportSecurity(clientCredentialType: try credential(words, context))
    let mode = try words.security.map { word throws(BindingError) in try Words.securityMode(word) }
    return BasicHTTPBinding(
      security: .init(mode: mode ?? (context.usesTLS ? .transport : .none), transport: transport),
      textEncoding: try encoding(words))
  }

  private static func basicHTTPS(
    _ words: BindingWords, _ context: BindingContext
  ) throws(BindingError) -> BasicHTTPSBinding {
    try refuseUnfitting(words, type: "BasicHttpsBinding")
    if let word = words.security, try Words.securityMode(word) == .none { throw .basicHTTPSWithoutTLS }
    return BasicHTTPSBinding(
      transport: HTTPTransportSecurity(clientCredentialType: try credential(words, context)),
      textEncoding: try encoding(words))
  }

  private static func custom(_ words: BindingWords, _ context: BindingContext) throws(BindingError) -> BindingElements {
    if let text = words.elements { return try spelledOut(text, words) }
    let text = TextMessageEncodingBindingElement(
      messageVersion: try messageVersion(words) ?? context.envelopeVersion ?? .soap12,
      writeEncoding: try encoding(words))
    let requires = try credential(words, context) == .certificate
    let mode = try words.security.map { word throws(BindingError) in try Words.securityMode(word) }
    return mode == .transport || (mode == nil && context.usesTLS)
      ? BindingElements([text, HTTPSTransportBindingElement(requireClientCertificate: requires)])
      : BindingElements([text, HTTPTransportBindingElement()])
  }

  /// A stack that is written out says everything itself; a word beside it may only agree.
  private static func spelledOut(_ text: String, _ words: BindingWords) throws(BindingError) -> BindingElements {
    let stack = try elements(text)
    if words.security != nil || words.credential != nil || words.encoding != nil {
      throw .wordBesideElements(
        words.security != nil ? "--security" : words.credential != nil ? "--credential" : "--encoding", stack)
    }
    if let version = try messageVersion(words),
      let encoder = stack.find(TextMessageEncodingBindingElement.self), encoder.messageVersion != version
    {
      throw .wordBesideElements("--message-version", stack)
    }
    return stack
  }

  private static func refuseUnfitting(_ words: BindingWords, type: String) throws(BindingError) {
    if words.elements != nil { throw .elementsOfBasic(type) }
    if let version = try messageVersion(words), version != .soap11 { throw .versionOfBasic(version, type) }
  }

  private static func messageVersion(_ words: BindingWords) throws(BindingError) -> MessageVersion? {
    try words.messageVersion.map { word throws(BindingError) in try Words.messageVersion(word) }
  }

  private static func encoding(_ words: BindingWords) throws(BindingError) -> TextEncoding {
    try words.encoding.map { word throws(BindingError) in try Words.encoding(word) } ?? .utf8
  }

  private static func credential(
    _ words: BindingWords, _ context: BindingContext
  ) throws(BindingError) -> HTTPClientCredentialType {
    if let word = words.credential { return try Words.credential(word) }
    return context.hasIdentity ? .certificate : .none
  }
}

// From the text form.
extension BindingParser {
  private static func basic(_ call: Call) throws(BindingError) -> BasicHTTPBinding {
    var binding = BasicHTTPBinding()
    for option in try call.options() {
      switch option.name.lowercased() {
      case "security": binding.security.mode = try Words.securityMode(option.value)
      case "credential": binding.security.transport.clientCredentialType = try Words.credential(option.value)
      case "textencoding": binding.textEncoding = try Words.encoding(option.value)
      case "maxreceivedmessagesize": binding.maxReceivedMessageSize = try option.size()
      default: throw option.unknown(known: ["security", "credential", "textEncoding", "maxReceivedMessageSize"])
      }
    }
    return binding
  }

  private static func basicHTTPS(_ call: Call) throws(BindingError) -> BasicHTTPSBinding {
    var binding = BasicHTTPSBinding()
    for option in try call.options() {
      switch option.name.lowercased() {
      case "credential": binding.transport.clientCredentialType = try Words.credential(option.value)
      case "textencoding": binding.textEncoding = try Words.encoding(option.value)
      case "maxreceivedmessagesize": binding.maxReceivedMessageSize = try option.size()
      default: throw option.unknown(known: ["credential", "textEncoding", "maxReceivedMessageSize"])
      }
    }
    return binding
  }
}

extension BindingError {
  static let basicHTTPSWithoutTLS = BindingError.illegal(
    code: "basic-https-without-tls", summary: "BasicHttpsBinding has no security mode none.",
    values: ["modes: transport"], remedy: "Leave --security out, or use --binding basic for plain HTTP.")

  static func wordBesideElements(_ flag: String, _ stack: BindingElements) -> Self {
    .illegal(
      code: "elements-say-it", summary: "\(flag) contradicts --elements, which spells the whole stack out.",
      values: [stack.line], remedy: "Leave \(flag) out and say it in the element's options.")
  }

  static func elementsOfBasic(_ type: String) -> Self {
    .illegal(
      code: "elements-of-basic-binding",
      summary: "\(type) builds its own elements; --elements is for a custom binding.",
      values: [], remedy: "Use --binding custom, or leave --elements out.")
  }

  static func versionOfBasic(_ version: MessageVersion, _ type: String) -> Self {
    .illegal(
      code: "basic-is-soap11", summary: "\(type) always writes SOAP 1.1; \(version.title) was asked for.",
      values: ["--message-version \(version.rawValue)"],
      remedy: "Use a custom binding: --binding custom --message-version \(version.rawValue)")
  }
}
