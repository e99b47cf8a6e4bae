internal import Glibc
internal import Synchronization
public import TLS

/// An HTTP(S) server with a small SOAP service on a port of 127.0.0.1, which remembers what it saw of every client.
///
/// It listens when `start` returns and stops when `stop` is called or the last reference goes. Safe on any thread.
public final class LabServer: Sendable {
  public let port: UInt16
  private let stopSignal: StopSignal
  private let threads: ServerThreads
  private let log = ExchangeLog()

  /// - Parameters:
  ///   - port: 0 takes a free one.
  ///   - timeoutSeconds: how long a client may keep silent.
  public static func start(
    _ behaviour: ServerBehaviour, port: UInt16 = 0, timeoutSeconds: Int = 60
  ) throws(LabError) -> LabServer {
    guard let stop = StopSignal() else { throw .noDescriptors }
    var isDeaf = false
    if case .deaf = behaviour { isDeaf = true }
    let listener = try Listener(port: port, isDeaf: isDeaf, stop: stop)
    let server = LabServer(port: listener.port, stop: stop)
    let acceptor = Acceptor(
      listener: listener, behaviour: behaviour, stop: stop, threads: server.threads, log: server.log,
      timeoutMilliseconds: Int32(clamping: timeoutSeconds * 1000))
    guard server.threads.start({ acceptor.run() }) else {
      throw .socket(step: "start a thread", port: listener.port, systemError: EAGAIN)
    }
    return server
  }

  /// A good server for the settings.
  public static func start(
    _ settings: TLSServerSettings, gate: ClientGate = .open, port: UInt16 = 0
  ) throws(LabError) -> LabServer {
    try start(.tls(try context(settings), gate: gate), port: port)
  }

  /// A good server for the settings, with documents besides the service.
  public static func start(
    _ settings: TLSServerSettings, publishing documents: [LabDocument], port: UInt16 = 0
  ) throws(LabError) -> LabServer {
    try start(.publishing(documents, try context(settings)), port: port)
  }

  static func context(_ settings: TLSServerSettings) throws(LabError) -> TLSServerContext {
    do { return try TLSServerContext(settings) } catch {
      throw .settings(summary: error.summary, values: error.values)
    }
  }

  private init(port: UInt16, stop: StopSignal) {
    self.port = port
    stopSignal = stop
    threads = ServerThreads(limit: 512)
  }

  deinit { stop() }

  /// Ends every connection and returns when the last has ended: some milliseconds. May be called again.
  public func stop() {
    stopSignal.raise()
    threads.waitUntilAllEnded()
  }
}

extension LabServer {
  /// What the server saw so far, oldest first; after 4,096 exchanges or 256 MiB the oldest are forgotten. A request is
  /// here before its answer is sent.
  public var exchanges: [LabExchange] { log.exchanges }

  /// Waits until the server has seen `count` exchanges since it started, at most so long, and returns what it saw: fewer
  /// when the time was up.
  public func exchanges(count: Int, withinSeconds seconds: Double) async -> [LabExchange] {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while log.totalCount < count, ContinuousClock.now < deadline {
      try? await Task.sleep(for: .milliseconds(2))
    }
    return log.exchanges
  }
}

private struct Acceptor: Sendable {
  let listener: Listener
  let behaviour: ServerBehaviour
  let stop: StopSignal
  let threads: ServerThreads
  let log: ExchangeLog
  let timeoutMilliseconds: Int32

  func run() {
    if case .deaf = behaviour { return stop.wait() }
    var number = 0
    while true {
      do {
        guard let descriptor = try listener.accept() else { continue }
        number += 1
        let socket = LabSocket(adopting: descriptor, stop: stop, timeoutMilliseconds: timeoutMilliseconds)
        let connection = LabConnection(number: number, socket: socket, behaviour: behaviour, log: log)
        // Too many at once: the socket is closed with its last reference.
        _ = threads.start { connection.serve() }
      } catch {
        return
      }
    }
  }
}
