public import Basics

/// A use of the client at a moment when it is not possible.
public enum ClientError: Remediable, Equatable {
  /// WCF: InvalidOperationException (ObjectIsReadOnly).
  case frozen(state: CommunicationState)
  case alreadySent(state: CommunicationState)
  /// `SOAPRequest` was used outside a callback.
  case noCurrentRequest

  public var code: String {
    switch self {
    case .frozen: "client-frozen"
    case .alreadySent: "client-already-sent"
    case .noCurrentRequest: "no-current-request"
    }
  }

  public var summary: String {
    switch self {
    case .frozen: "Endpoint and credentials can no longer be changed: the request is already being sent."
    case .alreadySent: "A client makes one call; this one has made it."
    case .noCurrentRequest: "There is no request in preparation here."
    }
  }

  public var values: [String] {
    switch self {
    case .frozen(let state), .alreadySent(let state): ["state: \(state.rawValue)"]
    case .noCurrentRequest: []
    }
  }

  public var remedy: String {
    switch self {
    case .frozen: "Make the change before the client is sent, or in a callback registered with beforeRequest."
    case .alreadySent: "Make a new client for each call."
    case .noCurrentRequest: "Use SOAPRequest inside a callback registered with beforeRequest."
    }
  }
}
