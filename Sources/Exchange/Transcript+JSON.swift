internal import Basics
internal import Certificates
internal import Handshake

extension Transcript {
  /// - Parameter wire: from which the record layer is read; shown with the fields alone.
  func json(withFields: Bool, wire: WireLog) -> JSONValue {
    [
      "outcome": .string(outcomeName),
      "messages": .array(messages.filter { $0.alert == nil }.map { $0.json(withFields: withFields) }),
      "alerts": .array(messages.compactMap(\.alertJSON)),
      "clientCertificate": [
        "requested": .bool(certificateRequest != nil),
        "sent": .bool(!(clientChain ?? []).isEmpty),
        "acceptedAuthorities": .strings((certificateRequest?.authorities ?? []).map(\.description)),
      ],
      "serverChain": .array(serverChain.map(\.chainJSON)),
      "records": withFields ? .array(wire.records(of: self).map(\.json)) : .null,
    ]
  }

  private var outcomeName: String {
    if messages.isEmpty && foreignBytes.isEmpty && !tlsWasTried { return "none" }
    return clientFinished && !serverRefused ? "completed" : "failed"
  }

  private var tlsWasTried: Bool { milestones.contains { $0.milestone == .tlsStarted } }

  // In TLS 1.3 the server may refuse the client after the client believes that it is done.
  private var serverRefused: Bool {
    !serverAcceptedClient && messages.contains { $0.leg == .origin && $0.from == .server && $0.alert?.isFatal == true }
  }
}

extension WireRecord {
  fileprivate var json: JSONValue {
    [
      "from": .string(from.rawValue),
      "leg": .string(leg == .proxy ? "proxy" : "origin"),
      "atMicroseconds": .int(Int(atMicroseconds)),
      "contentType": .int(Int(contentType)),
      "type": .string(typeName),
      "version": .string(version.description),
      "length": .int(length),
      "encrypted": .bool(isEncrypted),
      "contents": .strings(contents),
      "hexadecimal": .string(bytes.hexadecimal()),
    ]
  }
}

extension Transcript.Message {
  fileprivate var alert: Transcript.Alert? {
    guard case .alert(let alert) = kind else { return nil }
    return alert
  }

  fileprivate func json(withFields: Bool) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("from", .string(from.rawValue)),
      .init("leg", .string(leg == .proxy ? "proxy" : "origin")),
      .init("type", .string(type)),
      .init("tlsVersion", .optional(tlsVersion?.description)),
      .init("bytes", .int(bytes.count)),
      .init("atMicroseconds", .int(Int(atMicroseconds))),
      .init("summary", .string(summary)),
    ]
    if withFields { members.append(.init("fields", .array(fields.map { $0.json(bytes) }))) }
    return .object(members)
  }

  fileprivate var alertJSON: JSONValue? {
    alert.map {
      [
        "from": .string(from.rawValue),
        "leg": .string(leg == .proxy ? "proxy" : "origin"),
        "level": .string($0.isFatal ? "fatal" : "warning"),
        "code": .int(Int($0.code)),
        "name": .string($0.name),
        "atMicroseconds": .int(Int(atMicroseconds)),
      ]
    }
  }
}

extension CertificateFacts {
  fileprivate var chainJSON: JSONValue {
    [
      "subject": .string(subject.description),
      "issuer": .string(issuer.description),
      "notBefore": .string(notBefore.description),
      "notAfter": .string(notAfter.description),
      "subjectAltNames": .strings(subjectAltNames),
      "keyType": .string(keyType.description),
      "signatureAlgorithm": .string(signatureAlgorithm),
      "sha256": .string(sha256),
    ]
  }
}

extension Transcript.Field {
  /// Name and value as they are shown, and the bytes that they were read from.
  fileprivate func json(_ message: [UInt8]) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("name", .string(name.neutralised)), .init("value", .string(value.neutralised)),
    ]
    guard children.isEmpty else {
      members.append(.init("fields", .array(children.map { $0.json(message) })))
      return .object(members)
    }
    if let range, message.indices.contains(range.lowerBound), range.upperBound <= message.count {
      members.append(.init("hex", .string(message[range].hexadecimal())))
    }
    return .object(members)
  }
}
