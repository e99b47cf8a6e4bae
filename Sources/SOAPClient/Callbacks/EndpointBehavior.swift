/// What an endpoint does with the messages of its calls (System.ServiceModel.Description.IEndpointBehavior).
///
/// A type that is a `ClientMessageInspector` too needs nothing more: it adds itself.
public protocol EndpointBehavior: Sendable {
  /// Adds message inspectors (WCF: ApplyClientBehavior). Runs once for each call, after the callbacks, when endpoint and
  /// credentials can no longer be changed.
  ///
  /// - Throws: anything; the request is then not sent, and the report's refusal names this behavior's type.
  func applyClientBehavior(to runtime: inout ClientRuntime, of endpoint: Endpoint) throws
}

extension EndpointBehavior where Self: ClientMessageInspector {
  public func applyClientBehavior(to runtime: inout ClientRuntime, of endpoint: Endpoint) {
    runtime.messageInspectors.append(self)
  }
}

/// What behaviors add to for one call (System.ServiceModel.Dispatcher.ClientRuntime).
public struct ClientRuntime: Sendable {
  /// Each sees the request in this order, and the reply in this order too, as in WCF.
  public var messageInspectors: [any ClientMessageInspector]
  /// As `SOAPRequest.actionName` in a callback.
  public let operationName: String?

  init(operationName: String?) {
    messageInspectors = []
    self.operationName = operationName
  }
}

/// Sees, and may change, the message that goes out and the reply to it
/// (System.ServiceModel.Dispatcher.IClientMessageInspector).
///
/// ```swift
/// struct Stopwatch: ClientMessageInspector, EndpointBehavior {
///   func beforeSendRequest(_ request: inout RequestMessage) -> ContinuousClock.Instant { .now }
///   func afterReceiveReply(_ reply: inout ReplyMessage, correlationState began: ContinuousClock.Instant) {
///     print(ContinuousClock.now - began)
///   }
/// }
/// ```
///
/// Both run on a task of the call, never two at a time for one call; cancelling the call cancels that task, and does not
/// wait for it.
public protocol ClientMessageInspector: Sendable {
  /// What `beforeSendRequest` gives to `afterReceiveReply` of the same call; `Void` when it returns nothing.
  associatedtype CorrelationState: Sendable

  /// Runs before the binding adds what it adds: addressing headers, security, attachments.
  ///
  /// - Throws: anything; the request is then not sent, and the report's refusal names this inspector: its description if it
  ///   has one, else its type.
  func beforeSendRequest(_ request: inout RequestMessage) async throws -> CorrelationState

  /// Runs when an envelope came back, a fault included; not for an answer that is none.
  ///
  /// - Throws: anything; the report then has a finding that names this inspector's type, and the answer all the same.
  func afterReceiveReply(_ reply: inout ReplyMessage, correlationState: CorrelationState) async throws
}

extension ClientMessageInspector {
  public func afterReceiveReply(_ reply: inout ReplyMessage, correlationState: CorrelationState) {}
}
