internal import Basics
internal import Certificates

/// What the status says that the server attached to its certificate (stapled OCSP, RFC 6066 section 8), and what our
/// revocation lists say of our own.
extension Rule {
  static let status: [Rule] = [
    Rule(
      "stapled status",
      codes: [
        "server-status-revoked", "server-status-unknown", "server-status-invalid", "server-status-outdated",
        "server-status-missing",
      ], check: checkStatus),
    Rule(
      "revocation lists", codes: ["client-certificate-on-revocation-list", "revocation-list-outdated"],
      check: checkLists),
  ]
}

@Sendable private func checkStatus(_ evidence: Evidence) -> [Finding] {
  let transcript = evidence.transcript
  guard let leaf = transcript.serverChain.first, transcript.clientHello?.extensions.contains(.statusRequest) == true
  else { return [] }
  if let check = evidence.outcome.verification?.status { return StatusFault(check, leaf, evidence).findings }
  // What was not checked is no more than what the server says.
  if transcript.stapledStatus == .revoked {
    return [StatusFault(StatusCheck(.notSigned("it was not checked")), leaf, evidence).revoked(at: nil, nil)]
  }
  return leaf.requiresStapledStatus && transcript.stapledStatus == nil ? [missingStatus(leaf)] : []
}

/// A status that came, held against the certificate it came with.
private struct StatusFault {
  let check: StatusCheck
  let leaf: CertificateFacts
  let evidence: Evidence

  init(_ check: StatusCheck, _ leaf: CertificateFacts, _ evidence: Evidence) {
    self.check = check
    self.leaf = leaf
    self.evidence = evidence
  }

  var findings: [Finding] {
    switch check.result {
    case .good: return outdated.map { [$0] } ?? []
    case .revoked(let time, let reason): return [revoked(at: time, reason)]
    case .unknown:
      return [
        finding(
          "server-status-unknown", "says that the CA does not know this certificate",
          "The responder of \(leaf.issuer.shortName) has no record of serial number \(leaf.serial): a new certificate "
            + "whose status is not published yet, or one that was never issued.",
          "Ask \(leaf.issuer.shortName) why its responder does not know the certificate; fetch a new status.")
      ]
    case .noAnswer(let words):
      return [
        invalid("holds no status: the responder answered \(words)", "The server attached what the responder said.")
      ]
    case .undecodable: return [invalid("cannot be decoded", "It is no OCSP response (RFC 6960).")]
    case .otherCertificate:
      return [
        invalid(
          "is about another certificate",
          "No statement in it names serial number \(leaf.serial) of \(leaf.issuer.shortName). After a renewal the "
            + "server still staples the old one.")
      ]
    case .notSigned(let reason):
      return [
        invalid(
          "is not signed by the CA",
          "Neither \(leaf.issuer.shortName) nor a responder that it certified made the signature: \(reason.neutralised)."
        )
      ]
    }
  }

  /// An error where it ended the handshake; with verification off, or unchecked, a warning.
  func revoked(at time: Timestamp?, _ reason: String?) -> Finding {
    let isEnforced = check.isRevoked && evidence.trust.verifies && evidence.failed
    let since = time.map { " since \($0)" } ?? ""
    return Finding(
      code: "server-status-revoked", blame: .server, severity: isEnforced ? .error : .warning,
      summary: "The server's certificate has been revoked\(since): the OCSP status that the server attached (stapled) "
        + "to it says so.",
      detail: "\(leaf.subject), serial number \(leaf.serial), reason: \(reason ?? "not given"). "
        + (isEnforced
          ? "The connection was ended before the client certificate went out."
          : "Clients that check the status refuse the connection."),
      remedies: [
        .init(.server, "Install a new certificate; the CA has revoked this one."),
        .init(.client, "Do not trust this server until the operator has explained the revocation."),
      ], evidence: ["stapled OCSP status: revoked\(since)"] + times)
  }

  private var outdated: Finding? {
    let isOld = check.nextUpdate.map { $0 < evidence.now } ?? false
    // Clocks may differ by some minutes.
    let isEarly = check.thisUpdate.map { $0.secondsSinceEpoch > evidence.now.secondsSinceEpoch + 300 } ?? false
    guard isOld || isEarly else { return nil }
    return finding(
      "server-status-outdated", isOld ? "is out of date" : "lies in the future",
      "It holds from \(check.thisUpdate.map(\.description) ?? "?") to \(check.nextUpdate.map(\.description) ?? "?"); "
        + "this computer's clock says \(evidence.now). Clients that check the status refuse the connection.",
      "Let the server fetch a new status: nginx fetches in the background (see its error log, `resolver`), Apache "
        + "with `SSLStaplingStandardCacheTimeout`; check the clocks.")
  }

  private func invalid(_ what: String, _ detail: String) -> Finding {
    finding(
      "server-status-invalid", what, detail + " Clients that check the status refuse the connection.",
      "Look at what the server staples (`openssl s_client -status`), and let it fetch a new one.")
  }

  private func finding(_ code: String, _ what: String, _ detail: String, _ remedy: String) -> Finding {
    Finding(
      code: code, blame: .server, severity: .warning,
      summary: "The OCSP status that the server attached (stapled) to its certificate \(what).", detail: detail,
      remedies: [.init(.server, remedy), .init(.client, "Nothing; the certificate itself was checked as usual.")],
      evidence: times)
  }

  private var times: [String] {
    check.thisUpdate.map { ["status from \($0), next by \(check.nextUpdate.map(\.description) ?? "any time")"] } ?? []
  }
}

private func missingStatus(_ leaf: CertificateFacts) -> Finding {
  Finding(
    code: "server-status-missing", blame: .server, severity: .warning,
    summary: "The server's certificate demands a stapled OCSP status (must-staple), and the server did not send one.",
    detail:
      "\(leaf.subject) has the TLS feature status_request (RFC 7633); we asked for a status and none came. Clients "
      + "that enforce it refuse the connection.",
    remedies: [
      .init(
        .server,
        "Turn on OCSP stapling (nginx `ssl_stapling on`, Apache `SSLUseStapling on`), or get a certificate without "
          + "the feature."
      )
    ])
}

extension CertificateFacts {
  /// The extension TLS feature with status_request (RFC 7633), found by its whole encoding.
  fileprivate var requiresStapledStatus: Bool {
    let feature: [UInt8] = [
      0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x18, 0x04, 0x05, 0x30, 0x03, 0x02, 0x01, 0x05,
    ]
    return der.indices.contains { der[$0...].starts(with: feature) }
  }
}

// MARK: The lists that were given

@Sendable private func checkLists(_ evidence: Evidence) -> [Finding] {
  guard evidence.usesTLS else { return [] }
  let own = evidence.identity?.chain.certificates ?? []
  let revoked = evidence.revocationLists.lazy.flatMap { list in list.revoked.map { (list, $0) } }.first
  let old = evidence.revocationLists.first { list in list.nextUpdate.map { $0 < evidence.now } ?? false }
  return [
    revoked.flatMap { list, entry in
      own.first { $0.serial == entry.serial && $0.issuer == list.issuer }.map { onList($0, list, entry) }
    },
    old.map { outdatedList($0, evidence) },
  ].compactMap(\.self)
}

private func onList(
  _ certificate: CertificateFacts, _ list: RevocationListFacts, _ entry: RevocationListFacts.Entry
) -> Finding {
  let name = certificate.subject.shortName
  let what =
    certificate.isCA ? "the intermediate \(name) of your client certificate" : "your client certificate \(name)"
  return Finding(
    code: "client-certificate-on-revocation-list", blame: .client, severity: .warning,
    summary: "The revocation list of \(list.issuer.shortName) names \(what): it was revoked on \(entry.date.date).",
    detail: "Serial number \(certificate.serial), reason: \(entry.reason ?? "not given"). Servers that check "
      + "revocation refuse it (alert certificate_revoked)."
      + (list.isSigned ? "" : " The list's signature could not be checked: its issuer's certificate is not at hand."),
    remedies: [
      .init(.client, "Ask \(list.issuer.shortName) for a new certificate with a new key."),
      .init(.server, "Nothing; a revoked certificate has to be refused."),
    ], evidence: ["revocation list of \(list.issuer), from \(list.thisUpdate), \(list.entryCount) entries"])
}

private func outdatedList(_ list: RevocationListFacts, _ evidence: Evidence) -> Finding {
  Finding(
    code: "revocation-list-outdated", blame: .client, severity: .warning,
    summary: "The revocation list of \(list.issuer.shortName) that was given is out of date: a newer one was due on "
      + "\(list.nextUpdate?.date ?? "?").",
    detail:
      "It is from \(list.thisUpdate), \(list.label.neutralised); this computer's clock says \(evidence.now). What "
      + "was revoked since is not in it.",
    remedies: [
      .init(.client, "Fetch the current list of \(list.issuer.shortName) and give it with --crl."),
      .init(.server, "Publish a current CRL for \(list.issuer.shortName)."),
    ])
}
