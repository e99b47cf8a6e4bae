import Foundation
import TLS
import Testing

/// A server that nobody here wrote, demanding a client certificate that chains to `Peer Root` through an intermediate it
/// does not have.
struct Peer: Sendable, CustomTestStringConvertible {
  var name: String
  /// What must be installed; the first is run.
  var programs: [String]
  var arguments: @Sendable (PeerSite) -> [String]
  /// Writes what the server reads.
  var prepare: @Sendable (PeerSite) throws -> Void
  /// Where the server says which certificate it saw.
  var view: View
  var action: String?
  var path = "/"

  enum View: Sendable {
    /// In the answer.
    case answer
    /// In what it prints or logs.
    case log
  }

  var testDescription: String { name }
  var missing: [String] { programs.filter { !FileManager.default.isExecutableFile(atPath: $0) } }
}

/// The folder, port and certificates of one running peer.
struct PeerSite: Sendable {
  let folder: Folder
  let pki: Folder
  let port: Int
  let backendPort: Int
}

/// A started peer; it ends with the value.
// Process and Pipe are set up in `init` and only asked and written to afterwards, each from one place at a time.
final class RunningPeer: @unchecked Sendable {
  let site: PeerSite
  private let process: Process
  private let input = Pipe()

  init(_ peer: Peer, pki: PeerPKI) throws {
    let site = PeerSite(folder: try Folder(), pki: pki.folder, port: try freePort(), backendPort: try freePort())
    try peer.prepare(site)
    process = Process()
    process.executableURL = URL(fileURLWithPath: peer.programs[0])
    process.arguments = peer.arguments(site)
    process.currentDirectoryURL = URL(fileURLWithPath: site.folder.path)
    process.environment = ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": site.folder.path, "LC_ALL": "C.UTF-8"]
    process.standardInput = input
    let log = FileHandle(forWritingAtPath: try site.folder.write("log", []))
    process.standardOutput = log
    process.standardError = log
    try process.start()
    self.site = site
    try waitUntil("\(peer.name) listens on \(site.port)", log: { site.folder.text("log") }, { canConnect(site.port) })
  }

  deinit {
    process.terminate()
    let deadline = Deadline(seconds: 5) { [process] in process.kill() }
    process.waitUntilExit()
    deadline.cancel()
  }

  /// What the server printed so far.
  var log: String { site.folder.text("log") }
  func write(_ text: String) { input.fileHandleForWriting.write(Data(text.utf8)) }
}

struct PeerFailure: Error, CustomStringConvertible {
  var description: String
}

/// Polls a condition of the outside world until it holds, for twenty seconds at most.
func waitUntil(_ what: String, log: () -> String = { "" }, _ condition: () -> Bool) throws {
  let end = Date().addingTimeInterval(20)
  while !condition() {
    guard Date() < end else { throw PeerFailure(description: "waited in vain until \(what)\n\(log())") }
    usleep(10_000)
  }
}

func freePort() throws -> Int {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = loopback(port: 0)
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isBound = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
    }
  }
  guard isBound else { throw PeerFailure(description: "no free port") }
  return Int(UInt16(bigEndian: address.sin_port))
}

private func canConnect(_ port: Int) -> Bool {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = loopback(port: port)
  return withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
    }
  }
}

private func loopback(port: Int) -> sockaddr_in {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = UInt16(port).bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  return address
}
