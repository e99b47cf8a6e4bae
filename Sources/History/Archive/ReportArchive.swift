internal import Basics
internal import Certificates
internal import Exchange
internal import Handshake

/// What a report says beyond its JSON, so that its handshake can be shown again: the bytes of the messages, from which
/// everything is decoded anew, and how the transfer ended.
enum ReportArchive {
  static func json(_ report: Report) -> JSONValue {
    let transcript = report.transcript
    return [
      "messages": .array(transcript.messages.map(message)),
      "milestones": milestones(transcript),
      "foreignBytes": .base64(transcript.foreignBytes),
      "summary": [
        "clientFinished": .bool(transcript.clientFinished), "resumed": .bool(transcript.isResumed),
        "serverAcceptedClient": .bool(transcript.serverAcceptedClient), "alpn": .optional(transcript.alpn),
        "serverRecords": .int(transcript.serverRecords), "omittedMessages": .int(transcript.omittedMessages),
      ],
      "outcome": outcome(report.outcome),
      "identity": report.ticket?.identity.map(identity) ?? .null,
      "target": report.target.map(target) ?? .null,
      "findingMessages": .array(report.findings.map { .array($0.messages.map(JSONValue.int)) }),
    ]
  }

  /// What an exchange has of its own that otherwise says the same as one before it.
  static func times(_ report: Report) -> String {
    let outcome = report.outcome
    let milestones = report.transcript.milestones.map { String($0.atMicroseconds) }.joined(separator: ",")
    return "{\"timings\":\(outcome.timings.json),\"milestones\":[\(milestones)],"
      + "\"exchangeNumber\":\(outcome.exchangeNumber)}"
  }

  private static func milestones(_ transcript: Transcript) -> JSONValue {
    .array(transcript.milestones.map { ["at": .int(Int($0.atMicroseconds)), "what": .strings($0.milestone.words)] })
  }

  private static func message(_ message: Transcript.Message) -> JSONValue {
    var kind = "handshake"
    if case .alert = message.kind { kind = "alert" }
    if case .changeCipherSpec = message.kind { kind = "changeCipherSpec" }
    return [
      "from": .string(message.from.rawValue), "proxy": .bool(message.leg == .proxy),
      "at": .int(Int(message.atMicroseconds)), "kind": .string(kind), "bytes": .base64(message.bytes),
    ]
  }

  private static func outcome(_ outcome: TransferOutcome) -> JSONValue {
    [
      "ending": .strings(outcome.ending.words), "systemError": .int(outcome.systemError),
      "libraryErrors": .array(
        outcome.libraryErrors.map {
          [
            "library": .int($0.library), "reason": .int($0.reason), "text": .string($0.text),
            "data": .optional($0.data),
          ]
        }),
      "verification": outcome.verification.map(verification) ?? .null,
      "localAddress": .optional(outcome.localAddress), "localPort": .optional(outcome.localPort),
      "proxyConnectStatus": .optional(outcome.proxyConnectStatus),
      "proxyHeaders": .array(outcome.proxyHeaders.map { [.string($0.name), .string($0.value)] }),
      "endedByReset": .bool(outcome.endedByReset), "exchangeNumber": .int(outcome.exchangeNumber),
    ]
  }

  private static func verification(_ verification: ServerVerification) -> JSONValue {
    [
      "failures": .array(
        verification.failures.map {
          [
            "code": .int($0.code), "depth": .int($0.depth), "text": .string($0.text),
            "certificate": $0.certificate.map(JSONValue.base64) ?? .null,
          ]
        }),
      "builtChain": .array(verification.builtChain.map(JSONValue.base64)),
      "status": verification.status.map {
        [
          "result": .strings($0.result.words), "thisUpdate": .optional($0.thisUpdate?.description),
          "nextUpdate": .optional($0.nextUpdate?.description),
        ]
      } ?? .null,
    ]
  }

  private static func identity(_ identity: IdentitySummary) -> JSONValue {
    [
      "source": .string(identity.source), "hasPrivateKey": .bool(identity.hasPrivateKey),
      "chain": .array(identity.chain.certificates.map { .base64($0.der) }), "steps": .strings(identity.chain.steps),
      "missingIssuer": identity.chain.missingIssuer.map { .base64($0.der) } ?? .null,
      "token": identity.token.map {
        ["uri": .string($0.uri), "signsPSS": $0.signsPSS.map(JSONValue.bool) ?? .null]
      } ?? .null,
    ]
  }

  private static func target(_ target: Evidence.Target) -> JSONValue {
    [
      "scheme": .string(target.scheme), "host": .string(target.host), "port": .int(target.port),
      "isIPAddress": .bool(target.isIPAddress), "proxy": .optional(target.proxy),
    ]
  }
}

extension Milestone {
  /// Its kind and its values.
  var words: [String] {
    switch self {
    case .resolved: ["resolved"]
    case .connected(let address, let port): ["connected", address, String(port)]
    case .proxyConnected(let status): ["proxyConnected", String(status)]
    case .tlsStarted: ["tlsStarted"]
    case .tlsFinished(let alpn): ["tlsFinished"] + [alpn].compactMap(\.self)
    case .reusedConnection(let number): ["reusedConnection", String(number)]
    case .requestWritten(let bytes): ["requestWritten", String(bytes)]
    case .firstByte: ["firstByte"]
    case .answerComplete(let bytes): ["answerComplete", String(bytes)]
    }
  }

  init?(_ words: [String]) {
    let number = words.last.flatMap { Int($0) }
    switch words.first {
    case "resolved": self = .resolved
    case "connected" where words.count == 3: self = .connected(address: words[1], port: number ?? 0)
    case "proxyConnected": self = .proxyConnected(status: number ?? 0)
    case "tlsStarted": self = .tlsStarted
    case "tlsFinished": self = .tlsFinished(alpn: words.count > 1 ? words[1] : nil)
    case "reusedConnection": self = .reusedConnection(handshakeOfExchange: number ?? 0)
    case "requestWritten": self = .requestWritten(bytes: number ?? 0)
    case "firstByte": self = .firstByte
    case "answerComplete": self = .answerComplete(bytes: number ?? 0)
    default: return nil
    }
  }
}

extension TransferOutcome.Ending {
  var words: [String] {
    switch self {
    case .answered: ["answered"]
    case .failed(let code, let name, let message): ["failed", String(code), name, message]
    case .cancelled: ["cancelled"]
    case .limit(let name, let value): ["limit", name, value]
    }
  }

  init?(_ words: [String]) {
    switch (words.first, words.count) {
    case ("answered", _): self = .answered
    case ("failed", 4): self = .failed(code: Int(words[1]) ?? 0, name: words[2], message: words[3])
    case ("cancelled", _): self = .cancelled
    case ("limit", 3): self = .limit(name: words[1], value: words[2])
    default: return nil
    }
  }
}

extension StatusCheck.Result {
  var words: [String] {
    switch self {
    case .good: ["good"]
    case .revoked(let time, let reason): ["revoked", time.description] + [reason].compactMap(\.self)
    case .unknown: ["unknown"]
    case .noAnswer(let text): ["noAnswer", text]
    case .undecodable: ["undecodable"]
    case .otherCertificate: ["otherCertificate"]
    case .notSigned(let text): ["notSigned", text]
    }
  }

  init?(_ words: [String]) {
    let text = words.count > 1 ? words[1] : ""
    switch words.first {
    case "good": self = .good
    case "revoked": self = .revoked(at: Timestamp(history: text), reason: words.count > 2 ? words[2] : nil)
    case "unknown": self = .unknown
    case "noAnswer": self = .noAnswer(text)
    case "undecodable": self = .undecodable
    case "otherCertificate": self = .otherCertificate
    case "notSigned": self = .notSigned(text)
    default: return nil
    }
  }
}
