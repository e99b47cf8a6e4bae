import Foundation
import Handshake
import Testing

/// The program that says whether a capture is one.
struct Tshark {
  static let path = "/usr/bin/tshark"

  /// False, said aloud, where it is not installed; continuous integration installs it, and there that is a failure.
  static var isInstalled: Bool {
    if FileManager.default.isExecutableFile(atPath: path) { return true }
    if ProcessInfo.processInfo.environment["CI"] != nil { Issue.record("missing: \(path)") }
    print("SKIPPED tests of captures: \(path) is not installed (.ci/install --peers)")
    return false
  }

  struct Failure: Error, CustomStringConvertible { var description: String }

  /// Every value of some fields, by who sent the packet, in order.
  typealias Values = [Side: [String: [String]]]

  /// - Parameter keyLog: secrets from a file of their own; nil takes those in the capture.
  static func values(
    of fields: [String], in capture: [UInt8], keyLog: [UInt8]? = nil, serverPort: Int, options: [String] = []
  ) throws -> Values {
    let folder = try CaptureFolder()
    let file = try folder.write(capture, as: "c.pcapng")
    let secrets = try keyLog.map { ["-o", "tls.keylog_file:" + (try folder.write($0, as: "k.log"))] } ?? []
    let wanted = (["tcp.srcport"] + fields).flatMap { ["-e", $0] }
    let output = try run(
      ["-n", "-r", file, "-T", "fields", "-E", "separator=/t", "-E", "occurrence=a", "-E", "aggregator=;"] + secrets
        + options + wanted, home: folder.path)
    var values: Values = [:]
    for line in output.split(separator: "\n") {
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let side: Side = columns[0] == "\(serverPort)" ? .server : .client
      for (field, column) in zip(fields, columns.dropFirst()) where !column.isEmpty {
        values[side, default: [:]][field, default: []] += column.split(separator: ";").map(String.init)
      }
    }
    return values
  }

  private static func run(_ arguments: [String], home: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ["HOME": home, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    let complaints = home + "/stderr"
    _ = FileManager.default.createFile(atPath: complaints, contents: nil)
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: complaints))
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let said = String(decoding: try Data(contentsOf: URL(fileURLWithPath: complaints)), as: UTF8.self)
    let end = process.terminationReason == .exit ? "exit status" : "signal"
    guard process.terminationReason == .exit, process.terminationStatus == 0, !output.isEmpty else {
      throw Failure(
        description: "tshark \(arguments.joined(separator: " "))\n\(end) \(process.terminationStatus), "
          + "\(output.count) bytes of output; it says:\n\(said)")
    }
    return String(decoding: output, as: UTF8.self)
  }
}

/// A private folder that goes with its owner.
final class CaptureFolder {
  let path = NSTemporaryDirectory() + "signet-capture-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func write(_ bytes: [UInt8], as name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
    return path + "/" + name
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
