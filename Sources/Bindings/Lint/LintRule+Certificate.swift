internal import Basics

extension LintRule {
  static let certificateRules: [LintRule] = [
    LintRule("wrong-uri-scheme", .error, "The address has another scheme than the transport") { subject, plan in
      do throws(BindingError) {
        try plan.check(url: subject.url)
        return nil
      } catch {
        return Trap(error.summary, detail: error.values.joined(separator: "\n"), remedy: error.remedy)
      }
    },
    LintRule("client-certificate-not-set", .error, "A client certificate is required and none is set") {
      subject, plan in
      guard plan.offersClientCertificate, !subject.hasIdentity else { return nil }
      return Trap(
        "The binding requires a client certificate, but none is set.",
        detail: "\(subject.binding)\nWCF: InvalidOperationException when the channel opens",
        remedy: "Give the certificate (--cert), or do not require it.")
    },
    LintRule("signing-certificate-not-set", .error, "A certificate shall sign the message and none is set") {
      subject, plan in
      guard plan.security?.token == .certificate, !subject.hasIdentity else { return nil }
      return Trap(
        "The message shall be signed with a certificate, but none is set.",
        detail: "\(subject.binding)\nWCF: InvalidOperationException when the channel opens",
        remedy: "Give the certificate (--cert), or use a user name (messageCredential=userName).")
    },
    LintRule("client-certificate-not-enabled", .warning, "A certificate is set that TLS never shows") {
      subject, plan in
      guard subject.hasIdentity, !plan.offersClientCertificate else { return nil }
      return Trap(
        plan.security?.token == .certificate
          ? "The certificate signs the message, but TLS never shows it to the server."
          : "A client certificate is set, but this binding never shows it to the server.",
        detail: "\(subject.binding)\n\(whyNotOffered(subject.binding))", remedy: howToOffer(subject.binding))
    },
    LintRule("client-chain-leaf-only", .note, "WCF sends the certificate without its chain") { subject, plan in
      guard plan.offersClientCertificate, subject.hasIdentity, subject.sendsFullChain else { return nil }
      return Trap(
        "A WCF client sends the certificate alone; here the completed chain is sent.",
        detail: "WCF takes intermediates from the machine's certificate store only, never from the certificate's file",
        remedy: "To see what a WCF client without them gets, send the leaf alone: --chain leaf.")
    },
  ]

  private static func whyNotOffered(_ binding: Binding) -> String {
    switch binding {
    case .basicHTTP(let basic): why(basic.security.mode.rawValue, binding.typeName)
    case .basicHTTPS(let basic): why(basic.security.mode.rawValue, binding.typeName)
    case .wsHTTP(let ws): why(ws.security.mode.rawValue, binding.typeName)
    case .custom(let custom) where custom.elements.find(HTTPSTransportBindingElement.self) == nil:
      "HttpTransportBindingElement has no TLS, so there is nothing to show a certificate in"
    case .custom: "HttpsTransportBindingElement has RequireClientCertificate=false"
    }
  }

  private static func why(_ mode: String, _ type: String) -> String {
    switch mode {
    case "transport": "the transport client credential type is not certificate, so RequireClientCertificate is false"
    case "transportWithMessageCredential":
      "security mode transportWithMessageCredential switches the transport's credentials off, whatever their type"
    default: "\(type) with security mode \(mode) speaks plain HTTP, without TLS to show a certificate in"
    }
  }

  static func howToOffer(_ binding: Binding) -> String {
    switch binding {
    case .basicHTTP(let basic) where basic.security.mode == .transportWithMessageCredential: stackWithBoth
    case .basicHTTPS(let basic) where basic.security.mode == .transportWithMessageCredential: stackWithBoth
    case .wsHTTP(let ws) where ws.security.mode == .transportWithMessageCredential: stackWithBoth
    case .basicHTTP, .wsHTTP: "Use --security transport --credential certificate with an https address."
    case .basicHTTPS: "Use --credential certificate."
    case .custom: "Use https(requireClientCertificate=true) as the last element."
    }
  }

  private static let stackWithBoth =
    "Make it a custom binding that ends with https(requireClientCertificate=true): "
    + "security:userNameOverTransport,text:soap11,https(requireClientCertificate=true)"
}
