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
      || lower.hasSuffix("pass") && !["bypass", "compass"].contains { lower.hasSuffix($0) }
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
    case .environment, .file, .keyring, .command, .prompt: true
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
    leaveOutPasswordsOfMessages()
  }

  /// Each password of a UsernameToken becomes a variable, the same one in all messages that have it.
  private mutating func leaveOutPasswordsOfMessages() {
    var names: [[UInt8]: String] = [:]
    for index in requests.indices {
      for range in UsernameTokenPasswords.ranges(in: requests[index].envelope).reversed() {
        let password = Array(requests[index].envelope[range])
        let name = names[password] ?? freeName("password")
        if names.updateValue(name, forKey: password) == nil {
          var variable = Variable(name, nil)
          variable.isSecret = true
          variables.append(variable)
          ask(secret: name, nil)
        }
        requests[index].replace(range, with: "{{\(name)}}")
        notCarriedOver.append(
          "password in the message of \(requests[index].title): {{\(name)}} is there now".neutralised)
      }
    }
  }

  private func freeName(_ wanted: String) -> String {
    let taken = Set((variables + environments.flatMap(\.variables)).map(\.name))
    return (1...).lazy.map { $0 == 1 ? wanted : "\(wanted)-\($0)" }.first { !taken.contains($0) } ?? wanted
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
    } else if value.withoutCredentials != value {
      variable.value = value.withoutCredentials
      notCarriedOver.append("user and password in the address of variable \(variable.name)".neutralised)
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
        + "(prompt:); or say its source: env:NAME, file:PATH, keyring:NAME or command:COMMAND.")
  }
}

extension ImportedRequest {
  /// Where the message is UTF-16, so is what is put there.
  fileprivate mutating func replace(_ range: Range<Int>, with text: String) {
    let zeros = range.isEmpty ? 0 : envelope.prefix(4).count { $0 == 0 }
    guard zeros > 0 else { return envelope.replaceSubrange(range, with: Array(text.utf8)) }
    let isBigEndian = envelope.prefix(4).firstIndex(of: 0).map { $0 % 2 == 0 } ?? false
    let wide = text.utf8.flatMap { byte -> [UInt8] in isBigEndian ? [0, byte] : [byte, 0] }
    let start = isBigEndian ? range.lowerBound - 1 : range.lowerBound
    let end = isBigEndian ? range.upperBound : range.upperBound + 1
    envelope.replaceSubrange(max(0, start)..<min(end, envelope.count), with: wide)
  }
}
