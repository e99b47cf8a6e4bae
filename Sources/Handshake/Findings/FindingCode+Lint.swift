// What the lint of a binding says before anything is sent. The rules stand where the bindings are (`LintRule` in
// Bindings), and have the same titles.
extension FindingCode {
  /// All of them but those that the rules give as well, which stand with the rules'.
  static let lint: [FindingCode] = certificateLint + credentialLint + actionLint + messageLint + headerLint + quotaLint

  private static let certificateLint: [FindingCode] = [
    trap(
      "wrong-uri-scheme", "The address has another scheme than the transport",
      "A binding that ends in TLS is given an http address, or one without TLS an https address; WCF refuses that.",
      "a security mode that does not fit the address", "Change the address or the binding's security mode."),
    trap(
      "client-certificate-not-set", "A client certificate is required and none is set",
      "The binding requires a client certificate; WCF would raise InvalidOperationException.",
      "a credential type of certificate without --cert", "Give it with --cert, or do not require it."),
    trap(
      "signing-certificate-not-set", "A certificate shall sign the message and none is set",
      "The message credential is a certificate; WCF would raise InvalidOperationException when the channel opens.",
      "a message credential of certificate without --cert", "Give it with --cert, or use a user name."),
    trap(
      "client-chain-leaf-only", "WCF sends the certificate without its chain",
      "A WCF client takes intermediates from the machine's store only; Signet sends the completed chain.",
      "nothing is wrong here; a WCF client may fare otherwise", "See what it gets with --chain leaf."),
  ]

  private static let credentialLint: [FindingCode] = [
    trap(
      "credential-ignored", "The security mode ignores the transport credential type",
      "A transport credential type is set, and the security mode does not look at it.",
      "security mode none, message or transportWithMessageCredential",
      "Use --security transport (https) or transportCredentialOnly (http)."),
    trap(
      "windows-by-default", "WSHttpBinding takes Windows credentials unless told otherwise",
      "With security mode transport its credential type is windows: Negotiate, with a Kerberos ticket.",
      "a credential type that was left out", "Say what the service asks for with --credential."),
    trap(
      "user-name-not-set", "A user name is needed and none is set",
      "The binding authenticates with user name and password, and there is none.", "--user left out",
      "Give it with --user."),
    trap(
      "user-name-not-used", "A user name is set that is never sent",
      "Neither HTTP authentication nor a UsernameToken of this binding takes it.",
      "a credential type of certificate, windows or none",
      "Use --credential basic or digest, or security mode transportWithMessageCredential."),
    trap(
      "credential-in-clear", "A password travels without TLS",
      "HTTP Basic or a UsernameToken goes over plain http, where everybody on the way reads it.", "an http address",
      "Use an https address with security mode transport."),
    trap(
      "realm-unused", "A realm is set that nothing looks at",
      "Only Basic and Digest of .NET Framework look at the realm.", "another authentication scheme, or .NET",
      "Leave it out."),
    trap(
      "password-digest-unknown-to-wcf", "WCF sends passwords as text only",
      "A UsernameToken with a digest is sent, which WCF cannot make.", "a service that is no WCF service",
      "A WCF client of this service needs a token serializer of its own."),
    trap(
      "body-signature-unknown-to-wcf", "WCF does not sign the body over transport",
      "The body is signed, where WCF's transport security signs the timestamp and To only.", "signsBody=true",
      "A WCF client of this service needs message security."),
    trap(
      "header-signature-unknown-to-wcf", "WCF signs no header but To over transport",
      "All addressing headers are signed, where WCF's transport security signs the timestamp and To only.",
      "signsAddressing=true", "A WCF client of this service needs message security."),
    trap(
      "unsecured-answer-refused", "An answer without a Security header is refused",
      "WCF refuses such an answer, faults included, unless EnableUnsecuredResponse is set.",
      "services that secure the request only", "Set enableUnsecuredResponse=true, if the service does so."),
  ]

  private static let actionLint: [FindingCode] = [
    trap(
      "action-missing", "SOAP 1.1 without an action", "SOAP 1.1 over HTTP requires SOAPAction, and none will be sent.",
      "--action left out", "Give --action, or --action '' for an empty one.", "SOAP 1.1 section 6.1.1"),
    trap(
      "action-in-quotes", "The action is in quotes already", "It would get a second pair.",
      "an action copied with its quotes", "Leave the quotes out."),
    trap(
      "quote-in-action", "A quote inside the action", "It ends the action parameter of Content-Type early.",
      "an action that is no URI", "Use an action without quotes."),
    trap(
      "action-wildcard", "The action * means none", "WCF sends nothing for it.", "a contract's Action=\"*\"",
      "Give the operation's own action."),
    trap(
      "action-in-envelope-only", "SOAP 1.2 with addressing has no action in HTTP",
      "The action stands in the envelope's Action header alone; Content-Type does not repeat it.",
      "a message version such as soap12wsa10", "Use soap12 without addressing, if the server looks for the parameter."),
    trap(
      "soap-action-mismatch", "A SOAPAction header of one's own contradicts the action",
      "WCF would raise ProtocolException when the message is sent.", "--header 'SOAPAction: …' beside --action",
      "Leave the header out: the action makes it."),
    trap(
      "soap-action-unused", "SOAP 1.2 has no SOAPAction header", "Servers do not look at it.",
      "a header that was carried over from SOAP 1.1", "Give the action; the binding puts it where it belongs."),
  ]

  private static let messageLint: [FindingCode] = [
    trap(
      "envelope-version-mismatch", "The envelope is of another SOAP version than announced",
      "The envelope's namespace is not that of the binding's message version.", "an envelope made for another binding",
      "Change the envelope's namespace or the binding's message version."),
    trap(
      "addressing-version-mismatch", "The envelope is addressed in another version",
      "It has WS-Addressing headers of one version, and the binding adds those of another.",
      "an envelope made for another binding", "Take one of the two: the headers' namespace or the message version."),
    trap(
      "addressing-action-mismatch", "The envelope's Action is not the call's",
      "The envelope's own Action header goes out as it is, and contradicts the action.",
      "an envelope copied from another operation", "Leave the header out: the binding writes it from the action.",
      "WS-Addressing 1.0 SOAP binding section 2.1"),
    trap(
      "addressing-action-missing", "Addressing without an action",
      "The message will have no Action header, which WS-Addressing requires.", "--action left out", "Give --action.",
      "WS-Addressing 1.0 core section 3.2"),
    trap(
      "default-encoder", "No encoder means SOAP 1.2 with WS-Addressing 1.0",
      "A custom binding without an encoding element gets the text encoder with that version.",
      "a stack of the transport alone", "Put text:soap11 or text:soap12wsa10 above the transport."),
    trap(
      "element-order", "The elements stand in an unusual order",
      "WCF builds elements from the top: transaction flow, reliable session, security, encoding, transport.",
      "a stack written from memory", "Swap the two that are named."),
    trap(
      "declared-encoding-mismatch", "The XML declaration names another encoding than Content-Type",
      "Content-Type wins over the declaration; WCF servers refuse the contradiction.",
      "an envelope saved in another encoding", "Change the declaration or --encoding.", "RFC 7303 section 3"),
    trap(
      "utf-16-form", "UTF-16 comes with a byte order mark and an XML declaration",
      "WCF writes UTF-16 so, and UTF-8 without either; some servers know only the name utf-16.", "--encoding utf-16",
      "Use utf-8 if the server refuses the charset."),
    trap(
      "encoder-of-ones-own", "WCF's encoders do not know this charset",
      "They know UTF-8 and UTF-16; another charset takes an encoder of one's own, for answers too.", "--encoding",
      "Put a custom text encoder into the WCF program, too."),
    trap(
      "mtom-threshold-unknown-to-wcf", "WCF's MTOM threshold is fixed",
      "WCF makes a part of its own from 768 bytes on.", "writeThreshold", "Leave it out to send what WCF sends."),
    trap(
      "manual-addressing-unused", "Manual addressing without addressing",
      "ManualAddressing has no effect: the message version has no addressing.", "manualAddressing=true",
      "Leave it out, or choose a version with addressing."),
    trap(
      "transaction-flow-unused", "No transaction flows",
      "There is none here, and WCF sends none outside a TransactionScope.", "transactionFlow",
      "Leave transactionFlow out."),
  ]

  private static let headerLint: [FindingCode] = [
    trap(
      "header-ignored-by-wcf", "WCF does not send this header of one's own",
      "HttpRequestMessageProperty leaves it out; Signet sends it.", "Host, Date, Range or Content-Length in --header",
      "Leave it out, or do not expect a WCF client to send it."),
    trap(
      "content-type-replaced", "A Content-Type header of one's own replaces the encoder's",
      "The message's bytes stay as the encoder writes them.", "--header 'Content-Type: …'",
      "Leave it out, or choose message version and encoding so that the encoder writes it."),
    trap(
      "cookie-header-ignored", "A Cookie header beside a cookie container",
      "With AllowCookies a WCF client takes cookies from the container and drops the header.", "allowCookies=true",
      "Switch allowCookies off."),
  ]

  private static let quotaLint: [FindingCode] = [
    trap(
      "answer-quota", "WCF refuses larger answers", "A WCF client with this binding has MaxReceivedMessageSize.",
      "its default of 65536 bytes", "Raise MaxReceivedMessageSize in the WCF program."),
    trap(
      "reader-quota-set", "A reader quota binds because it was set",
      "A quota that is set binds, even at the value that is documented as its default.", "readerQuotas",
      "Leave it out, unless the answer shall be bounded."),
    trap(
      "reader-quota-not-judged", "Two reader quotas that no answer tells of",
      "MaxArrayLength depends on the contract's types, MaxNameTableCharCount on the names that the program asks for.",
      "a streamed answer, or one of the two set", "Raise it in the WCF program, or leave it out and buffer."),
    trap(
      "mtom-buffer-quota", "The MTOM buffer is smaller than the message quota",
      "The parts of an MTOM answer have a quota of their own (XmlException, MtomBufferQuotaExceeded).",
      "maxReceivedMessageSize raised alone", "Raise the encoder's maxBufferSize as well."),
    trap(
      "receive-timeout-unused", "An HTTP client has no receive timeout", "SendTimeout bounds the whole call.",
      "receiveTimeout", "Set sendTimeout."),
  ]

  private static func trap(
    _ code: String, _ title: String, _ meaning: String, _ cause: String, _ client: String, _ source: String? = nil
  ) -> FindingCode {
    FindingCode(
      code, .binding, title, [.client], meaning, causes: [cause], client: client, sources: source.map { [$0] } ?? [])
  }
}
