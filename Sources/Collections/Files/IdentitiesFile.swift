internal import Basics
internal import Certificates
internal import Exchange

/// The private identities file, `identities.yaml`. Blocks on the disk: not for the thread that paints.
///
/// ```yaml
/// partner-a:
///   certificate: ~/certificates/partner-a.pfx
///   password: "prompt:"
///   hosts:
///     - svc.example:8443
/// ```
public struct IdentitiesFile: Sendable {
  public let path: String

  /// - Parameter path: nil is `$XDG_CONFIG_HOME/signet/identities.yaml`, with `~/.config` as the variable's default.
  public init(path: String? = nil) {
    self.path = path ?? Disk.configurationFolder + "/identities.yaml"
  }

  /// What can be read, and what keeps the rest from it. Without a file: no identities, no problem.
  public func load() -> (identities: Identities, problems: [Collection.Problem]) {
    do throws(CollectionError) {
      guard let bytes = try Disk.read(path, limit: CollectionFolder.documentLimit) else { return (Identities(), []) }
      return read(try CollectionFolder.fields(bytes, path: path))
    } catch {
      guard case .malformed(_, let line, _, let text) = error else {
        return (Identities(), [problem(nil, error.summary)])
      }
      return (Identities(), [problem(line, text)])
    }
  }

  /// Adds the entry or replaces the one of its name; the other lines of the file stay. A new file is readable by its
  /// owner alone.
  public func save(_ entry: Identities.Entry) throws(CollectionError) {
    if case .literal = entry.reference.secretSource { throw .literalPassword(identity: entry.name) }
    let bytes = try Disk.read(path, limit: CollectionFolder.documentLimit) ?? []
    let current = read(try CollectionFolder.fields(bytes, path: path)).0.named(entry.name).map(fields) ?? []
    var text = YAMLText(try CollectionFolder.text(bytes, path: path))
    for (key, value) in fields(of: normalised(entry)) where current.first(where: { $0.key == key })?.value != value {
      text.set(key, in: entry.name, to: value)
    }
    try check(text.text, holds: entry, beside: bytes)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    try Disk.makeFolder(folder, mode: 0o700)
    try Disk.write(Array(text.text.utf8), to: path, mode: 0o600)
  }

  private static let keys = ["certificate", "key", "type", "password", "intermediates", "hosts"]

  func read(_ fields: [YAMLField]) -> (Identities, [Collection.Problem]) {
    var identities = Identities()
    var problems: [Collection.Problem] = []
    if let mode = Disk.permissions(of: path), mode & 0o077 != 0 {
      problems.append(problem(nil, "other users can read or change this file: chmod 600 it", .warning))
    }
    for field in fields {
      do { identities.all.append(try entry(field)) } catch {
        problems.append(problem(error.line ?? field.line, error.text))
      }
    }
    return (identities, problems)
  }

  private func entry(_ field: YAMLField) throws(YAMLProblem) -> Identities.Entry {
    guard case .mapping(let inner) = field.value else {
      throw YAMLProblem(
        line: field.line, text: "'\(field.key.neutralised)' is a name with its certificate, password and hosts")
    }
    if let stranger = inner.first(where: { !Self.keys.contains($0.key) }) {
      throw YAMLProblem(
        line: stranger.line,
        text: UnknownKey(stranger.key, known: Self.keys).text + "; known are " + Self.keys.joined(separator: ", "))
    }
    guard let certificate = try text("certificate", inner) else {
      throw YAMLProblem(line: field.line, text: "'\(field.key.neutralised)' names no certificate")
    }
    let reference = IdentityReference(
      name: field.key, certificate: try source(certificate, field),
      key: try text("key", inner).map { text throws(YAMLProblem) in try source(text, field) },
      format: try format(inner),
      password: try password(inner), intermediates: try list("intermediates", inner).map { .file(path: expanded($0)) })
    return Identities.Entry(
      name: field.key, reference: reference, hosts: try list("hosts", inner).map { $0.lowercased() })
  }

  /// A path from this file's folder, or a PKCS#11 URI without a PIN in it.
  private func source(_ text: String, _ field: YAMLField) throws(YAMLProblem) -> CertificateSource {
    let named: CertificateSource
    do throws(TokenURIError) { named = try .named(text) } catch {
      throw YAMLProblem(line: field.line, text: "'\(field.key.neutralised)': \(error.summary)")
    }
    guard case .token(let uri) = named else { return .file(path: expanded(text)) }
    if case .literal = uri.pin {
      throw YAMLProblem(
        line: field.line, text: "a PIN cannot stand here; use prompt:, env:, file:, keyring: or command:")
    }
    return named
  }

  private func password(_ fields: [YAMLField]) throws(YAMLProblem) -> SecretSource {
    guard let field = fields.first(where: { $0.key == "password" }) else { return .none }
    var source: SecretSource?
    switch field.value {
    case .null: source = SecretSource.none
    // The colon at its end wants quotes in YAML; without it everybody knows what is meant.
    case .text("prompt"): source = .prompt
    case .text(let text): source = try? SecretSource.parse(text)
    default: break
    }
    // What stands there is not repeated: it may be the password itself.
    switch source {
    case .literal:
      throw YAMLProblem(
        line: field.line, text: "a password cannot stand here; use prompt:, env:, file:, keyring: or command:")
    case let source?: return source
    case nil:
      throw YAMLProblem(line: field.line, text: "'password' is prompt:, env:NAME, file:PATH, keyring:NAME or command:…")
    }
  }

  private func format(_ fields: [YAMLField]) throws(YAMLProblem) -> CertificateFormat? {
    guard let name = try text("type", fields) else { return nil }
    if let format = CertificateFormat(rawValue: name.uppercased()) { return format }
    let line = fields.first { $0.key == "type" }?.line
    throw YAMLProblem(
      line: line, text: "'type' is \(CertificateFormat.allCases.map(\.rawValue).joined(separator: ", "))")
  }

  private func text(_ key: String, _ fields: [YAMLField]) throws(YAMLProblem) -> String? {
    guard let field = fields.first(where: { $0.key == key }), field.value != .null else { return nil }
    guard case .text(let text) = field.value else { throw YAMLProblem(line: field.line, text: "'\(key)' is one text") }
    return text
  }

  private func list(_ key: String, _ fields: [YAMLField]) throws(YAMLProblem) -> [String] {
    guard let field = fields.first(where: { $0.key == key }) else { return [] }
    switch field.value {
    case .null: return []
    case .text(let one): return [one]
    case .list(let items): return items
    case .mapping, .other: throw YAMLProblem(line: field.line, text: "'\(key)' is a list")
    }
  }

  private func fields(of entry: Identities.Entry) -> [(key: String, value: YAMLField.Value?)] {
    let reference = entry.reference
    let list = { (items: [String]) in items.isEmpty ? nil : YAMLField.Value.list(items) }
    let password = reference.password.description
    return [
      ("certificate", .text(reference.certificate.label)), ("key", reference.key.map { .text($0.label) }),
      ("type", reference.format.map { .text($0.rawValue) }), ("password", password.isEmpty ? nil : .text(password)),
      ("intermediates", list(reference.intermediates.map(\.label))), ("hosts", list(entry.hosts)),
    ]
  }

  /// The edited text must say what was asked for, and of every other identity what it said before.
  private func check(_ text: String, holds entry: Identities.Entry, beside old: [UInt8]) throws(CollectionError) {
    let before = read(try CollectionFolder.fields(old, path: path)).0
    let after = read(try CollectionFolder.fields(Array(text.utf8), path: path)).0
    let others = { (identities: Identities) in identities.all.filter { $0.name != entry.name } }
    guard others(before) == others(after), after.named(entry.name) == normalised(entry) else {
      throw .malformed(path: path, line: nil, text: "it is written in a way that cannot be changed line by line")
    }
  }

  /// As the entry comes out of the file again.
  private func normalised(_ entry: Identities.Entry) -> Identities.Entry {
    var entry = entry
    entry.reference.name = entry.name
    entry.reference.certificate = normalised(entry.reference.certificate)
    entry.reference.key = entry.reference.key.map(normalised)
    entry.reference.intermediates = entry.reference.intermediates.map { .file(path: expanded($0.label)) }
    entry.hosts = entry.hosts.map { $0.lowercased() }
    return entry
  }

  private func normalised(_ source: CertificateSource) -> CertificateSource {
    if case .token = source { return source }
    return .file(path: expanded(source.label))
  }

  private func expanded(_ path: String) -> String {
    if path.hasPrefix("~/") { return (Disk.environment("HOME") ?? "") + path.dropFirst() }
    if path.hasPrefix("/") { return path }
    let folder = self.path.lastIndex(of: "/").map { self.path[...$0] } ?? ""
    return folder + path
  }

  private func problem(
    _ line: Int?, _ text: String, _ severity: Collection.Problem.Severity = .error
  ) -> Collection.Problem {
    .init(severity: severity, file: path, line: line, text: text)
  }
}
