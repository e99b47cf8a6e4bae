internal import Certificates
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
    CertificateLine(transcript: transcript, outcome: outcome, identity: identityEvidence, http: http)
  }

  private var identityEvidence: Evidence.IdentityEvidence? {
    ticket?.identity.map {
      Evidence.IdentityEvidence(
        chain: $0.chain, source: $0.source, isEnabled: ticket?.offersClientCertificate ?? false)
    }
  }

  private var http: Evidence.HTTPEvidence? {
    response.map {
      Evidence.HTTPEvidence(status: $0.status, headers: $0.httpHeaders, bodyStart: Array($0.body.prefix(4096)))
    }
  }

  private var trust: ServerTrust {
    let label = draft.trust.anchorsPath ?? draft.trust.folderPath
    return ServerTrust(verifies: !draft.trust.insecure, label: label ?? ServerTrust().label)
  }
}
