internal import Basics
internal import Bindings
internal import Exchange
internal import Handshake

// The behaviors that a draft brings along, without a program.
extension Call {
  /// In their order, before any callback: a callback sees what they made of the endpoint.
  func applyBehaviors() throws(Refusal) {
    for behavior in client.filledDraft.behaviors where behavior.isOn {
      do {
        try client.change { call in
          try behavior.action.apply(
            toAddress: &call.endpoint.address, binding: &call.endpoint.binding)
          if let inspector = inspector(behavior.action) {
            call.endpoint.behaviors.append(inspector)
          }
        }
      } catch {
        _ = client.freeze()
        throw Refusal(callbackError: error, "behavior: \(behavior)")
      }
    }
  }

  /// Nil for what changes the endpoint.
  private func inspector(_ action: RequestBehavior.Action) -> (any EndpointBehavior)? {
    switch action {
    case .httpHeader(let header): HeaderInspector(header: header)
    case .soapHeader(let header): BlockInspector(header: header)
    case .pipe(let command):
      // A request without a message has nothing to pipe.
      client.filledDraft.method == .post
        ? PipeInspector(
          program: ExternalProgram(command: command, folder: client.filledDraft.folder),
          environment: client.session.environment,
          cancellation: client.cancellation) : nil
    case .clientCertificate, .endpoint, .addressing, .mtom, .encoding, .unresolved: nil
    }
  }
}

private struct HeaderInspector: EndpointBehavior, ClientMessageInspector {
  let header: HTTPHeader
  func beforeSendRequest(_ request: inout RequestMessage) {
    request.setHTTPHeader(header.name, header.value)
  }
}

private struct BlockInspector: EndpointBehavior, ClientMessageInspector {
  let header: SOAPHeader
  func beforeSendRequest(_ request: inout RequestMessage) { request.soapHeaders.append(header) }
}
