/// System.ServiceModel.Security.SecurityAlgorithmSuite (WS-SecurityPolicy section 7.1).
public enum SecurityAlgorithmSuite: String, Sendable, Hashable, CaseIterable {
  /// WCF's default.
  case basic256
  case basic192, basic128, tripleDes
  case basic256Rsa15, basic192Rsa15, basic128Rsa15, tripleDesRsa15
  case basic256Sha256, basic192Sha256, basic128Sha256, tripleDesSha256
  case basic256Sha256Rsa15, basic192Sha256Rsa15, basic128Sha256Rsa15, tripleDesSha256Rsa15

  public var usesSHA256: Bool { rawValue.contains("Sha256") }
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
}

/// System.ServiceModel.Channels.SecurityHeaderLayout.
public enum SecurityHeaderLayout: String, Sendable, Hashable, CaseIterable {
  case strict, lax, laxTimestampFirst, laxTimestampLast
}
