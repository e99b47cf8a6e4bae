internal import CCurl
internal import Certificates
internal import Exchange
internal import Handshake
internal import TLS

/// What two requests must have in common to share a connection.
struct ProfileKey: Equatable {
  /// Leaf and chain; the key is the leaf's.
  var identity: String?
  var chain: ChainChoice
  var trust: ServerTrust
  var tls: TLSSettings
  var route: Route
  /// Number of the exchange whose capture the connections are in; they serve no other.
  var captureNumber: Int?
  /// Of NTLM and Negotiate, which prove a connection, not a request.
  var authentication: HTTPAuthentication?

  init(_ pending: PendingTransfer) {
    let request = pending.shared.request
    identity = request.identity?.fingerprint
    chain = request.chain
    trust = request.trust
    tls = request.tls
    route = request.route
    captureNumber = request.captures ? pending.number : nil
    authentication = request.authentication?.provesConnection == true ? request.authentication : nil
  }
}

/// The connections of one profile: a multi handle of their own, so that libcurl cannot mix them with others.
///
/// libcurl knows nothing of the identity and the trust that its SSL_CTX is given, and would hand a kept connection to
/// the next request whoever that is for.
final class ConnectionProfile {
  let key: ProfileKey
  let multi: UnsafeMutableRawPointer
  /// Sockets that libcurl waits for, with what it waits for.
  fileprivate(set) var sockets: [Int32: Int32] = [:]
  /// When libcurl wants to be called even if nothing moves.
  fileprivate(set) var wakeAtNanoseconds: Int64?
  var runningCount = 0
  /// Of a connection.
  struct Ends: Hashable {
    var local: SocketAddress
    var remote: SocketAddress
  }

  /// Which exchange opened a connection, for requests that find it open.
  var openedBy: [Ends: Int] = [:]
  /// libcurl tells it of sockets that close, even when the exchange is over.
  var capture: ExchangeCapture?
  private var verifiers: [Leg: ServerVerifier] = [:]
  /// Answers of a server begin alike, mostly: what was read of the last head.
  private var lastHead: (head: ResponseHead, headers: [HTTPHeader]) = (ResponseHead(), [])

  init?(key: ProfileKey) {
    guard let multi = curl_multi_init() else { return nil }
    self.key = key
    self.multi = multi
    // The profile frees its multi handle before it goes itself.
    let pointer = Unmanaged.passUnretained(self).toOpaque()
    signet_curl_on_socket(multi, socketChanged, pointer)
    signet_curl_on_timer(multi, timerChanged, pointer)
  }

  /// Anchors are read when the first connection needs them: the system's cost more than all the rest of a start.
  func verifier(for leg: Leg) throws(ClientContextError) -> ServerVerifier {
    if let verifier = verifiers[leg] { return verifier }
    let verifier = try ServerVerifier(key.trust, includesSystem: leg == .proxy)
    verifiers[leg] = verifier
    return verifier
  }

  /// The fields of an answer's head.
  func headers(of head: ResponseHead) -> [HTTPHeader] {
    if head != lastHead.head { lastHead = (head, head.headers) }
    return lastHead.headers
  }

  func act(on socket: Int32, events: Int32) {
    var running: Int32 = 0
    curl_multi_socket_action(multi, socket, events, &running)
  }

  func actOnTimer(now: Int64) {
    guard let wakeAt = wakeAtNanoseconds, wakeAt <= now else { return }
    wakeAtNanoseconds = nil
    act(on: CURL_SOCKET_BAD, events: 0)
  }

  deinit { curl_multi_cleanup(multi) }
}

private func profile(_ pointer: UnsafeMutableRawPointer) -> ConnectionProfile {
  // libcurl calls back only while the multi handle lives, which its profile outlives.
  Unmanaged<ConnectionProfile>.fromOpaque(pointer).takeUnretainedValue()
}

private func socketChanged(
  _ easy: UnsafeMutableRawPointer?, _ socket: Int32, _ wanted: Int32, _ pointer: UnsafeMutableRawPointer?,
  _ socketPointer: UnsafeMutableRawPointer?
) -> Int32 {
  guard let pointer else { return 0 }
  profile(pointer).sockets[socket] = wanted == CURL_POLL_REMOVE ? nil : wanted
  return 0
}

private func timerChanged(
  _ multi: UnsafeMutableRawPointer?, _ milliseconds: Int, _ pointer: UnsafeMutableRawPointer?
) -> Int32 {
  guard let pointer else { return 0 }
  profile(pointer).wakeAtNanoseconds =
    milliseconds < 0 ? nil : ExchangeClock.nowNanoseconds() + Int64(milliseconds) * 1_000_000
  return 0
}
