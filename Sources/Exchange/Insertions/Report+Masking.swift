internal import Bindings
internal import Handshake

extension Report {
  /// The report with the mask's secrets hidden in whatever would be shown, written or kept of it; the capture alone stays
  /// as it is (`Report.capture`).
  public func masked(by mask: SecretMask) -> Report {
    guard !mask.isEmpty else { return self }
    var report = self
    report.ticket = ticket?.masked(by: mask)
    report.refusal = refusal?.masked(by: mask)
    report.response = response?.masked(by: mask)
    report.findings = findings.map { $0.masked(by: mask) }
    report.wcf.message = wcf.message.map(mask.callAsFunction)
    report.preparation = preparation.map(mask.callAsFunction)
    report.outcome.cookieNames = outcome.cookieNames.map(mask.callAsFunction)
    if case .failed(let code, let name, let message) = outcome.ending {
      report.outcome.ending = .failed(code: code, name: name, message: mask(message))
    }
    return report
  }
}

extension ExchangeEvent {
  /// The event with the mask's secrets hidden.
  public func masked(by mask: SecretMask) -> ExchangeEvent {
    switch self {
    case .prepared(let text): .prepared(mask(text))
    case .accepted(let ticket): .accepted(ticket.masked(by: mask))
    case .answerBegan(let status, let headers): .answerBegan(status: status, httpHeaders: mask(headers))
    case .finished(let report): .finished(report.masked(by: mask))
    case .handshake, .bodySent, .answerBytes: self
    }
  }
}

extension Ticket {
  fileprivate func masked(by mask: SecretMask) -> Ticket {
    var ticket = self
    ticket.url = mask(url)
    ticket.httpHeaders = mask(httpHeaders)
    ticket.action = action.map(mask.callAsFunction)
    ticket.body = mask(body)
    ticket.additions = additions.map(mask.callAsFunction)
    ticket.messageID = messageID.map(mask.callAsFunction)
    ticket.authentication = authentication.map(mask.callAsFunction)
    return ticket
  }
}

extension Refusal {
  fileprivate func masked(by mask: SecretMask) -> Refusal {
    var refusal = self
    refusal.summary = mask(summary)
    refusal.values = values.map(mask.callAsFunction)
    refusal.remedy = mask(remedy)
    return refusal
  }
}

extension Response {
  fileprivate func masked(by mask: SecretMask) -> Response {
    var response = self
    response.httpHeaders = mask(httpHeaders)
    response.body = mask(body)
    response.decoded = decoded.map(mask.callAsFunction)
    response.inspectedEnvelope = inspectedEnvelope.map(mask.callAsFunction)
    response.contentType = contentType.map(mask.callAsFunction)
    response.charset = charset.map(mask.callAsFunction)
    response.addressing = addressing?.masked(by: mask)
    response.security = security?.masked(by: mask)
    response.attachments = attachments.map { $0.masked(by: mask) }
    response.fault = fault?.masked(by: mask)
    return response
  }
}

extension Response.Addressing {
  fileprivate func masked(by mask: SecretMask) -> Self {
    var addressing = self
    addressing.action = action.map(mask.callAsFunction)
    addressing.messageID = messageID.map(mask.callAsFunction)
    addressing.relatesTo = relatesTo.map(mask.callAsFunction)
    return addressing
  }
}

extension Response.Security {
  fileprivate func masked(by mask: SecretMask) -> Self {
    var security = self
    security.tokens = tokens.map(mask.callAsFunction)
    security.problems = problems.map { $0.masked(by: mask) }
    security.signatures = signatures.map { signature in
      var signature = signature
      signature.algorithm = mask(signature.algorithm)
      signature.signer = signature.signer.map(mask.callAsFunction)
      signature.parts = signature.parts.map(mask.callAsFunction)
      signature.problems = signature.problems.map { $0.masked(by: mask) }
      return signature
    }
    return security
  }
}

extension Response.Security.Problem {
  fileprivate func masked(by mask: SecretMask) -> Self {
    var problem = self
    problem.summary = mask(summary)
    return problem
  }
}

extension Response.Attachment {
  fileprivate func masked(by mask: SecretMask) -> Self {
    var attachment = self
    attachment.contentID = contentID.map(mask.callAsFunction)
    attachment.contentType = contentType.map(mask.callAsFunction)
    attachment.contentLocation = contentLocation.map(mask.callAsFunction)
    attachment.fileName = fileName.map(mask.callAsFunction)
    attachment.bytes = mask(bytes)
    return attachment
  }
}

extension Response.Fault {
  fileprivate func masked(by mask: SecretMask) -> Self {
    var fault = self
    fault.code = mask(code)
    fault.subcodes = subcodes.map(mask.callAsFunction)
    fault.reason = mask(reason)
    fault.actor = actor.map(mask.callAsFunction)
    fault.detail = detail.map(mask.callAsFunction)
    fault.explanation = explanation.map(mask.callAsFunction)
    return fault
  }
}

extension Finding {
  fileprivate func masked(by mask: SecretMask) -> Finding {
    var finding = self
    finding.summary = mask(summary)
    finding.detail = mask(detail)
    finding.remedies = remedies.map { Remedy($0.who, mask($0.text)) }
    finding.evidence = evidence.map(mask.callAsFunction)
    return finding
  }
}
