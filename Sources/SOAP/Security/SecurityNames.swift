internal import Certificates
internal import XML

/// The vocabularies of WS-Security 1.0 and 1.1 and XML Signature.
enum SecurityNames {
  static let extensionNamespace =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
  static let utilityNamespace =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
  static let signatureNamespace = "http://www.w3.org/2000/09/xmldsig#"
  static let exclusiveNamespace = "http://www.w3.org/2001/10/xml-exc-c14n#"

  static let base64Binary =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary"
  static let x509v3 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3"
  static let subjectKeyIdentifier =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509SubjectKeyIdentifier"
  static let thumbprint = "http://docs.oasis-open.org/wss/oasis-wss-soap-message-security-1.1#ThumbprintSHA1"
  static let tokenReferenceTransform =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#STR-Transform"
  static let envelopedSignature = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"

  private static let userNameProfile =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0"
  static let passwordText = userNameProfile + "#PasswordText"
  static let passwordDigest = userNameProfile + "#PasswordDigest"

  /// Of SOAP 1.1 and 1.2.
  static let envelopeNamespaces: Set = [
    "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope",
  ]
  static let addressingNamespaces = [
    "http://www.w3.org/2005/08/addressing", "http://schemas.xmlsoap.org/ws/2004/08/addressing",
  ]

  static func wsse(_ local: String) -> XMLName { XMLName(local, in: extensionNamespace) }
  static func wsu(_ local: String) -> XMLName { XMLName(local, in: utilityNamespace) }
  static func ds(_ local: String) -> XMLName { XMLName(local, in: signatureNamespace) }

  static let security = wsse("Security")
  static let timestamp = wsu("Timestamp")
  static let signature = ds("Signature")
  static let tokens: Set = [wsse("UsernameToken"), wsse("BinarySecurityToken")]
  static let utilityID = wsu("Id")

  /// Attributes whose value names the element: wsu:Id, and those of XML Signature, SAML and XML itself.
  static let idAttributes: Set<XMLName> = [
    utilityID, XMLName("Id"), XMLName("ID"), XMLName("AssertionID"),
    XMLName("id", in: "http://www.w3.org/XML/1998/namespace"),
  ]
}

extension XMLElement {
  /// Every value that names this element.
  var ids: [String] { attributes.filter { SecurityNames.idAttributes.contains($0.name) }.map(\.value) }
}

extension DigestAlgorithm {
  /// As XML signatures name it (XML Signature 1.1 section 6.2, RFC 9231 section 2.1).
  var identifier: String {
    switch self {
    case .sha1: "http://www.w3.org/2000/09/xmldsig#sha1"
    case .sha256: "http://www.w3.org/2001/04/xmlenc#sha256"
    case .sha384: "http://www.w3.org/2001/04/xmldsig-more#sha384"
    case .sha512: "http://www.w3.org/2001/04/xmlenc#sha512"
    }
  }

  init?(identifier: String) {
    guard let match = Self.allCases.first(where: { $0.identifier == identifier }) else { return nil }
    self = match
  }
}

extension SignatureAlgorithm {
  /// As XML signatures name it (XML Signature 1.1 section 6.4, RFC 9231 section 2.3).
  var identifier: String {
    switch family {
    case .rsa where digest == .sha1: "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
    case .rsa: "http://www.w3.org/2001/04/xmldsig-more#rsa-\(digest.rawValue)"
    case .rsaPSS: "http://www.w3.org/2007/05/xmldsig-more#\(digest.rawValue)-rsa-MGF1"
    case .ecdsa: "http://www.w3.org/2001/04/xmldsig-more#ecdsa-\(digest.rawValue)"
    }
  }

  init?(identifier: String) {
    guard let match = Self.allCases.first(where: { $0.identifier == identifier }) else { return nil }
    self = match
  }
}
