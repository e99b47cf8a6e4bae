/// System.ServiceModel.Security.SecurityAlgorithmSuite (WS-SecurityPolicy section 7.1).
public enum SecurityAlgorithmSuite: String, Sendable, Hashable, CaseIterable {
  /// WCF's default.
  case basic256
  case basic192, basic128, tripleDes
  case basic256Rsa15, basic192Rsa15, basic128Rsa15, tripleDesRsa15
  case basic256Sha256, basic192Sha256, basic128Sha256, tripleDesSha256
  case basic256Sha256Rsa15, basic192Sha256Rsa15, basic128Sha256Rsa15, tripleDesSha256Rsa15

  public var usesSHA256: Bool { rawValue.contains("Sha256") }

  /// Algorithm identifier of digests in a signature.
  public var digestAlgorithm: String {
    usesSHA256 ? "http://www.w3.org/2001/04/xmlenc#sha256" : "http://www.w3.org/2000/09/xmldsig#sha1"
  }

  /// Algorithm identifier of a signature with an RSA key.
  public var rsaSignatureAlgorithm: String {
    usesSHA256
      ? "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256" : "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
  }

  /// Algorithm identifier of the canonical form that is signed: exclusive, without comments.
  public var canonicalization: String { "http://www.w3.org/2001/10/xml-exc-c14n#" }
}

/// System.ServiceModel.MessageSecurityVersion. Raw values are WCF's names.
public enum MessageSecurityVersion: String, Sendable, Hashable, CaseIterable {
  /// WCF's default for a security element.
  case wss11 = "WSSecurity11WSTrustFebruary2005WSSecureConversationFebruary2005WSSecurityPolicy11"
  case wss11Profile =
    "WSSecurity11WSTrustFebruary2005WSSecureConversationFebruary2005WSSecurityPolicy11BasicSecurityProfile10"
  /// Of the basic bindings.
  case wss10Profile =
    "WSSecurity10WSTrustFebruary2005WSSecureConversationFebruary2005WSSecurityPolicy11BasicSecurityProfile10"
  case wss10Trust13Profile =
    "WSSecurity10WSTrust13WSSecureConversation13WSSecurityPolicy12BasicSecurityProfile10"
  case wss11Trust13 = "WSSecurity11WSTrust13WSSecureConversation13WSSecurityPolicy12"
  /// Of WS2007HttpBinding.
  case wss11Trust13Profile =
    "WSSecurity11WSTrust13WSSecureConversation13WSSecurityPolicy12BasicSecurityProfile10"

  /// WS-Security 1.0 refers to a certificate by its token alone; 1.1 knows thumbprints too.
  public var isWSSecurity10: Bool { rawValue.hasPrefix("WSSecurity10") }
}

/// System.ServiceModel.Channels.SecurityHeaderLayout.
public enum SecurityHeaderLayout: String, Sendable, Hashable, CaseIterable {
  case strict, lax, laxTimestampFirst, laxTimestampLast
}
