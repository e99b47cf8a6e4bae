public import Bindings

/// What a description's policies and addressing markers demand of messages and of their way (WS-Policy 1.2 and 1.5,
/// WS-SecurityPolicy 1.1 to 1.3, WS-Addressing 1.0 Metadata, MTOM's policies, .NET's of HTTP authentication).
public struct PolicyDemands: Sendable, Hashable {
  public var usesTLS = false
  /// Of TLS.
  public var requiresClientCertificate = false
  /// Nil when nothing is said.
  public var authentication: AuthenticationScheme?
  public var addressing = AddressingVersion.none
  public var usesMTOM = false
  /// A token in the Security header.
  public var userName: UserName?
  /// Whether the sender's certificate signs.
  public var signsWithCertificate = false
  /// Whether the signature covers the body.
  public var signsBody = false
  /// Whether it covers addressing headers besides To.
  public var signsAddressing = false
  public var includesTimestamp = false
  public var algorithmSuite: SecurityAlgorithmSuite?
  /// Assertions that nothing here carries out, each once.
  public var notCarriedOut: [String] = []

  public enum UserName: Sendable, Hashable { case text, digest }

  public init() {}

  public var usesMessageSecurity: Bool { userName != nil || signsWithCertificate }
}

extension PolicyDemands {
  /// Both, where one does not exclude the other; the more specific scope has the word.
  public func joined(_ inner: PolicyDemands) -> PolicyDemands {
    var result = self
    result.usesTLS = usesTLS || inner.usesTLS
    result.requiresClientCertificate = requiresClientCertificate || inner.requiresClientCertificate
    result.authentication = inner.authentication ?? authentication
    result.addressing = inner.addressing == .none ? addressing : inner.addressing
    result.usesMTOM = usesMTOM || inner.usesMTOM
    result.userName = inner.userName ?? userName
    result.signsWithCertificate = signsWithCertificate || inner.signsWithCertificate
    result.signsBody = signsBody || inner.signsBody
    result.signsAddressing = signsAddressing || inner.signsAddressing
    result.includesTimestamp = includesTimestamp || inner.includesTimestamp
    result.algorithmSuite = inner.algorithmSuite ?? algorithmSuite
    if !inner.notCarriedOut.isEmpty {
      result.notCarriedOut += inner.notCarriedOut.filter { !notCarriedOut.contains($0) }
    }
    return result
  }
}
