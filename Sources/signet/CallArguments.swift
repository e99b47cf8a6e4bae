internal import ArgumentParser

/// What the flags say of a call, whoever read them: `SendOptions` or `PlainArguments`.
///
/// The groups stand here without `OptionGroup`, because the Swift runtime searches all conformances for each type of it.
struct CallArguments {
  /// What stands without a flag: a request of a collection, or an address.
  var target: String?
  /// That of `--url`.
  var url: String?
  var envelope: String?
  var action: String?
  var oneWay = false
  var behaviors: [String] = []
  var variables = VariableOptions()
  var binding = BindingOptions()
  var identity = IdentityOptions()
  var user = UserOptions()
  var trust = TrustOptions()
  var tls = TLSOptions()
  var route = RouteOptions()
  var capture = CaptureOptions()

  var request: String? { isAddress ? nil : target }
  var address: String? { url ?? (isAddress ? target : nil) }
  private var isAddress: Bool { target?.contains("://") ?? false }

  func validate() throws {
    if target == nil && url == nil {
      throw ValidationError("Nothing to send to: give --url URL, or a request of a collection.")
    }
    if target != nil && url != nil {
      throw ValidationError(
        isAddress
          ? "An address and --url were given; one of them is enough."
          : "Both a request and --url were given; a request has its own endpoint.")
    }
    if request == nil && variables.isGiven {
      throw ValidationError("--env and --variable are for requests of a collection, and none was given.")
    }
  }
}

extension SendOptions {
  var call: CallArguments {
    CallArguments(
      target: target, url: url, envelope: envelope, action: action, oneWay: oneWay, behaviors: behaviors,
      variables: variables, binding: binding, identity: identity, user: user, trust: trust, tls: tls, route: route,
      capture: capture)
  }
}
