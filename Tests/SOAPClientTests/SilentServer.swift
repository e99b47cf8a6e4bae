import Glibc
import Synchronization

/// A port on loopback that takes connections and never says a word.
final class SilentServer: Sendable {
  struct Failure: Error {}

  let port: Int
  private let listener: Int32

  init() throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> Int32 in
        // The system completes connections that nobody accepts.
        bind(descriptor, address, size) | listen(descriptor, 32) | getsockname(descriptor, address, &size)
      }
    }
    guard status == 0 else { throw Failure() }
    port = Int(in_port_t(bigEndian: address.sin_port))
  }

  deinit { close(listener) }
}

final class Counter: Sendable {
  private let value = Mutex(0)

  var count: Int { value.withLock { $0 } }

  func add() { value.withLock { $0 += 1 } }
}
