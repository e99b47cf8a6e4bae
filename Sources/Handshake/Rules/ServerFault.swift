internal import Basics
internal import Certificates

/// One complaint about the server's certificate, with what is known of the certificate it is about.
struct ServerFault {
  /// X509_V_ERR_… numbers that rules tell apart (OpenSSL x509_vfy.h).
  enum Code {
    static let issuerNotInStore = [2, 20, 21, 27]
    static let selfSignedLeaf = 18
    static let selfSignedInChain = 19
    static let noRevocationList = [3, 33, 44]
    static let notYetValid = 9
    static let expired = 10
    static let revocationListExpired = [11, 12]
    static let signature = [7, 8]
    static let revoked = 23
    static let notAuthority = [24, 32, 79]
    static let pathLength = 25
    static let purpose = 26
    static let criticalExtension = 34
    static let nameConstraints = [47, 48]
    static let hostName = 62
    static let address = 64
    static let leafKeyTooSmall = 66
    static let authorityKeyTooSmall = 67
    static let digestTooWeak = 68
  }

  var failure: ServerVerification.Failure
  /// Nil when the certificate was not sent by the server.
  var certificate: CertificateFacts?
  /// What to call it: its short name, also when it comes from the trust store.
  var name: String
  var evidence: Evidence

  var isLeaf: Bool { failure.depth == 0 }
  var wasSent: Bool { certificate != nil }

  init(_ failure: ServerVerification.Failure, _ evidence: Evidence) {
    self.failure = failure
    self.evidence = evidence
    let sent = evidence.transcript.serverChain
    certificate = sent.first { $0.der == failure.certificate }
    name = certificate?.subject.shortName ?? Self.nameAbove(failure.depth, evidence) ?? "(unnamed)"
  }

  /// A certificate that was not sent is known by the name that the one below gives its issuer.
  private static func nameAbove(_ depth: Int, _ evidence: Evidence) -> String? {
    let built = evidence.outcome.verification?.builtChain ?? []
    guard depth > 0, depth - 1 < built.count else { return nil }
    return evidence.transcript.serverChain.first { $0.der == built[depth - 1] }?.issuer.shortName
  }

  /// `the server's certificate` or `the intermediate certificate NAME`.
  var what: String {
    isLeaf ? "the server's certificate" : wasSent ? "the intermediate certificate \(name)" : "the root \(name)"
  }

  var evidenceLines: [String] {
    let chain = evidence.transcript.serverChain.enumerated().map {
      "the server sent #\($0): \($1.subject.shortName), issued by \($1.issuer.shortName), valid "
        + "\($1.notBefore.date) to \($1.notAfter.date)"
    }
    return ["verification: \(failure.text.neutralised) (X509 error \(failure.code)) at depth \(failure.depth), \(name)"]
      + chain.prefix(6) + ["trust: \(evidence.trust.label.neutralised)"]
  }

  var messages: [Int] { evidence.transcript.indices(.certificate, from: .server) }

  func finding(
    _ code: String, blame: Finding.Blame = .server, _ summary: String, detail: String, _ remedies: [Finding.Remedy]
  ) -> Finding {
    Finding(
      code: code, blame: blame, summary: summary, detail: detail, remedies: remedies, evidence: evidenceLines,
      messages: messages)
  }
}

extension String {
  /// A sentence begins.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
