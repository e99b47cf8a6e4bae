internal import Glibc
internal import Lab
internal import TLS

/// A Lab server and a folder with what the measured programs read; both go with the value.
final class BenchSite {
  struct NoFolder: Error { var systemError: Int32 }

  static let action = "urn:signet:lab:Echo"
  static let echo = "<l:Echo xmlns:l=\"urn:signet:lab\"><text>hello</text></l:Echo>"

  /// As `signet` sends them for the bindings of .NET Framework, which is what a collection means by default.
  static let headers = [
    "Content-Type: text/xml; charset=utf-8", "SOAPAction: \"\(action)\"", "Expect: 100-continue",
    "Accept-Encoding: gzip, deflate", "Accept:",
  ]

  let folder: String
  let files: LabPKI.Files
  private let server: LabServer
  /// Of the Lab's server, in PEM, for another.
  let serverChain: String
  let serverKey: String

  init() throws {
    var template = Array("/tmp/signet-bench-XXXXXX".utf8CString)
    // It goes with all that is in it, so it must be our own.
    guard let made = mkdtemp(&template) else { throw NoFolder(systemError: errno) }
    folder = String(cString: made)
    let pki = try LabPKI(clients: [.alice])
    files = try pki.write(to: folder + "/pki")
    server = try LabServer.start(try .lab(pki))
    let identity = try pki.server(.good)
    serverChain = String(
      decoding: identity.leaf.certificatePEM + identity.intermediates.flatMap(\.certificatePEM), as: UTF8.self)
    serverKey = try String(decoding: identity.leaf.privateKeyPEM(), as: UTF8.self)
    write("echo.xml", Self.envelope(Self.echo))
  }

  deinit { _ = Child(["rm", "-r", folder], environment: environment)?.wait() }

  var url: String { "https://localhost:\(server.port)/service" }
  var certificate: String { files.identity(.alice)?.pem ?? "" }
  var root: String { files.rootPEM }
  var envelope: String { folder + "/echo.xml" }

  var collection: String { folder + "/collection" }

  /// A collection of one request that asserts one thing, `run-NAME`.
  func writeRunCollection(_ name: String, url: String) {
    writeIdentities()
    mkdir(folder + "/run-" + name, 0o700)
    write("run-\(name)/collection.yaml", "name: Bench\ndefaults:\n  cacert: root.pem\n")
    _ = Child(["cp", root, folder + "/run-\(name)/root.pem"], environment: environment)?.wait()
    write(
      "run-\(name)/Echo.yaml",
      "url: \(url)\naction: \(Self.action)\nidentity: alice\nassertions:\n  - status = 200\n")
    write("run-\(name)/Echo.xml", Self.envelope(Self.echo))
  }

  private func writeIdentities() {
    for path in [".config", ".config/signet"] { mkdir(folder + "/" + path, 0o700) }
    write(
      ".config/signet/identities.yaml", "alice:\n  certificate: \(certificate)\n  hosts:\n    - localhost\n")
  }

  /// A collection of one request, whose answer is 50 MB.
  func writeCollection() {
    writeIdentities()
    mkdir(collection, 0o700)
    write("collection/collection.yaml", "name: Bench\ndefaults:\n  cacert: root.pem\n")
    _ = Child(["cp", root, collection + "/root.pem"], environment: environment)?.wait()
    write("collection/Large.yaml", "url: \(url)\naction: urn:signet:lab:Large\nidentity: alice\n")
    write(
      "collection/Large.xml", Self.envelope("<l:Large xmlns:l=\"urn:signet:lab\"><bytes>50000000</bytes></l:Large>"))
  }

  /// No settings, proxies or stores of whoever measures.
  var environment: [String] {
    ["PATH=/usr/bin:/bin", "HOME=\(folder)", "LC_ALL=C.UTF-8", "TERM=xterm-256color"]
  }

  func write(_ name: String, _ text: String) {
    let descriptor = open(folder + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    var bytes = Array(text.utf8)
    _ = Glibc.write(descriptor, &bytes, bytes.count)
  }

  static func envelope(_ body: String) -> String {
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\(body)</s:Body></s:Envelope>"
  }
}
