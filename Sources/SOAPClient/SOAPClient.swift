internal import Basics
public import Exchange
internal import Synchronization

/// One SOAP call, in the terms of a WCF client: an endpoint and credentials that can be changed until the request is
/// sent, then an exchange that can be watched and cancelled.
///
/// ```swift
/// let client = SOAPClient(Draft(url: "https://host/service", action: "urn:echo"))
/// for await event in client.send() { … }
/// ```
///
/// A call that fails, in whatever way, still ends in a report. Safe on any thread.
public final class SOAPClient: Sendable {
  /// What may be changed until the request is sent.
  public struct Configuration: Sendable {
    public var endpoint: Endpoint
    public var credentials: ClientCredentials
  }

  /// What was asked for, as it was asked for.
  public let draft: Draft
  let session: SOAPSession
  let cancellation = Cancellation()
  private let storage: Mutex<Storage>

  private struct Storage {
    var configuration: Configuration
    var state = CommunicationState.created
    var wasSent = false
    /// Whether somebody has a say in the call besides the draft.
    var wasChanged = false
    /// The draft as it is sent, once its insertions are filled.
    var filled: Draft?
    /// Hides what was filled in.
    var mask = SecretMask([])
    /// Passwords that go out with the call.
    var passwords: [Secret] = []
  }

  public init(_ draft: Draft, session: SOAPSession = SOAPSession()) {
    self.draft = draft
    self.session = session
    storage = Mutex(
      Storage(
        configuration: Configuration(
          endpoint: Endpoint(address: draft.url, binding: draft.binding),
          credentials: ClientCredentials(clientCertificate: draft.identity, userName: draft.user))))
  }

  public var endpoint: Endpoint { storage.withLock { $0.configuration.endpoint } }
  public var credentials: ClientCredentials { storage.withLock { $0.configuration.credentials } }
  public var state: CommunicationState { storage.withLock { $0.state } }

  /// Changes endpoint and credentials together: all of it holds, or nothing when `body` throws.
  ///
  /// - Throws: `ClientError.frozen` once the request is being sent, and whatever `body` throws.
  public func change(_ body: (inout Configuration) throws -> Void) throws {
    var changed = storage.withLock { $0.configuration }
    try body(&changed)
    try storage.withLock { storage in
      guard storage.state == .created else { throw ClientError.frozen(state: storage.state) }
      storage.configuration = changed
      storage.wasChanged = true
    }
  }

  /// Sends the request. The last event is always `finished` with the report; ending the iteration before cancels the
  /// call. Can be used once.
  public func send() -> AsyncStream<ExchangeEvent> {
    let (stream, continuation) = AsyncStream<ExchangeEvent>.makeStream()
    let isFirst = isFirstSending()
    continuation.onTermination = { [cancellation] reason in
      if isFirst, case .cancelled = reason { cancellation.cancel() }
    }
    let call = Call(client: self) { continuation.yield(self.masked($0)) }
    Task {
      let report = isFirst ? await call.run() : call.refused(alreadySent)
      continuation.yield(self.masked(.finished(report)))
      continuation.finish()
    }
    return stream
  }

  /// Sends the request and waits for its end. Cancelling the task cancels the call.
  public func report() async -> Report {
    let call = Call(client: self, report: nil)
    guard isFirstSending() else { return call.refused(alreadySent) }
    // No child of this task: its cancellation would end the transfer's events before the report is there.
    let report = Task { await call.run() }
    return await withTaskCancellationHandler {
      masked(await report.value)
    } onCancel: {
      cancel()
    }
  }

  /// Ends the call at any stage; the report then says so.
  public func cancel() { cancellation.cancel() }

  func isFirstSending() -> Bool {
    storage.withLock { storage in
      defer { storage.wasSent = true }
      return !storage.wasSent
    }
  }

  var alreadySent: Refusal { Refusal(ClientError.alreadySent(state: state), stage: .usage) }

  /// From here on nothing can be changed.
  func freeze() -> Configuration {
    storage.withLock { storage in
      storage.state = .opening
      return storage.configuration
    }
  }

  /// Whether the call is what its draft says, and nothing else.
  var isAsDrafted: Bool { session.callbacks.isEmpty && !storage.withLock { $0.wasChanged } }

  /// The draft as it is sent; what was asked for until its insertions are filled.
  var filledDraft: Draft { storage.withLock { $0.filled } ?? draft }

  /// Puts the values into the draft, and into address and user name as they are configured by now.
  func fill(_ values: InsertionValues) throws(Refusal) {
    let (filled, secrets) = try draft.filled(with: values)
    storage.withLock { storage in
      storage.filled = filled
      storage.mask = SecretMask(secrets)
      if storage.configuration.endpoint.address == draft.url { storage.configuration.endpoint.address = filled.url }
      if storage.configuration.credentials.userName == draft.user {
        storage.configuration.credentials.userName = filled.user
      }
    }
  }

  /// Remembers a password that goes out with the call, alone or with the user's name as HTTP's Basic has it.
  func remember(_ password: Secret, of user: String) {
    let pair = password.withBytes { Secret(bytes: Array("\(user):".utf8) + $0) }
    storage.withLock { $0.passwords += [password, pair] }
  }

  private func masked(_ event: ExchangeEvent) -> ExchangeEvent {
    if case .finished(let report) = event { return .finished(masked(report)) }
    return event.masked(by: storage.withLock { $0.mask })
  }

  func masked(_ report: Report) -> Report {
    let (mask, passwords) = storage.withLock { ($0.mask, $0.passwords) }
    guard !mask.isEmpty || !passwords.isEmpty else { return report }
    var report = report
    report.secrets = SecretMask(passwords)
    return report.masked(by: mask)
  }

  func enter(_ state: CommunicationState) { storage.withLock { $0.state = state } }
}
