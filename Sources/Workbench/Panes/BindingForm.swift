internal import Bindings
internal import Collections
internal import Exchange
internal import Screen

/// The binding tab: how the message travels, what that puts on the wire, and what it will silently not do.
struct BindingForm {
  let document: RequestDocument
  let defaults: RequestDocument

  private var settled: RequestDocument { document.over(defaults) }

  /// The binding that the words mean; nil, with the reason, when they mean none.
  var binding: Result<Binding, Refusal> {
    Result { () throws(Refusal) in try settled.binding(hasIdentity: settled.identity != nil) }
  }

  func rows(envelope: MessageVersion?) -> [FormRow] {
    switch binding {
    case .success(let binding): fields(of: binding) + explanation(of: binding, envelope: envelope)
    case .failure(let refusal):
      [.choice(.binding, "Binding", document.binding ?? "?"), .text(.elements, "Elements", document.elements)]
        + problem(refusal)
    }
  }

  private func fields(of binding: Binding) -> [FormRow] {
    var rows = [FormRow.choice(.binding, "Binding", "\(binding.name)  (WCF \(binding.typeName))")]
    switch binding {
    case .basicHTTP(let basic):
      rows.append(.choice(.security, "Security mode", basic.security.mode.rawValue))
      rows.append(
        .choice(.credential, "Client credential", basic.security.transport.clientCredentialType.rawValue))
      rows.append(.choice(.encoding, "Text encoding", basic.textEncoding.rawValue))
    case .basicHTTPS(let basic):
      rows.append(.choice(.credential, "Client credential", basic.transport.clientCredentialType.rawValue))
      rows.append(.choice(.encoding, "Text encoding", basic.textEncoding.rawValue))
    case .custom(let custom):
      rows += fields(of: custom.elements)
    }
    return rows
  }

  private func fields(of stack: BindingElements) -> [FormRow] {
    var rows = [FormRow.text(.elements, "Elements, top to bottom", stack.description)]
    if let text = stack.find(TextMessageEncodingBindingElement.self) {
      rows.append(.choice(.messageVersion, "Message version", text.messageVersion.rawValue))
      rows.append(.choice(.encoding, "Text encoding", text.writeEncoding.rawValue))
    }
    let https = stack.find(HTTPSTransportBindingElement.self)
    rows.append(.choice(.transport, "Transport", https == nil ? "http" : "https"))
    if let https {
      rows.append(
        .choice(
          .requireClientCertificate, "requireClientCertificate", https.requireClientCertificate ? "true" : "false"))
    }
    return rows
  }

  private func explanation(of binding: Binding, envelope: MessageVersion?) -> [FormRow] {
    let plan = Result { () throws(BindingError) in try binding.wirePlan(action: settled.action) }
    switch plan {
    case .failure(let error): return problem(Refusal(error, stage: .binding))
    case .success(let plan):
      let lint = BindingLint.findings(
        for: BindingLint.Subject(
          binding: binding, url: settled.url ?? "", action: settled.action, hasIdentity: settled.identity != nil,
          envelopeVersion: envelope))
      return lint.filter { $0.severity != .note }.flatMap(warning)
        + [.note(), .note(Toned("What goes on the wire", .strong))] + plan.explanation.map { .note(Toned($0, .dim)) }
        + lint.filter { $0.severity == .note }.flatMap(warning)
    }
  }

  private func warning(_ finding: LintFinding) -> [FormRow] {
    let tone: ThemeScope = finding.severity == .error ? .error : finding.severity == .warning ? .warning : .text
    return [
      .note(), .note(Toned("! " + finding.summary, tone)), .note(Toned("  " + finding.detail, .dim)),
      .note(Toned("  → " + finding.remedy, .text)),
    ]
  }

  private func problem(_ refusal: Refusal) -> [FormRow] {
    [.note(), .note(Toned("! " + refusal.summary, .error))] + refusal.values.map { .note(Toned("  " + $0, .dim)) }
      + [.note(Toned("  → " + refusal.remedy))]
  }
}

// MARK: Changing

extension BindingForm {
  /// The document after the field took its next (or, with a negative step, its previous) choice.
  func changed(_ field: FormField, by step: Int) -> RequestDocument {
    guard case .success(let binding) = binding else {
      return field == .binding ? document.with(.basicHTTP(BasicHTTPBinding())) : document
    }
    switch field {
    case .binding: return document.with(other(than: binding, step))
    case .security: return document.with(security(of: binding))
    case .credential: return document.with(credential(of: binding))
    case .encoding: return document.with(encoding(of: binding, step))
    case .messageVersion, .transport, .requireClientCertificate: return document.with(custom(binding, field, step))
    default: return document
    }
  }

  /// The document with that kind of binding, which carries over what both can say.
  func chosen(_ name: String) -> RequestDocument {
    guard case .success(let binding) = binding else { return document.with(.basicHTTP(BasicHTTPBinding())) }
    return document.with(converted(binding, to: name))
  }

  static let names = ["basic", "basicHttps", "custom"]

  private func other(than binding: Binding, _ step: Int) -> Binding {
    converted(binding, to: Self.names.stepped(from: binding.name, by: step))
  }

  private func converted(_ binding: Binding, to name: String) -> Binding {
    if name == binding.name { return binding }
    let stack = (try? binding.createBindingElements()) ?? BindingElements()
    let https = stack.find(HTTPSTransportBindingElement.self)
    let credential = HTTPTransportSecurity(
      clientCredentialType: https?.requireClientCertificate == true ? .certificate : .none)
    let encoding = stack.find(TextMessageEncodingBindingElement.self)?.writeEncoding ?? .utf8
    switch name {
    case "basic":
      return .basicHTTP(
        BasicHTTPBinding(
          security: .init(mode: https == nil ? .none : .transport, transport: credential), textEncoding: encoding))
    case "basicHttps": return .basicHTTPS(BasicHTTPSBinding(transport: credential, textEncoding: encoding))
    default: return .custom(CustomBinding(elements: stack))
    }
  }

  private func security(of binding: Binding) -> Binding {
    guard case .basicHTTP(var basic) = binding else { return binding }
    basic.security.mode = basic.security.mode == .none ? .transport : .none
    return .basicHTTP(basic)
  }

  private func credential(of binding: Binding) -> Binding {
    switch binding {
    case .basicHTTP(var basic):
      basic.security.transport.toggle()
      return .basicHTTP(basic)
    case .basicHTTPS(var basic):
      basic.transport.toggle()
      return .basicHTTPS(basic)
    case .custom: return binding
    }
  }

  private func encoding(of binding: Binding, _ step: Int) -> Binding {
    switch binding {
    case .basicHTTP(var basic):
      basic.textEncoding = TextEncoding.allCases.stepped(from: basic.textEncoding, by: step)
      return .basicHTTP(basic)
    case .basicHTTPS(var basic):
      basic.textEncoding = TextEncoding.allCases.stepped(from: basic.textEncoding, by: step)
      return .basicHTTPS(basic)
    case .custom(var custom):
      custom.elements.modify(TextMessageEncodingBindingElement.self) { text in
        text.writeEncoding = TextEncoding.allCases.stepped(from: text.writeEncoding, by: step)
      }
      return .custom(custom)
    }
  }

  private func custom(_ binding: Binding, _ field: FormField, _ step: Int) -> Binding {
    guard case .custom(var custom) = binding else { return binding }
    switch field {
    case .messageVersion:
      custom.elements.modify(TextMessageEncodingBindingElement.self) { text in
        text.messageVersion = MessageVersion.allCases.stepped(from: text.messageVersion, by: step)
      }
    case .requireClientCertificate:
      custom.elements.modify(HTTPSTransportBindingElement.self) { $0.requireClientCertificate.toggle() }
    default: custom.elements.toggleTransport()
    }
    return .custom(custom)
  }
}

extension HTTPTransportSecurity {
  fileprivate mutating func toggle() {
    clientCredentialType = clientCredentialType == .none ? .certificate : .none
  }
}

extension BindingElements {
  fileprivate mutating func toggleTransport() {
    if remove(HTTPSTransportBindingElement.self) != nil {
      append(HTTPTransportBindingElement())
    } else {
      remove(HTTPTransportBindingElement.self)
      append(HTTPSTransportBindingElement())
    }
  }
}

extension RequestDocument {
  /// The document in the words that mean this binding.
  fileprivate func with(_ binding: Binding) -> RequestDocument {
    var result = self
    result.binding = binding.name
    (result.security, result.credential, result.encoding, result.elements) = (nil, nil, nil, nil)
    result.messageVersion = nil
    switch binding {
    case .basicHTTP(let basic):
      result.security = basic.security.mode.rawValue
      result.credential = basic.security.transport.clientCredentialType.rawValue
      result.encoding = basic.textEncoding == .utf8 ? nil : basic.textEncoding.rawValue
    case .basicHTTPS(let basic):
      result.credential = basic.transport.clientCredentialType.rawValue
      result.encoding = basic.textEncoding == .utf8 ? nil : basic.textEncoding.rawValue
    case .custom(let custom): result.elements = custom.elements.description
    }
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
