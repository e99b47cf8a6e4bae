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
    response.addressing?.action = addressing?.action.map(mask.callAsFunction)
    response.attachments = attachments.map { attachment in
      var attachment = attachment
      attachment.bytes = mask(attachment.bytes)
      return attachment
    }
    guard var fault else { return response }
    fault.code = mask(fault.code)
    fault.reason = mask(fault.reason)
    fault.detail = fault.detail.map(mask.callAsFunction)
    response.fault = fault
    return response
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
