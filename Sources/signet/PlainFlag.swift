internal import ArgumentParser

/// A flag of `send` and the field that it fills: what `PlainArguments` reads.
///
/// The parser has the same flags with their help; a test holds the two lists against each other.
struct PlainFlag {
  let name: String
  /// nil for a switch, which has no value.
  let maximumValues: Int?
  /// Fills the field from all values that were given, in their order; with none, by the flag's default.
  /// - Returns: whether the values are understood.
  let fill: (_ sending: inout Sending, _ values: [String]) -> Bool

  static func text(_ name: String, _ fill: @escaping (inout Sending, String?) -> Void) -> PlainFlag {
    PlainFlag(name: name, maximumValues: 1) { sending, values in
      fill(&sending, values.first)
      return true
    }
  }

  static func list(_ name: String, _ fill: @escaping (inout Sending, [String]) -> Void) -> PlainFlag {
    PlainFlag(name: name, maximumValues: .max) { sending, values in
      fill(&sending, values)
      return true
    }
  }

  static func value<Value: ExpressibleByArgument>(
    _ name: String, _ fill: @escaping (inout Sending, Value?) -> Void
  ) -> PlainFlag {
    PlainFlag(name: name, maximumValues: 1) { sending, values in
      let value = values.first.flatMap { Value(argument: $0) }
      fill(&sending, value)
      return values.isEmpty || value != nil
    }
  }

  /// - Parameter fill: is handed whether the switch was given.
  static func `switch`(_ name: String, _ fill: @escaping (inout Sending, Bool) -> Void) -> PlainFlag {
    PlainFlag(name: name, maximumValues: nil) { sending, values in
      fill(&sending, !values.isEmpty)
      return true
    }
  }
}

extension PlainFlag {
  static var all: [PlainFlag] { call + binding + identity + connection + shown }

  private static var call: [PlainFlag] {
    [
      .text("--url") { $0.call.url = $1 },
      .text("--envelope") { $0.call.envelope = $1 },
      .text("--action") { $0.call.action = $1 },
      .switch("--one-way") { $0.call.oneWay = $1 },
      .list("--behavior") { $0.call.behaviors = $1 },
      .text("--env") { $0.call.variables.env = $1 },
      .list("--variable") { $0.call.variables.variable = $1 },
    ]
  }

  private static var binding: [PlainFlag] {
    [
      .text("--binding") { $0.call.binding.binding = $1 },
      .text("--security") { $0.call.binding.security = $1 },
      .text("--credential") { $0.call.binding.credential = $1 },
      .text("--message-credential") { $0.call.binding.messageCredential = $1 },
      .text("--elements") { $0.call.binding.elements = $1 },
      .text("--message-version") { $0.call.binding.messageVersion = $1 },
      .text("--encoding") { $0.call.binding.encoding = $1 },
      .text("--flavour") { $0.call.binding.flavour = $1 },
    ]
  }

  private static var identity: [PlainFlag] {
    [
      .text("--cert") { $0.call.identity.cert = $1 },
      .text("--key") { $0.call.identity.key = $1 },
      .text("--cert-type") { $0.call.identity.certType = $1 },
      .text("--password") { $0.call.identity.password = $1 },
      .list("--intermediates") { $0.call.identity.intermediates = $1 },
      .text("--chain") { $0.call.identity.chain = $1 },
      .text("--user") { $0.call.user.user = $1 },
      .text("--user-password") { $0.call.user.userPassword = $1 },
      .text("--cacert") { $0.call.trust.cacert = $1 },
      .text("--capath") { $0.call.trust.capath = $1 },
      .switch("--insecure") { $0.call.trust.insecure = $1 },
      .list("--crl") { $0.call.trust.crl = $1 },
    ]
  }

  private static var connection: [PlainFlag] {
    [
      .text("--tls-min") { $0.call.tls.tlsMin = $1 },
      .text("--tls-max") { $0.call.tls.tlsMax = $1 },
      .text("--ciphers") { $0.call.tls.ciphers = $1 },
      .text("--curves") { $0.call.tls.curves = $1 },
      .value("--security-level") { $0.call.tls.securityLevel = $1 },
      .switch("--legacy-renegotiation") { $0.call.tls.legacyRenegotiation = $1 },
      .list("--resolve") { $0.call.route.resolve = $1 },
      .text("--proxy") { $0.call.route.proxy = $1 },
      .text("--proxy-user") { $0.call.route.proxyUser = $1 },
      .value("--connect-timeout") { $0.call.route.connectTimeout = $1 },
      .value("--max-time") { $0.call.route.maxTime = $1 },
      .list("--header") { $0.call.route.header = $1 },
      .text("--keylog") { $0.call.capture.keylog = $1 },
      .text("--pcapng") { $0.call.capture.pcapng = $1 },
    ]
  }

  private static var shown: [PlainFlag] {
    [
      .value("--format") { $0.format = $1 ?? .text },
      .switch("--trace") { $0.trace = $1 },
      .text("--attachments") { $0.attachments = $1 },
      .switch("--preview") { $0.preview = $1 },
      .switch("--quiet") { $0.text.quiet = $1 },
      .value("--color") { $0.text.color = $1 ?? .auto },
      .switch("--no-history") { $0.history.noHistory = $1 },
    ]
  }
}
