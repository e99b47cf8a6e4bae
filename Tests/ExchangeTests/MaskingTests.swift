import Basics
import Bindings
import Exchange
import Handshake
import Testing

@Suite struct MaskingTests {
  private static let secret = "marked-secret"

  /// An answer that repeats a secret wherever it has a text.
  private static let response = Response(
    status: 500, httpHeaders: [HTTPHeader("X-\(secret)", secret)], body: Array("<a>\(secret)</a>".utf8),
    contentType: "multipart/related; start=\"\(secret)\"", kind: .fault,
    fault: Response.Fault(
      version: "1.2", code: "s:\(secret)", subcodes: ["a:b", "a:\(secret)"], reason: secret, actor: "urn:\(secret)",
      detail: "<d>\(secret)</d>", explanation: secret),
    addressing: Response.Addressing(
      version: "WS-Addressing 1.0", action: secret, messageID: "urn:uuid:\(secret)", relatesTo: ["a", secret]),
    security: Response.Security(
      isPresent: true, created: nil, expires: nil, tokens: [secret],
      signatures: [
        Response.Security.Signature(
          algorithm: secret, signer: "CN=\(secret)", parts: [secret], problems: [.init(code: "c", summary: secret)])
      ], problems: [.init(code: "c", summary: secret)], isAccepted: true),
    decoded: Array(secret.utf8), charset: secret,
    attachments: [
      Response.Attachment(
        contentID: "\(secret)@host", contentType: "text/\(secret)", contentLocation: "http://h/\(secret)",
        fileName: "\(secret).pdf", bytes: Array(secret.utf8), isInEnvelope: false)
    ])

  private func report(_ response: Response) -> Report {
    Report(
      draft: Draft(url: "https://host/service"), ticket: nil, refusal: nil, transcript: Transcript(),
      outcome: TransferOutcome(ending: .answered, cookieNames: ["a-\(Self.secret)"]), response: response, findings: [],
      wcf: WCFOutcome(outcome: "FaultException", message: Self.secret), preparation: [Self.secret])
  }

  @Test func `Every text of an answer that repeats a secret is masked: subcodes, ids, names and types too`() throws {
    let masked = report(Self.response).masked(by: SecretMask([Secret(Self.secret)]))
    let response = try #require(masked.response)
    let shown = "\(response) \(masked.wcf) \(masked.preparation) \(masked.outcome.cookieNames)"
    #expect(!shown.contains(Self.secret), "\(shown)")
    #expect(response.fault?.subcodes == ["a:b", "a:••••"])
    #expect(response.addressing?.messageID == "urn:uuid:••••" && response.addressing?.relatesTo == ["a", "••••"])
    #expect(response.attachments.first?.line.hasPrefix("text/••••, 12 bytes, <••••@host>, ••••.pdf") == true)
    #expect(response.body == Array("<a>••••</a>".utf8))
  }

  @Test func `A mask without secrets leaves an answer as it is`() {
    #expect(report(Self.response).masked(by: SecretMask([])).response == Self.response)
  }
}
