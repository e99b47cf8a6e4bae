internal import Exchange

/// The message inspectors of one call, with what each keeps between the request and its reply.
struct Inspection: Sendable {
  private typealias AfterReceive = @Sendable (ReplyMessage) async throws -> ReplyMessage

  /// In the order of the inspectors.
  private var pending: [(name: String, run: AfterReceive)] = []

  /// Why an inspector kept a message from its way.
  enum Failure: Error {
    case thrown(any Error, by: String)
    case cancelled
  }

  init() {}

  var isEmpty: Bool { pending.isEmpty }

  /// - Returns: the message as the inspectors left it.
  mutating func beforeSend(
    _ message: RequestMessage, _ inspectors: [any ClientMessageInspector], _ cancellation: Cancellation
  ) async throws(Failure) -> RequestMessage {
    var message = message
    for inspector in inspectors {
      let name = (inspector as? any CustomStringConvertible)?.description ?? String(describing: type(of: inspector))
      let sent = message
      let outcome = await CallbackRun.outcome(cancellation) { try await Self.begin(inspector, sent) }
      let (changed, after) = try Self.value(of: outcome, by: "\(name), before the request")
      message = changed
      pending.append((name, after))
    }
    return message
  }

  /// - Returns: the reply as the inspectors left it.
  func afterReceive(_ reply: ReplyMessage, _ cancellation: Cancellation) async throws(Failure) -> ReplyMessage {
    var reply = reply
    for (name, run) in pending {
      let received = reply
      let outcome = await CallbackRun.outcome(cancellation) { try await run(received) }
      reply = try Self.value(of: outcome, by: "\(name), after the reply")
    }
    return reply
  }

  private static func begin<Inspector: ClientMessageInspector>(
    _ inspector: Inspector, _ message: RequestMessage
  ) async throws -> (RequestMessage, AfterReceive) {
    var message = message
    let state = try await inspector.beforeSendRequest(&message)
    let after: AfterReceive = { reply in
      var reply = reply
      try await inspector.afterReceiveReply(&reply, correlationState: state)
      return reply
    }
    return (message, after)
  }

  private static func value<Value>(of outcome: CallbackRun.Outcome<Value>, by name: String) throws(Failure) -> Value {
    switch outcome {
    case .value(let value): return value
    case .failed(let error): throw .thrown(error, by: name)
    case .cancelled: throw .cancelled
    }
  }
}
