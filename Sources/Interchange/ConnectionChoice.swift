public import Handshake

/// What a request says about server and way.
public struct ConnectionChoice: Sendable, Hashable {
  public var isInsecure = false
  /// PEM file of anchors, as it was named.
  public var anchorsPath: String?
  public var anchorsFolder: String?
  public var revocationLists: [String] = []
  /// `HOST:PORT:ADDRESS`.
  public var resolve: [String] = []
  /// Without user and password.
  public var proxyURL: String?
  public var minimum, maximum: TLSVersion?
  public var ciphers, curves: String?
  public var connectSeconds, totalSeconds: Double?

  public init() {}
}
