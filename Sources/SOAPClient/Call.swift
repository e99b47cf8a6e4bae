internal import Basics
internal import Bindings
internal import Certificates
internal import Exchange
internal import Handshake
internal import SOAP
internal import TLS
internal import Transport

/// The way of one call from draft to report.
struct Call: Sendable {
  let client: SOAPClient
  /// Told of all that happens; nil when nobody watches.
  let report: (@Sendable (ExchangeEvent) -> Void)?

  /// Everything settled, ready for the wire.
  struct Settled: Sendable {
    var ticket: Ticket
    var target: Evidence.Target
    var plan: WirePlan
    var identity: Identity?
    var trust: ServerTrust
    var authentication: HTTPAuthentication?
    var headers: [HTTPHeader]
    /// The ticket's body with everything in it, passwords too.
    var body: [UInt8]
    var lint: [LintFinding]
    var preparation: [String]
    /// What the message inspectors keep for the reply.
    var inspection: Inspection
  }

  func run() async -> Report {
    switch await prepare() {
    case .failure(let refusal): return unprepared(refusal)
    case .success(let settled):
      return await exchange(settled)
    }
  }

  func unprepared(_ refusal: Refusal) -> Report {
    client.enter(.faulted)
    return client.cancellation.isCancelled ? cancelled() : refused(refusal)
  }

  // MARK: Before the wire

  func prepare() async -> Result<Settled, Refusal> {
    do throws(Refusal) {
      try await fillInsertions()
      try applyBehaviors()
      try await runCallbacks()
      let configuration = client.freeze()
      return .success(try await settle(configuration))
    } catch {
      return .failure(error)
    }
  }

  private func runCallbacks() async throws(Refusal) {
    for callback in client.session.callbacks {
      let outcome = await SOAPRequest.$preparation.withValue(client) {
        await CallbackRun.outcome(client.cancellation) { [client] in try await callback.run(client) }
      }
      switch outcome {
      case .value: break
      case .failed(let error):
        _ = client.freeze()
        throw Refusal(callbackError: error, "callback: \(callback.title)")
      case .cancelled:
        _ = client.freeze()
        throw .cancelled
      }
    }
  }

  private func settle(_ configuration: SOAPClient.Configuration) async throws(Refusal) -> Settled {
    let draft = client.filledDraft
    let endpoint = configuration.endpoint
    var inspection = Inspection()
    let message = try await inspected(by: endpoint, &inspection)
    let plan = try self.plan(endpoint, action: message.action)
    let address = try HTTPAddress(endpoint.address)
    let reference = configuration.credentials.clientCertificate
    if plan.offersClientCertificate || plan.signs, reference == nil { throw .noClientCertificate(endpoint.binding) }
    let isCall = draft.method == .post
    let user = isCall ? configuration.credentials.userName : nil
    if isCall, plan.needsUserName, user == nil { throw .noUserName(endpoint.binding) }
    let mtom = isCall ? MTOMPreparation(plan, client.session.environment) : nil
    if mtom != nil { try RequestHeaders.refuseContentType(message.httpHeaders) }
    let headers =
      try isCall
      ? RequestHeaders.merged(mtom.map { plan.with($0) } ?? plan, own: message.httpHeaders, action: message.action)
      : RequestHeaders.withoutMessage(plan, own: message.httpHeaders)
    if isCall { try EnvelopePreparation.check(message.envelope, plan.messageVersion) }
    let lint = lint(configuration, message)
    let authentication = isCall ? try await authentication(plan, user) : nil
    let loaded = try await loadIdentity(reference)
    let trust = try await loadTrust()
    if plan.scheme == "https" { try check(trust, plan.offersClientCertificate ? loaded?.identity : nil) }
    let soapHeaders = self.headers(message, endpoint, to: address.absoluteURI, plan)
    let prepared =
      isCall ? try await envelope(message, soapHeaders, plan, user, loaded?.identity, mtom) : EnvelopePreparation()
    let ticket = Ticket(
      url: endpoint.address.withoutCredentials, method: draft.method.rawValue, httpHeaders: headers.redacted,
      action: message.action, body: prepared.shown, binding: endpoint.binding, messageVersion: plan.messageVersion,
      identity: loaded?.summary,
      offersClientCertificate: plan.offersClientCertificate, authentication: authentication?.words,
      byteCount: prepared.body.count, additions: prepared.additions, kept: prepared.kept,
      messageID: prepared.messageID)
    return Settled(
      ticket: ticket, target: Evidence.Target(address, proxy: draft.route(plan, to: address.host).proxyURL), plan: plan,
      identity: loaded?.identity, trust: trust, authentication: authentication, headers: headers,
      body: prepared.body, lint: lint, preparation: loaded?.steps ?? [], inspection: inspection)
  }

  /// The message as the endpoint's behaviors leave it.
  private func inspected(by endpoint: Endpoint, _ inspection: inout Inspection) async throws(Refusal) -> RequestMessage
  {
    let draft = client.filledDraft
    let version = try plan(endpoint, action: draft.action).messageVersion.envelope
    let message = RequestMessage(
      envelope: draft.envelope ?? version.map(EnvelopeBuilder.empty) ?? [], httpHeaders: draft.httpHeaders,
      soapHeaders: draft.soapHeaders, action: draft.action, address: endpoint.address,
      operationName: draft.operationName)
    let inspectors = try inspectors(of: endpoint)
    do throws(Inspection.Failure) {
      return try await inspection.beforeSend(message, inspectors, client.cancellation)
    } catch {
      switch error {
      case .cancelled: throw .cancelled
      case .thrown(let error, let name): throw Refusal(callbackError: error, "message inspector: \(name)")
      }
    }
  }

  private func inspectors(of endpoint: Endpoint) throws(Refusal) -> [any ClientMessageInspector] {
    var runtime = ClientRuntime(operationName: client.filledDraft.operationName)
    for behavior in endpoint.behaviors {
      do { try behavior.applyClientBehavior(to: &runtime, of: endpoint) } catch {
        throw Refusal(callbackError: error, "endpoint behavior: \(type(of: behavior))")
      }
    }
    return runtime.messageInspectors
  }

  private func plan(_ endpoint: Endpoint, action: String?) throws(Refusal) -> WirePlan {
    let plan: WirePlan
    do throws(BindingError) {
      plan = try endpoint.binding.wirePlan(action: action, flavour: client.filledDraft.flavour)
      try plan.check(url: endpoint.address)
    } catch {
      throw Refusal(error, stage: .binding)
    }
    return plan
  }

  /// What the binding will silently not do.
  private func lint(_ configuration: SOAPClient.Configuration, _ message: RequestMessage) -> [LintFinding] {
    var subject = BindingLint.Subject(
      binding: configuration.endpoint.binding, url: configuration.endpoint.address, action: message.action,
      hasIdentity: configuration.credentials.clientCertificate != nil,
      hasUser: configuration.credentials.userName != nil,
      httpHeaders: message.httpHeaders.map { WirePlan.Header($0.name, $0.value) },
      sendsFullChain: client.filledDraft.chain == .full, flavour: client.filledDraft.flavour)
    subject.look(at: message.envelope)
    return BindingLint.findings(for: subject).filter { $0.severity != .note }
  }

  private func authentication(_ plan: WirePlan, _ user: UserReference?) async throws(Refusal) -> HTTPAuthentication? {
    guard let scheme = HTTPAuthentication.Scheme(plan.authenticationScheme) else { return nil }
    guard scheme != .negotiate, let user else { return HTTPAuthentication(scheme: scheme) }
    return HTTPAuthentication(scheme: scheme, userName: user.name, password: try await password(of: user) ?? .empty)
  }

  private func password(of user: UserReference) async throws(Refusal) -> Secret? {
    if let trust = user.trust, !client.session.environment.mayRun(trust) {
      throw .sourceNotTrusted("password of \(user.name)", trust)
    }
    let resolver = SecretResolver(environment: client.session.environment, cancellation: client.cancellation)
    let password = try await resolver.resolve(
      user.password, purpose: "password of \(user.name)", takesSharedFile: user.trust == nil
    ).get()
    if let password { client.remember(password, of: user.name) }
    return password
  }

  /// The envelope with what the binding adds to it.
  private func envelope(
    _ message: RequestMessage, _ headers: MessageHeaders, _ plan: WirePlan, _ user: UserReference?,
    _ identity: Identity?, _ mtom: MTOMPreparation?
  ) async throws(Refusal) -> EnvelopePreparation {
    var security: MessageSecurityPreparation?
    if let wanted = plan.security {
      let user = plan.isUserNameToken ? user : nil
      var password: Secret?
      if let user { password = try await self.password(of: user) }
      security = MessageSecurityPreparation(
        plan: wanted, environment: client.session.environment, userName: user?.name, password: password,
        identity: identity)
    }
    return try await onOwnThread { [security] in
      Result { () throws(Refusal) in
        try EnvelopePreparation(message.envelope, headers: headers, plan: plan, security: security, mtom: mtom)
      }
    }.get()
  }

  /// What the message gets besides its own headers.
  private func headers(
    _ message: RequestMessage, _ endpoint: Endpoint, to: String, _ plan: WirePlan
  ) -> MessageHeaders {
    var headers = MessageHeaders(own: message.soapHeaders, ofAddress: endpoint.headers)
    if plan.messageVersion.addressing != .none, !plan.manualAddressing {
      headers.addressing = MessageHeaders.Addressing(
        version: plan.messageVersion.addressing, action: plan.action,
        messageID: client.filledDraft.isOneWay ? nil : UniqueID.urn(client.session.environment.random),
        to: to)
    }
    return headers
  }

  private func loadIdentity(_ reference: IdentityReference?) async throws(Refusal) -> IdentityPreparation.Loaded? {
    guard let reference else { return nil }
    let preparation = IdentityPreparation(
      environment: client.session.environment, cancellation: client.cancellation, proven: client.session.proven)
    let loaded = try await preparation.load(reference).get()
    for step in loaded.steps { report?(.prepared(step)) }
    return loaded
  }

  /// What OpenSSL will not take is refused before anything is sent.
  private func check(_ trust: ServerTrust, _ identity: Identity?) throws(Refusal) {
    let draft = client.filledDraft
    if let minimum = draft.tls.minimum, let maximum = draft.tls.maximum, minimum > maximum {
      throw .emptyVersionRange(minimum, maximum)
    }
    do throws(ClientContextError) {
      try client.session.proven.check(
        .init(settings: draft.tls, trust: trust, identity: identity, sendsFullChain: draft.chain == .full))
    } catch {
      throw Refusal(error)
    }
  }

  private func loadTrust() async throws(Refusal) -> ServerTrust {
    for file in client.filledDraft.trust.trusts where !client.session.environment.mayRun(file) {
      throw .fileNotTrusted(file)
    }
    let preparation = TrustPreparation(
      reference: client.filledDraft.trust, reading: FileReading(cancellation: client.cancellation))
    return try await onOwnThread { Result { () throws(Refusal) in try preparation.load() } }.get()
  }
}

extension Refusal {
  /// What a callback or a behavior threw; `place` names it.
  init(callbackError error: any Error, _ place: String) {
    switch error {
    case let refusal as Refusal: self = refusal
    case let error as BindingError: self.init(error, stage: .binding)
    case let error as IdentityError: self.init(error, stage: .identity)
    case let error as any Remediable: self.init(error, stage: .usage)
    default:
      self.init(
        stage: .usage, code: "callback-failed", summary: "A callback failed before the request was sent.",
        values: ["error: \(CallbackRun.words(for: error))"], remedy: "Correct the callback.")
    }
    values.append(place.neutralised)
  }

  /// Never told: a cancelled call ends in a report that says so.
  static let cancelled = Refusal(
    stage: .usage, code: "cancelled", summary: "The call was cancelled.", remedy: "Send again.")

  fileprivate init(_ error: ClientContextError) {
    let stages: [String: Stage] = [
      "anchors-unreadable": .file, "revocation-list-unreadable": .file, "identity-refused": .identity,
    ]
    self.init(error, stage: stages[error.code] ?? .usage)
  }

  fileprivate static func emptyVersionRange(_ minimum: TLSVersion, _ maximum: TLSVersion) -> Refusal {
    Refusal(
      stage: .usage, code: "tls-version-range", summary: "No TLS version is left: the lowest is above the highest.",
      values: ["lowest: \(minimum)", "highest: \(maximum)"], remedy: "Lower --tls-min or raise --tls-max.")
  }

  fileprivate static func noClientCertificate(_ binding: Binding) -> Refusal {
    Refusal(
      stage: .binding, code: "client-certificate-not-set",
      summary: "The binding requires a client certificate, but none is set.",
      values: [
        "binding: \(binding)",
        "WCF: InvalidOperationException (the client certificate is not provided) when the channel opens",
      ], remedy: "Give the certificate (--cert), or do not require it (--credential none).",
      exception: "InvalidOperationException")
  }

  fileprivate static func noUserName(_ binding: Binding) -> Refusal {
    Refusal(
      stage: .binding, code: "user-name-not-set", summary: "The binding needs a user name, but none is set.",
      values: [
        "binding: \(binding)",
        "WCF: InvalidOperationException (UserNamePasswordNotProvidedOnClientCredentials) when the channel opens",
      ], remedy: "Give the user name (--user NAME), or do not ask for it (--credential none).",
      exception: "InvalidOperationException")
  }
}
