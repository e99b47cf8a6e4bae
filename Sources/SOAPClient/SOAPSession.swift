internal import Basics
public import Exchange
internal import Synchronization
internal import Transport

/// What calls have in common: the connections that are kept between them, where files and secrets come from, and the
/// callbacks that run before each request. Safe on any thread.
public final class SOAPSession: Sendable {
  /// Runs before each request, with the client of the call at hand (also as `SOAPRequest.current`). What it throws keeps
  /// the request from being sent.
  public typealias Callback = @Sendable (SOAPClient) async throws -> Void

  let environment: ClientEnvironment
  let transport = Transport()
  let proven = ProvenPreparation()
  let settled = SettledCalls()
  private let registered = Mutex<[RegisteredCallback]>([])
  /// What a person was asked for: once is enough for the same purpose.
  private let entered = Mutex<[EnteredVariable: Secret]>([:])

  public init(environment: ClientEnvironment = .process) { self.environment = environment }

  /// With connections of its own.
  init(environment: ClientEnvironment, callbacks: [RegisteredCallback]) {
    self.environment = environment
    registered.withLock { $0 = callbacks }
  }

  /// Registers a callback; several run in the order they were registered.
  ///
  /// ```swift
  /// session.beforeRequest { client in
  ///   try client.change { call in
  ///     if case .custom(var custom) = call.endpoint.binding {
  ///       custom.elements.modify(HTTPSTransportBindingElement.self) { $0.requireClientCertificate = true }
  ///       call.endpoint.binding = .custom(custom)
  ///     }
  ///     call.credentials.clientCertificate = IdentityReference(bytes: pfx, password: password)
  ///   }
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - name: what a report calls it when it throws; without one, the place of this call: `Program/Main.swift:12`.
  ///   - callback: runs on a task of the call. Cancelling the call cancels that task and does not wait for it.
  ///   - fileID: where this call stands.
  ///   - line: where this call stands.
  public func beforeRequest(
    named name: String? = nil, _ callback: @escaping Callback, fileID: String = #fileID, line: Int = #line
  ) {
    let title = name.map { "\($0) (\(fileID):\(line))" } ?? "\(fileID):\(line)"
    registered.withLock { $0.append(RegisteredCallback(title: title, run: callback)) }
  }

  func enteredSecret(_ variable: EnteredVariable) -> Secret? { entered.withLock { $0[variable] } }

  func keepEntered(_ secret: Secret, of variable: EnteredVariable) { entered.withLock { $0[variable] = secret } }

  var callbacks: [RegisteredCallback] { registered.withLock { $0 } }

  /// One call: the client's events, of which the last is the report. Ending the iteration cancels the call.
  public func send(_ draft: Draft) -> AsyncStream<ExchangeEvent> { SOAPClient(draft, session: self).send() }

  /// Why the call does not work, or what it would meet: the call as it is configured, then the probes that tell the
  /// possible causes apart. Ending the iteration stops it.
  public func diagnose(
    _ draft: Draft, limits: DiagnosisLimits = DiagnosisLimits()
  ) -> AsyncStream<DiagnosisEvent> {
    EndpointDiagnosis(draft, session: self, limits: limits).events()
  }

  /// One call, awaited to its end. Cancelling the task cancels the call.
  public func report(of draft: Draft) async -> Report { await SOAPClient(draft, session: self).report() }
}

/// A callback with the name that reports call it by.
struct RegisteredCallback: Sendable {
  var title: String
  var run: SOAPSession.Callback
}

/// Which variable a person gave a secret for. Another collection, or another environment's server, that has one of the same
/// name does not get it.
struct EnteredVariable: Hashable {
  var name: String
  /// The collection's.
  var folder: String?
  /// Scheme, host and port that the call goes to.
  var server: Substring

  init(_ name: String, of draft: Draft) {
    (self.name, folder) = (name, draft.folder)
    let url = draft.url
    let start = url.firstRange(of: "//")?.upperBound ?? url.startIndex
    server = url[..<(url[start...].firstIndex { "/?#".contains($0) } ?? url.endIndex)]
  }
}
