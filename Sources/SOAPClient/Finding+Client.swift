internal import Basics
internal import Bindings
internal import Certificates
internal import Exchange
internal import Handshake
internal import SOAP

extension Finding {
  /// What the binding will silently not do.
  init(_ lint: LintFinding) {
    self.init(
      code: lint.code, blame: .client, severity: Severity(rawValue: lint.severity.rawValue) ?? .note,
      summary: lint.summary, detail: lint.detail, remedies: [Remedy(.client, lint.remedy)])
  }

  /// Why nothing was sent.
  init(_ refusal: Refusal) {
    self.init(
      code: refusal.code, blame: .client, summary: refusal.summary, detail: refusal.values.joined(separator: "\n"),
      remedies: [Remedy(.client, refusal.remedy)])
  }

  /// What a message inspector threw of the reply.
  static func inspectorFailed(_ error: any Error, at place: String) -> Finding {
    let known = error as? any Remediable
    return Finding(
      code: "inspector-failed", blame: .client,
      summary: "A message inspector failed: the service has answered, and its answer was not let through.",
      detail: (["message inspector: \(place.neutralised)"]
        + (known.map { ["\($0.code): \($0.summary)"] + $0.values } ?? ["error: \(CallbackRun.words(for: error))"]))
        .joined(separator: "\n"),
      remedies: [Remedy(.client, known?.remedy ?? "Correct the inspector, or leave it out.")])
  }

  /// A chain that ends before a root: a warning, because the server may know the missing issuer.
  static func chainIncomplete(_ chain: CertificateChain, source: String) -> Finding {
    let missing = chain.missingIssuer?.description ?? ""
    return Finding(
      code: "client-chain-incomplete", blame: .client, severity: .warning,
      summary: "The client's chain is incomplete: the certificate of \(missing) was not found.",
      detail: "sent: \(chain.certificates.map(\.subject.shortName).joined(separator: " ← "))",
      remedies: [
        Remedy(
          .client,
          "Add that certificate to the intermediate store (\(chain.completionCommand(source: source) ?? "")), to the "
            + "identity's file, or with --intermediates FILE."),
        Remedy(.server, "Install that certificate as an intermediate, if the client cannot send it."),
      ], evidence: chain.steps)
  }

  /// An answer that is no SOAP.
  static func notSOAP(_ response: Response) -> Finding {
    let type = response.contentType.map { "Content-Type: \($0.neutralised)" } ?? "no Content-Type"
    return Finding(
      code: "answer-not-soap", blame: .server,
      summary: "The server answered, but not with a SOAP envelope: HTTP \(response.status)\(response.statusWords), "
        + "\(response.kind.words).",
      detail: "\(type), \(response.body.count) bytes",
      remedies: [
        Remedy(
          .client, "Check the address: its path, and whether a login page, a proxy or a redirect answers instead."),
        Remedy(
          .server,
          response.status >= 500
            ? "See the log of the service for this request; errors too belong into an envelope (a fault)."
            : "Answer with an envelope at this address, faults included."),
      ])
  }

  /// The answer to `Expect: 100-continue` of a server that does not know it, or of what stands before it.
  static let expectationRefused = Finding(
    code: "expectation-refused", blame: .server,
    summary: "The server refuses Expect: 100-continue (HTTP 417); the message was not read.",
    detail: "WCF on .NET Framework sends Expect with every message, on .NET where it authenticates itself "
      + "(credentials, client certificate).",
    remedies: [
      Remedy(
        .client,
        "Send without it (--header 'Expect:'); in a program on .NET Framework: "
          + "ServicePointManager.Expect100Continue = false."),
      Remedy(.server, "Ignore Expect, or answer it with 100 Continue (RFC 9110 section 10.1.1)."),
    ])

  /// An answer that Signet can read and a WCF client cannot.
  static func wcfRefuses(_ outcome: WCFOutcome, _ response: Response) -> Finding {
    let change =
      response.isMultipart
      ? "The answer is MTOM or has attachments: give the binding the message encoding mtom (messageEncoding=mtom)."
      : "Change the binding's message version or encoding so that it fits the answer."
    return Finding(
      code: "wcf-refuses-answer", blame: .server, severity: .warning,
      summary: "A WCF client with this binding would not accept this answer.",
      detail: ([outcome.outcome] + (outcome.message.map { [$0] } ?? [])).joined(separator: ": "),
      remedies: [
        Remedy(.client, change),
        Remedy(.server, "Answer as the binding of the service description says."),
      ])
  }
}

extension Response {
  /// What the status means, where that says where to look.
  fileprivate var statusWords: String {
    switch status {
    case 404, 410: " (nothing is found at this path)"
    case 405: " (this path does not take POST)"
    case 415: " (the Content-Type is not accepted)"
    case 429: " (too many requests)"
    case 500...599: " (the service failed)"
    default: ""
    }
  }
}

extension Response.Kind {
  fileprivate var words: String {
    switch self {
    case .html: "an HTML page"
    case .empty: "an empty body"
    case .envelope, .fault: "an envelope"
    case .other: "other content"
    }
  }
}
