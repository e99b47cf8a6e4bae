internal import Basics
internal import Bindings
internal import Handshake

/// Calls as commands for curl in bash. Passwords reach curl through its configuration, not through the process list.
enum CurlWriter {
  /// The system takes no argument of more than 128 KB (Linux, MAX_ARG_STRLEN).
  private static let argumentLimit = 100_000

  static func write(_ calls: [HTTPCall]) -> ExportedText {
    let required = ExportVariable.required(calls).map { ": \"${\($0.rawValue):?\($0.request)}\"\n" }
    let type = calls.contains(where: \.usesCertificate) ? "#   SIGNET_CERT_TYPE: P12 where SIGNET_CERT is a PFX\n" : ""
    let head = "#!/usr/bin/env bash\n" + ExportVariable.comments(calls, "#") + type + required.joined()
    let commands = calls.map { "\n# \($0.line)\n" + command($0) + "\n" }
    return ExportedText(text: head + commands.joined())
  }

  private static func command(_ call: HTTPCall) -> String {
    // Brackets and braces of an address are its own.
    var lines = ["curl --silent --show-error --globoff --request \(quoted(call.method))"]
    if call.usesCertificate {
      lines.append(
        "--cert \"${SIGNET_CERT:?is not set}\" --cert-type \"${SIGNET_CERT_TYPE:-PEM}\" ${SIGNET_KEY:+--key \"$SIGNET_KEY\"}"
      )
      lines.append(secret("pass", "printf '%s\\n' \"${SIGNET_CERT_PASSWORD:-}\""))
    }
    lines += authentication(call) + connection(call)
    // An empty value is written with a semicolon, a header of curl's own taken away with an empty one.
    lines += call.pairs.map { name, value in "--header " + quoted(value.isEmpty ? "\(name);" : "\(name): \(value)") }
    if call.header("Content-Type") == nil { lines.append("--header 'Content-Type:'") }
    lines.append(body(call))
    lines.append(quoted(call.url))
    return lines.joined(separator: " \\\n  ")
  }

  /// An option of curl's configuration whose value a command prints.
  private static func secret(_ option: String, _ command: String) -> String {
    "--config <(\(command) | sed 's/[\\\\\"]/\\\\&/g; s/.*/\(option) = \"&\"/')"
  }

  private static func authentication(_ call: HTTPCall) -> [String] {
    guard let credential = call.credential else { return [] }
    switch credential {
    case .windows: return ["--negotiate --user :"]
    case .basic, .digest, .ntlm:
      let user = quoted(call.user ?? "")
      return [
        "--\(credential.rawValue.lowercased()) --user \(user)",
        secret("user", "printf '%s:%s\\n' \(user) \"$SIGNET_USER_PASSWORD\""),
      ]
    default: return []
    }
  }

  private static func connection(_ call: HTTPCall) -> [String] {
    let choice = call.connection
    var lines: [String] = []
    if choice.isInsecure {
      lines.append("--insecure")
    } else if let path = choice.anchorsPath {
      lines.append("--cacert \"${SIGNET_CACERT:-\(path.filter { !"\"$`\\}".contains($0) })}\"")
    } else if call.isTLS {
      lines.append("${SIGNET_CACERT:+--cacert \"$SIGNET_CACERT\"}")
    }
    if let folder = choice.anchorsFolder { lines.append("--capath \(quoted(folder))") }
    for list in choice.revocationLists { lines.append("--crlfile \(quoted(list))") }
    for entry in choice.resolve { lines.append("--resolve \(quoted(entry))") }
    if let proxy = choice.proxyURL { lines.append("--proxy \(quoted(proxy))") }
    if let version = choice.minimum { lines.append("--tlsv\(version.curlNumber)") }
    if let version = choice.maximum { lines.append("--tls-max \(version.curlNumber)") }
    if let ciphers = choice.ciphers { lines.append("--ciphers \(quoted(ciphers))") }
    if let curves = choice.curves { lines.append("--curves \(quoted(curves))") }
    if let seconds = choice.connectSeconds { lines.append("--connect-timeout \(number(seconds))") }
    if let seconds = choice.totalSeconds { lines.append("--max-time \(number(seconds))") }
    return lines
  }

  private static func number(_ seconds: Double) -> String {
    seconds == seconds.rounded() && seconds < 1e9 ? String(Int(seconds)) : String(seconds)
  }

  private static func body(_ call: HTTPCall) -> String {
    if let text = call.bodyText, call.body.count < argumentLimit { return "--data-raw " + quoted(text) }
    return "--data-binary @<(base64 -d <<'END'\n\(call.body.base64)\nEND\n  )"
  }

  /// One word of bash, which reads back to the same text.
  static func quoted(_ text: String) -> String {
    let plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+:=@%"
    if !text.isEmpty, !text.hasPrefix("-"), text.allSatisfy(plain.contains) { return text }
    let needsEscapes = text.unicodeScalars.contains { $0.neutralised != $0 && $0 != "\n" && $0 != "\t" }
    if !needsEscapes {
      return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
    return "$'" + text.unicodeScalars.map(escaped).joined() + "'"
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "'", "\\": "\\\(scalar)"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case _ where scalar.neutralised != scalar: "\\U" + SourceText.hexadecimal(scalar, digits: 8)
    default: String(scalar)
    }
  }
}
