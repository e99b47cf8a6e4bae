import Foundation
import Testing

/// The `openssl` command line, whose files are made by other hands than ours.
enum OpenSSLProgram {
  static let path = ["/usr/bin/openssl", "/usr/local/bin/openssl", "/opt/homebrew/bin/openssl"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static var isInstalled: Bool { path != nil }
  static let reason: Comment = "needs the openssl command line program (apt install openssl)"

  /// Runs the command lines in a new folder that `files` are written to, and hands the folder's reader to `body`.
  static func run<Result>(
    _ commands: [String], files: [String: [UInt8]] = [:], _ body: ((String) throws -> [UInt8]) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("signet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, bytes) in files { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
    for command in commands { try run(command, in: folder) }
    return try body { try Array(Data(contentsOf: folder.appendingPathComponent($0))) }
  }

  private static func run(_ command: String, in folder: URL) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "/nonexistent")
    process.arguments = command.split(separator: " ").map(String.init)
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardError = output
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw Failure(command: command, output: text) }
  }

  struct Failure: Error {
    var command: String
    var output: String
  }
}
