internal import Handshake

/// Where the workbench has what a remedy names as a flag of the command line.
struct WorkbenchSetting: Sendable, Equatable {
  enum Place: Sendable, Equatable {
    case field(FormField, OpenRequest.Tab)
    /// Only the request's YAML file has it, under that key.
    case file(key: String)
  }

  /// Without the dashes.
  var flag: String
  var place: Place
  /// What stands before its value in the form.
  let label: String

  private init(_ flag: String, _ tab: OpenRequest.Tab, _ field: FormField, _ label: String) {
    (self.flag, place, self.label) = (flag, .field(field, tab), label)
  }

  private init(inFile flag: String) { (self.flag, place, label) = (flag, .file(key: flag), flag) }

  /// Every flag that decides how a request is sent.
  static let all: [WorkbenchSetting] = [
    WorkbenchSetting("cert", .identity, .certificateFile, "File"),
    WorkbenchSetting("key", .identity, .keyFile, "Private key"),
    WorkbenchSetting("password", .identity, .password, "Password"),
    WorkbenchSetting("intermediates", .identity, .addIntermediates, "+ intermediates"),
    WorkbenchSetting("chain", .identity, .chain, "Sends"),
    WorkbenchSetting("cacert", .identity, .serverAnchors, "Trusted authorities"),
    WorkbenchSetting("capath", .identity, .serverFolder, "Folder of authorities"),
    WorkbenchSetting("crl", .identity, .addRevocationList, "+ revocation list"),
    WorkbenchSetting("insecure", .identity, .insecure, "Check the server"),
    WorkbenchSetting("tls-min", .identity, .minimumVersion, "Lowest TLS version"),
    WorkbenchSetting("tls-max", .identity, .maximumVersion, "Highest TLS version"),
    WorkbenchSetting("binding", .binding, .binding, "Binding"),
    WorkbenchSetting("security", .binding, .property("security"), "Security mode"),
    WorkbenchSetting("credential", .binding, .property("credential"), "Client credential"),
    WorkbenchSetting("elements", .binding, .elements, "Elements"),
    WorkbenchSetting("message-version", .binding, .property("messageVersion"), "Message version"),
    WorkbenchSetting("encoding", .binding, .property("textEncoding"), "Text encoding"),
    WorkbenchSetting("message-credential", .binding, .property("messageCredential"), "Message credential"),
    WorkbenchSetting("flavour", .binding, .flavour, "Modelled on WCF of"),
    WorkbenchSetting("user", .binding, .userName, "User name"),
    WorkbenchSetting("user-password", .binding, .userPassword, "Password from"),
    WorkbenchSetting("action", .headers, .action, "SOAP action"),
    WorkbenchSetting("behaviors", .headers, .addBehavior, "+ add a behavior"),
    WorkbenchSetting(inFile: "one-way"), WorkbenchSetting(inFile: "ciphers"),
    WorkbenchSetting(inFile: "curves"), WorkbenchSetting(inFile: "security-level"),
    WorkbenchSetting(inFile: "legacy-renegotiation"), WorkbenchSetting(inFile: "proxy"),
    WorkbenchSetting(inFile: "resolve"), WorkbenchSetting(inFile: "connect-timeout"),
    WorkbenchSetting(inFile: "max-time"), WorkbenchSetting(inFile: "idle-time"),
    WorkbenchSetting(inFile: "max-response"),
  ]

  /// `2 Request › Identity › Trusted authorities`.
  var text: String {
    switch place {
    case .field(_, let tab): "2 Request › \(tab.title) › \(label)"
    case .file(let key): "the key \(key) of the request's YAML file, read anew with R"
    }
  }

  /// Those whose flags a remedy of this side names, in the order of the text.
  static func named(in remedy: Finding.Remedy) -> [WorkbenchSetting] {
    guard remedy.who == .client else { return [] }
    return flags(in: remedy.text).compactMap { flag in all.first { $0.flag == flag } }
  }

  /// `--name`, each once.
  static func flags(in text: String) -> [String] {
    var seen: Set<String> = []
    let words = text.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
    return words.filter { $0.hasPrefix("--") }.map { word in
      String(word.dropFirst(2).prefix { $0.isLetter || $0.isNumber || $0 == "-" })
    }.filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}
