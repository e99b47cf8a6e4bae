public import Basics
internal import Handshake

extension DiagnosisReport {
  /// The keys of a report (`signet send --format json`) for the call as it is configured, and `diagnosis`, `verdict`
  /// and `probes` besides. A body is null, and so is what a WCF client makes of an answer that is no envelope.
  public var json: JSONValue {
    guard case .object(var members) = OutsideView.report(first).json else { return .null }
    for index in members.indices {
      if members[index].name == "wcf", first.draft.method != .post { members[index].value = .null }
      if members[index].name == "response", case .object(let response) = members[index].value {
        members[index].value = .object(response.map { $0.name == "body" ? .init("body", .null) : $0 })
      }
    }
    members.append(.init("diagnosis", diagnosis))
    members.append(.init("verdict", verdict.json))
    members.append(.init("probes", .array(results.map(\.json))))
    return OutsideView(first.draft).json(.object(members))
  }

  private var diagnosis: JSONValue {
    [
      "startedAt": .string(startedAt.description), "endedAt": .string(endedAt.description),
      "localAddress": .optional(first.outcome.localAddress), "localPort": .optional(first.outcome.localPort),
      "remoteAddress": .optional(first.outcome.remoteAddress), "remotePort": .optional(first.outcome.remotePort),
      "stopped": .bool(wasStopped), "omittedProbes": .strings(omitted.map(\.name.rawValue)),
      "exitStatus": .int(Int(exitStatus.rawValue)),
    ]
  }
}

extension Verdict {
  fileprivate var json: JSONValue {
    [
      "certainty": .string(certainty.rawValue), "finding": finding?.json ?? .null, "reasons": .strings(reasons),
      "alternatives": .strings(alternatives),
    ]
  }
}

extension ProbeResult {
  fileprivate var json: JSONValue {
    [
      "name": .string(probe.name.rawValue), "title": .string(probe.title), "question": .string(probe.question),
      "loosensSecurity": .bool(probe.loosens), "reached": .string("\(reach)"), "outcome": .string(outcome),
      "status": .optional(status),
      "alert": alert.map {
        ["from": .string($0.from.rawValue), "code": .int($0.code), "name": .string($0.name)]
      } ?? .null,
      "tlsVersion": .optional(tlsVersion?.description), "cipherSuite": .optional(cipherSuite), "alpn": .optional(alpn),
      "clientCertificate": ["requested": .bool(certificateAsked), "sent": .bool(certificateSent)],
      "serverCertificate": .optional(serverCertificate), "findings": .strings(findings.map(\.code)),
      "elapsedMs": .int(elapsedMilliseconds),
    ]
  }
}
