internal import Basics
public import Bindings
internal import Certificates
public import Exchange
internal import Handshake

extension Collection {
  /// The draft that a request of this collection stands for: what it says itself, else the defaults of its folders and of
  /// the collection, else the program's own; with the placeholders replaced, except by what is only known when the call
  /// is sent (`Draft.insertions`).
  ///
  /// - Parameters:
  ///   - identities: where the identity's name is looked up; whether its hosts allow the address is not checked.
  ///   - choice: the environment, and values above it.
  /// - Throws: a refusal for a missing address, an unknown identity or variable, or words that make no binding.
  public func draft(
    of request: StoredRequest, identities: Identities, choice: VariableChoice = VariableChoice()
  ) throws(Refusal) -> Draft {
    let (document, envelope, insertions) = try expanded(request, choice)
    guard let url = document.url, !url.isEmpty else { throw .noAddress(request.path) }
    let identity = try document.identity.map { name throws(Refusal) in
      guard let entry = identities.named(name) else { throw .unknownIdentity(name, known: identities) }
      // By this name it is known which servers may see it.
      var reference = entry.reference
      reference.name = name
      return reference
    }
    return Draft(
      name: request.path, url: url, envelope: envelope, action: document.action,
      binding: try document.binding(hasIdentity: identity != nil), flavour: document.flavour ?? .netFramework,
      identity: identity, user: document.userReference(folder: folder), chain: document.chain ?? .full,
      trust: document.trust.reference(folder: folder), tls: document.tls.settings, httpHeaders: document.headers,
      isOneWay: document.oneWay ?? false, behaviors: document.behaviors, folder: folder,
      route: Route(resolve: document.route.resolve, proxyURL: document.route.proxyURL), limits: document.limits.limits,
      insertions: insertions)
  }

  /// What a request says with everything that it inherits, and with the values that its placeholders stand for: what its
  /// answer is judged by, and how another program would connect.
  ///
  /// - Throws: a refusal for a placeholder without a value, or with one that its field cannot have.
  public func settled(
    _ request: StoredRequest, choice: VariableChoice = VariableChoice()
  ) throws(Refusal) -> RequestDocument {
    let document = request.document.over(defaults(of: request.path))
    guard document.texts.contains(where: { $0.utf8.contains(UInt8(ascii: "{")) }) else { return document }
    var request = request
    request.envelope = nil
    return try expanded(request, choice).document
  }

  /// Where a request goes, as a person may read it: without placeholders, but for those that only a call fills; as it is
  /// written where a variable is missing.
  public func shownAddress(of request: StoredRequest, _ choice: VariableChoice = VariableChoice()) -> String? {
    guard let url = request.document.url ?? defaults(of: request.path).url, url.contains("{{") else {
      return request.document.url ?? defaults(of: request.path).url
    }
    var document = RequestDocument()
    document.url = url
    let only = StoredRequest(path: request.path, document: document)
    guard let (expanded, _, insertions) = try? expanded(only, choice), let shown = expanded.url else { return url }
    return insertions.reduce(shown) { $0.replacing($1.marker(.plain), with: $1.written) }
  }

  /// Document and envelope of a request, with everything it inherits and without placeholders.
  private func expanded(
    _ request: StoredRequest, _ choice: VariableChoice
  ) throws(Refusal) -> (document: RequestDocument, envelope: [UInt8]?, insertions: [Insertion]) {
    let document = request.document.over(defaults(of: request.path))
    do throws(VariableError) {
      let scopes = try scopes(for: request.path, choice)
      let layers =
        [(file: request.path + ".yaml", document: request.document)]
        + settings(above: request.path).map { ($0.file, $0.defaults) } + [(CollectionFolder.mainFile, defaults)]
      var expansion = Expansion(
        Expansion.Source(collection: self, scopes: scopes, layers: layers, envelope: request.envelope ?? []))
      let expanded = try expansion.expand(document)
      let envelope = try request.envelope.map { bytes throws(VariableError) in
        try expansion.expand(envelope: bytes, file: request.envelopeFile)
      }
      return (expanded, envelope, expansion.insertions)
    } catch {
      throw Refusal(error)
    }
  }
}

extension RequestDocument {
  /// This document, with what it does not say taken from the other. Lists (headers, behaviors,
  /// resolve, tags, assertions) of both stand together.
  public func over(_ base: RequestDocument) -> RequestDocument {
    var result = self
    result.url = url ?? base.url
    result.action = action ?? base.action
    result.oneWay = oneWay ?? base.oneWay
    if binding == nil, elements == nil {
      (result.binding, result.elements) = (base.binding, base.elements)
      result.messageVersion = messageVersion ?? base.messageVersion
      result.security = security ?? base.security
      result.credential = credential ?? base.credential
      result.messageCredential = messageCredential ?? base.messageCredential
      result.encoding = encoding ?? base.encoding
    }
    result.flavour = flavour ?? base.flavour
    if user == nil { (result.user, result.userPassword) = (base.user, userPassword ?? base.userPassword) }
    result.identity = identity ?? base.identity
    result.chain = chain ?? base.chain
    let own = Set(headers.map { $0.name.lowercased() })
    result.headers = base.headers.filter { !own.contains($0.name.lowercased()) } + headers
    result.behaviors = base.behaviors + behaviors
    result.trust = trust.over(base.trust)
    result.tls = tls.over(base.tls)
    result.route.proxyURL = route.proxyURL ?? base.route.proxyURL
    result.route.resolve = base.route.resolve + route.resolve
    result.limits = limits.over(base.limits)
    result.tags = base.tags + tags.filter { !base.tags.contains($0) }
    result.assertions = base.assertions + assertions
    let names = Set(captures.map(\.name))
    result.captures = base.captures.filter { !names.contains($0.name) } + captures
    result.namespaces = base.namespaces.merging(namespaces) { $1 }
    if !placeholders.isEmpty || !base.placeholders.isEmpty { result.takePlaceholders(of: self, over: base) }
    return result
  }

  /// Of a key's values and placeholders the nearer one counts, whichever it is.
  private mutating func takePlaceholders(of own: RequestDocument, over base: RequestDocument) {
    placeholders = [:]
    for key in Self.keys where own.placeholders[key.name] != nil || base.placeholders[key.name] != nil {
      guard case .text(let get, let set) = key.form, let text = get(own) ?? get(base) else { continue }
      _ = set(&self, text)
    }
  }

  /// The binding that the document's words mean for its address.
  ///
  /// - Throws: a refusal with the binding's own error.
  public func binding(hasIdentity: Bool) throws(Refusal) -> Binding {
    let words = BindingWords(
      binding: binding, security: security, credential: credential, messageCredential: messageCredential,
      elements: elements, messageVersion: messageVersion, encoding: encoding)
    do {
      return try BindingParser.binding(
        words, BindingContext(url: url ?? "", hasIdentity: hasIdentity, hasUser: user != nil))
    } catch {
      throw Refusal(error, stage: .binding)
    }
  }
}

extension RequestDocument {
  /// A password whose source is not said is asked for.
  fileprivate func userReference(folder: String) -> UserReference? {
    user.map { name in
      UserReference(
        name: name, password: userPassword.flatMap { try? SecretSource.parse($0) } ?? .prompt, folder: folder)
    }
  }
}

extension RequestDocument.Trust {
  func over(_ base: Self) -> Self {
    Self(
      anchorsPath: anchorsPath ?? base.anchorsPath, folderPath: folderPath ?? base.folderPath,
      revocationListPaths: revocationListPaths.isEmpty ? base.revocationListPaths : revocationListPaths,
      insecure: insecure ?? base.insecure)
  }

  func reference(folder: String) -> TrustReference {
    let absolute = { (path: String) in path.hasPrefix("/") ? path : folder + "/" + path }
    var reference = TrustReference(
      anchorsPath: anchorsPath.map(absolute), folderPath: folderPath.map(absolute),
      revocationListPaths: revocationListPaths.map(absolute), insecure: insecure ?? false)
    reference.folder = folder
    reference.namedPaths = Set(([anchorsPath, folderPath].compactMap(\.self) + revocationListPaths).map(absolute))
    return reference
  }
}

extension RequestDocument.TLS {
  func over(_ base: Self) -> Self {
    Self(
      minimum: minimum ?? base.minimum, maximum: maximum ?? base.maximum, ciphers: ciphers ?? base.ciphers,
      curves: curves ?? base.curves, securityLevel: securityLevel ?? base.securityLevel,
      legacyRenegotiation: legacyRenegotiation ?? base.legacyRenegotiation)
  }

  var settings: TLSSettings {
    TLSSettings(
      minimum: minimum, maximum: maximum, ciphers: ciphers, curves: curves, securityLevel: securityLevel,
      legacyRenegotiation: legacyRenegotiation ?? false)
  }
}

extension RequestDocument.LimitChoice {
  func over(_ base: Self) -> Self {
    Self(
      connectSeconds: connectSeconds ?? base.connectSeconds, totalSeconds: totalSeconds ?? base.totalSeconds,
      idleSeconds: idleSeconds ?? base.idleSeconds, responseBytes: responseBytes ?? base.responseBytes)
  }

  var limits: Limits {
    var limits = Limits()
    if let connectSeconds { limits.connectSeconds = connectSeconds }
    if let totalSeconds { limits.totalSeconds = totalSeconds }
    if let idleSeconds { limits.idleSeconds = idleSeconds }
    if let responseBytes { limits.responseBytes = responseBytes }
    return limits
  }
}

extension Refusal {
  static func noAddress(_ path: String) -> Self {
    Refusal(
      stage: .usage, code: "no-address", summary: "The request has no address to send to.",
      values: ["request: \(path)"], remedy: "Give it a url, in the request or in the collection's defaults.")
  }

  /// - Parameter known: those that there are, to be told.
  public static func unknownIdentity(_ name: String, known: Identities) -> Self {
    let names = known.all.map(\.name).joined(separator: ", ")
    return Refusal(
      stage: .identity, code: "unknown-identity", summary: "No identity is called \"\(name.neutralised)\" here.",
      values: ["known identities: " + (names.isEmpty ? "none" : names.neutralised)],
      remedy: "Choose a certificate file for it; the name is kept in your private identities file.")
  }
}
