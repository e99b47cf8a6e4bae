internal import Basics
internal import Bindings
internal import Certificates
internal import Collections
internal import Exchange
internal import Handshake
internal import Screen
internal import Text

// The tabs with fields: headers, binding, identity.
extension Model {
  /// Rows of the tab that is shown; empty while it is the envelope.
  var formRows: [FormRow] {
    guard let current else { return [] }
    let columns = (layout.content(of: .request)?.columns ?? size.columns) - 1
    return rows(of: current).flatMap { $0.wrapped(columns: columns) }
  }

  private func rows(of request: OpenRequest) -> [FormRow] {
    switch request.tab {
    case .envelope: []
    case .headers: HeadersForm.rows(request.document, defaults: defaults)
    case .binding:
      HeadersForm.noteOfBehaviors(request.document.over(defaults))
        + bindingForm(of: request).rows(envelope: request.envelopeVersion)
    case .identity: identityForm(of: request).rows
    }
  }

  func bindingForm(of request: OpenRequest) -> BindingForm {
    BindingForm(document: request.document, defaults: defaults, address: currentAddress)
  }

  private func identityForm(of request: OpenRequest) -> IdentityForm {
    IdentityForm(
      document: request.document, defaults: defaults, identities: identities, preview: request.preview,
      hasSecret: currentIdentityName.map { secrets[$0] != nil } ?? false, now: now)
  }

  var fieldUnderCursor: FormField? { rowUnderFormCursor?.field }

  /// The field's row under the cursor, or the first one when a note is under it.
  var rowUnderFormCursor: FormRow? {
    let rows = formRows
    return current.flatMap { Form.index($0.form, rows: rows) }.map { rows[$0] }
  }

  // MARK: Changing

  /// Steps through the choices of the field under the cursor.
  mutating func changeField(by step: Int) -> [Effect] {
    guard let request = current, let field = fieldUnderCursor else { return [] }
    switch field {
    case .binding, .property, .transport, .encoder, .flavour:
      let changed = bindingForm(of: request).changed(field, by: step)
      current?.document = changed
      return saveAll()
    case .identity: return stepIdentity(by: step)
    case .chain:
      let isLeaf = request.document.over(defaults).chain == .leaf
      current?.document.chain = isLeaf ? .full : .leaf
      return saveAll()
    case .insecure:
      let isInsecure = request.document.over(defaults).trust.insecure ?? false
      current?.document.trust.insecure = !isInsecure
      return saveAll()
    case .behavior(let index): return toggleBehavior(index)
    default: return stepVersion(of: field, by: step)
    }
  }

  private mutating func stepIdentity(by step: Int) -> [Effect] {
    let names: [String?] = [nil] + identities.all.map(\.name)
    return use(identity: names.stepped(from: currentIdentityName, by: step))
  }

  private static let versions: [TLSVersion?] = [nil, .tls10, .tls11, .tls12, .tls13]

  private mutating func stepVersion(of field: FormField, by step: Int) -> [Effect] {
    guard let bound = field.versionBound, let settled = current?.document.over(defaults) else { return [] }
    current?.document.tls[keyPath: bound] = Self.versions.stepped(from: settled.tls[keyPath: bound], by: step)
    return saveAll()
  }

  /// Enter on a field: asks for its text, looks for its file, or lists its choices.
  mutating func openField() -> [Effect] {
    guard let request = current, let field = fieldUnderCursor else { return [] }
    let settled = request.document.over(defaults)
    switch field {
    case .url: return perform(.editURL)
    case .action: return perform(.editAction)
    case .header(let index):
      guard request.document.headers.indices.contains(index) else { return [] }
      let header = request.document.headers[index]
      return prompt(.headerValue(index), header.name, header.value, hint: "d deletes the header")
    case .addHeader: return perform(.add)
    case .behavior(let index): return openBehavior(index)
    case .addBehavior: return openBehaviorMenu()
    case .envelopeVersion(let version): return convertEnvelope(to: version)
    case .userName: return prompt(.userName, "User name", settled.user ?? "")
    case .userPassword:
      return prompt(
        .userPassword, "Where the password comes from", settled.userPassword ?? "prompt:",
        hint: "prompt: env:NAME file:PATH keyring:NAME command:COMMAND; never the password itself")
    case .elements: return prompt(.elements, "Elements, top to bottom", settled.elements ?? "")
    case .identity: return perform(.identity)
    case .certificateFile: return browse(.identity, "")
    case .keyFile: return browse(.key, "")
    case .password: return currentIdentity.map { askPassword(of: $0, then: .inspect) } ?? []
    case .intermediates, .addIntermediates: return browse(.intermediates, "")
    case .addToStore: return browse(.storedIntermediates, "")
    case .fetchIssuer:
      guard let last = request.preview?.chain?.certificates.last else { return [] }
      say("Fetching the certificate of \(last.issuer.shortName)…", .plain)
      return [.fetchIntermediates(of: last)]
    case .serverAnchors: return browse(.serverAnchors, "")
    case .serverFolder:
      return prompt(
        .serverFolder, "Folder of trusted authorities, under their hashes", settled.trust.folderPath ?? "",
        hint: "empty: none")
    case .revocationList, .addRevocationList: return browse(.revocationLists, "")
    case .binding: return perform(.binding)
    case .minimumVersion, .maximumVersion, .property, .transport, .encoder, .flavour: return openChoices(of: field)
    case .chain, .insecure: return changeField(by: 1)
    }
  }

  private mutating func openChoices(of field: FormField) -> [Effect] {
    guard let request = current,
      let label = formRows.first(where: { $0.field == field })?.label,
      let choices = versionChoices(of: field) ?? bindingForm(of: request).choices(of: field)
    else { return [] }
    var popup = Popup(
      .menu(title: label, choices.words.map { Choice(nil, $0.word, note: $0.meaning, .choose(field, $0.word)) }))
    popup.scroll.selected = choices.words.firstIndex { $0.word == choices.current } ?? 0
    return open(popup)
  }

  private func versionChoices(of field: FormField) -> FieldChoices? {
    guard let bound = field.versionBound, let settled = current?.document.over(defaults) else { return nil }
    let words = Self.versions.map { FieldChoices.Word($0?.description ?? "the library's", $0?.standing ?? "") }
    return FieldChoices(current: settled.tls[keyPath: bound]?.description ?? "the library's", words: words)
  }

  mutating func choose(_ word: String, of field: FormField) -> [Effect] {
    guard let request = current else { return [] }
    if let bound = field.versionBound {
      current?.document.tls[keyPath: bound] = Self.versions.compactMap { $0 }.first { $0.description == word }
    } else {
      let changed = bindingForm(of: request).changed(field, to: word)
      current?.document = changed
    }
    return saveAll()
  }

  mutating func openBindingMenu() -> [Effect] {
    guard let request = current else { return [] }
    let choices = [
      Choice("b", "basic", note: "SOAP 1.1, text/xml, HTTP or HTTPS", .setBinding("basic")),
      Choice("s", "basicHttps", note: "SOAP 1.1, text/xml, always HTTPS", .setBinding("basicHttps")),
      Choice("w", "wsHttp", note: "SOAP 1.2 with WS-Addressing 1.0", .setBinding("wsHttp")),
      Choice("7", "ws2007Http", note: "the same, with the WS-* standards of 2007", .setBinding("ws2007Http")),
      Choice("c", "custom", note: "a stack of elements: SOAP version, transport", .setBinding("custom")),
    ]
    var popup = Popup(.menu(title: "Binding", choices))
    if case .success(let binding) = bindingForm(of: request).binding {
      popup.scroll.selected = BindingForm.names.firstIndex(of: binding.name) ?? 0
    }
    return open(popup)
  }

  mutating func setBinding(_ name: String) -> [Effect] {
    guard let request = current else { return [] }
    let chosen = bindingForm(of: request).chosen(name)
    current?.document = chosen
    let effects = moveFocus(to: .request)
    current?.tab = .binding
    return effects + saveAll()
  }

  /// Puts the version's namespace wherever the envelope has that of its own.
  private mutating func convertEnvelope(to version: EnvelopeVersion) -> [Effect] {
    guard let request = current, let own = request.envelopeVersion,
      let pattern = try? FindPattern(own.envelopeNamespace, [.matchesCase]),
      let places = request.editor.replacements(
        of: pattern, with: Replacement(version.envelopeNamespace, for: pattern)), !places.isEmpty
    else { return [] }
    let effects = edit(.replaceRanges(places)) + saveAll()
    say("The envelope is \(version.title) now; u in the envelope takes it back.", .good)
    return effects
  }

  // MARK: Headers

  mutating func takeHeaderName(_ name: String) -> [Effect] {
    guard !name.isEmpty, var headers = current?.document.headers else { return [] }
    let isToken = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
    guard isToken else {
      return show(
        Problem(
          code: "not-a-header-name", summary: "This is not the name of an HTTP header.",
          values: ["name: \(name.neutralised)"], remedy: "Letters, digits and hyphens; the value is asked for next."))
    }
    headers.append(HTTPHeader(name, ""))
    current?.document.headers = headers
    return prompt(.headerValue(headers.count - 1), name, "")
  }

  mutating func takeHeaderValue(_ value: String, _ index: Int) {
    guard current?.document.headers.indices.contains(index) == true else { return }
    current?.document.headers[index].value = value
  }

  /// `a` in a form.
  mutating func addField(in tab: OpenRequest.Tab) -> [Effect] {
    switch tab {
    case .headers where fieldUnderCursor?.isBehavior == true: return openBehaviorMenu()
    case .headers: return prompt(.headerName, "Name of the HTTP header", "", hint: "the value is asked for next")
    case .identity where currentIdentity != nil: return browse(.intermediates, "")
    case .identity: return browse(.identity, "")
    case .binding, .envelope:
      say("Nothing is added to a binding; a new request is made in the tree (1).")
      return []
    }
  }

  /// `d` on a field: takes it out of the request.
  mutating func removeField() -> [Effect] {
    switch fieldUnderCursor {
    case .header(let index): current?.document.headers.remove(at: index)
    case .behavior(let index): removeBehavior(index)
    case .url: current?.document.url = nil
    case .action: current?.document.action = nil
    case .userName:
      current?.document.user = nil
      current?.document.userPassword = nil
    case .userPassword: current?.document.userPassword = nil
    case .identity: return use(identity: nil)
    case .keyFile: return changeIdentity { $0.reference.key = nil }
    case .intermediates(let index): return changeIdentity { $0.reference.intermediates.remove(at: index) }
    case .password:
      if let name = currentIdentityName { secrets[name] = nil }
      return inspectIdentity()
    case .serverAnchors: current?.document.trust.anchorsPath = nil
    case .serverFolder: current?.document.trust.folderPath = nil
    case .revocationList(let index): current?.document.trust.revocationListPaths.remove(at: index)
    default: return []
    }
    return saveAll()
  }
}

extension OpenRequest {
  /// SOAP version of the envelope, by the namespace in its first bytes.
  var envelopeVersion: EnvelopeVersion? {
    let start = String(decoding: editor.text.bytes(in: 0..<min(2048, editor.text.byteCount)), as: UTF8.self)
    return EnvelopeVersion.allCases.first { start.contains($0.envelopeNamespace) }
  }
}
