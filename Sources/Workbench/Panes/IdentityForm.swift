internal import Basics
internal import Certificates
internal import Collections
internal import Exchange
internal import Handshake
internal import Screen

/// The identity tab: which client certificate, what its file holds, its chain, and which servers are believed.
struct IdentityForm {
  let document: RequestDocument
  let defaults: RequestDocument
  let identities: Identities
  let preview: CertificateFilePreview?
  let hasSecret: Bool
  let now: Timestamp?

  private var settled: RequestDocument { document.over(defaults) }
  private var entry: Identities.Entry? { settled.identity.flatMap(identities.named) }

  var rows: [FormRow] { identityRows + previewRows + trustRows }

  private var identityRows: [FormRow] {
    guard let name = settled.identity else {
      return [
        .choice(.identity, "Client certificate", "none", .dim), .button(.certificateFile, "Choose a file…"),
        .note(Toned("A PFX, PEM or DER file. Enter on the line above looks for it.", .dim)),
      ]
    }
    guard let entry else {
      return [
        .choice(.identity, "Client certificate", name, .error), .button(.certificateFile, "Choose a file…"),
        .note(Toned("! Nothing is known here of an identity called \(name).", .error)),
        .note("  → Choose its certificate file: the name stays in the request, the path in your private file."),
      ]
    }
    let reference = entry.reference
    var rows: [FormRow] = [
      .choice(.identity, "Client certificate", name),
      .text(.certificateFile, "File", reference.certificate.label),
      .text(.keyFile, "Private key", reference.key?.label, none: "in the same file"),
      .text(.password, "Password", passwordText(reference.password)),
    ]
    rows += reference.intermediates.enumerated().map { .text(.intermediates($0), "Intermediates", $1.label) }
    rows.append(.button(.addIntermediates, "+ intermediates…"))
    let chain = settled.chain == .leaf ? "the leaf alone, as WCF may do" : "the whole chain"
    rows.append(.choice(.chain, "Sends", settled.chain == nil ? settled.placeholders["chain"] ?? chain : chain))
    rows.append(
      .note(Toned("Shown to: " + (entry.hosts.isEmpty ? "nobody yet" : entry.hosts.joined(separator: ", ")), .dim)))
    return rows
  }

  private func passwordText(_ source: SecretSource) -> String {
    switch source {
    case .none: hasSecret ? "typed, kept in memory only" : "none"
    case .environment(let name): "from the environment variable \(name)"
    case .file(let path): "from the file \(path)"
    case .keyring(let name): "from the keyring, as \(name)"
    case .command: "from a command"
    case .prompt: hasSecret ? "typed, kept in memory only" : "is asked for when it is needed"
    case .literal: "••••"
    }
  }

  // MARK: What the file holds

  private var previewRows: [FormRow] {
    guard entry != nil else { return [] }
    guard let preview else { return [.note(), .note(Toned("Looking into the file…", .dim))] }
    switch preview.state {
    case .readable: return [.note()] + contents(preview) + chain(preview) + warnings(preview)
    case .needsPassword:
      return [.note(), .note(Toned("! The file is encrypted. Enter on Password asks for it.", .warning))]
    case .wrongPassword:
      return [.note(), .note(Toned("✗ The password is wrong. Enter on Password asks again.", .error))]
    case .failed(let problem):
      return [.note(), .note(Toned("✗ " + problem.summary, .error))]
        + problem.values.map { .note(Toned("  " + $0, .dim)) }
        + [.note(Toned("  → " + WorkbenchWords.of(problem.remedy)))]
    }
  }

  private func contents(_ preview: CertificateFilePreview) -> [FormRow] {
    let format = preview.format?.rawValue ?? "unknown format"
    let encryption = preview.encryption.isEmpty ? "not encrypted" : preview.encryption.joined(separator: ", ")
    let key: Toned =
      preview.format == .token && preview.hasPrivateKey
      ? Toned("✓ private key, which stays in the token", .success)
      : preview.hasPrivateKey ? Toned("✓ private key", .success) : Toned("✗ no private key", .error)
    let count = preview.certificates.count
    return [
      .note(Toned("What the file holds", .strong)),
      .note(Toned("  \(format), \(encryption), \(count) certificate\(count == 1 ? "" : "s"), ") + key),
    ]
  }

  private func chain(_ preview: CertificateFilePreview) -> [FormRow] {
    guard let chain = preview.chain else { return [] }
    var rows: [FormRow] = [.note(), .note(Toned("Chain, as it is sent", .strong))]
    for (depth, certificate) in chain.certificates.enumerated() {
      rows.append(.note(CertificateRow.line(certificate, depth: depth, now: now)))
    }
    if let missing = chain.missingIssuer {
      let indent = String(repeating: "  ", count: chain.certificates.count + 1)
      rows.append(.note(Toned("\(indent)! missing: \(missing)", .warning)))
      if let url = chain.certificates.last?.fetchableIssuerURL {
        rows.append(.button(.fetchIssuer, "fetch it from \(url.neutralised)"))
      }
      rows.append(.button(.addToStore, "+ add it from a file to the intermediate store…"))
    }
    return rows
  }

  private func warnings(_ preview: CertificateFilePreview) -> [FormRow] {
    preview.warnings.isEmpty ? [] : [.note()] + preview.warnings.map { .note(Toned("! " + $0, .warning)) }
  }

  // MARK: Server trust

  private var trustRows: [FormRow] {
    let insecure = settled.trust.insecure ?? false
    let check = insecure ? "NO: accepts any server" : "yes"
    let open = settled.trust.insecure == nil ? settled.placeholders["insecure"].map { "\($0) accepts any" } : nil
    return [
      .note(), .note(Toned("Server", .strong)),
      .text(
        .serverAnchors, "Trusted authorities", settled.trust.anchorsPath,
        none: settled.trust.folderPath == nil ? "the system's" : "those of the folder"),
      .text(.serverFolder, "Folder of authorities", settled.trust.folderPath),
    ] + settled.trust.revocationListPaths.enumerated().map { .text(.revocationList($0), "Revocation list", $1) } + [
      .button(.addRevocationList, "+ revocation list…"),
      .choice(
        .insecure, "Check the server", open ?? check, insecure ? .error : .field),
      .choice(.minimumVersion, "Lowest TLS version", version(settled.tls.minimum, "tls-min"), .field),
      .choice(.maximumVersion, "Highest TLS version", version(settled.tls.maximum, "tls-max"), .field),
    ]
  }

  private func version(_ version: TLSVersion?, _ key: String) -> String {
    version?.description ?? settled.placeholders[key] ?? "the library's"
  }
}

/// One certificate of a chain, as trees of chains show it.
enum CertificateRow {
  static func line(_ certificate: CertificateFacts, depth: Int, now: Timestamp?) -> Toned {
    let indent = String(repeating: "  ", count: depth + 1)
    let kind = certificate.isSelfIssued ? " (root)" : ""
    return [
      Toned.Part("\(indent)\(depth == 0 ? "" : "└ ")"), Toned.Part(certificate.subject.shortName, .strong),
      Toned.Part("\(kind)  \(certificate.keyType)\(bits(certificate))  ", .dim), validity(certificate, now: now),
    ]
  }

  private static func bits(_ certificate: CertificateFacts) -> String {
    switch certificate.keyType {
    case .rsa, .rsaPSS: " \(certificate.keyBits)"
    default: ""
    }
  }

  /// How long it is still valid, in few words.
  static func remaining(_ certificate: CertificateFacts, now: Timestamp?) -> Toned.Part {
    guard let now, now >= certificate.notBefore, now <= certificate.notAfter else {
      return validity(certificate, now: now)
    }
    let days = now.days(until: certificate.notAfter)
    return Toned.Part("(\(days) d left)", days < 30 ? .warning : .dim)
  }

  static func validity(_ certificate: CertificateFacts, now: Timestamp?) -> Toned.Part {
    guard let now else { return Toned.Part("until \(certificate.notAfter.date)", .dim) }
    if now < certificate.notBefore { return Toned.Part("✗ not valid before \(certificate.notBefore.date)", .error) }
    if now > certificate.notAfter { return Toned.Part("✗ expired \(certificate.notAfter.date)", .error) }
    let days = now.days(until: certificate.notAfter)
    return Toned.Part("until \(certificate.notAfter.date), \(days) d left", days < 30 ? .warning : .dim)
  }
}
