internal import Basics
internal import Bindings
internal import Exchange
internal import Handshake
internal import SOAP

extension Response {
  /// - Parameter answer: what `inspectedEnvelope` is, else what the body is.
  init(
    status: Int, headers: [HTTPHeader], body: [UInt8], answer: Answer, security: Security?,
    inspectedEnvelope: [UInt8]? = nil
  ) {
    self.init(
      status: status, httpHeaders: headers, body: body, contentType: headers.value(of: "content-type"),
      kind: Kind(answer.kind), fault: answer.fault.map(Fault.init),
      addressing: answer.outline?.addressing.first.map(Addressing.init), security: security,
      inspectedEnvelope: inspectedEnvelope,
      decoded: answer.text.decoded ?? answer.package.flatMap { $0.root == nil ? nil : $0.envelope },
      charset: answer.text.charset,
      attachments: answer.package?.attachments.map(Attachment.init) ?? [])
  }
}

extension Response.Attachment {
  fileprivate init(_ attachment: MultipartMessage.Attachment) {
    let part = attachment.part
    let disposition = part.header("Content-Disposition").map { ContentType($0) }
    self.init(
      contentID: part.contentID, contentType: part.header("Content-Type"), contentLocation: part.contentLocation,
      fileName: disposition?["filename"] ?? part.contentType?["name"], bytes: part.bytes,
      isInEnvelope: attachment.isInEnvelope)
  }
}

extension Response.Kind {
  fileprivate init(_ kind: Answer.Kind) {
    switch kind {
    case .envelope: self = .envelope
    case .fault: self = .fault
    case .html: self = .html
    case .empty: self = .empty
    case .other: self = .other
    }
  }
}

extension Response.Fault {
  fileprivate init(_ fault: SOAPFault) {
    self.init(
      version: fault.version == .soap11 ? "1.1" : "1.2", code: fault.code.written,
      subcodes: fault.subcodes.map(\.written), reason: fault.reason, actor: fault.actor, detail: fault.detail,
      explanation: fault.plainWords)
  }
}

extension Response.Addressing {
  fileprivate init(_ headers: AddressingHeaders) {
    self.init(
      version: headers.version.title, action: headers.action, messageID: headers.messageID,
      relatesTo: headers.answered)
  }
}

extension [HTTPHeader] {
  func value(of name: String) -> String? { first { $0.name.lowercased() == name }?.value }
}
