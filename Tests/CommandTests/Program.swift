import Foundation

/// A program run to its end, with what it printed.
struct ProgramRun {
  var status: Int32
  var output: [UInt8]
  var errors: String

  var text: String { String(decoding: output, as: UTF8.self) }

  /// The `signet` that was built with the tests: it stands beside them.
  static var signetPath: String {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("signet").path
  }

  /// Runs `signet` with an environment of its own: no settings, proxies or stores of whoever runs the tests.
  static func signet(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:], home: Folder? = nil
  ) throws -> ProgramRun {
    let home = try home ?? Folder()
    let base = ["HOME": home.path, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "dumb"]
    return try run(signetPath, arguments, input: input, environment: base.merging(environment) { $1 })
  }

  static func run(
    _ path: String, _ arguments: [String], input: [UInt8] = [], environment: [String: String]
  ) throws -> ProgramRun {
    let folder = try Folder()
    let inputFile = try folder.write("input", input)
    let outputFile = try folder.write("output", [])
    let errorFile = try folder.write("errors", [])
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle(forReadingAtPath: inputFile)
    process.standardOutput = FileHandle(forWritingAtPath: outputFile)
    process.standardError = FileHandle(forWritingAtPath: errorFile)
    try process.start()
    let deadline = Deadline(seconds: 60) { process.kill() }
    process.waitUntilExit()
    deadline.cancel()
    return ProgramRun(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: [UInt8](try Data(contentsOf: URL(fileURLWithPath: outputFile))),
      errors: String(decoding: try Data(contentsOf: URL(fileURLWithPath: errorFile)), as: UTF8.self))
  }
}

extension Process {
  /// Runs with no signal blocked: the worker threads that tests run on block nearly all, children inherit that, and a
  /// server that does not expect it cannot be ended by SIGTERM.
  func start() throws {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try run()
  }

  /// Ends it whatever it does about signals.
  func kill() { Foundation.kill(processIdentifier, SIGKILL) }
}

/// Does something unless it is cancelled in time.
struct Deadline {
  private let work: DispatchWorkItem

  init(seconds: Double, _ action: @escaping @Sendable () -> Void) {
    work = DispatchWorkItem(block: action)
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: work)
  }

  func cancel() { work.cancel() }
}

/// A private folder that goes when nobody holds it any more.
final class Folder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "signet-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8], mode: Int = 0o644) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file(name))
    return file(name)
  }

  @discardableResult
  func write(_ name: String, _ text: String, mode: Int = 0o644) throws -> String {
    try write(name, Array(text.utf8), mode: mode)
  }

  func text(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: file(name)) ?? Data(), as: UTF8.self)
  }
}
