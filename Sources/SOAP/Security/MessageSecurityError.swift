public import Basics
internal import Certificates
public import XML

/// Why a message could not be given its Security header.
public enum MessageSecurityError: Remediable, Hashable {
  case malformed(XMLProblem)
  case notAnEnvelope
  /// WS-Security 1.1 section 5: one header for each receiver.
  case headerPresent
  /// WCF: InvalidOperationException.
  case userNameMissing
  case passwordMissing
  /// A character that XML cannot hold (XML 1.0 section 2.2); which of the two, nothing of its text.
  case unwritable(what: String)
  case signerMissing
  case keyUnsupported(key: String, subject: String)
  case signingFailed(subject: String, reasons: [String])
  /// WCF: InvalidOperationException.
  case partMissing(String)
  /// WCF: MessageSecurityException.
  case partAmbiguous(String, count: Int)
  case noSubjectKeyIdentifier(subject: String)
  /// Two elements of the envelope have it.
  case ambiguousID(String)

  public var code: String {
    switch self {
    case .malformed(let problem): problem.code
    case .notAnEnvelope: "not-an-envelope"
    case .headerPresent: "security-header-present"
    case .userNameMissing: "user-name-missing"
    case .passwordMissing: "password-missing"
    case .unwritable: "credential-not-xml"
    case .signerMissing: "signer-missing"
    case .keyUnsupported: "signing-key-unsupported"
    case .signingFailed: "signing-failed"
    case .partMissing: "signed-part-missing"
    case .partAmbiguous: "signed-part-ambiguous"
    case .noSubjectKeyIdentifier: "no-subject-key-identifier"
    case .ambiguousID: "signed-id-ambiguous"
    }
  }

  public var summary: String {
    switch self {
    case .malformed(let problem): "The envelope cannot be given a Security header: \(problem.summary)"
    case .notAnEnvelope: "The XML is no SOAP envelope, so that it has no place for a Security header."
    case .headerPresent: "The envelope has a Security header of its own, and the binding adds one."
    case .userNameMissing: "The binding sends a user name token, but no user name is set."
    case .passwordMissing: "The binding sends a password digest, but no password is set."
    case .unwritable(let what): "The \(what) contains a character that XML cannot hold."
    case .signerMissing: "The binding signs the message, but no certificate is set."
    case .keyUnsupported(let key, _): "XML signatures have no algorithm for a key of the kind \(key)."
    case .signingFailed: "The private key did not sign the message."
    case .partMissing(let part): "The binding signs \(part), but the envelope has none."
    case .partAmbiguous(let part, let count): "The binding signs \(part), but the envelope has \(count) of them."
    case .noSubjectKeyIdentifier: "The certificate has no subject key identifier by which it could be referred to."
    case .ambiguousID: "A part that the binding signs has an id that another element has too."
    }
  }

  public var values: [String] {
    switch self {
    case .malformed(let problem): problem.values
    case .notAnEnvelope, .unwritable: []
    case .headerPresent: ["WS-Security 1.1 section 5 permits one Security header for each receiver"]
    case .userNameMissing: ["WCF: InvalidOperationException (the user name is not provided)"]
    case .passwordMissing: ["WCF has no password digest"]
    case .signerMissing: ["WCF: InvalidOperationException (the client certificate is not provided)"]
    case .keyUnsupported(_, let subject): ["certificate: \(subject)"]
    case .signingFailed(let subject, let reasons): ["certificate: \(subject)"] + reasons
    case .partMissing: ["WCF: InvalidOperationException"]
    case .partAmbiguous: ["WCF: MessageSecurityException"]
    case .noSubjectKeyIdentifier(let subject): ["certificate: \(subject)"]
    case .ambiguousID(let id): ["id: \(id.neutralised)"]
    }
  }

  public var remedy: String {
    switch self {
    case .malformed(let problem): problem.remedy
    case .notAnEnvelope: "Put it into an envelope's Body, or correct the namespace."
    case .headerPresent: "Take it out of the envelope, or choose a binding without message security."
    case .userNameMissing: "Give it with --user, or choose a binding without a user name token."
    case .passwordMissing: "Give a password, or send the password as text."
    case .unwritable: "Check the credential: control characters do not belong into it."
    case .signerMissing: "Give the certificate (--cert), or choose a binding that does not sign."
    case .keyUnsupported: "Use a certificate with an RSA key or one on the curves P-256, P-384 and P-521."
    case .signingFailed: "Check that the key may sign, and that it is large enough for the algorithm."
    case .partMissing(let part): "Write \(part) into the envelope, use a binding with addressing, or do not sign it."
    case .partAmbiguous: "Leave one of them."
    case .noSubjectKeyIdentifier: "Refer to the certificate by its token or its thumbprint."
    case .ambiguousID: "Give each element of the envelope an id of its own."
    }
  }
}
