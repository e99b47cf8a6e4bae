internal import Basics
internal import Certificates
internal import Collections
internal import Exchange
internal import Screen

// The client certificate: choosing it, its password, to whom it may be shown.
extension Model {
  var currentIdentityName: String? { current.flatMap { $0.document.over(defaults).identity } }
  var currentIdentity: Identities.Entry? { currentIdentityName.flatMap(identities.named) }

  mutating func adopt(_ identities: Identities) -> [Effect] {
    self.identities = identities
    return inspectIdentity()
  }

  /// Looks into the certificate file of the current request.
  func inspectIdentity() -> [Effect] {
    currentIdentity.map { [inspection(of: $0)] } ?? []
  }

  func inspection(of entry: Identities.Entry) -> Effect {
    let secret = secrets[entry.name].map(SecretSource.literal)
    let stored = entry.reference.password == .prompt ? SecretSource.none : entry.reference.password
    return .inspectCertificate(
      CertificateQuestion(
        path: entry.reference.certificate.label, keyPath: entry.reference.key?.label, password: secret ?? stored,
        intermediates: entry.reference.intermediates.map(\.label)))
  }

  mutating func adopt(_ preview: CertificateFilePreview) -> [Effect] {
    for path in requests.keys {
      guard let name = requests[path]?.document.over(defaults(of: path)).identity,
        identities.named(name)?.reference.certificate.label == preview.path
      else { continue }
      requests[path]?.preview = preview
    }
    let effects = showInBrowser(preview)
    if !effects.isEmpty { return effects }
    guard asksForPassword, popups.isEmpty, let entry = currentIdentity else { return [] }
    switch preview.state {
    case .needsPassword: return askPassword(of: entry, then: .inspect)
    case .wrongPassword:
      secrets[entry.name] = nil
      return askPassword(of: entry, then: .inspect, isRetry: true)
    case .readable, .failed:
      asksForPassword = false
      return []
    }
  }

  mutating func openIdentityMenu() -> [Effect] {
    guard current != nil else {
      say("There is no request yet: press a in the tree of requests to make one.", .bad)
      return []
    }
    var choices = [Choice("n", "none", note: "sends no client certificate", .useIdentity(name: nil))]
    choices += identities.all.map { entry in
      Choice(nil, entry.name, note: entry.reference.certificate.label, .useIdentity(name: entry.name))
    }
    choices.append(Choice("B", "look at them…", note: "what each file of a folder holds", .perform(.certificates)))
    choices.append(Choice("f", "a file…", note: "PFX, PEM or DER", .browse(.identity, path: "")))
    choices.append(Choice("t", "a token…", note: "smart card or HSM, by a PKCS#11 URI", .askToken))
    var popup = Popup(.menu(title: "Client certificate", choices))
    popup.scroll.selected =
      currentIdentityName.flatMap { name in choices.firstIndex { $0.title == name } } ?? choices.count - 2
    return open(popup)
  }

  mutating func use(identity name: String?) -> [Effect] {
    current?.document.identity = name
    current?.preview = nil
    asksForPassword = name != nil
    return saveAll() + showIdentityTab() + inspectIdentity()
  }

  private mutating func showIdentityTab() -> [Effect] {
    let effects = moveFocus(to: .request)
    current?.tab = .identity
    return effects
  }

  // MARK: Files

  mutating func pick(_ path: String, as use: FileUse) -> [Effect] {
    switch use {
    case .comparison: return compareAnswer(withFile: path)
    case .identity: return pickIdentity(.file(path: path), title: path)
    case .key: return changeIdentity { $0.reference.key = .file(path: path) }
    case .intermediates: return changeIdentity { $0.reference.intermediates.append(.file(path: path)) }
    case .storedIntermediates: return [.addIntermediates(path: path)]
    case .description: return openDescription(at: path)
    case .serverAnchors:
      let shown = inCollection(path)
      current?.document.trust.anchorsPath = shown
      return saveAll() + trustChosen(shown)
    case .revocationLists:
      let shown = inCollection(path)
      current?.document.trust.revocationListPaths.append(shown)
      return saveAll() + trustChosen(shown)
    }
  }

  /// Relative to the collection's folder, so that the collection can move.
  private func inCollection(_ path: String) -> String {
    let folder = (collection?.folder ?? "") + "/"
    return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
  }

  /// What went into the store may complete the chain that is shown.
  mutating func adopt(_ additions: [IntermediatesFolder.Addition]) -> [Effect] {
    let added = additions.filter { if case .added = $0.outcome { true } else { false } }
    if added.isEmpty {
      let reasons = additions.map { "\($0.certificate.subject.shortName): \($0.outcome.words)" }
      return show(
        Problem(
          code: "intermediates-not-added", summary: "Nothing was added to the intermediate store.", values: reasons,
          remedy: "Choose a file with the certificate of the issuer that is missing."))
    }
    say("Added to the intermediate store: \(added.map(\.certificate.subject.shortName).joined(separator: ", "))", .good)
    return inspectIdentity()
  }

  /// A token instead of a file.
  mutating func takeToken(_ text: String) -> [Effect] {
    do throws(TokenURIError) {
      let uri = try TokenURI(text)
      if case .literal = uri.pin {
        return show(
          Problem(
            code: "pin-in-uri", summary: "A PIN cannot be kept in a file.",
            remedy: "Leave pin-value out; Enter on Password asks for the PIN."))
      }
      return pickIdentity(.token(uri), title: uri.text("object") ?? uri.text("token") ?? "token")
    } catch {
      return show(Problem(error))
    }
  }

  /// The file gets a name, under which the private file keeps its path; the request only says the name.
  private mutating func pickIdentity(_ source: CertificateSource, title: String) -> [Effect] {
    var reference = IdentityReference(certificate: source)
    if case .token(let uri) = source, uri.pin == .none { reference.password = .prompt }
    var entry =
      identities.all.first { $0.reference.certificate == source }
      ?? Identities.Entry(name: freeIdentityName(for: title), reference: reference, hosts: [])
    if let address = currentAddress.flatMap({ try? HTTPAddress($0) }),
      !entry.isAllowed(address)
    {
      entry.hosts.append(address.hostAndPort)
    }
    identities.put(entry)
    return [.saveIdentity(entry)] + use(identity: entry.name)
  }

  private func freeIdentityName(for path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? "identity"
    let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    let base = stem.isEmpty ? "identity" : stem
    var name = base
    var number = 2
    while identities.named(name) != nil {
      name = "\(base)-\(number)"
      number += 1
    }
    return name
  }

  mutating func changeIdentity(_ change: (inout Identities.Entry) -> Void) -> [Effect] {
    guard var entry = currentIdentity else { return [] }
    change(&entry)
    identities.put(entry)
    return [.saveIdentity(entry)] + inspectIdentity()
  }

  mutating func allow(_ name: String, host: String, then: PasswordQuestion.Then) -> [Effect] {
    guard var entry = identities.named(name) else { return [] }
    entry.hosts.append(host)
    identities.put(entry)
    return [.saveIdentity(entry)] + goOn(then)
  }

  // MARK: Passwords

  mutating func askPassword(
    of entry: Identities.Entry, then: PasswordQuestion.Then, isRetry: Bool = false
  ) -> [Effect] {
    open(
      Popup(
        .password(
          PasswordQuestion(
            name: entry.name, file: entry.reference.certificate.label, then: then, isRetry: isRetry))))
  }

  mutating func takePassword(_ secret: Secret, _ question: PasswordQuestion) -> [Effect] {
    _ = popups.popLast()
    switch question.owner {
    case .certificateFile: return takeFilePassword(secret, question.name)
    case .identity: return keep(secret, for: question.name) + goOn(question.then)
    case .user: userSecrets[question.name] = secret
    case .variable: variableSecrets[question.name] = secret
    }
    return goOn(question.then)
  }

  /// The password is known for this session; later ones know to ask. It is written nowhere itself.
  mutating func keep(_ secret: Secret, for name: String) -> [Effect] {
    secrets[name] = secret
    guard var entry = identities.named(name), entry.reference.password == .none else { return [] }
    entry.reference.password = .prompt
    identities.put(entry)
    return [.saveIdentity(entry)]
  }

  /// With what waited for the answer to a question.
  mutating func goOn(_ then: PasswordQuestion.Then) -> [Effect] {
    switch then {
    case .inspect:
      asksForPassword = true
      return inspectIdentity()
    case .send: return send()
    case .resend(let number): return [.readPast(number: number, .resend)]
    case .probe: return probe()
    case .describe: return openDescription(at: wantedDescription)
    }
  }
}

extension IntermediatesFolder.Addition.Outcome {
  fileprivate var words: String {
    switch self {
    case .added(let path): "added, \(path.neutralised)"
    case .alreadyThere(let path): "already there, \(path.neutralised)"
    case .leftOut(let reason): reason
    }
  }
}

extension Identities {
  /// Adds the entry, or puts it in place of the one of that name.
  mutating func put(_ entry: Entry) {
    if let index = all.firstIndex(where: { $0.name == entry.name }) {
      all[index] = entry
    } else {
      all.append(entry)
    }
  }
}
