internal import Basics

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
    return names.contains { lower.contains($0) }
  }
}

extension InterchangeContents {
  /// Takes the values of secrets out, and says so.
  mutating func leaveOutSecrets() {
    for index in variables.indices where SecretWords.isSecret(name: variables[index].name) {
      guard let value = variables[index].value, !value.isEmpty else { continue }
      variables[index].value = nil
      ask(secret: variables[index].name, nil)
    }
    for index in environments.indices {
      for place in environments[index].variables.indices {
        let variable = environments[index].variables[place]
        guard SecretWords.isSecret(name: variable.name), !(variable.value ?? "").isEmpty else { continue }
        environments[index].variables[place].value = nil
        ask(secret: variable.name, environments[index].name)
      }
    }
    for request in requests where request.holdsPassword {
      problems.append(
        .init(
          .warning, "The message of \(request.title.neutralised) holds a password.",
          detail: "Put a variable in its place: {{password}}"))
    }
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
      "Where is the value of \(name.neutralised)\(place)? It looks like a secret and was not taken over; say it by "
        + "reference: env:NAME, file:PATH, command:COMMAND or prompt:.")
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
