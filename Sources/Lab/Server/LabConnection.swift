internal import Handshake
internal import TLS

/// Serves one accepted connection from its first byte to its last, on a thread of its own.
struct LabConnection {
  let number: Int
  let socket: LabSocket
  let behaviour: ServerBehaviour
  let log: ExchangeLog

  func serve() {
    switch behaviour {
    case .deaf: break
    case .banner(let text): greet(text)
    case .plainHTTP: converse(over: PlainChannel(socket: socket), gate: .open)
    case .tls(let context, let gate):
      guard let engine = TLSServerEngine(context) else { return }
      converse(over: TLSChannel(socket: socket, engine: engine), gate: gate)
    case .answering(_, let context), .publishing(_, let context):
      guard let engine = TLSServerEngine(context) else { return }
      converse(over: TLSChannel(socket: socket, engine: engine), gate: .open)
    case .behind(let middlebox, let context): serve(behind: middlebox, context)
    }
  }

  private func greet(_ text: String) {
    try? socket.send(Array(text.utf8))
    let heard = (try? socket.receive()) ?? []
    record(nil, nil, failure: "a \(heard.count)-byte message that is not this protocol")
    socket.linger()
  }

  func converse(over channel: some ByteChannel, gate: ClientGate) {
    var reader = HTTPRequestReader(channel)
    var isServing = false
    do {
      if let channel = channel as? TLSChannel { try channel.handshake() }
      while let request = try reader.next() {
        isServing = true
        let response = try answer(request, over: channel, gate: gate, reader: &reader)
        try socket.pause(milliseconds: response.delayMilliseconds)
        let keepsAlive = request.keepsAlive && response.status != 400
        try response.write(to: channel, withBody: request.method != "HEAD", keepsAlive: keepsAlive)
        if !keepsAlive { break }
      }
      if !isServing { record(channel, nil, failure: "closed without a request") }
      channel.close(gently: true)
    } catch {
      end(channel, error, isServing: isServing)
    }
  }

  private func answer(
    _ request: HTTPRequest, over channel: some ByteChannel, gate: ClientGate, reader: inout HTTPRequestReader
  ) throws(ConnectionEnd) -> HTTPResponse {
    let tls = channel as? TLSChannel
    if gate == .asksAfterRequest, let tls, tls.peer.authenticated == nil {
      reader.append(try tls.requestClientCertificate())
    }
    record(channel, request, failure: nil)
    if gate == .frontEnd, let refusal = HTTPResponse.frontEndRefusal(of: tls?.peer) { return refusal }
    if case .publishing(let documents, _) = behaviour, request.method == "GET",
      let document = documents.first(where: { $0.target == request.target })
    {
      return document.response
    }
    let response = LabService.respond(to: request, peer: tls?.peer)
    if case .answering(let changer, _) = behaviour { return changer.changed(response) }
    return response
  }

  private func end(_ channel: some ByteChannel, _ end: ConnectionEnd, isServing: Bool) {
    // A kept connection may end at any time.
    if !isServing || ![.closed, .timedOut, .stopped].contains(end) { record(channel, nil, failure: end.text) }
    if case .badRequest(let status, let reason) = end {
      let response = HTTPResponse(status: status, html: "<html><body><h1>\(reason)</h1></body></html>\r\n")
      try? response.write(to: channel, withBody: true, keepsAlive: false)
      channel.close(gently: true)
    } else {
      channel.close(gently: false)
    }
  }

  func record(_ channel: (any ByteChannel)?, _ request: HTTPRequest?, failure: String?) {
    let peer = (channel as? TLSChannel)?.peer
    log.append(LabExchange(connection: number, peer: peer, request: request, failure: failure))
  }
}

extension ConnectionEnd {
  var text: String {
    switch self {
    case .closed: "closed by the client"
    case .timedOut: "timed out"
    case .stopped: "the server was stopped"
    case .broken(let number): "system error \(number)"
    case .refused(let errors): errors.map(\.text).joined(separator: "; ")
    case .badRequest(let status, let reason): "\(status) \(reason)"
    }
  }
}
