import Bindings
import Exchange
import SOAPClient

// The code of the articles in SOAPClient.docc: what stands between the marks is there word for word, and these tests run
// it.

enum Uses {
  static func clientCertificate(_ session: SOAPSession, pfx: [UInt8], password: String) {
    // snippet.client-certificate
    session.beforeRequest(named: "client certificate") { client in
      try client.change { call in
        switch call.endpoint.binding {
        case .basicHTTP(var basic):
          basic.security.transport.clientCredentialType = .certificate
          call.endpoint.binding = .basicHTTP(basic)
        case .custom(var custom):
          custom.elements.modify(HTTPSTransportBindingElement.self) {
            $0.requireClientCertificate = true
          }
          call.endpoint.binding = .custom(custom)
        case .basicHTTPS, .wsHTTP:
          break
        }
        call.credentials.clientCertificate = IdentityReference(bytes: pfx, password: password)
      }
    }
    // snippet.end
  }

  static func otherEndpoint(_ session: SOAPSession, staging: String) {
    // snippet.other-endpoint
    session.beforeRequest(named: "other endpoint") { client in
      try client.change { $0.endpoint.address = staging }
    }
    // snippet.end
  }

  // snippet.http-header-inspector
  struct TraceHeader: EndpointBehavior, ClientMessageInspector {
    let id: String

    func beforeSendRequest(_ request: inout RequestMessage) {
      request.setHTTPHeader("X-Trace", id)
    }
  }
  // snippet.end

  static func httpHeader(_ session: SOAPSession) {
    // snippet.http-header
    session.beforeRequest(named: "trace header") { _ in
      try SOAPRequest.register(TraceHeader(id: "42"))
    }
    // snippet.end
  }

  // snippet.reply-inspector
  struct Stopwatch: EndpointBehavior, ClientMessageInspector {
    let report: @Sendable (String?, Duration) -> Void

    func beforeSendRequest(_ request: inout RequestMessage) -> (String?, ContinuousClock.Instant) {
      (request.operationName, .now)
    }

    func afterReceiveReply(
      _ reply: inout ReplyMessage, correlationState began: (String?, ContinuousClock.Instant)
    ) {
      report(began.0, ContinuousClock.now - began.1)
    }
  }
  // snippet.end

  // snippet.soap-header-inspector
  struct KeyHeader: EndpointBehavior, ClientMessageInspector {
    let key: String

    func beforeSendRequest(_ request: inout RequestMessage) {
      request.soapHeaders.append(SOAPHeader("ApiKey", in: "urn:example:keys", key))
    }
  }
  // snippet.end

  static func soapHeader(_ session: SOAPSession) {
    // snippet.soap-header
    session.beforeRequest(named: "key header") { _ in
      try SOAPRequest.register(KeyHeader(key: "secret & more"))
    }
    // snippet.end
  }

  static func wsAddressing(_ session: SOAPSession) {
    // snippet.ws-addressing
    session.beforeRequest(named: "WS-Addressing") { client in
      try client.change { call in
        var binding = WSHTTPBinding(.transport)
        binding.security.transport.clientCredentialType = .none
        call.endpoint.binding = .wsHTTP(binding)
      }
    }
    // snippet.end
  }

  static func mtom(_ session: SOAPSession) {
    // snippet.mtom
    session.beforeRequest(named: "MTOM") { client in
      try client.change { call in
        var custom = try CustomBinding(call.endpoint.binding)
        if let text = custom.elements.find(TextMessageEncodingBindingElement.self) {
          custom.elements.replace(
            TextMessageEncodingBindingElement.self,
            with: MTOMMessageEncodingBindingElement(
              messageVersion: text.messageVersion, writeEncoding: text.writeEncoding))
        }
        call.endpoint.binding = .custom(custom)
      }
    }
    // snippet.end
  }

  static func otherEncoding(_ session: SOAPSession) {
    // snippet.other-encoding
    session.beforeRequest(named: "Latin-1") { client in
      guard let latin1 = TextEncoding("iso-8859-1") else { return }
      try client.change { call in
        var custom = try CustomBinding(call.endpoint.binding)
        custom.elements.encode(latin1)
        call.endpoint.binding = .custom(custom)
      }
    }
    // snippet.end
  }
}
