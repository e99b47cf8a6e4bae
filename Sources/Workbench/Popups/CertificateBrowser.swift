internal import Basics
internal import Certificates
internal import Collections
internal import Exchange
internal import Screen

/// The certificates that are at hand: the identities that are known by name, and the files of a folder with what each
/// holds.
struct CertificateBrowser: Sendable {
  var path: String
  /// Nil until the listing arrives.
  var entries: [FolderEntry]?
  /// What each file holds, by path, as far as it was looked into.
  var previews: [String: CertificateFilePreview] = [:]
  /// That were typed for files here, by path.
  var passwords: [String: Secret] = [:]
  var identities: Identities
  let now: Timestamp?

  /// As many files of one folder are looked into.
  static let fileLimit = 200

  /// Whether a file is looked into, by its name.
  static func looksRight(_ name: String) -> Bool {
    let name = name.lowercased()
    return (FileUse.identity.endings + FileUse.key.endings + FileUse.intermediates.endings).contains {
      name.hasSuffix($0)
    }
  }

  func joined(_ name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }

  /// Paths of the files of this folder to be looked into.
  var files: [String] {
    let names = (entries ?? []).filter { !$0.isFolder && Self.looksRight($0.name) }.map(\.name).sorted()
    return names.prefix(Self.fileLimit).map(joined)
  }

  // MARK: Rows

  struct Row {
    var choice: Choice
    /// Of the file that it is about.
    var file: String?
  }

  func rows(filter: String) -> [Row] {
    let filter = TypedFilter(filter)
    let known = identities.all.filter { filter.matches($0.name) }.map { entry in
      let file = entry.reference.certificate.label
      return Row(
        choice: Choice(nil, "★ " + entry.name.neutralised, note: summary(of: file), .useIdentity(name: entry.name)),
        file: file)
    }
    let above = filter.isEmpty && path != "/" ? [folder("../", Self.parent(of: path))] : []
    let folders = (entries ?? []).filter { $0.isFolder && !$0.name.hasPrefix(".") && filter.matches($0.name) }
      .map { folder($0.name.neutralised + "/", joined($0.name)) }
    let found = files.filter { filter.matches(String($0.split(separator: "/").last ?? "")) }.map { file in
      let name = String(file.split(separator: "/").last ?? "")
      return Row(
        choice: Choice(nil, name.neutralised, note: summary(of: file), .useCertificate(path: file)), file: file)
    }
    return known + above + folders + found
  }

  private func folder(_ title: String, _ path: String) -> Row {
    Row(choice: Choice(nil, title, .browseCertificates(path: path)), file: nil)
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// `alice · key · chain complete · until 2027-06-27, 212 d left · PFX`.
  private func summary(of file: String) -> String {
    guard let preview = previews[file] else { return "…" }
    switch preview.state {
    case .needsPassword: return "encrypted: Enter asks for its password"
    case .wrongPassword: return "✗ encrypted, and the password is wrong"
    case .failed(let problem):
      let text = problem.summary.neutralised
      return "✗ " + (text.hasPrefix(file + " ") ? String(text.dropFirst(file.count + 1)) : text)
    case .readable: break
    }
    guard let leaf = preview.chain?.certificates.first ?? preview.certificates.first else {
      return "\(preview.format?.rawValue ?? "") · " + (preview.hasPrivateKey ? "a private key alone" : "no certificate")
    }
    let more =
      preview.certificates.count > 1 && preview.chain == nil ? " and \(preview.certificates.count - 1) more" : ""
    let key = preview.hasPrivateKey ? "key" : leaf.isCA ? "an authority, no key" : "no key"
    let chain = preview.chain.map { $0.missingIssuer == nil ? " · chain complete" : " · chain incomplete" } ?? ""
    return [
      leaf.subject.shortName.neutralised + more, key + chain, CertificateRow.validity(leaf, now: now).text,
      preview.format?.rawValue ?? "",
    ].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// Always as many lines, so that the list stands still.
  func lines(selected: Int, filter: String, columns: Int) -> [Toned] {
    let rows = rows(filter: filter)
    let file = rows.indices.contains(selected) ? rows[selected].file : nil
    let detail = file.map { self.detail(of: $0, columns: columns) } ?? []
    return [Toned(path.isEmpty ? "…" : path.neutralised, .strong)]
      + (0..<Self.detailLines).map { detail.indices.contains($0) ? detail[$0] : "" }
  }

  private static let detailLines = 5

  private func detail(of file: String, columns: Int) -> [Toned] {
    guard let preview = previews[file] else { return [Toned("Looking into \(file.neutralised)…", .dim)] }
    if case .failed(let problem) = preview.state {
      return Toned.paragraph(problem.summary.neutralised, .error, columns: columns)
        + Toned.paragraph("→ " + WorkbenchWords.of(problem.remedy).neutralised, columns: columns)
    }
    let shown = preview.chain?.certificates ?? preview.certificates
    guard let leaf = shown.first else { return [] }
    let encryption = preview.encryption.isEmpty ? "not encrypted" : preview.encryption.joined(separator: ", ")
    var lines: [Toned] = [
      [.init("subject  ", .dim), .init(leaf.subject.description.neutralised)],
      [.init("issuer   ", .dim), .init(leaf.issuer.description.neutralised)],
      [
        .init("valid    ", .dim), CertificateRow.validity(leaf, now: now),
        .init("   \(leaf.keyType) \(leaf.keyBits)   \(encryption)", .dim),
      ],
    ]
    let above = shown.dropFirst().map { $0.subject.shortName.neutralised }
    let missing = preview.chain?.missingIssuer.map { "missing: \($0)".neutralised }
    let line = (above + [missing].compactMap(\.self)).joined(separator: " → ")
    lines.append([
      .init("chain    ", .dim),
      .init(line.isEmpty ? "ends with itself" : line, missing == nil ? .text : .warning),
    ])
    if let warning = preview.warnings.first { lines.append(Toned("! " + warning.neutralised, .warning)) }
    return lines
  }
}

// The certificate browser.
extension Model {
  mutating func openCertificates() -> [Effect] {
    guard current != nil else {
      say("There is no request yet to choose a certificate for: press a in the tree of requests to make one.", .bad)
      return []
    }
    let browser = CertificateBrowser(path: startFolder(for: .identity), identities: identities, now: now)
    let known = identities.all.map { inspection(of: $0) }
    return open(Popup(.certificates(browser))) + [.listFolder(path: browser.path)] + known
  }

  /// The browser, wherever it lies among the windows.
  private var browserIndex: Int? { popups.lastIndex { if case .certificates = $0.purpose { true } else { false } } }

  private mutating func changeBrowser(_ change: (inout CertificateBrowser) -> Void) {
    guard let index = browserIndex, case .certificates(var browser) = popups[index].purpose else { return }
    change(&browser)
    popups[index].purpose = .certificates(browser)
  }

  private var browser: CertificateBrowser? {
    guard let index = browserIndex, case .certificates(let browser) = popups[index].purpose else { return nil }
    return browser
  }

  mutating func browseCertificates(_ path: String, from popup: Popup?) -> [Effect] {
    guard var popup, case .certificates(var browser) = popup.purpose else { return [] }
    (browser.path, browser.entries) = (path, nil)
    popup.purpose = .certificates(browser)
    (popup.field, popup.scroll) = (InputField(), ScrollState())
    popups.append(popup)
    return [.listFolder(path: path)]
  }

  /// - Returns: nil when no browser is open.
  mutating func showCertificates(_ path: String, _ entries: [FolderEntry]) -> [Effect]? {
    guard let index = popups.indices.last, case .certificates = popups[index].purpose else { return nil }
    changeBrowser { ($0.path, $0.entries) = (path, entries) }
    let known = browser?.previews ?? [:]
    // Those of the identities were looked into with their passwords.
    let ofIdentities = Set(identities.all.map(\.reference.certificate.label))
    return (browser?.files ?? []).filter { known[$0] == nil && !ofIdentities.contains($0) }.map {
      .inspectCertificate(CertificateQuestion(path: $0))
    }
  }

  mutating func showInBrowser(_ preview: CertificateFilePreview) -> [Effect] {
    guard browserIndex != nil else { return [] }
    changeBrowser { $0.previews[preview.path] = preview }
    guard browser?.passwords[preview.path] != nil, preview.state == .wrongPassword else { return [] }
    changeBrowser { $0.passwords[preview.path] = nil }
    return askFilePassword(preview.path, isRetry: true)
  }

  /// Enter on a file: asks for its password first; then it is the request's.
  mutating func useCertificate(_ path: String, from popup: Popup?) -> [Effect] {
    guard let popup, case .certificates(let browser) = popup.purpose else { return [] }
    switch browser.previews[path]?.state {
    case .needsPassword, .wrongPassword:
      popups.append(popup)
      return askFilePassword(path, isRetry: false)
    case .failed(let problem):
      popups.append(popup)
      return show(problem)
    case .readable, nil:
      let effects = pick(path, as: .identity)
      if let secret = browser.passwords[path], let name = currentIdentityName {
        // Without its password there is nothing to look into: that would only ask for it again.
        return effects.filter { if case .inspectCertificate = $0 { false } else { true } } + keep(secret, for: name)
          + inspectIdentity()
      }
      return effects
    }
  }

  private mutating func askFilePassword(_ path: String, isRetry: Bool) -> [Effect] {
    open(
      Popup(
        .password(
          PasswordQuestion(
            owner: .certificateFile, name: path, file: path.neutralised, then: .inspect, isRetry: isRetry))))
  }

  mutating func takeFilePassword(_ secret: Secret, _ path: String) -> [Effect] {
    changeBrowser {
      $0.passwords[path] = secret
      $0.previews[path] = nil
    }
    return [.inspectCertificate(CertificateQuestion(path: path, password: .literal(secret)))]
  }
}
