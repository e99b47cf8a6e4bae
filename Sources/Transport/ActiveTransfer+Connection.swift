internal import CCurl
internal import Exchange
internal import Handshake
internal import TLS

// The steps before the answer, as libcurl reports them.

extension ActiveTransfer {
  func socketOpened(_ socket: Int32, to address: SocketAddress?) {
    if !taps.isEmpty { forgetConnection() }
    if timings.lookupMs == nil {
      timings.lookupMs = nowMs
      record(.milestone(.resolved))
    }
    remote = address ?? remote
    sockets.append(socket)
    capture?.opened(socket, to: address)
    legsOnSocket = 0
  }

  /// libcurl begins again, on another connection: a kept one had died, or a proxy closes after asking for credentials.
  private func forgetConnection() {
    for tap in taps { tap.forgetObservers() }
    taps = []
    sockets = []
    hasBegunRequest = false
    (timings.connectMs, timings.tlsMs, timings.sentMs) = (nil, nil, nil)
  }

  /// - Returns: false when the connection must not go on.
  func tlsContextMade(_ context: OpaquePointer) -> Bool {
    connected()
    wire.reserveHandshake()
    let isProxyLeg = proxy?.scheme == "https" && legsOnSocket == 0
    legsOnSocket += 1
    do throws(ClientContextError) {
      var settings = try clientContext(isProxyLeg ? .proxy : .origin)
      settings.isWatched = request.isWatched
      let tap = try settings.prepare(context)
      observe(tap)
      capture?.watch(tap, isOnSocket: isProxyLeg || proxy?.scheme != "https")
      return true
    } catch {
      refusal = error
      return false
    }
  }

  /// A proxy gets the library's own settings and no identity: both are the origin's.
  private func clientContext(_ leg: Leg) throws(ClientContextError) -> ClientContext {
    let verifier = try profile.verifier(for: leg)
    switch leg {
    case .proxy:
      return ClientContext(
        leg: leg, host: proxy?.host ?? "", settings: TLSSettings(), verifier: verifier, logsSecrets: request.captures)
    case .origin:
      return ClientContext(
        leg: leg, host: origin?.host ?? "", settings: request.tls, verifier: verifier, identity: request.identity,
        sendsFullChain: request.chain == .full, logsSecrets: request.captures)
    }
  }

  private func observe(_ tap: HandshakeTap) {
    if !taps.contains(where: { $0 === tap }) { taps.append(tap) }
    // The tap holds the transfer until that takes itself back at its end.
    tap.observer = self
  }

  /// The first sign of life above TCP.
  private func connected() {
    guard timings.connectMs == nil, !sockets.isEmpty else { return }
    timings.connectMs = nowMs
    remote = sockets.lazy.compactMap(SocketAddress.init(peerOf:)).first ?? remote
    local = sockets.last.flatMap(SocketAddress.init(localOf:))
    guard let remote else { return }
    record(.milestone(.connected(address: remote.host, port: remote.port)))
  }

  /// A connection stands, and the request is about to be written on it: for the first time, or once more with
  /// credentials for a proxy.
  func requestBegins(local: SocketAddress, remote: SocketAddress) {
    connected()
    hasBegunRequest = true
    head = ResponseHead()
    writtenHead = WrittenHead()
    writtenHeadBytes = 0
    writtenBodyBytes = 0
    timings.sentMs = nil
    moved()
    if self.remote == nil { self.remote = remote }
    self.local = local
    if let ssl = signet_curl_get_ssl(easy), let tap = HandshakeTap.watching(OpaquePointer(ssl)) {
      tap.beginRequest()
      observe(tap)
    }
    noteOpener(of: ConnectionProfile.Ends(local: local, remote: remote))
    if isReused { wire.reserve(bytes: handle.wireSize.bytes, pieces: handle.wireSize.pieces) }
  }

  private func noteOpener(of connection: ConnectionProfile.Ends) {
    guard sockets.isEmpty else {
      isReused = false
      profile.openedBy[connection] = number
      return
    }
    guard !isReused else { return }
    isReused = true
    record(.milestone(.reusedConnection(handshakeOfExchange: profile.openedBy[connection] ?? 0)))
  }

  /// Bytes of HTTP that libcurl wrote or read.
  func spoke(_ side: Side, _ bytes: UnsafeRawBufferPointer) { capture?.spoke(side, bytes) }

  func wroteHead(_ bytes: UnsafeRawBufferPointer) {
    if request.cookies != nil, hasBegunRequest { writtenHead.add(bytes) }
    wrote(headBytes: bytes.count)
  }

  func wrote(headBytes: Int = 0, bodyBytes: Int = 0) {
    connected()
    moved()
    guard hasBegunRequest, timings.sentMs == nil, !taps.contains(where: \.isWriteClosed) else { return }
    writtenHeadBytes += headBytes
    writtenBodyBytes += bodyBytes
    guard writtenHeadBytes > 0, writtenBodyBytes >= request.body.count else { return }
    timings.sentMs = nowMs
    record(.milestone(.requestWritten(bytes: writtenHeadBytes + writtenBodyBytes)))
  }

  func headerArrived(_ line: UnsafeRawBufferPointer) {
    moved()
    guard !hasBegunRequest else { return answerLineArrived(line) }
    guard head.take(line) else { return }
    proxyStatus = head.status
    proxyHeaders = head.headers
    record(.milestone(.proxyConnected(status: head.status)), from: .server, leg: .proxy)
  }
}

extension ActiveTransfer: ConnectionObserver {
  func saw(_ content: TraceRecord.Content, from side: Side, on leg: Leg) {
    if leg == .origin, case .milestone(.tlsFinished) = content { timings.tlsMs = nowMs }
    moved()
    record(content, from: side, leg: leg)
  }

  func carried(_ bytes: UnsafeRawBufferPointer, from side: Side, on leg: Leg) {
    guard !wire.isFull else { return }
    wire.add(count: bytes.count, from: side, leg: leg, atMicroseconds: clock.microseconds) { kept, count in
      kept.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    }
  }
}
