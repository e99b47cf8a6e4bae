internal import ArgumentParser
internal import Basics

/// What the flags say of a call, whoever read them: `SendOptions` or `PlainArguments`.
///
/// The groups stand here without `OptionGroup`, because the Swift runtime searches all conformances for each type of it.
struct CallArguments {
  var request: String?
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

  func validate() throws {
    if request == nil && url == nil {
      throw ValidationError("Nothing to send to: give --url URL, or a request of a collection.")
    }
    if request != nil && url != nil {
      throw ValidationError("Both a request and --url were given; a request has its own endpoint.")
    }
    if let request, ["http://", "https://"].contains(where: { request.lowercased().hasPrefix($0) }) {
      throw ValidationError("\(request.withoutCredentials.neutralised) is an address, no request: give it with --url.")
    }
    if request == nil && variables.isGiven {
      throw ValidationError("--env and --variable are for requests of a collection, and none was given.")
    }
  }
}

extension SendOptions {
  var call: CallArguments {
    CallArguments(
      request: request, url: url, envelope: envelope, action: action, oneWay: oneWay, behaviors: behaviors,
      variables: variables, binding: binding, identity: identity, user: user, trust: trust, tls: tls, route: route,
      capture: capture)
  }
}
