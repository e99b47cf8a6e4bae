public import Certificates
public import Handshake

extension Report {
  /// The steps of the exchange and what became of each; nil when nothing was sent.
  public var ladder: Ladder? {
    guard refusal == nil, let target else { return nil }
    return Ladder(
      transcript: transcript, target: target, outcome: outcome, identity: identityEvidence, trust: trust, http: http)
  }

  /// Asked, sent, accepted.
  public var certificateLine: CertificateLine {
    CertificateLine(transcript: transcript, outcome: outcome, identity: identityEvidence, http: http, now: endedAt)
  }

  private var identityEvidence: Evidence.IdentityEvidence? { ticket?.identityEvidence }

  private var http: Evidence.HTTPEvidence? {
    response.map {
      Evidence.HTTPEvidence(status: $0.status, headers: $0.httpHeaders, bodyStart: Array($0.body.prefix(4096)))
    }
  }

  private var trust: ServerTrust { draft.trust.shown }
}

extension Ticket {
  /// The identity as the ladder and the rules look at it.
  public var identityEvidence: Evidence.IdentityEvidence? {
    identity.map {
      .init(chain: $0.chain, source: $0.source, isEnabled: offersClientCertificate, token: $0.token)
    }
  }
}

extension TrustReference {
  /// As it is shown, before or without loading the anchors.
  public var shown: ServerTrust {
    ServerTrust(verifies: !insecure, label: anchorsPath ?? folderPath ?? ServerTrust().label)
  }
}
