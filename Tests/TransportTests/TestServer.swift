import COpenSSL
import Glibc
import Synchronization
import TLS

/// What the server saw of one connection.
struct ServerView: Sendable {
  /// Common names of the certificates that the client sent, leaf first, at the latest request; nil without a
  /// Certificate message.
  var clientChain: [String]?
  var clientCertificateMessages = 0
  var isResumed = false
  var handshakeSucceeded = false
  var isEnded = false
  /// The client that each request was authenticated as; empty for nobody.
  var clients: [String] = []
  var requests: [ReceivedRequest] = []
}

struct ReceivedRequest: Sendable {
  var lines: [String]
  var body: [UInt8]
}

/// A server on loopback whose every connection follows a script, on a thread of its own.
final class TestServer: Sendable {
  struct Configuration: Sendable {
    enum ClientCertificate: Sendable { case notAsked, optional, required }

    /// Nil: plain TCP.
    var identity: MintedIdentity?
    var authorities: [MintedIdentity] = []
    var clientCertificate = ClientCertificate.notAsked
    var minimum = TLS1_2_VERSION
    var maximum = TLS1_3_VERSION
    /// Tickets that a TLS 1.3 server sends after the handshake.
    var ticketCount = 2
    var securityLevel: Int32?
    /// OpenSSL lists; nil leaves the library's own.
    var groups: String?
    var ciphers: String?
  }

  let port: Int
  private let listener: Int32
  private let configuration: Configuration
  private let context: TestServerContext?
  private let script: @Sendable (TestConnection) -> Void
  private let views = Mutex<[ServerView]>([])

  /// - Parameter script: what is done with each connection, after its handshake if TLS is spoken. The connection is
  ///   closed when it returns.
  init(_ configuration: Configuration = Configuration(), script: @escaping @Sendable (TestConnection) -> Void) throws {
    self.configuration = configuration
    self.script = script
    context = try configuration.identity.map { try TestServerContext(configuration, identity: $0) }
    (listener, port) = try listenOnLoopback()
    let listener = listener
    spawn { [weak self] in
      while case let socket = accept(listener, nil, nil), socket >= 0 {
        guard let server = self else {
          _ = close(socket)
          return
        }
        spawn { server.serve(socket) }
      }
    }
  }

  var url: String { "\(configuration.identity == nil ? "http" : "https")://localhost:\(port)/" }

  /// By the order in which connections were accepted.
  var connections: [ServerView] { views.withLock { $0 } }

  private func serve(_ socket: Int32) {
    let number = views.withLock { views in
      views.append(ServerView())
      return views.count - 1
    }
    let connection = TestConnection(socket: socket, context: context) { [self] change in
      views.withLock { change(&$0[number]) }
    }
    if connection.handshake() { script(connection) }
    connection.close()
    views.withLock { $0[number].isEnded = true }
  }

  /// The first connection, when it is over.
  func firstEnded() async throws -> ServerView {
    try await eventually { self.connections.first { $0.isEnded } }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }
}

struct TestServerError: Error { var what: String }

/// The server's SSL_CTX.
// Set up in `init`, and then only shared as OpenSSL permits.
final class TestServerContext: @unchecked Sendable {
  let pointer: OpaquePointer

  init(_ configuration: TestServer.Configuration, identity: MintedIdentity) throws {
    guard let context = SSL_CTX_new(TLS_server_method()) else { throw TestServerError(what: "SSL_CTX_new") }
    pointer = context
    if let level = configuration.securityLevel { SSL_CTX_set_security_level(context, level) }
    signet_tap_set_minimum(context, configuration.minimum)
    signet_tap_set_maximum(context, configuration.maximum)
    signet_server_set_modes(context)
    if let groups = configuration.groups { signet_tap_set_groups(context, groups) }
    if let ciphers = configuration.ciphers { SSL_CTX_set_cipher_list(context, ciphers) }
    SSL_CTX_set_num_tickets(context, configuration.ticketCount)
    try use(identity)
    for authority in configuration.authorities { try trust(authority) }
    let session: [UInt8] = Array("test".utf8)
    SSL_CTX_set_session_id_context(context, session, UInt32(session.count))
    switch configuration.clientCertificate {
    case .notAsked: SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nil)
    case .optional: SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
    case .required: SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
    }
  }

  private func use(_ identity: MintedIdentity) throws {
    let certificate = identity.certificateDER
    guard SSL_CTX_use_certificate_ASN1(pointer, Int32(certificate.count), certificate) == 1,
      let key = privateKey(identity.privateKeyDER)
    else { throw TestServerError(what: "certificate") }
    defer { EVP_PKEY_free(key) }
    guard SSL_CTX_use_PrivateKey(pointer, key) == 1 else { throw TestServerError(what: "private key") }
  }

  private func trust(_ authority: MintedIdentity) throws {
    let pem = authority.certificatePEM
    guard signet_tap_add_pem(SSL_CTX_get_cert_store(pointer), pem, Int32(pem.count), 0) == 1 else {
      throw TestServerError(what: "authority")
    }
    let certificate = certificate(authority.certificateDER)
    SSL_CTX_add_client_CA(pointer, certificate)
    X509_free(certificate)
  }

  deinit { SSL_CTX_free(pointer) }
}

/// Looks until there is something, for at most ten seconds.
func eventually<Value>(_ look: () -> Value?) async throws -> Value {
  let start = ContinuousClock.now
  while start.duration(to: .now) < .seconds(10) {
    if let value = look() { return value }
    try await Task.sleep(for: .milliseconds(1))
  }
  throw TestServerError(what: "nothing came")
}

func spawn(_ work: @escaping @Sendable () -> Void) {
  final class Work: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
  var thread = pthread_t()
  // Taken back by the thread.
  let pointer = Unmanaged.passRetained(Work(work)).toOpaque()
  pthread_create(
    &thread, nil,
    { pointer in
      if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run() }
      return nil
    }, pointer)
  pthread_detach(thread)
}

func listenOnLoopback() throws -> (socket: Int32, port: Int) {
  let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = inet_addr("127.0.0.1")
  var byteCount = socklen_t(MemoryLayout<sockaddr_in>.size)
  let bound = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(listener, $0, byteCount) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &byteCount) == 0
    }
  }
  guard bound else { throw TestServerError(what: "no free port") }
  return (listener, Int(UInt16(bigEndian: address.sin_port)))
}
