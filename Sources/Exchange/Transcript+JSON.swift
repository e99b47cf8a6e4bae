internal import Basics
internal import Certificates
internal import Handshake

extension Transcript {
  var json: JSONValue {
    [
      "outcome": .string(outcomeName),
      "messages": .array(messages.filter { $0.alert == nil }.map(\.json)),
      "alerts": .array(messages.compactMap(\.alertJSON)),
      "clientCertificate": [
        "requested": .bool(certificateRequest != nil),
        "sent": .bool(!(clientChain ?? []).isEmpty),
        "acceptedAuthorities": .strings((certificateRequest?.authorities ?? []).map(\.description)),
      ],
      "serverChain": .array(serverChain.map(\.chainJSON)),
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

extension Transcript.Message {
  fileprivate var alert: Transcript.Alert? {
    guard case .alert(let alert) = kind else { return nil }
    return alert
  }

  fileprivate var json: JSONValue {
    [
      "from": .string(from.rawValue),
      "leg": .string(leg == .proxy ? "proxy" : "origin"),
      "type": .string(type),
      "tlsVersion": .optional(tlsVersion?.description),
      "bytes": .int(bytes.count),
      "atMicroseconds": .int(Int(atMicroseconds)),
      "summary": .string(summary),
    ]
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
