public import Basics
public import Certificates

/// Three facts about the client certificate of an exchange: was it asked for, what was sent, was it accepted.
public struct CertificateLine: Sendable, Hashable {
  public enum Asked: Sendable, Hashable {
    /// The handshake has not come that far.
    case unknown
    case noTLS
    case notAsked
    /// A resumed session keeps the certificate of the handshake that made it.
    case resumedSession
    /// A kept connection; its handshake belonged to the exchange with that number.
    case reusedConnection(exchange: Int)
    /// 0 authorities: any issuer will do.
    case asked(authorities: Int)
    case askedAfterHandshake(authorities: Int)
  }

  public enum Sent: Sendable, Hashable {
    /// Nothing yet.
    case unknown
    case nothingConfigured
    /// The binding did not enable the certificate.
    case notEnabled
    /// There is one, and nobody asked for it.
    case notAskedFor
    /// - Parameter validity: nil where the time is not known.
    case sent(name: String, chainLength: Int, validity: CertificateFacts.Validity?)
    /// An empty certificate although one was configured.
    case emptyAlthoughConfigured(EmptyReason)
  }

  public enum EmptyReason: Sendable, Hashable {
    /// The key's kind is not among those that the server takes.
    case keyType
    /// The security level permits no signature that this version, or this server, takes.
    case weakSignatures
    case unknown
  }

  public enum Accepted: Sendable, Hashable {
    case unknown
    /// What proves it.
    case accepted(proof: String)
    case refusedByAlert(String)
    /// A front end that refuses in HTTP.
    case refusedByHTTP(status: Int)
    /// The connection ended after our certificate, without a word.
    case refusedSilently
  }

  public var asked: Asked
  public var sent: Sent
  public var accepted: Accepted

  /// - Parameters:
  ///   - outcome: nil while the exchange runs.
  ///   - now: against which the dates of our certificate are held; nil says nothing of them.
  public init(
    transcript: Transcript, outcome: TransferOutcome? = nil, identity: Evidence.IdentityEvidence? = nil,
    http: Evidence.HTTPEvidence? = nil, now: Timestamp? = nil
  ) {
    asked = Asked(transcript, outcome)
    sent = Sent(transcript, identity, now)
    accepted = Accepted(transcript, outcome, http)
  }
}

extension CertificateLine.Asked {
  fileprivate init(_ transcript: Transcript, _ outcome: TransferOutcome?) {
    if let request = transcript.certificateRequest {
      let count = request.authorities.count + request.omittedAuthorities
      self = request.isPostHandshake ? .askedAfterHandshake(authorities: count) : .asked(authorities: count)
    } else if let exchange = transcript.reusedExchange {
      self = .reusedConnection(exchange: exchange)
    } else if transcript.clientFinished {
      self = transcript.isResumed ? .resumedSession : .notAsked
    } else {
      self = transcript.messages.isEmpty && outcome?.ending == .answered ? .noTLS : .unknown
    }
  }
}

extension CertificateLine.Sent {
  fileprivate init(_ transcript: Transcript, _ identity: Evidence.IdentityEvidence?, _ now: Timestamp?) {
    if let chain = transcript.clientChain, let leaf = chain.first {
      let name =
        leaf.subject.attributes.contains { $0.type == "CN" } ? "CN=\(leaf.subject.shortName)" : "\(leaf.subject)"
      self = .sent(
        name: String(name.prefix(80)), chainLength: chain.count, validity: now.map { leaf.validity(at: $0) })
    } else if let identity {
      let isEmpty = transcript.sentEmptyCertificate
      self =
        !identity.isEnabled
        ? .notEnabled
        : isEmpty
          ? .emptyAlthoughConfigured(.init(transcript, identity)) : transcript.clientFinished ? .notAskedFor : .unknown
    } else {
      self = .nothingConfigured
    }
  }
}

extension CertificateLine.EmptyReason {
  fileprivate init(_ transcript: Transcript, _ identity: Evidence.IdentityEvidence) {
    let schemes = (transcript.certificateRequest?.signatureSchemes ?? []).map(SignatureScheme.init)
    let version = transcript.version ?? .tls12
    if version < .tls12 || !schemes.isEmpty && schemes.allSatisfy({ $0.usesSHA1 || $0.usesMD5 }) {
      self = .weakSignatures
    } else if let leaf = identity.chain.certificates.first, !schemes.isEmpty,
      !schemes.contains(where: { $0.fits(leaf.keyType, version: version) })
    {
      self = .keyType
    } else {
      self = .unknown
    }
  }
}

extension CertificateLine.Accepted {
  fileprivate init(_ transcript: Transcript, _ outcome: TransferOutcome?, _ http: Evidence.HTTPEvidence?) {
    if let http, let refusal = FrontEndRefusal(http) {
      self = .refusedByHTTP(status: refusal.status)
    } else if let alert = transcript.refusalOfCertificate {
      self = .refusedByAlert(alert.alert.name)
    } else if transcript.serverAcceptedClient, transcript.sentCertificate {
      self = .accepted(proof: Self.proof(transcript))
    } else if let outcome, transcript.wasRefusedSilently(outcome) {
      self = .refusedSilently
    } else {
      self = .unknown
    }
  }

  private static func proof(_ transcript: Transcript) -> String {
    if transcript.version != .tls13 { return "the server's Finished followed it" }
    return transcript.has(.newSessionTicket, from: .server)
      ? "a session ticket followed it" : "data of the application followed it"
  }
}

extension Transcript {
  /// A fatal alert of the server after our Certificate, empty or not, and before any proof that it was accepted.
  var refusalOfCertificate: (index: Int, alert: Alert)? {
    guard let sent = indices(.certificate, from: .client).last, let alert = serverAlert, alert.index > sent,
      !serverAcceptedClient
    else { return nil }
    return alert
  }

  /// Our certificate went out and the connection then ended without an alert, an answer or a proof.
  func wasRefusedSilently(_ outcome: TransferOutcome) -> Bool {
    guard case .failed(let code, _, _) = outcome.ending, code != 28 else { return false }
    return has(.certificate, from: .client) && serverAlert == nil && clientAlert == nil && !serverAcceptedClient
      && has(.finished, from: .client)
  }
}

extension CertificateLine {
  /// One line, such as `client certificate: asked (3 authorities) · sent CN=alice, chain of 2 · accepted`.
  public func text(asciiOnly: Bool = false) -> String {
    if asked == .noTLS { return "client certificate: none, the connection is not encrypted" }
    let parts = [asked.text, sent.text, accepted.text].filter { !$0.isEmpty }
    let line = "client certificate: " + parts.joined(separator: asciiOnly ? " | " : " · ")
    return asciiOnly ? line.asciiOnly : line
  }
}

extension CertificateLine.Asked {
  public var text: String {
    switch self {
    case .unknown: "not known whether asked"
    case .noTLS: "no TLS"
    case .notAsked: "not asked for"
    case .resumedSession: "not asked for again, the session was resumed"
    case .reusedConnection(let exchange): "as in exchange \(exchange), whose connection was used again"
    case .asked(let count): "asked (\(Self.authorities(count)))"
    case .askedAfterHandshake(let count): "asked after the handshake (\(Self.authorities(count)))"
    }
  }

  private static func authorities(_ count: Int) -> String {
    count == 0 ? "any authority" : count == 1 ? "1 authority" : "\(count) authorities"
  }
}

extension CertificateLine.Sent {
  /// Empty while there is nothing to say.
  public var text: String {
    switch self {
    case .unknown: ""
    case .nothingConfigured: "nothing configured"
    case .notEnabled: "configured but not enabled by the binding"
    case .notAskedFor: "not sent"
    case .sent(let name, let length, let validity):
      "sent \(name), " + (length == 1 ? "no chain" : "chain of \(length)") + (validity?.attention ?? "")
    case .emptyAlthoughConfigured(.keyType): "empty certificate sent: no usable key type"
    case .emptyAlthoughConfigured(.weakSignatures): "empty certificate sent: no signature that is strong enough"
    case .emptyAlthoughConfigured(.unknown): "empty certificate sent"
    }
  }
}

extension CertificateLine.Accepted {
  /// Empty while there is nothing to say.
  public var text: String {
    switch self {
    case .unknown: ""
    case .accepted: "accepted"
    case .refusedByAlert(let name): "refused (\(name))"
    case .refusedByHTTP(let status): "refused (HTTP \(status))"
    case .refusedSilently: "refused without a word"
    }
  }
}

extension String {
  /// Characters beyond ASCII as question marks, the arrows and marks of this target as their plain forms.
  var asciiOnly: String {
    String(
      flatMap { character -> String in
        character.isASCII ? String(character) : Self.plainForms[character] ?? "?"
      })
  }

  private static let plainForms: [Character: String] = [
    "→": "->", "←": "<-", "·": "|", "…": "...", "✓": "+", "✗": "x", "○": "-", "▸": ">", "•": "*",
  ]
}
