import Foundation
import Testing

/// The `xmlsec1` command line, as a witness that nobody here wrote.
enum XMLSecProgram {
  private static let path = ["/usr/bin/xmlsec1", "/usr/local/bin/xmlsec1", "/opt/homebrew/bin/xmlsec1"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// False, loudly, when it is not installed.
  static var isThere: Bool {
    if path != nil { return true }
    // Continuous integration installs it: there its absence is a failure.
    if ProcessInfo.processInfo.environment["CI"] != nil { Issue.record("missing: xmlsec1") }
    print("SKIPPED: xmlsec1 is not installed (.ci/install --peers)")
    return false
  }

  /// The namespaces whose `Id` is one to xmlsec1, by element.
  private static let idArguments = [
    "http://schemas.xmlsoap.org/soap/envelope/:Body", "http://www.w3.org/2003/05/soap-envelope:Body",
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd:Timestamp",
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd:BinarySecurityToken",
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd:UsernameToken",
    "http://www.w3.org/2005/08/addressing:To", "http://www.w3.org/2005/08/addressing:Action",
  ].flatMap { ["--id-attr:Id", $0] }

  /// Nil when the signature holds; else what it says.
  static func complaint(about message: [UInt8], certificatePEM: [UInt8]) throws -> String? {
    let (status, _, errors) = try run(
      ["--verify", "--pubkey-cert-pem", "certificate.pem"] + idArguments + ["message.xml"],
      files: ["certificate.pem": certificatePEM, "message.xml": message])
    return status == 0 ? nil : errors
  }

  /// The template with digests and signature filled in.
  static func signed(_ template: [UInt8], keyPEM: [UInt8]) throws -> [UInt8] {
    let (status, output, errors) = try run(
      ["--sign", "--privkey-pem", "key.pem"] + idArguments + ["template.xml"],
      files: ["key.pem": keyPEM, "template.xml": template])
    try #require(status == 0, "\(errors)")
    return output
  }

  private static func run(
    _ arguments: [String], files: [String: [UInt8]]
  ) throws -> (status: Int32, output: [UInt8], errors: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("signet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, bytes) in files { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
    for name in ["output", "errors"] { try Data().write(to: folder.appendingPathComponent(name)) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "/nonexistent")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: folder.appendingPathComponent("output"))
    process.standardError = try FileHandle(forWritingTo: folder.appendingPathComponent("errors"))
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus, Array(try Data(contentsOf: folder.appendingPathComponent("output"))),
      String(decoding: try Data(contentsOf: folder.appendingPathComponent("errors")), as: UTF8.self)
    )
  }
}
