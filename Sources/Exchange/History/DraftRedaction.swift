internal import Basics
internal import Bindings
internal import Certificates
internal import Handshake

/// A draft without the secrets that stand in it themselves. Places that are filled when it is sent stay.
package struct DraftRedaction: Sendable {
  package private(set) var draft: Draft
  /// What was taken out.
  private(set) var found: [Secret] = []
  package private(set) var lacksSecrets = false

  /// - Parameter secrets: hides what else went out with the call.
  package init(_ draft: Draft, hiding secrets: SecretMask = SecretMask([])) {
    self.draft = draft
    redactReferences()
    redactAddresses()
    self.draft.httpHeaders = draft.httpHeaders.map { redacted($0) }
    for (index, behavior) in draft.behaviors.enumerated() { redact(behavior, at: index) }
    self.draft.soapHeaders = draft.soapHeaders.map { redacted($0) }
    redactEnvelope()
    redactInsertions()
    hideRepetitions(secrets)
    self.draft.captures = false
  }

  /// A typed password is asked for when the call is sent again.
  private mutating func redactReferences() {
    if var identity = draft.identity {
      identity.password = redacted(identity.password)
      identity.certificate = withoutBytes(identity.certificate)
      identity.key = identity.key.map { withoutBytes($0) }
      identity.intermediates = identity.intermediates.map { withoutBytes($0) }
      draft.identity = identity
    }
    if var user = draft.user {
      user.password = redacted(user.password)
      draft.user = user
    }
    if let credentials = draft.route.proxyCredentials {
      take(credentials)
      draft.route.proxyCredentials = nil
      lacksSecrets = true
    }
  }

  private mutating func redacted(_ source: SecretSource) -> SecretSource {
    guard case .literal(let secret) = source else { return source }
    take(secret)
    return .prompt
  }

  /// Bytes that a program held, and a token's literal PIN, are not kept.
  private mutating func withoutBytes(_ source: CertificateSource) -> CertificateSource {
    switch source {
    case .bytes(_, let label):
      lacksSecrets = true
      return .file(path: label)
    case .token(let uri):
      guard case .literal(let pin) = uri.pin else { return source }
      take(pin)
      // Its description leaves the PIN out.
      return (try? TokenURI(uri.description)).map { .token($0) } ?? .file(path: "")
    case .file: return source
    }
  }

  private mutating func redactAddresses() {
    draft.url = redacted(url: draft.url)
    draft.route.proxyURL = draft.route.proxyURL.map { redacted(url: $0) }
  }

  private mutating func redacted(url: String) -> String {
    let kept = url.withoutSecretParameters { isReplaced(String($0)) }
    guard kept != url else { return url }
    lacksSecrets = true
    if let password = url.userPassword { take(password) }
    for value in url.secretParameters(unless: { isReplaced(String($0)) }) { take(String(value)) }
    return kept
  }

  private mutating func redacted(_ header: HTTPHeader) -> HTTPHeader {
    let name = header.name.lowercased()
    let isSecret = [HTTPHeader].secretNames.contains(name) || SecretName.isOne(name)
    guard isSecret, !header.value.isEmpty, !isReplaced(header.value) else { return header }
    take(header.value)
    // `Basic dXNlcjpwYXNz`: the second word alone is as secret.
    for word in header.value.split(whereSeparator: { $0 == " " || $0 == ";" || $0 == "=" }).dropFirst() {
      take(String(word))
    }
    lacksSecrets = true
    return HTTPHeader(header.name, "••••")
  }

  private mutating func redact(_ behavior: RequestBehavior, at index: Int) {
    switch behavior.action {
    case .httpHeader(let header): draft.behaviors[index].action = .httpHeader(redacted(header))
    case .soapHeader(let header): draft.behaviors[index].action = .soapHeader(redacted(header))
    case .endpoint(let url): draft.behaviors[index].action = .endpoint(redacted(url: url))
    case .clientCertificate, .addressing, .mtom, .encoding, .pipe, .unresolved: return
    }
  }

  private mutating func redacted(_ header: SOAPHeader) -> SOAPHeader {
    var header = header
    switch header.content {
    case .text(let text):
      guard SecretName.isOne(header.name), !isReplaced(text) else { return header }
      take(text)
      lacksSecrets = true
      header.content = .text("••••")
    case .xml(let text):
      let name = SecretName.isOne(header.name) && !isReplaced(text)
      let kept = name ? SecretText.dots : hidden(Array(text.utf8))
      guard kept != Array(text.utf8) else { return header }
      lacksSecrets = true
      header.content = .xml(String(decoding: kept, as: UTF8.self))
    }
    return header
  }

  private mutating func redactEnvelope() {
    guard let envelope = draft.envelope?.asUTF8 else { return }
    let kept = hidden(envelope)
    guard kept != envelope else { return }
    lacksSecrets = true
    draft.envelope = kept
  }

  private func hidden(_ bytes: [UInt8]) -> [UInt8] {
    SecretText.hide(in: bytes) { isReplaced(String(decoding: $0, as: UTF8.self)) }
  }

  private mutating func redactInsertions() {
    for index in draft.insertions.indices {
      guard case .secret(let name, let source, let folder) = draft.insertions[index].content else { continue }
      draft.insertions[index].content = .secret(name: name, redacted(source), folder: folder)
    }
  }

  /// What was found in one place may stand in another.
  private mutating func hideRepetitions(_ secrets: SecretMask) {
    let taken = SecretMask(found)
    let mask = { (text: String) in secrets(taken(text)) }
    let before = draft
    draft.url = mask(draft.url)
    draft.action = draft.action.map { mask($0) }
    draft.envelope = draft.envelope.map { secrets(taken($0)) }
    draft.httpHeaders = draft.httpHeaders.map { HTTPHeader($0.name, mask($0.value)) }
    for (index, behavior) in draft.behaviors.enumerated() {
      draft.behaviors[index] = RequestBehavior(mask(behavior.description)) ?? behavior
    }
    for index in draft.soapHeaders.indices {
      switch draft.soapHeaders[index].content {
      case .text(let text): draft.soapHeaders[index].content = .text(mask(text))
      case .xml(let text): draft.soapHeaders[index].content = .xml(mask(text))
      }
    }
    lacksSecrets = lacksSecrets || draft != before
  }

  /// A value that is filled in when the call is sent holds no secret of its own.
  private func isReplaced(_ text: String) -> Bool { draft.insertions.contains { text.contains($0.marker) } }

  private mutating func take(_ secret: Secret) { found.append(secret) }
  private mutating func take(_ text: String) { take(Secret(text)) }
}

extension String {
  /// The password in a URL's authority (RFC 3986 section 3.2.1); nil when there is none.
  fileprivate var userPassword: String? {
    let removed = count - withoutCredentials.count
    guard removed > 1, let colon = firstIndex(of: ":") else { return nil }
    let information = self[colon...].dropFirst(3).prefix(removed - 1)
    return information.firstIndex(of: ":").map { String(information[information.index(after: $0)...]) }
  }
}
