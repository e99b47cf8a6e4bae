internal import Basics
internal import Bindings
internal import Certificates
internal import Collections
internal import Exchange
internal import Handshake

// What was asked for in a past exchange: sent again, or made a request.
extension Model {
  /// Address, envelope, binding and certificate's name are those of then; files, hosts and secrets those of now.
  mutating func resend(_ past: PastExchange, _ asked: Draft) -> [Effect] {
    guard let path = panes(of: past) else { return [] }
    do {
      var draft = try withIdentity(of: asked)
      if let question = try settleIdentity(of: &draft, then: .resend(past.number)) { return open(question) }
      guard programQuestion(draft, of: path, then: .send) == nil else { return show(.notTrusted(past)) }
      let question = settleSecrets(of: &draft, then: .resend(past.number))
      if let question { return open(question) }
      closeHistory()
      let effects = path == currentPath ? [] : openRequest(path)
      return effects + start(draft, again: past)
    } catch {
      return show(Problem(error))
    }
  }

  private func withIdentity(of asked: Draft) throws(Refusal) -> Draft {
    var draft = asked
    guard let name = draft.identity?.name else { return draft }
    guard let entry = identities.named(name) else { throw .unknownIdentity(name, known: identities) }
    draft.identity = entry.reference
    draft.identity?.name = name
    return draft
  }

  /// Beside the request that it was of, else at the top of the tree.
  mutating func reopen(_ past: PastExchange, _ asked: Draft) -> [Effect] {
    guard let collection else { return [] }
    let known = path(of: past)
    let folder = known.flatMap { path in path.lastIndex(of: "/").map { path[...$0] } } ?? ""
    let name = past.request?.split(separator: "/").last.map(String.init) ?? "Request"
    let title = CollectionFolder.fileName(for: "\(name) of exchange \(past.number)")
    let path = freePath("\(folder)\(title)", in: collection)
    closeHistory()
    let written = asked.asWritten
    let request = StoredRequest(
      path: path, document: RequestDocument(asked: written, in: collection.folder), envelope: written.envelope ?? [])
    let lacksSecrets = written.hasDots
    say(
      lacksSecrets
        ? "\(path.neutralised) is made; secrets that stood in it are not kept: •••• stands for them."
        : "\(path.neutralised) is made of exchange \(past.number).", lacksSecrets ? .bad : .good)
    wantedPath = path
    return saveAll() + [.createRequest(request)]
  }

  private func freePath(_ path: String, in collection: Collection) -> String {
    guard collection.request(at: path) != nil else { return path }
    return (2...).lazy.map { "\(path) \($0)" }.first { collection.request(at: $0) == nil } ?? path
  }
}

extension Problem {
  fileprivate static func notTrusted(_ past: PastExchange) -> Problem {
    Problem(
      code: "programs-not-trusted",
      summary: "Exchange \(past.number) needs programs or secrets of the collection that are not trusted here.",
      remedy: "Send the request itself once (s in its pane): it lists them and asks.")
  }
}

extension Draft {
  /// Whether secrets were taken out of it.
  fileprivate var hasDots: Bool {
    let texts = [url, action ?? ""] + httpHeaders.map(\.value) + behaviors.map(\.description)
    return (texts + [String(decoding: envelope ?? [], as: UTF8.self)]).contains { $0.contains("••••") }
  }
}

extension RequestDocument {
  /// What a file must say so that the same is sent.
  ///
  /// - Parameters:
  ///   - draft: with its placeholders as they were written.
  ///   - folder: of the collection; what lies in it is named from there.
  fileprivate init(asked draft: Draft, in folder: String) {
    self = RequestDocument(url: draft.url, action: draft.action).with(draft.binding)
    oneWay = draft.isOneWay ? true : nil
    flavour = draft.flavour == .netFramework ? nil : draft.flavour
    user = draft.user?.name
    userPassword = draft.user.flatMap { String(secretReference: $0.password.description) }
    identity = draft.identity?.name
    chain = draft.chain == .full ? nil : draft.chain
    headers = draft.httpHeaders
    behaviors = draft.behaviors
    let inside = { (path: String) in path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path }
    trust = Trust(
      anchorsPath: draft.trust.anchorsPath.map(inside), folderPath: draft.trust.folderPath.map(inside),
      revocationListPaths: draft.trust.revocationListPaths.map(inside), insecure: draft.trust.insecure ? true : nil)
    tls = TLS(
      minimum: draft.tls.minimum, maximum: draft.tls.maximum, ciphers: draft.tls.ciphers, curves: draft.tls.curves,
      securityLevel: draft.tls.securityLevel, legacyRenegotiation: draft.tls.legacyRenegotiation ? true : nil)
    route = RouteChoice(proxyURL: draft.route.proxyURL, resolve: draft.route.resolve)
    limits = LimitChoice(draft.limits)
  }
}

extension RequestDocument.LimitChoice {
  /// Those that are not the usual ones.
  fileprivate init(_ limits: Limits) {
    let usual = Limits()
    self.init(
      connectSeconds: limits.connectSeconds == usual.connectSeconds ? nil : limits.connectSeconds,
      totalSeconds: limits.totalSeconds == usual.totalSeconds ? nil : limits.totalSeconds,
      idleSeconds: limits.idleSeconds == usual.idleSeconds ? nil : limits.idleSeconds,
      responseBytes: limits.responseBytes == usual.responseBytes ? nil : limits.responseBytes)
  }
}
