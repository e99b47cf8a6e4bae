internal import Basics
internal import Bindings

/// What scripts in Python share: the session with its certificate, and one call.
enum PythonSource {
  /// Encrypted keys and a certificate beside its key go into a context of our own, which the package's `cert` cannot.
  static let adapter = """
    class ClientCertificate(HTTPAdapter):
        \"\"\"Shows the client certificate to servers that ask for one.\"\"\"

        def __init__(self, certificate, insecure):
            self.certificate, self.insecure = certificate, insecure
            super().__init__()

        def init_poolmanager(self, *arguments, **options):
            context = ssl.create_default_context(cafile=os.environ.get("SIGNET_CACERT"))
            if self.insecure:
                context.check_hostname = False
                context.verify_mode = ssl.CERT_NONE
            if self.certificate:
                context.load_cert_chain(
                    os.environ["SIGNET_CERT"], os.environ.get("SIGNET_KEY"), os.environ.get("SIGNET_CERT_PASSWORD"))
            return super().init_poolmanager(*arguments, ssl_context=context, **options)

    """

  static func boolean(_ value: Bool) -> String { value ? "True" : "False" }

  /// Stops where a variable is missing, before anything is sent.
  static func check(_ calls: [HTTPCall]) -> String {
    ExportVariable.required(calls).map { variable in
      """
      if not os.environ.get("\(variable.rawValue)"):
          raise SystemExit("\(variable.rawValue) \(variable.request)")

      """
    }.joined()
  }

  /// What must be imported for the users of these calls.
  static func imports(_ calls: [HTTPCall]) -> String {
    var lines: [String] = []
    if calls.contains(where: { $0.credential == .digest }) { lines.append("from requests.auth import HTTPDigestAuth") }
    if calls.contains(where: { $0.credential == .ntlm }) { lines.append("from requests_ntlm import HttpNtlmAuth") }
    return lines.map { $0 + "\n" }.joined()
  }

  static func omissions(_ calls: [HTTPCall]) -> [String] {
    calls.flatMap(\.routeOmissions)
      + calls.filter { $0.credential == .windows }.map { "\($0.line): authentication as whoever runs the program" }
  }

  /// The parameters of `post`, one a line.
  static func parameters(_ call: HTTPCall, margin: String) -> String {
    var lines = [SourceText.quoted(call.url, .python), "data=" + body(call), "headers=" + headers(call, margin)]
    lines.append("verify=" + verify(call))
    if let timeout = timeout(call) { lines.append("timeout=" + timeout) }
    if let authentication = authentication(call) { lines.append("auth=" + authentication) }
    return lines.map { margin + $0 + ",\n" }.joined()
  }

  private static func body(_ call: HTTPCall) -> String {
    guard let text = call.bodyText else { return "base64.b64decode(\"\(call.body.base64)\")" }
    return SourceText.literal(text, .python) + ".encode()"
  }

  /// As bytes, so that nobody encodes them in another way.
  private static func headers(_ call: HTTPCall, _ margin: String) -> String {
    let lines = call.pairs.map { name, value in
      "\(margin)    \(SourceText.quoted(name, .python)): \(SourceText.quoted(value, .python)).encode(),\n"
    }
    return "{\n" + lines.joined() + margin + "}"
  }

  private static func verify(_ call: HTTPCall) -> String {
    if call.connection.isInsecure { return "False" }
    let standard = call.connection.anchorsPath.map { SourceText.quoted($0, .python) } ?? "True"
    return "os.environ.get(\"SIGNET_CACERT\", \(standard))"
  }

  private static func timeout(_ call: HTTPCall) -> String? {
    guard let total = call.connection.totalSeconds else { return nil }
    return "(\(call.connection.connectSeconds ?? total), \(total))"
  }

  private static func authentication(_ call: HTTPCall) -> String? {
    guard let user = call.user else { return nil }
    let arguments = "\(SourceText.quoted(user, .python)).encode(), os.environ[\"SIGNET_USER_PASSWORD\"].encode()"
    let texts = "\(SourceText.quoted(user, .python)), os.environ[\"SIGNET_USER_PASSWORD\"]"
    switch call.credential {
    case .basic: return "(\(arguments))"
    case .digest: return "HTTPDigestAuth(\(texts))"
    case .ntlm: return "HttpNtlmAuth(\(texts))"
    default: return nil
    }
  }
}
