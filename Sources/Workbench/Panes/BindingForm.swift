internal import Bindings
internal import Collections
internal import Exchange
internal import Handshake
internal import Screen

/// The binding tab: how the message travels, what that puts on the wire, and what it will silently not do.
struct BindingForm {
  let document: RequestDocument
  let defaults: RequestDocument
  /// Without placeholders, as far as they are known.
  let address: String?

  var settled: RequestDocument {
    var settled = document.over(defaults)
    settled.url = address ?? settled.url
    return settled
  }

  /// The binding that the words mean; nil, with the reason, when they mean none.
  var binding: Result<Binding, Refusal> {
    Result { () throws(Refusal) in try settled.binding(hasIdentity: settled.identity != nil) }
  }

  func rows(envelope: EnvelopeVersion?) -> [FormRow] {
    switch binding {
    case .success(let binding): fields(of: binding) + userFields(of: binding) + explanation(of: binding, envelope)
    case .failure(let refusal):
      [.choice(.binding, "Binding", document.binding ?? "?"), .text(.elements, "Elements", document.elements)]
        + problem(refusal)
    }
  }

  var flavour: Flavour { settled.flavour ?? .netFramework }

  private func fields(of binding: Binding) -> [FormRow] {
    var rows = [FormRow.choice(.binding, "Binding", "\(binding.name)  (WCF \(binding.typeName))")]
    if case .custom(let custom) = binding {
      rows.append(.text(.elements, "Elements, top to bottom", custom.elements.description))
    }
    rows += Self.settings(of: binding).compactMap { setting in
      binding.value(of: setting.property).map { .choice(.property(setting.property), setting.label, $0) }
    }
    if binding.ignoresTransportCredential, let index = rows.firstIndex(where: { $0.field == .property("credential") }) {
      rows[index].value = rows[index].value + Toned([.init("  ignored by this security mode", .warning)])
    }
    if case .custom(let custom) = binding {
      rows.insert(.choice(.encoder, "Message encoding", custom.elements.encoderWord), at: 2)
      let row = FormRow.choice(.transport, "Transport", custom.elements.transportWord)
      // Above the properties of the transport.
      let index = rows.firstIndex {
        [.property("requireClientCertificate"), .property("authenticationScheme")].contains($0.field)
      }
      rows.insert(row, at: index ?? rows.count)
    }
    let open = settled.flavour == nil ? settled.placeholders["flavour"] : nil
    return rows + [.choice(.flavour, "Modelled on WCF of", open ?? flavour.title)]
  }

  /// The properties that have a row: those that are changed often. All others are options of the text form.
  private static func settings(of binding: Binding) -> [(label: String, property: String)] {
    if case .custom = binding {
      return [
        ("Message version", "messageVersion"), ("Text encoding", "writeEncoding"),
        ("requireClientCertificate", "requireClientCertificate"), ("HTTP authentication", "authenticationScheme"),
      ]
    }
    let usesMessage = ["transportWithMessageCredential", "message"].contains(binding.value(of: "security"))
    let message = [("Message credential", "messageCredential"), ("Security context", "establishSecurityContext")]
    return [("Security mode", "security"), ("Client credential", "credential")] + (usesMessage ? message : [])
      + [("Message encoding", "messageEncoding"), ("Text encoding", "textEncoding")]
  }

  private func userFields(of binding: Binding) -> [FormRow] {
    let isNeeded = (try? binding.wirePlan(action: nil, flavour: flavour))?.needsUserName ?? false
    guard isNeeded || settled.user != nil else { return [] }
    return [
      .text(.userName, "User name", settled.user),
      .text(.userPassword, "Password from", settled.userPassword, none: "asked for"),
    ]
  }

  private func explanation(of binding: Binding, _ envelope: EnvelopeVersion?) -> [FormRow] {
    let plan = Result { () throws(BindingError) in
      try binding.wirePlan(action: settled.action, flavour: flavour)
    }
    switch plan {
    case .failure(let error): return problem(Refusal(error, stage: .binding))
    case .success(let plan):
      let lint = BindingLint.findings(
        for: BindingLint.Subject(
          binding: binding, url: settled.url ?? "", action: settled.action, hasIdentity: settled.identity != nil,
          hasUser: settled.user != nil, envelopeVersion: envelope,
          httpHeaders: settled.headers.map { WirePlan.Header($0.name, $0.value) },
          sendsFullChain: settled.chain != .leaf, flavour: flavour))
      return conversion(plan, envelope) + lint.filter { $0.severity != .note }.flatMap(warning)
        + [.note(), .note(Toned("What goes on the wire", .strong))] + plan.explanation.map { .note(Toned($0, .dim)) }
        + lint.filter { $0.severity == .note }.flatMap(warning)
    }
  }

  /// What makes the envelope one of the version that the binding announces.
  private func conversion(_ plan: WirePlan, _ envelope: EnvelopeVersion?) -> [FormRow] {
    guard let envelope, let version = plan.messageVersion.envelope, version != envelope else { return [] }
    return [.note(), .button(.envelopeVersion(version), "+ make the envelope \(version.title)")]
  }

  private func warning(_ finding: LintFinding) -> [FormRow] {
    let tone: ThemeScope = finding.severity == .error ? .error : finding.severity == .warning ? .warning : .text
    return [
      .note(), .note(Toned("! " + finding.summary, tone)),
    ] + finding.detail.split(separator: "\n").map { .note(Toned("  " + $0, .dim)) } + [
      .note(Toned("  → " + WorkbenchWords.of(finding.remedy), .text))
    ]
  }

  private func problem(_ refusal: Refusal) -> [FormRow] {
    [.note(), .note(Toned("! " + refusal.summary, .error))] + refusal.values.map { .note(Toned("  " + $0, .dim)) }
      + [.note(Toned("  → " + WorkbenchWords.of(refusal.remedy)))]
  }
}

extension RequestDocument {
  /// The document in the words that mean this binding.
  func with(_ binding: Binding) -> RequestDocument {
    let words = BindingWords(binding)
    var result = self
    (result.binding, result.security, result.credential) = (words.binding, words.security, words.credential)
    (result.messageCredential, result.elements) = (words.messageCredential, words.elements)
    (result.messageVersion, result.encoding) = (words.messageVersion, words.encoding)
    return result
  }
}

extension Array where Element: Equatable {
  /// The element that many places further, round and round.
  func stepped(from element: Element, by step: Int) -> Element {
    guard !isEmpty else { return element }
    let index = (firstIndex(of: element) ?? 0) + step
    return self[(index % count + count) % count]
  }
}
