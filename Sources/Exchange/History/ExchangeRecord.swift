internal import Basics
internal import Bindings
internal import Certificates
internal import Handshake

/// What may be kept of an exchange: the draft and the report without any secret.
///
/// Secrets by reference stay references. What stands in the draft as a secret itself (a typed password, an Authorization
/// header, a cookie, a private key, parameters and elements that are called so) is replaced by dots, here and wherever
/// the report repeats it. Messages are cut at `messageLimit`; attachments keep their names, types and sizes only; the
/// capture and the encrypted bytes of the connection are left out.
public struct ExchangeRecord: Sendable {
  /// As many bytes of the message that was sent, and of the answer's text, are kept.
  public static let messageLimit = 1 << 20
  /// So far beyond is looked for secrets, so that none is cut in two.
  private static let margin = 1 << 16

  public private(set) var draft: Draft
  public private(set) var report: Report
  /// The message as it was sent, as text.
  public private(set) var request: String
  public private(set) var isRequestCut: Bool
  /// Nil without an answer.
  public private(set) var answer: String?
  public private(set) var isAnswerCut = false
  /// Bytes of the answer's body as it came.
  public private(set) var answerByteCount = 0
  /// Sizes of the answer's attachments.
  public private(set) var attachmentByteCounts: [Int] = []
  /// Something that belongs to the draft is not kept: it cannot be sent again as it was.
  public private(set) var lacksSecrets: Bool

  /// - Parameters:
  ///   - draft: as it was asked for, with its insertions.
  ///   - report: what became of it.
  public init(_ draft: Draft, _ report: Report) {
    self.init(DraftRedaction(draft, hiding: report.secrets), report)
  }

  package init(_ redaction: DraftRedaction, _ report: Report) {
    self.draft = redaction.draft
    lacksSecrets = redaction.lacksSecrets
    let mask = SecretMask(redaction.found)
    let sent = Self.kept(report.ticket?.body ?? [], mask, report.secrets)
    (request, isRequestCut) = (sent.text, sent.isCut)
    // Masking copies what it looks at; of the answer only what is kept is looked at.
    var report = report
    let response = report.response
    report.response = nil
    report.ticket?.body = []
    report.capture = nil
    report.outcome.wire = WireLog()
    self.report = report.masked(by: mask).masked(by: report.secrets)
    self.report.draft = redaction.draft.asWritten
    self.report.secrets = SecretMask([])
    self.report.ticket?.body = Array(request.utf8)
    if let url = self.report.ticket?.url { self.report.ticket?.url = url.withoutSecretParameters() }
    if let headers = self.report.ticket?.httpHeaders { self.report.ticket?.httpHeaders = headers.withoutSecrets }
    take(response, mask, report.secrets)
  }

  private mutating func take(_ response: Response?, _ mask: SecretMask, _ secrets: SecretMask) {
    guard var response else { return }
    answerByteCount = response.body.count
    attachmentByteCounts = response.attachments.map(\.bytes.count)
    let kept = Self.kept(response.message, mask, secrets)
    (answer, isAnswerCut) = (kept.text, kept.isCut)
    response.body = Array(kept.text.utf8)
    response.decoded = nil
    response.inspectedEnvelope = nil
    for index in response.attachments.indices { response.attachments[index].bytes = [] }
    response.httpHeaders = response.httpHeaders.withoutSecrets
    if let detail = response.fault?.detail {
      response.fault?.detail = String(decoding: SecretText.hide(in: Array(detail.utf8)), as: UTF8.self)
    }
    var carrier = report
    carrier.response = response
    report.response = carrier.masked(by: mask).masked(by: secrets).response
  }

  /// A message as text, without secrets and at most so long.
  private static func kept(
    _ bytes: [UInt8], _ mask: SecretMask, _ secrets: SecretMask
  ) -> (text: String, isCut: Bool) {
    let start = Array(bytes.prefix(messageLimit + margin))
    let hidden = SecretText.hide(in: secrets(mask(start.asUTF8)))
    let isCut = bytes.count > messageLimit || hidden.count > messageLimit
    return (String(decoding: isCut ? hidden.prefix(messageLimit) : hidden[...], as: UTF8.self), isCut)
  }
}

extension [UInt8] {
  /// Text in UTF-16, told by its byte order mark or its first character, as UTF-8; anything else as it is.
  var asUTF8: [UInt8] {
    guard count >= 2 else { return self }
    let isBig = self[0] == 0xFE && self[1] == 0xFF || self[0] == 0 && self[1] == UInt8(ascii: "<")
    let isLittle = self[0] == 0xFF && self[1] == 0xFE || self[0] == UInt8(ascii: "<") && self[1] == 0
    guard isBig || isLittle else { return self }
    let units = stride(from: 0, to: count - 1, by: 2).map { index in
      UInt16(self[index + (isBig ? 0 : 1)]) << 8 | UInt16(self[index + (isBig ? 1 : 0)])
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}

extension [HTTPHeader] {
  /// The headers with everything hidden that proves who somebody is; of cookies the name stays.
  var withoutSecrets: [HTTPHeader] {
    redacted.map { header in
      let name = header.name.lowercased()
      if name == "set-cookie" || name == "set-cookie2" {
        let cookie = header.value.prefix { $0 != "=" && $0 != ";" }
        return HTTPHeader(header.name, cookie + "=••••")
      }
      if name == "location" || name == "content-location" || name == "referer" {
        return HTTPHeader(header.name, header.value.withoutSecretParameters())
      }
      return SecretName.isOne(name) ? HTTPHeader(header.name, "••••") : header
    }
  }
}
