internal import Basics

/// Reads bindings from words and from their one-line text form.
public enum BindingParser {
  /// The binding that these words mean.
  ///
  /// Unsaid words: transport security for an https URL; a certificate credential when there is an identity, else a user
  /// name's; the message version of the envelope; a custom binding when a stack, or a message version that no basic
  /// binding has, is wanted; else a basic one. A charset that WCF's encoders lack makes the binding a custom one with
  /// another encoder.
  public static func binding(_ words: BindingWords, _ context: BindingContext) throws(BindingError) -> Binding {
    if let text = words.binding, text.contains("(") { return try amended(try binding(text), words) }
    let kind = try kind(words, context)
    let encoding = try words.encoding.map { word throws(BindingError) in try Words.encoding(word) }
    let options = try UnsaidWords(words, context).options
    switch kind {
    case .basic:
      try refuseUnfitting(words, .soap11, type: "BasicHttpBinding")
      return try standard(.basicHTTP(BasicHTTPBinding()), options, encoding)
    case .basicHTTPS:
      try refuseUnfitting(words, .soap11, type: "BasicHttpsBinding")
      if words.security?.lowercased() == "none" { throw .basicHTTPSWithoutTLS }
      return try standard(.basicHTTPS(BasicHTTPSBinding()), options, encoding)
    case .wsHTTP, .ws2007HTTP:
      try refuseUnfitting(words, .soap12WSAddressing10, type: "WSHttpBinding")
      let edition: WSHTTPBinding.Edition = kind == .wsHTTP ? .wsHTTP : .ws2007HTTP
      return try standard(.wsHTTP(WSHTTPBinding(edition: edition)), options, encoding)
    case .custom: return .custom(CustomBinding(elements: try custom(words, context, encoding)))
    }
  }

  /// Reads `Binding.description` back.
  public static func binding(_ text: String) throws(BindingError) -> Binding {
    let call = try Call(text)
    switch try BindingKind(word: call.name) {
    case .basic: return try Binding.basicHTTP(BasicHTTPBinding()).taking(try call.options())
    case .basicHTTPS: return try Binding.basicHTTPS(BasicHTTPSBinding()).taking(try call.options())
    case .wsHTTP: return try Binding.wsHTTP(WSHTTPBinding()).taking(try call.options())
    case .ws2007HTTP: return try Binding.wsHTTP(WSHTTPBinding(edition: .ws2007HTTP)).taking(try call.options())
    case .custom: return .custom(try custom(call.content))
    }
  }

  /// Reads a stack as `--elements` writes it. Order and exclusivity are not looked at: `BindingElements.validate` does.
  public static func elements(_ text: String) throws(BindingError) -> BindingElements {
    try custom(text, timeouts: false).elements
  }

  private static func custom(_ text: String, timeouts: Bool = true) throws(BindingError) -> CustomBinding {
    var binding = CustomBinding(elements: BindingElements())
    for part in try Call.split(text) {
      if timeouts, let option = try Call.Option(part) {
        try binding.timeouts.take(option)
      } else {
        binding.elements.append(try ElementKind.element(try Call(part)))
      }
    }
    return binding
  }
}

// From words.
extension BindingParser {
  private static func kind(_ words: BindingWords, _ context: BindingContext) throws(BindingError) -> BindingKind {
    if let word = words.binding { return try BindingKind(word: word) }
    if words.elements != nil { return .custom }
    let version = try messageVersion(words) ?? context.envelopeVersion.map { MessageVersion($0) }
    return version == nil || version == .soap11 ? .basic : .custom
  }

  private static func standard(
    _ binding: Binding, _ options: [Call.Option], _ encoding: TextEncoding?
  ) throws(BindingError) -> Binding {
    let binding = try binding.taking(options)
    guard let encoding else { return binding }
    if encoding.isStandard { return try binding.taking([.init(name: "textEncoding", value: encoding.name)]) }
    return try binding.encoded(encoding)
  }

  /// A text form with words beside it, which win.
  private static func amended(_ binding: Binding, _ words: BindingWords) throws(BindingError) -> Binding {
    let encoding = try words.encoding.map { word throws(BindingError) in try Words.encoding(word) }
    if case .custom(let custom) = binding {
      let given = [
        ("--security", words.security), ("--credential", words.credential), ("--elements", words.elements),
        ("--message-version", words.messageVersion), ("--encoding", words.encoding),
        ("--message-credential", words.messageCredential),
      ]
      if let flag = given.first(where: { $0.1 != nil })?.0 { throw .wordBesideElements(flag, custom.elements) }
      return binding
    }
    if words.elements != nil { throw .elementsOfBasic(binding.typeName) }
    if let version = try messageVersion(words) {
      let own = try? binding.createBindingElements().encoder?.messageVersion
      if own != version { throw .versionOfBasic(version, binding.typeName, own: own ?? .soap11) }
    }
    return try standard(binding, UnsaidWords.options(words), encoding)
  }

  private static func custom(
    _ words: BindingWords, _ context: BindingContext, _ encoding: TextEncoding?
  ) throws(BindingError) -> BindingElements {
    if let text = words.elements { return try spelledOut(text, words) }
    let version = try messageVersion(words) ?? context.envelopeVersion.map { MessageVersion($0) } ?? .soap12
    // A basic binding's security is what the words mean here too.
    let basic = try Binding.basicHTTP(BasicHTTPBinding()).taking(try UnsaidWords(words, context).options)
    var stack = try basic.createBindingElements()
    stack.encoder?.messageVersion = version
    if let encoding { stack.encode(encoding) }
    return stack
  }

  /// A stack that is written out says everything itself; a word beside it may only agree.
  private static func spelledOut(_ text: String, _ words: BindingWords) throws(BindingError) -> BindingElements {
    let stack = try elements(text)
    let given = [
      ("--security", words.security), ("--credential", words.credential), ("--encoding", words.encoding),
      ("--message-credential", words.messageCredential),
    ]
    if let flag = given.first(where: { $0.1 != nil })?.0 { throw .wordBesideElements(flag, stack) }
    if let version = try messageVersion(words), let encoder = stack.encoder, encoder.messageVersion != version {
      throw .wordBesideElements("--message-version", stack)
    }
    return stack
  }

  private static func refuseUnfitting(
    _ words: BindingWords, _ own: MessageVersion, type: String
  ) throws(BindingError) {
    if words.elements != nil { throw .elementsOfBasic(type) }
    if let version = try messageVersion(words), version != own { throw .versionOfBasic(version, type, own: own) }
  }

  private static func messageVersion(_ words: BindingWords) throws(BindingError) -> MessageVersion? {
    try words.messageVersion.map { word throws(BindingError) in try Words.messageVersion.value(word) }
  }
}

/// The words of a named binding's security, with the unsaid ones filled in.
private struct UnsaidWords {
  var words: BindingWords
  var context: BindingContext

  init(_ words: BindingWords, _ context: BindingContext) {
    self.words = words
    self.context = context
  }

  var options: [Call.Option] {
    get throws(BindingError) {
      var all = words
      all.security = words.security ?? mode
      let mode = try Words.basicMode.value(all.security ?? "")
      all.credential = words.credential ?? credential(mode)
      let isMessage = mode == .transportWithMessageCredential || mode == .message
      all.messageCredential = words.messageCredential ?? (isMessage ? messageCredential(mode) : nil)
      return Self.options(all)
    }
  }

  static func options(_ words: BindingWords) -> [Call.Option] {
    [("security", words.security), ("credential", words.credential), ("messageCredential", words.messageCredential)]
      .compactMap { name, value in value.map { Call.Option(name: name, value: $0) } }
  }

  /// Over plain HTTP a credential of HTTP's own is used only in its own mode.
  private var mode: String {
    if context.usesTLS { return "transport" }
    if words.binding.map({ (try? BindingKind(word: $0)) ?? .basic }) == .basicHTTPS { return "transport" }
    let credential = words.credential?.lowercased() ?? (context.hasUser && !context.hasIdentity ? "basic" : "none")
    return ["basic", "digest", "ntlm", "windows"].contains(credential) && !isWS ? "transportCredentialOnly" : "none"
  }

  private var isWS: Bool {
    guard let kind = words.binding.flatMap({ try? BindingKind(word: $0) }) else { return false }
    return kind == .wsHTTP || kind == .ws2007HTTP
  }

  private func credential(_ mode: BasicHTTPSecurityMode) -> String {
    switch mode {
    case .transportWithMessageCredential, .message: "none"
    case .transportCredentialOnly: context.hasUser ? "basic" : "none"
    case .none, .transport: context.hasIdentity ? "certificate" : context.hasUser ? "basic" : "none"
    }
  }

  private func messageCredential(_ mode: BasicHTTPSecurityMode) -> String {
    mode == .message || (context.hasIdentity && !context.hasUser) ? "certificate" : "userName"
  }
}

extension Binding {
  /// The binding with these options of its text form.
  fileprivate func taking(_ options: [Call.Option]) throws(BindingError) -> Binding {
    switch self {
    case .basicHTTP(var binding):
      try binding.take(options)
      return .basicHTTP(binding)
    case .basicHTTPS(var binding):
      try binding.take(options)
      return .basicHTTPS(binding)
    case .wsHTTP(var binding):
      try binding.take(options)
      return .wsHTTP(binding)
    case .custom: return self
    }
  }

  /// A custom binding with the same elements but an encoder for that charset.
  fileprivate func encoded(_ encoding: TextEncoding) throws(BindingError) -> Binding {
    var custom = try CustomBinding(self)
    custom.elements.encode(encoding)
    return .custom(custom)
  }
}

extension BindingElements {
  /// Writes that charset: by WCF's own encoder where it can, else by one in its place.
  public mutating func encode(_ encoding: TextEncoding) {
    guard let encoder else { return }
    if encoding.isStandard || encoder is CustomTextMessageEncodingBindingElement {
      self.encoder?.writeEncoding = encoding
    } else {
      self.encoder = CustomTextMessageEncodingBindingElement(
        messageVersion: encoder.messageVersion, writeEncoding: encoding)
    }
  }
}

extension BindingError {
  static let basicHTTPSWithoutTLS = BindingError.illegal(
    code: "basic-https-without-tls", summary: "BasicHttpsBinding has no security mode none.",
    values: ["modes: transport, transportWithMessageCredential"],
    remedy: "Leave --security out, or use --binding basic for plain HTTP.")

  static func wordBesideElements(_ flag: String, _ stack: BindingElements) -> Self {
    .illegal(
      code: "elements-say-it", summary: "\(flag) contradicts the elements, which spell the whole stack out.",
      values: [stack.line], remedy: "Leave \(flag) out and say it in the element's options.")
  }

  static func elementsOfBasic(_ type: String) -> Self {
    .illegal(
      code: "elements-of-basic-binding",
      summary: "\(type) builds its own elements; --elements is for a custom binding.",
      values: [], remedy: "Use --binding custom, or leave --elements out.")
  }

  static func versionOfBasic(_ version: MessageVersion, _ type: String, own: MessageVersion) -> Self {
    .illegal(
      code: own == .soap11 ? "basic-is-soap11" : "binding-fixes-version",
      summary: "\(type) always writes \(own.title); \(version.title) was asked for.",
      values: ["--message-version \(version.rawValue)"],
      remedy: "Use a custom binding: --binding custom --message-version \(version.rawValue)")
  }
}
