internal import Bindings
internal import Exchange
internal import Transport

// Where a binding says the same as the draft: what was asked for the call wins.
extension Draft {
  /// The way to that host: the draft's own proxy, else the binding's.
  func route(_ plan: WirePlan, to host: String) -> Route {
    guard route.proxyURL == nil, let proxy = plan.proxy else { return route }
    // HttpTransportBindingElement.BypassProxyOnLocal: a name without a dot, and this machine.
    let isLoopback = host == "::1" || host.hasPrefix("127.") && host.allSatisfy { $0 == "." || $0.isNumber }
    let isLocal = isLoopback || !host.contains(".") && !host.contains(":")
    if proxy.bypassesLocal && isLocal { return route }
    var route = route
    route.proxyURL = proxy.address
    return route
  }

  /// The draft's limits; a send timeout that the binding sets bounds the whole call too.
  func limits(_ plan: WirePlan) -> Limits {
    var limits = limits
    let isSet = plan.timeouts.sendSeconds != BindingTimeouts().sendSeconds
    if isSet { limits.totalSeconds = min(limits.totalSeconds, plan.timeouts.sendSeconds) }
    return limits
  }
}

extension HTTPAuthentication.Scheme {
  /// Nil for a scheme that sends nothing.
  init?(_ scheme: AuthenticationScheme) {
    switch scheme {
    case .basic: self = .basic
    case .digest: self = .digest
    case .ntlm: self = .ntlm
    case .negotiate: self = .negotiate
    case .anonymous, .none: return nil
    }
  }
}

extension HTTPAuthentication {
  /// `Basic as alice`.
  var words: String {
    scheme == .negotiate ? "Negotiate as whoever runs the program" : "\(scheme.title) as \(userName)"
  }
}
