/// What a description's policies demand of a message and of its way (WS-Policy, WS-SecurityPolicy).
public struct PolicyDemands: Sendable, Hashable {
  public init() {}
}
