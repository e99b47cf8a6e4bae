internal import Basics
internal import Bindings
internal import Certificates
internal import Exchange
internal import Handshake
internal import SOAP
internal import TLS

/// Checks what an answer's Security header says.
struct AnswerSecurity: Sendable {
  var plan: SecurityPlan?
  var trust: ServerTrust
  var now: Timestamp
  /// As the server sent it in TLS: a message may be signed by the same certificate without bringing it.
  var serverChain: [CertificateFacts]

  var expectsHeader: Bool { plan?.requiresSecuredAnswer == true }

  func hasHeader(_ answer: Answer) -> Bool { answer.outline?.headers.contains(EnvelopeOutline.securityHeader) == true }

  /// Nil when the header is for another receiver and none is expected. Signatures take as long as the answer is large:
  /// call it on a thread of its own.
  func reading(of body: [UInt8], _ answer: Answer) -> SecurityReading? {
    let reading = verifier.read(body, charset: answer.charset)
    return reading.isPresent || expectsHeader ? reading : nil
  }

  private var verifier: SecurityVerifier {
    let judge = MessageSignerTrust(trust: trust, now: now)
    return SecurityVerifier(
      cryptography: .openSSL, now: now, maxClockSkewSeconds: plan?.maxClockSkewSeconds ?? 300,
      known: serverChain + anchors
    ) { signer, others in
      judge.trust.verifies ? judge.problems(of: signer, others: others) : []
    }
  }

  private var anchors: [CertificateFacts] {
    guard case .only(let pem, _) = trust.anchors else { return [] }
    return PEMBlock.blocks(in: pem).prefix(64).compactMap { block in
      block.contents?.withBytes { MessageCryptography.openSSL.reader.facts($0) }
    }
  }
}

extension Response.Security {
  /// - Parameter plan: the binding's; nil asks for nothing.
  init(_ reading: SecurityReading, _ plan: SecurityPlan?) {
    self.init(
      isPresent: reading.isPresent, created: reading.created, expires: reading.expires,
      tokens: reading.tokens.map(\.neutralised),
      signatures: reading.signatures.map { signature in
        Signature(
          algorithm: signature.algorithm, signer: signature.signer?.subject.description,
          parts: signature.parts.map(\.description), problems: signature.problems.map(Problem.init))
      }, problems: reading.problems.map(Problem.init),
      isAccepted: WCFReading.securityViolation(reading, plan: plan, isFault: false) == nil)
  }
}

extension Response.Security.Problem {
  fileprivate init(_ problem: SecurityProblem) { self.init(code: problem.code, summary: problem.summary) }
}
