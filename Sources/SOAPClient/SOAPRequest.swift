internal import Exchange

/// The call being prepared, as a callback sees it.
///
/// Bound to the task that runs the callback: outside of one there is no current client.
public enum SOAPRequest {
  @TaskLocal static var preparation: SOAPClient?

  /// The client of the call being prepared; nil outside a callback.
  public static var current: SOAPClient? { preparation }

  /// Name of the operation that is called: the draft's own name, else the last part of its action; nil outside a
  /// callback, or when there is neither.
  public static var actionName: String? { preparation?.filledDraft.operationName }

  /// Adds a behavior to the endpoint of the call being prepared; several run in the order they were registered.
  ///
  /// - Throws: `ClientError` outside a callback.
  public static func register(_ behavior: any EndpointBehavior) throws {
    guard let client = preparation else { throw ClientError.noCurrentRequest }
    try client.change { $0.endpoint.behaviors.append(behavior) }
  }
}

extension Draft {
  var operationName: String? {
    if let name { return name }
    guard let action, let last = action.split(whereSeparator: { "/#:".contains($0) }).last else { return nil }
    return String(last)
  }
}
