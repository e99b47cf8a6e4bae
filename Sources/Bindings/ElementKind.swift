internal import Basics

/// The binding elements that a text can name.
enum ElementKind {
  case text, http, https

  static let vocabulary = Vocabulary<ElementKind>(
    subject: "binding element", values: [("text", .text), ("http", .http), ("https", .https)],
    aliases: [
      "textmessageencoding": .text, "httptransport": .http, "httpstransport": .https,
    ],
    later: [
      "mtom", "mtomMessageEncoding", "binary", "binaryMessageEncoding", "security", "reliableSession",
      "transactionFlow", "tcp", "namedPipe",
    ])

  static func element(_ call: Call) throws(BindingError) -> any BindingElement {
    let (name, argument) = call.nameAndArgument
    switch try vocabulary.value(name) {
    case .text: return try textEncoding(argument, call)
    case .http:
      try refuse(argument, of: "http")
      return try http(call)
    case .https:
      try refuse(argument, of: "https")
      return try https(call)
    }
  }

  private static func textEncoding(_ version: String?, _ call: Call) throws(BindingError) -> any BindingElement {
    var element = TextMessageEncodingBindingElement()
    guard let version else { throw .textWithoutVersion }
    element.messageVersion = try Words.messageVersion(version)
    for option in try call.options() {
      switch option.name.lowercased() {
      case "writeencoding": element.writeEncoding = try Words.encoding(option.value)
      default: throw option.unknown(known: ["writeEncoding"])
      }
    }
    return element
  }

  private static func http(_ call: Call) throws(BindingError) -> any BindingElement {
    var element = HTTPTransportBindingElement()
    for option in try call.options() {
      switch option.name.lowercased() {
      case "maxreceivedmessagesize": element.maxReceivedMessageSize = try option.size()
      case "keepaliveenabled": element.keepAliveEnabled = try option.flag()
      default: throw option.unknown(known: ["maxReceivedMessageSize", "keepAliveEnabled"])
      }
    }
    return element
  }

  private static func https(_ call: Call) throws(BindingError) -> any BindingElement {
    var element = HTTPSTransportBindingElement()
    for option in try call.options() {
      switch option.name.lowercased() {
      case "requireclientcertificate": element.requireClientCertificate = try option.flag()
      case "maxreceivedmessagesize": element.maxReceivedMessageSize = try option.size()
      case "keepaliveenabled": element.keepAliveEnabled = try option.flag()
      default:
        throw option.unknown(known: ["requireClientCertificate", "maxReceivedMessageSize", "keepAliveEnabled"])
      }
    }
    return element
  }

  private static func refuse(_ argument: String?, of name: String) throws(BindingError) {
    guard let argument else { return }
    throw .illegal(
      code: "element-argument", summary: "\(name) takes no message version.",
      values: ["element: \(name):\(argument.neutralised)"],
      remedy: "Write options in parentheses: \(name)(keepAliveEnabled=false)")
  }
}

extension BindingError {
  static let textWithoutVersion = BindingError.illegal(
    code: "text-without-version", summary: "The text encoding element does not say its message version.",
    values: [
      "WCF would take Soap12WSAddressing10, which is not available here",
      "available: " + MessageVersion.allCases.map { "text:" + $0.rawValue }.joined(separator: ", "),
    ], remedy: "Say which SOAP version is meant: text:soap12")
}
