internal import TLS

/// What HTTP is spoken over.
protocol ByteChannel: AnyObject {
  /// At least one byte of plain text.
  func read() throws(ConnectionEnd) -> [UInt8]
  func write(_ bytes: [UInt8]) throws(ConnectionEnd)
  /// The last words, and the end.
  func close(gently: Bool)
}

final class PlainChannel: ByteChannel {
  private let socket: LabSocket

  init(socket: LabSocket) { self.socket = socket }

  func read() throws(ConnectionEnd) -> [UInt8] { try socket.receive() }
  func write(_ bytes: [UInt8]) throws(ConnectionEnd) { try socket.send(bytes) }
  func close(gently: Bool) { if gently { socket.linger() } }
}

final class TLSChannel: ByteChannel {
  private let socket: LabSocket
  private let engine: TLSServerEngine

  init(socket: LabSocket, engine: TLSServerEngine) {
    self.socket = socket
    self.engine = engine
  }

  var peer: TLSServerPeer { engine.peer }

  func handshake() throws(ConnectionEnd) { try drive { engine.handshake() } }

  func read() throws(ConnectionEnd) -> [UInt8] {
    var plaintext: [UInt8] = []
    try drive { engine.read(into: &plaintext) }
    return plaintext
  }

  func write(_ bytes: [UInt8]) throws(ConnectionEnd) { try drive { engine.write(bytes) } }

  /// Asks for the client's certificate now and waits for the answer. What the client sends meanwhile is returned.
  func requestClientCertificate() throws(ConnectionEnd) -> [UInt8] {
    try drive { engine.requestClientCertificate() }
    var plaintext: [UInt8] = []
    while engine.isAsking {
      try drive {
        let progress = engine.read(into: &plaintext)
        return progress == .needsCiphertext && !engine.isAsking ? .done : progress
      }
    }
    return plaintext
  }

  func close(gently: Bool) {
    if gently { engine.close() }
    try? socket.send(engine.takeCiphertext())
    if gently { socket.linger() }
  }

  /// Repeats a step until it is done, carrying ciphertext both ways. After a failure the alert stays with the engine
  /// until `close`, so that the failure is on record before the client hears of it.
  private func drive(_ step: () -> TLSServerEngine.Progress) throws(ConnectionEnd) {
    while true {
      let progress = step()
      if case .failed(let errors) = progress { throw .refused(errors) }
      try socket.send(engine.takeCiphertext())
      switch progress {
      case .done, .failed: return
      case .closed: throw .closed
      case .needsCiphertext: engine.receive(ciphertext: try socket.receive())
      }
    }
  }
}
