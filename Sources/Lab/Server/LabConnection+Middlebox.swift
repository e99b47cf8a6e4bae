internal import Basics
internal import Handshake
internal import TLS

extension LabConnection {
  /// Plays the middlebox, and the server behind it where something is let through.
  func serve(behind middlebox: Middlebox, _ server: TLSServerContext) {
    do {
      var first = try socket.receive()
      switch middlebox {
      case .tls13Filter:
        try readRecord(&first)
        if offersTLS13(first) { return record(nil, nil, failure: "the hello offers TLS 1.3: filtered") }
      case .cuttingProxy where first.first != ContentByte.handshake:
        try answerConnect(first)
        return try cutFlight(of: server)
      case .inspectingProxy(let own) where first.first != ContentByte.handshake:
        try answerConnect(first)
        return talk(own, heard: [])
      case .cuttingProxy, .inspectingProxy: break
      }
      talk(server, heard: first)
    } catch {
      record(nil, nil, failure: error.text)
    }
  }

  /// - Parameter heard: what the client has said already.
  private func talk(_ context: TLSServerContext, heard: [UInt8]) {
    guard let engine = TLSServerEngine(context) else { return }
    engine.receive(ciphertext: heard)
    converse(over: TLSChannel(socket: socket, engine: engine), gate: .open)
  }

  /// Whatever host is named: there is one server.
  private func answerConnect(_ first: [UInt8]) throws(ConnectionEnd) {
    var reader = HTTPRequestReader(PlainChannel(socket: socket))
    reader.append(first)
    guard let request = try reader.next(), request.method == "CONNECT" else {
      throw .badRequest(status: 405, reason: "This proxy carries CONNECT only.")
    }
    try socket.send(Array("HTTP/1.1 200 Connection established\r\n\r\n".utf8))
  }

  private func cutFlight(of context: TLSServerContext) throws(ConnectionEnd) {
    guard let engine = TLSServerEngine(context) else { return }
    var hello: [UInt8] = []
    try readRecord(&hello)
    engine.receive(ciphertext: hello)
    _ = engine.handshake()
    let flight = engine.takeCiphertext()
    record(nil, nil, failure: "the tunnel was cut in the server's first flight")
    try socket.send(Array(flight.prefix(flight.count / 2)))
    socket.linger()
  }

  /// Reads on until one whole TLS record is there.
  private func readRecord(_ bytes: inout [UInt8]) throws(ConnectionEnd) {
    while bytes.count < 5 || bytes.count < 5 + Int(bytes[3]) << 8 + Int(bytes[4]) { bytes += try socket.receive() }
  }
}

private enum ContentByte {
  /// RFC 8446 section 5.1.
  static let handshake: UInt8 = 22
}

/// Whether supported_versions (RFC 8446 section 4.2.1) of the ClientHello in this record names TLS 1.3.
private func offersTLS13(_ record: [UInt8]) -> Bool {
  var reader = ByteReader(record)
  _ = reader.take(5 + 4 + 2 + 32)
  for lengthBytes in [1, 2, 1] { _ = reader.vector(lengthBytes: lengthBytes) }
  guard let list = reader.vector(lengthBytes: 2) else { return false }
  var extensions = ByteReader(slice: list)
  while let type = extensions.uint16(), let content = extensions.vector(lengthBytes: 2) {
    guard type == 43 else { continue }
    var versions = ByteReader(slice: content.dropFirst())
    while let version = versions.uint16() {
      if version == TLSVersion.tls13.rawValue { return true }
    }
  }
  return false
}
