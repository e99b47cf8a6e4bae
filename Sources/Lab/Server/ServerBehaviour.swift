public import TLS

/// What a Lab server does with a connection.
public enum ServerBehaviour: Sendable {
  /// The port is taken and nothing listens on it.
  case deaf
  /// Another protocol: says this at once, understands nothing.
  case banner(String)
  /// HTTP without TLS.
  case plainHTTP
  case tls(TLSServerContext, gate: ClientGate)
  /// The same with an open gate, and answers that are not as they should be.
  case answering(AnswerChanger, TLSServerContext)
  /// The same with an open gate, and documents besides the service.
  case publishing([LabDocument], TLSServerContext)
  /// The same with an open gate, and something before it on the port.
  case behind(Middlebox, TLSServerContext)
}

/// What stands between the TLS handshake and the service.
public enum ClientGate: Sendable, Hashable {
  /// Nothing: the handshake has decided.
  case open
  /// Asks for the client certificate only when a request has arrived.
  case asksAfterRequest
  /// Answers in HTTP when the client's certificate is missing or not valid, as nginx does.
  case frontEnd
}
