public import Basics
internal import Bindings
internal import Certificates
public import Handshake

extension Report {
  /// The report as programs read it. A key that does not apply is null, never absent.
  public var json: JSONValue { json(withFields: false) }

  /// - Parameter withFields: every handshake message with its decoded fields.
  public func json(withFields: Bool) -> JSONValue {
    [
      "request": request,
      "identity": ticket?.identity?.json ?? .null,
      "connection": connection,
      "handshake": transcript.json(withFields: withFields, wire: outcome.wire),
      "findings": .array(findings.map(\.json)),
      "response": response?.json ?? .null,
      "wcf": ["outcome": .string(wcf.outcome), "message": .optional(wcf.message)],
      "timings": outcome.timings.json,
      "refusal": refusal?.json ?? .null,
      "preparation": .strings(preparation),
      "exitStatus": .int(Int(exitStatus.rawValue)),
    ]
  }

  private var request: JSONValue {
    let binding = ticket?.binding ?? draft.binding
    return [
      "url": .string(ticket?.url ?? draft.url.withoutCredentials),
      "method": .string(ticket?.method ?? draft.method.rawValue),
      "httpHeaders": (ticket?.httpHeaders ?? []).json,
      "action": .optional(ticket == nil ? draft.action : ticket?.action),
      "binding": .string(binding.name),
      "bindingText": .string(binding.description),
      "messageVersion": .optional(ticket?.messageVersion.rawValue),
      "offersClientCertificate": ticket.map { .bool($0.offersClientCertificate) } ?? .null,
      "authentication": .optional(ticket?.authentication),
      "additions": .strings(ticket?.additions ?? []),
      "kept": .strings(ticket?.kept ?? []),
      "messageID": .optional(ticket?.messageID),
      "cookies": .strings(outcome.cookieNames),
      "bytes": .int(ticket?.byteCount ?? draft.envelope?.count ?? 0),
    ]
  }

  private var connection: JSONValue {
    guard let address = outcome.remoteAddress else { return .null }
    return [
      "remoteAddress": .string(address),
      "remotePort": .optional(outcome.remotePort),
      "proxy": .optional(draft.route.proxyURL?.withoutCredentials),
      "reused": .bool(outcome.reusedConnection),
      "tlsVersion": .optional(transcript.version?.description),
      "cipherSuite": .optional(transcript.cipherSuite),
      "group": .optional(transcript.group),
      "alpn": .optional(transcript.alpn),
    ]
  }
}

extension Refusal {
  var json: JSONValue {
    ["code": .string(code), "summary": .string(summary), "values": .strings(values), "remedy": .string(remedy)]
  }
}

extension IdentitySummary {
  fileprivate var json: JSONValue {
    let leaf = chain.certificates.first
    return [
      "source": .string(source),
      "subject": .optional(leaf?.subject.description),
      "issuer": .optional(leaf?.issuer.description),
      "serial": .optional(leaf?.serial),
      "notBefore": .optional(leaf?.notBefore.description),
      "notAfter": .optional(leaf?.notAfter.description),
      "keyType": .optional(leaf?.keyType.description),
      "hasPrivateKey": .bool(hasPrivateKey),
      "chain": .strings(chain.certificates.map(\.subject.description)),
      "chainComplete": .bool(chain.isComplete),
    ]
  }
}

extension Finding {
  /// As it stands in a report.
  public var json: JSONValue {
    [
      "code": .string(code),
      "blame": .string(blame.rawValue),
      "severity": .string(severity.rawValue),
      "summary": .string(summary),
      "detail": .string(detail),
      "remedies": .array(remedies.map { ["who": .string($0.who.rawValue), "text": .string($0.text)] }),
      "evidence": .strings(evidence),
    ]
  }
}

extension Response {
  fileprivate var json: JSONValue {
    let text = String(validating: message, as: UTF8.self)
    var members: [JSONValue.Member] = [
      .init("status", .int(status)),
      .init("httpHeaders", httpHeaders.json),
      .init("bytes", .int(body.count)),
      .init("contentType", .optional(contentType)),
      .init("charset", .optional(charset)),
      .init("kind", .string(kind.rawValue)),
      .init("fault", fault?.json ?? .null),
      .init("addressing", addressing?.json ?? .null),
      .init("security", security?.json ?? .null),
      .init("attachments", .array(attachments.map(\.json))),
      .init("body", .string(text ?? String(decoding: message, as: UTF8.self))),
    ]
    // What is no UTF-8 is shown with replacements above; nothing is lost here.
    if text == nil { members.append(.init("bodyBase64", .string(message.base64))) }
    return .object(members)
  }
}

extension Response.Fault {
  fileprivate var json: JSONValue {
    [
      "version": .string(version), "code": .string(code), "subcodes": .strings(subcodes), "reason": .string(reason),
      "actor": .optional(actor), "detail": .optional(detail), "explanation": .optional(explanation),
    ]
  }
}

extension TransferOutcome.Timings {
  /// As it stands in a report.
  package var json: JSONValue {
    [
      "lookupMs": .optional(lookupMs), "connectMs": .optional(connectMs), "tlsMs": .optional(tlsMs),
      "sentMs": .optional(sentMs), "firstByteMs": .optional(firstByteMs), "totalMs": .optional(totalMs),
    ]
  }
}

extension [HTTPHeader] {
  fileprivate var json: JSONValue { .array(map { [.string($0.name), .string($0.value)] }) }
}
