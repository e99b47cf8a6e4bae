internal import Basics
internal import CCurl
internal import Glibc
internal import Handshake
internal import TLS

/// Collects what one exchange's sockets carry, and the secrets that open it. Thread: the loop's.
///
/// Above a TLS connection that is the BIO below it; elsewhere (plain HTTP, the talk with a proxy before its tunnel) it is
/// what libcurl says that it wrote and read.
final class ExchangeCapture {
  private struct Flow {
    var socket: Int32
    var connection: CapturedConnection
    var isEstablished = false
    /// Bytes come from below TLS; what libcurl says it reads is decrypted.
    var isEncrypted = false
    var hasServerEnded = false
    /// The kernel closed it before it stood: nobody there, or refused.
    var hasFailed = false
    var isClosed = false
  }

  private let clock: ExchangeClock
  private var flows: [Flow] = []
  private var current: Int?
  private var secrets: [UInt8] = []
  private var omittedSecrets = 0
  private var keptBytes = 0
  private var omittedBytes = 0
  private static let maximumFlows = 64
  private static let maximumSecretBytes = 1 << 16

  init(clock: ExchangeClock) { self.clock = clock }

  /// The capture as a value; nothing stays here.
  /// - Parameter systemError: errno of the exchange's failure, if it had one.
  func finished(systemError: Int) -> Capture {
    if systemError == Int(ECONNREFUSED) {
      for index in flows.indices where flows[index].hasFailed { add(.reset(.server), to: index) }
    }
    // The value's secret takes over the memory, and wipes it.
    defer { secrets = [] }
    return Capture(
      startedAtMicroseconds: clock.startedAtMicroseconds, connections: flows.map(\.connection),
      secrets: Secret(bytes: secrets), omittedBytes: omittedBytes, omittedSecrets: omittedSecrets)
  }
}

// MARK: - What the transfer reports

extension ExchangeCapture {
  func opened(_ socket: Int32, to server: SocketAddress?) {
    guard flows.count < Self.maximumFlows, let server, let address = CapturedAddress(server) else { return }
    let client = CapturedAddress(bytes: address.bytes.map { _ in 0 }, port: 0) ?? address
    flows.append(Flow(socket: socket, connection: CapturedConnection(client: client, server: address)))
    add(.opened, to: flows.count - 1)
  }

  /// - Parameter isOnSocket: false for TLS that runs inside a proxy's.
  func watch(_ tap: HandshakeTap, isOnSocket: Bool) {
    if isOnSocket, let index = currentFlow() { flows[index].isEncrypted = true }
    // The tap lets go of it when the transfer is over, which holds this.
    tap.wireObserver = { [unowned self] event in
      switch event {
      case .moved(let side, let bytes): if isOnSocket { keep(side, bytes) }
      case .ended: if isOnSocket { serverEnded(.finished(.server)) }
      case .failed: if isOnSocket { serverEnded(.reset(.server)) }
      case .secret(let line): keep(secret: line)
      }
    }
  }

  func spoke(_ side: Side, _ bytes: UnsafeRawBufferPointer) {
    guard let index = currentFlow(), !flows[index].isEncrypted else { return }
    keep(side, bytes)
  }

  /// libcurl closes the socket next.
  func closing(_ socket: Int32) {
    guard let index = flows.lastIndex(where: { $0.socket == socket && !$0.isClosed }) else { return }
    let state = signet_tcp_state(socket)
    learnClientAddress(of: index)
    switch state {
    case SIGNET_TCP_CONNECTING: break
    case SIGNET_TCP_BROKEN:
      if flows[index].isEstablished { end(index, .reset(.server)) } else { flows[index].hasFailed = true }
    default:
      establish(index)
      if state == SIGNET_TCP_PEER_FINISHED { end(index, .finished(.server)) }
      // Closing over bytes that nobody read breaks the connection off (RFC 9293 section 3.10.4 and RFC 2525 section 2.17).
      add(signet_unread_bytes(socket) > 0 ? .reset(.client) : .finished(.client), to: index)
    }
    flows[index].isClosed = true
  }
}

// MARK: - Keeping

extension ExchangeCapture {
  /// The connection that the exchange is on: of several that were tried, the first that stood.
  private func currentFlow() -> Int? {
    if let current, !flows[current].isClosed { return current }
    current = flows.indices.first { !flows[$0].isClosed && SocketAddress(peerOf: flows[$0].socket) != nil }
    if let current {
      learnClientAddress(of: current)
      establish(current)
    }
    return current
  }

  private func establish(_ index: Int) {
    guard !flows[index].isEstablished else { return }
    flows[index].isEstablished = true
    add(.established, to: index)
  }

  private func learnClientAddress(of index: Int) {
    if let client = CapturedAddress(localOf: flows[index].socket) { flows[index].connection.client = client }
  }

  private func keep(_ side: Side, _ bytes: UnsafeRawBufferPointer) {
    guard let index = currentFlow(), bytes.count > 0 else { return }
    guard keptBytes + bytes.count <= Capture.maximumBytes else {
      // From here on nothing is kept: what came after a gap could not be decrypted.
      keptBytes = Capture.maximumBytes
      omittedBytes += bytes.count
      return add(.omitted(side, bytes.count), to: index)
    }
    keptBytes += bytes.count
    add(.bytes(side, Array(bytes)), to: index)
  }

  private func keep(secret line: UnsafePointer<CChar>) {
    let count = strlen(line)
    guard secrets.count + count < Self.maximumSecretBytes else {
      omittedSecrets += 1
      return
    }
    // Growing would leave what was there before in freed memory.
    if secrets.isEmpty { secrets.reserveCapacity(Self.maximumSecretBytes) }
    secrets += UnsafeRawBufferPointer(start: line, count: count)
    secrets.append(UInt8(ascii: "\n"))
  }

  private func serverEnded(_ content: CapturedConnection.Event.Content) {
    if let index = currentFlow() { end(index, content) }
  }

  private func end(_ index: Int, _ content: CapturedConnection.Event.Content) {
    guard !flows[index].hasServerEnded else { return }
    flows[index].hasServerEnded = true
    add(content, to: index)
  }

  private func add(_ content: CapturedConnection.Event.Content, to index: Int) {
    flows[index].connection.add(.init(atMicroseconds: clock.microseconds, content))
  }
}
