internal import ArgumentParser
internal import Bindings
internal import Exchange

/// The flags that say what is sent, how, as whom and to whom: shared by `send` and `lint`. Named as curl names them
/// where curl has the flag.
struct SendOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Request of a collection: the path of its .yaml file; or an address.", valueName: "request"))
  var target: String?

  @Option(name: .long, help: ArgumentHelp("Endpoint, http or https.", valueName: "URL"))
  var url: String?
  @Option(
    name: .long, help: ArgumentHelp("Envelope, or - for standard input; default: an empty body.", valueName: "FILE"))
  var envelope: String?
  @Option(name: .long, help: ArgumentHelp("SOAP action; '' sends an empty one, absent sends none.", valueName: "TEXT"))
  var action: String?

  @Flag(name: .long, help: "The operation has no reply: no MessageID and no ReplyTo, and no message is expected.")
  var oneWay = false

  @Option(
    name: .customLong("behavior"), parsing: .singleValue,
    help: ArgumentHelp(
      "What else the request does, after what its file says; may be repeated, in its order. \(BehaviorKind.listing)",
      valueName: "'KIND ARGUMENT'"))
  var behaviors: [String] = []

  @OptionGroup(title: "Variables") var variables: VariableOptions
  @OptionGroup(title: "Binding") var binding: BindingOptions
  @OptionGroup(title: "Client certificate") var identity: IdentityOptions
  @OptionGroup(title: "User name") var user: UserOptions
  @OptionGroup(title: "Server trust") var trust: TrustOptions
  @OptionGroup(title: "TLS") var tls: TLSOptions
  @OptionGroup(title: "Route and limits") var route: RouteOptions
  @OptionGroup(title: "Capture") var capture: CaptureOptions

  func validate() throws { try call.validate() }
}

struct BindingOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "\(names(BindingNames.bindings)), or a text form: 'basic(security=transport,sendTimeout=30)'. Default: basic.",
      valueName: "NAME"))
  var binding: String?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "WCF security mode: \(names(BindingNames.securityModes)). Default: by the URL's scheme.", valueName: "MODE"))
  var security: String?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Transport client credential: \(names(BindingNames.credentials)). Default: certificate when an identity is given.",
      valueName: "TYPE"))
  var credential: String?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Credential in the message: \(names(BindingNames.messageCredentials)). Default: userName.", valueName: "TYPE"))
  var messageCredential: String?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Stack of a custom binding, top to bottom: 'text:soap12,https(requireClientCertificate=true)'.",
      valueName: "LIST"))
  var elements: String?
  @Option(name: .long, help: ArgumentHelp("\(names(BindingNames.messageVersions)).", valueName: "NAME"))
  var messageVersion: String?
  @Option(
    name: .long, help: ArgumentHelp("Character encoding of the message: utf-8, utf-16, …", valueName: "CHARSET"))
  var encoding: String?
  @Option(
    name: .long,
    help: ArgumentHelp("Which WCF client is the model: \(names(BindingNames.flavours)).", valueName: "NAME"))
  var flavour: String?
}

private func names(_ all: [String]) -> String {
  all.count < 2 ? all.joined() : all.dropLast().joined(separator: ", ") + " or " + (all.last ?? "")
}

struct UserOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "User name for HTTP authentication and the UsernameToken; NAME:PASSWORD as in curl is seen by others.",
      valueName: "NAME"))
  var user: String?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The user's password: env:NAME, file:PATH, keyring:NAME, command:… or prompt:. Default: prompt:.",
      valueName: "SOURCE"))
  var userPassword: String?
}

struct IdentityOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "PFX, PEM or DER, found by looking at the bytes; or pkcs11:token=…;object=… (RFC 7512).", valueName: "FILE"))
  var cert: String?
  @Option(
    name: .long, help: ArgumentHelp("Private key, when not with the certificate: a file or pkcs11:…", valueName: "FILE")
  )
  var key: String?
  @Option(name: .long, help: ArgumentHelp("PFX, PEM or DER.", valueName: "TYPE"))
  var certType: String?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "env:NAME, file:PATH, keyring:NAME, command:…, prompt: or (seen by others) pass:…", valueName: "SOURCE"))
  var password: String?
  @Option(
    name: .long,
    help: ArgumentHelp("Certificates that may complete the client chain; repeatable.", valueName: "FILE"))
  var intermediates: [String] = []
  @Option(
    name: .long,
    help: ArgumentHelp(
      "full sends the completed chain, leaf the certificate alone as WCF does.", valueName: "full|leaf"))
  var chain: String?
}

struct TrustOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Certificates that servers are checked against.", valueName: "FILE"))
  var cacert: String?
  @Option(name: .long, help: ArgumentHelp("Folder of such certificates under their hashes.", valueName: "DIR"))
  var capath: String?
  @Flag(name: .long, help: "Accept any server; printed on every report.")
  var insecure = false
  @Option(name: .long, help: ArgumentHelp("Revocation lists, PEM or DER; repeatable.", valueName: "FILE"))
  var crl: [String] = []
}

struct TLSOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Lowest version, 1.0 to 1.3.", valueName: "VERSION"))
  var tlsMin: String?
  @Option(name: .long, help: ArgumentHelp("Highest version, 1.0 to 1.3.", valueName: "VERSION"))
  var tlsMax: String?
  @Option(name: .long, help: ArgumentHelp("OpenSSL cipher list; TLS_… suites may stand in it.", valueName: "LIST"))
  var ciphers: String?
  @Option(name: .long, help: ArgumentHelp("OpenSSL group list.", valueName: "LIST"))
  var curves: String?
  @Option(name: .long, help: ArgumentHelp("OpenSSL security level for this request, 0 to 5.", valueName: "N"))
  var securityLevel: Int?
  @Flag(name: .long, help: "Permit a server without RFC 5746 for this request.")
  var legacyRenegotiation = false
}

struct RouteOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Address to use for a host; repeatable.", valueName: "HOST:PORT:ADDRESS"))
  var resolve: [String] = []
  @Option(name: .long, help: ArgumentHelp("Proxy to go through.", valueName: "URL"))
  var proxy: String?
  @Option(name: .long, help: ArgumentHelp("user:password for the proxy.", valueName: "USER"))
  var proxyUser: String?
  @Option(name: .long, help: ArgumentHelp("Limit for name, TCP and TLS. Default: 15.", valueName: "S"))
  var connectTimeout: Double?
  @Option(name: .long, help: ArgumentHelp("Limit for everything. Default: 120.", valueName: "S"))
  var maxTime: Double?
  @Option(name: .long, help: ArgumentHelp("HTTP header; repeatable.", valueName: "'N: V'"))
  var header: [String] = []
}
