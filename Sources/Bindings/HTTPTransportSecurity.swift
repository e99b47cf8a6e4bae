/// System.ServiceModel.HttpTransportSecurity: what the transport proves the caller with, where the security mode uses it.
public struct HTTPTransportSecurity: Sendable, Hashable {
  public var clientCredentialType: HTTPClientCredentialType
  public var proxyCredentialType: HTTPProxyCredentialType
  /// Of Basic and Digest; .NET Framework only.
  public var realm: String

  public init(
    clientCredentialType: HTTPClientCredentialType = .none, proxyCredentialType: HTTPProxyCredentialType = .none,
    realm: String = ""
  ) {
    self.clientCredentialType = clientCredentialType
    self.proxyCredentialType = proxyCredentialType
    self.realm = realm
  }
}

/// System.ServiceModel.HttpClientCredentialType.
public enum HTTPClientCredentialType: String, Sendable, Hashable, CaseIterable {
  case none, basic, digest, ntlm
  /// SPNEGO: Kerberos, or NTLM inside it.
  case windows
  case certificate
  /// For services only: a client cannot use it.
  case inheritedFromHost

  /// The HTTP authentication it stands for.
  public var scheme: AuthenticationScheme {
    switch self {
    case .none, .certificate: .anonymous
    case .basic: .basic
    case .digest: .digest
    case .ntlm: .ntlm
    case .windows: .negotiate
    case .inheritedFromHost: .none
    }
  }
}

/// System.ServiceModel.HttpProxyCredentialType.
public enum HTTPProxyCredentialType: String, Sendable, Hashable, CaseIterable {
  case none, basic, digest, ntlm, windows

  public var scheme: AuthenticationScheme {
    switch self {
    case .none: .anonymous
    case .basic: .basic
    case .digest: .digest
    case .ntlm: .ntlm
    case .windows: .negotiate
    }
  }
}

/// System.Net.AuthenticationSchemes, one of them: what a client's transport element may name.
public enum AuthenticationScheme: String, Sendable, Hashable, CaseIterable {
  case anonymous, basic, digest, ntlm, negotiate
  /// Refused on a client.
  case none

  /// As WCF's messages write it.
  public var title: String {
    switch self {
    case .anonymous: "Anonymous"
    case .basic: "Basic"
    case .digest: "Digest"
    case .ntlm: "Ntlm"
    case .negotiate: "Negotiate"
    case .none: "None"
    }
  }

  /// Whether a user name is needed. Negotiate takes the ticket of the user who runs the program.
  public var needsUserName: Bool { [.basic, .digest, .ntlm].contains(self) }
}
