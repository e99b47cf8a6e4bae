internal import Basics

/// The binding elements that a text can name.
struct ElementKind: Sendable {
  /// As the text form writes it.
  var word: String
  /// A use of it, for help.
  var example: String
  /// WCF's type names, in lower case and without `BindingElement`.
  var aliases: [String]
  var make: @Sendable (_ argument: String?, Call) throws(BindingError) -> any BindingElement

  static let all: [ElementKind] =
    [
      .init("text", "text:soap12wsa10", "textmessageencoding") { version, call throws(BindingError) in
        try encoder(TextMessageEncodingBindingElement(), version, call)
      },
      .init("customText", "customText:soap11(writeEncoding=iso-8859-1)", "customtextmessageencoding") {
        version, call throws(BindingError) in
        try encoder(CustomTextMessageEncodingBindingElement(), version, call)
      },
      .init("mtom", "mtom:soap11", "mtommessageencoding") { version, call throws(BindingError) in
        try encoder(MTOMMessageEncodingBindingElement(), version, call)
      },
      .init("security", "security:userNameOverTransport", "transportsecurity") { kind, call throws(BindingError) in
        guard let kind else { throw .securityWithoutKind }
        var element = SecurityBindingElement(try Words.securityKind.value(kind))
        try element.take(try call.options())
        return element
      },
      .init("transactionFlow", "transactionFlow") { argument, call throws(BindingError) in
        try plain(TransactionFlowBindingElement(), argument, call)
      },
      .init("http", "http(authenticationScheme=basic)", "httptransport") { argument, call throws(BindingError) in
        try plain(HTTPTransportBindingElement(), argument, call)
      },
      .init("https", "https(requireClientCertificate=true)", "httpstransport") {
        argument, call throws(BindingError) in
        try plain(HTTPSTransportBindingElement(), argument, call)
      },
    ] + OtherBindingElement.Kind.allCases.map(other)

  private init(
    _ word: String, _ example: String, _ aliases: String...,
    make: @escaping @Sendable (String?, Call) throws(BindingError) -> any BindingElement
  ) {
    self.word = word
    self.example = example
    self.aliases = aliases
    self.make = make
  }

  private static func other(_ kind: OtherBindingElement.Kind) -> ElementKind {
    ElementKind(kind.rawValue, kind.rawValue, String(kind.elementName.dropLast("BindingElement".count)).lowercased()) {
      _, _ throws(BindingError) in OtherBindingElement(kind)
    }
  }

  private static let vocabulary = Vocabulary<ElementKind>(
    subject: "binding element", values: all.map { ($0.word, $0) },
    aliases: Dictionary(
      all.flatMap { kind in kind.aliases.map { ($0, kind) } }, uniquingKeysWith: { first, _ in first }))

  static func element(_ call: Call) throws(BindingError) -> any BindingElement {
    let (name, argument) = call.nameAndArgument
    let suffix = "bindingelement"
    let word = name.lowercased().hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
    return try vocabulary.value(word).make(argument, call)
  }

  /// Without a version it is WCF's default, SOAP 1.2 with WS-Addressing 1.0.
  private static func encoder<Element: MessageEncodingBindingElement & TextForm>(
    _ standard: Element, _ version: String?, _ call: Call
  ) throws(BindingError) -> any BindingElement {
    var element = standard
    if let version { element.messageVersion = try Words.messageVersion.value(version) }
    try element.take(try call.options())
    return element
  }

  private static func plain<Element: BindingElement & TextForm>(
    _ standard: Element, _ argument: String?, _ call: Call
  ) throws(BindingError) -> any BindingElement {
    if let argument { throw .argument(argument, of: call.nameAndArgument.name) }
    var element = standard
    try element.take(try call.options())
    return element
  }
}

extension BindingError {
  static let securityWithoutKind = BindingError.illegal(
    code: "security-without-kind", summary: "The security element does not say which token it sends.",
    values: ["available: " + SecurityBindingElement.Kind.allCases.map(\.rawValue).joined(separator: ", ")],
    remedy: "Say it: security:userNameOverTransport")

  static func argument(_ argument: String, of name: String) -> Self {
    .illegal(
      code: "element-argument", summary: "\(name.neutralised) takes nothing after a colon.",
      values: ["element: \(name.neutralised):\(argument.neutralised)"],
      remedy: "Write options in parentheses: https(keepAliveEnabled=false)")
  }
}
