internal import ArgumentParser
internal import Basics
internal import Bindings
internal import Certificates
internal import Exchange
internal import Handshake

extension CallArguments {
  /// The draft these flags describe. Files that say *what* is sent are read here; those of the identity and of trust
  /// stay references, so that loading them is part of the exchange and its failure part of the report.
  ///
  /// - Throws: `ValidationError` for a flag's value, `FileError` for a file.
  func draft() throws -> Draft {
    let values = try variables.choice()
    var draft = try request.map { try StoredDraft.read($0, values) } ?? Draft(url: address ?? "")
    if let envelope { draft.envelope = try InputFile.envelope(envelope) }
    if let action { draft.action = action }
    if oneWay { draft.isOneWay = true }
    draft.identity = try identity.reference() ?? draft.identity
    if let chain = identity.chain { draft.chain = try choice(chain, of: "--chain") }
    draft.user = try user.reference(else: draft.user)
    if let flavour = binding.flavour { draft.flavour = try choice(flavour, of: "--flavour") }
    draft.trust = trust.reference(else: draft.trust)
    draft.tls = try tls.settings(else: draft.tls)
    try route.apply(to: &draft)
    draft.captures = capture.isGiven
    if request == nil || binding.isGiven {
      draft.binding = try binding.binding(
        url: draft.url, hasIdentity: draft.identity != nil, hasUser: draft.user != nil, envelope: draft.envelope)
    }
    try addBehaviors(to: &draft)
    return draft
  }
}

extension IdentityOptions {
  func reference() throws -> IdentityReference? {
    guard let cert else {
      if let orphan = [("--key", key), ("--cert-type", certType), ("--password", password)].first(where: { $0.1 != nil }
      ) {
        throw ValidationError("\(orphan.0) says how to read a certificate, but no --cert FILE was given.")
      }
      return nil
    }
    return IdentityReference(
      certificate: try source(cert, of: "--cert"), key: try key.map { try source($0, of: "--key") },
      format: try certType.map { try choice($0.uppercased(), of: "--cert-type") },
      password: try password.map { try PasswordOption.parse($0) } ?? .none,
      intermediates: intermediates.map { .file(path: $0) })
  }
}

extension UserOptions {
  /// As curl: without a password in the name or a source it is asked for.
  func reference(else stored: UserReference?) throws -> UserReference? {
    let source = try userPassword.map { try PasswordOption.parse($0, of: "--user-password") }
    guard let user else {
      guard var stored else {
        if source != nil { throw ValidationError("--user-password is the password of --user, which was not given.") }
        return nil
      }
      if let source {
        stored.password = source
        stored.folder = nil
      }
      return stored
    }
    let parts = user.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let inline = parts.count > 1 ? SecretSource.literal(Secret(String(parts[1]))) : nil
    if inline != nil && source != nil {
      throw ValidationError("--user holds a password and --user-password names another; give one of them.")
    }
    guard let name = parts.first, !name.isEmpty else {
      throw ValidationError("--user: the form is NAME, the password by --user-password SOURCE.")
    }
    return UserReference(name: String(name), password: inline ?? source ?? .prompt)
  }
}

/// A path, or a PKCS#11 URI.
private func source(_ text: String, of flag: String) throws -> CertificateSource {
  do throws(TokenURIError) { return try .named(text) } catch {
    throw ValidationError("\(flag): \(error.summary) \(error.values.joined(separator: " ")) \(error.remedy)")
  }
}

enum PasswordOption {
  static func parse(_ text: String, of flag: String = "--password") throws -> SecretSource {
    do { return try SecretSource.parse(text) } catch {
      throw ValidationError("\(flag): \(error.summary) \(error.remedy)")
    }
  }
}

extension TrustOptions {
  func reference(else stored: TrustReference) -> TrustReference {
    var reference = stored
    reference.anchorsPath = cacert ?? stored.anchorsPath
    reference.folderPath = capath ?? stored.folderPath
    if !crl.isEmpty { reference.revocationListPaths = crl }
    reference.insecure = insecure || stored.insecure
    // What a person names is theirs to read.
    reference.namedPaths.subtract([cacert, capath].compactMap(\.self) + crl)
    return reference
  }
}

extension TLSOptions {
  func settings(else stored: TLSSettings) throws -> TLSSettings {
    let settings = TLSSettings(
      minimum: try tlsMin.map { try version($0, of: "--tls-min") } ?? stored.minimum,
      maximum: try tlsMax.map { try version($0, of: "--tls-max") } ?? stored.maximum,
      ciphers: ciphers ?? stored.ciphers, curves: curves ?? stored.curves,
      securityLevel: securityLevel ?? stored.securityLevel,
      legacyRenegotiation: legacyRenegotiation || stored.legacyRenegotiation)
    if let minimum = settings.minimum, let maximum = settings.maximum, minimum > maximum {
      throw ValidationError("The lowest version (\(minimum)) is above the highest (\(maximum)).")
    }
    if let level = settings.securityLevel, !(0...5).contains(level) {
      throw ValidationError("--security-level \(level): levels go from 0 to 5.")
    }
    return settings
  }

  private func version(_ text: String, of flag: String) throws -> TLSVersion {
    switch text {
    case "1.0": .tls10
    case "1.1": .tls11
    case "1.2": .tls12
    case "1.3": .tls13
    default: throw ValidationError("\(flag) '\(text.neutralised)': versions are 1.0, 1.1, 1.2 and 1.3.")
    }
  }
}

extension RouteOptions {
  func apply(to draft: inout Draft) throws {
    draft.httpHeaders += try header.map(parseHeader)
    for override in resolve where override.split(separator: ":", maxSplits: 2).count < 3 {
      throw ValidationError("--resolve '\(override.neutralised)': the form is HOST:PORT:ADDRESS.")
    }
    draft.route.resolve += resolve
    if let proxy { draft.route.proxyURL = proxy }
    if let proxyUser { draft.route.proxyCredentials = Secret(proxyUser) }
    if let connectTimeout { draft.limits.connectSeconds = try seconds(connectTimeout, of: "--connect-timeout") }
    if let maxTime { draft.limits.totalSeconds = try seconds(maxTime, of: "--max-time") }
  }

  private func parseHeader(_ text: String) throws -> HTTPHeader {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, String(parts[0]).isHTTPToken else {
      throw ValidationError("--header '\(text.neutralised)': the form is 'Name: value'.")
    }
    guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
      throw ValidationError("--header '\(text.neutralised)': a header holds no control character.")
    }
    return HTTPHeader(String(parts[0]), String(parts[1].drop { $0 == " " || $0 == "\t" }))
  }

  private func seconds(_ value: Double, of flag: String) throws -> Double {
    guard value > 0, value <= 86400 else {
      throw ValidationError("\(flag) \(value): a time in seconds between 0 and 86400.")
    }
    return value
  }
}

/// One of an enum's raw values, or a message that lists them.
private func choice<Choice: RawRepresentable & CaseIterable>(
  _ text: String, of flag: String
) throws -> Choice where Choice.RawValue == String {
  if let value = Choice(rawValue: text) { return value }
  let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
  throw ValidationError("\(flag) '\(text.neutralised)': it is one of \(all).")
}
