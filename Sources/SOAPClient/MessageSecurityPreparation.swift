internal import Basics
internal import Bindings
internal import Certificates
internal import Exchange
internal import SOAP
internal import TLS

/// Gives a message the Security header that its binding asks for.
struct MessageSecurityPreparation: Sendable {
  var plan: SecurityPlan
  var environment: ClientEnvironment
  var userName: String?
  var password: Secret?
  var identity: Identity?

  /// Reads the envelope twice and signs it: call it on a thread of its own.
  func secure(_ envelope: [UInt8]) throws(Refusal) -> SecuredEnvelope {
    let means = MessageSecurityMeans(now: environment.now(), random: environment.random, cryptography: .openSSL)
    let credentials = MessageCredentials(userName: userName, password: password, signer: identity?.messageSigner)
    do throws(MessageSecurityError) {
      var secured = try MessageSecurity(plan).secure(envelope, as: credentials, with: means)
      secured.additions = secured.additions.map { "\($0) (TransportSecurityBindingElement)" }
      return secured
    } catch {
      throw Refusal(error, stage: error.isAboutBinding ? .binding : .usage)
    }
  }
}

extension MessageSecurity {
  init(_ plan: SecurityPlan) {
    self.init(
      timestampSeconds: plan.timestampValiditySeconds, timestampIsLast: plan.layout == .laxTimestampLast)
    switch plan.token {
    case .userName(let type): userName = type == .text ? .text : .digest
    case .certificate:
      // WCF refers to the token even where a thumbprint is permitted, because it sends the token.
      signature = Signature(
        parts: plan.signedParts.map(Part.init), digest: plan.algorithmSuite.usesSHA256 ? .sha256 : .sha1)
    }
  }
}

extension MessageSecurity.Part {
  fileprivate init(_ part: SecurityPlan.SignedPart) {
    switch part {
    case .timestamp: self = .timestamp
    case .to: self = .to
    case .addressing: self = .addressing
    case .body: self = .body
    }
  }
}

extension MessageSecurityError {
  /// What the binding and the credentials do not give, as opposed to what the envelope lacks.
  fileprivate var isAboutBinding: Bool {
    switch self {
    case .userNameMissing, .passwordMissing, .signerMissing, .partMissing, .partAmbiguous, .noSubjectKeyIdentifier:
      true
    case .malformed, .notAnEnvelope, .headerPresent, .unwritable, .keyUnsupported, .signingFailed, .ambiguousID: false
    }
  }
}
