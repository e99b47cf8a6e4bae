internal import Basics
internal import Certificates

/// What looks like a secret, so that it is not carried over.
enum SecretWords {
  /// Parts of names whose values are secrets.
  static let names = [
    "password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "api-key", "api_key", "privatekey",
    "private_key", "credential",
  ]

  /// Headers whose values prove who calls.
  static let headers: Set<String> = [
    "authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "x-auth-token",
  ]

  static func isSecret(name: String) -> Bool {
    let lower = name.lowercased()
    return names.contains { lower.contains($0) } || lower == "pin"
  }

  /// An HTTP header that proves who calls, with its value as text.
  static func isSecret(header name: String, _ value: String) -> Bool {
    (headers.contains(name.lowercased()) || isSecret(name: name)) && !value.isEmpty && !value.contains("{{")
  }

  /// PEM (RFC 7468 section 10 and older labels).
  static func isPrivateKey(_ text: String) -> Bool { Array(text.utf8).firstPlace(of: "PRIVATE KEY-----") != nil }

  /// What stands for the source of a secret here, and meant something else where it comes from.
  static func isSource(_ text: String) -> Bool {
    switch try? SecretSource.parse(text) {
    case .environment, .file, .command, .prompt: true
    case .literal, .some(.none), nil: false
    }
  }
}

extension InterchangeContents {
  /// Takes the values of secrets out, and those that would be read as something else, and says so.
  mutating func leaveOutSecrets() {
    for index in variables.indices { variables[index] = withoutSecret(variables[index], nil) }
    for index in environments.indices {
      let environment = environments[index]
      environments[index].variables = environment.variables.map { withoutSecret($0, environment.name) }
    }
    for request in requests where request.holdsPassword {
      problems.append(
        .init(
          .warning, "The message of \(request.title.neutralised) holds a password.",
          detail: "Put a variable in its place: {{password}}"))
    }
  }

  private mutating func withoutSecret(_ variable: Variable, _ environment: String?) -> Variable {
    guard let value = variable.value, !value.isEmpty else { return variable }
    var variable = variable
    if SecretWords.isSource(value) {
      variable.value = nil
      notCarriedOver.append(
        "value of variable \(variable.name), which would name the source of a secret here: \(value.prefix(80))"
          .neutralised)
    } else if SecretWords.isPrivateKey(value) || SecretWords.isSecret(name: variable.name) && !value.contains("{{") {
      variable.value = nil
      variable.isSecret = true
      ask(secret: variable.name, environment)
    }
    return variable
  }

  /// Once for each user.
  mutating func askForPassword(of user: String) {
    let question =
      "What is the password of \(user.neutralised)? It was not taken over: it is asked for when a request is sent, or say "
      + "where it is with user-password: env:NAME."
    if !questions.contains(question) { questions.append(question) }
  }

  private mutating func ask(secret name: String, _ environment: String?) {
    let place = environment.map { " of environment \($0.neutralised)" } ?? ""
    questions.append(
      "Where is the value of \(name.neutralised)\(place)? It looks like a secret and was not taken over: it is asked for "
        + "(prompt:); or say its source: env:NAME, file:PATH or command:COMMAND.")
  }
}

extension ImportedRequest {
  /// Whether a UsernameToken's password stands in the envelope in clear.
  fileprivate var holdsPassword: Bool {
    // PasswordText is the last part of the type's name (WSS UsernameToken Profile 1.1).
    guard let place = envelope.firstPlace(of: "#PasswordText") ?? envelope.firstPlace(of: ":Password>") else {
      return false
    }
    let rest = envelope[place.lowerBound...].drop { $0 != UInt8(ascii: ">") }.dropFirst()
    let value = rest.prefix { $0 != UInt8(ascii: "<") }
    let text = String(decoding: value, as: UTF8.self).trimmedWhitespace
    return !text.isEmpty && text != "?" && !text.hasPrefix("{{")
  }
}
