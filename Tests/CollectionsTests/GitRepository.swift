import Foundation
import Testing

/// A folder that git looks after, without anything of whoever runs the tests.
struct GitRepository {
  let path: String

  /// - Parameter input: what git reads.
  /// - Returns: nil when there is no git, which is said.
  func git(_ arguments: [String], input: String = "") throws -> (status: Int32, text: String)? {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/git") else {
      if ProcessInfo.processInfo.environment["CI"] != nil { Issue.record("missing: /usr/bin/git") }
      print("SKIPPED merging by git: not installed: /usr/bin/git")
      return nil
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
    process.arguments = ["-C", path, "-c", "user.name=t", "-c", "user.email=t@localhost"] + arguments
    process.environment = ["HOME": path, "PATH": "/usr/bin:/bin", "GIT_CONFIG_NOSYSTEM": "1"]
    let (pipe, standardInput) = (Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  /// A file as it was, and as each of two people has it.
  typealias Versions = (name: String, base: String, ours: String, theirs: String)

  /// - Returns: of each file whether git put both together, and its text; nil without git.
  func merge(_ files: [Versions]) throws -> [(isMerged: Bool, text: String)]? {
    guard try git(["init", "-q", "-b", "base"]) != nil else { return nil }
    let stream =
      Self.commit("base", files.map { ($0.name, $0.base) })
      + Self.commit("ours", from: "base", files.map { ($0.name, $0.ours) })
      + Self.commit("theirs", from: "base", files.map { ($0.name, $0.theirs) })
    try #require(try git(["fast-import", "--quiet"], input: stream)?.status == 0)
    try #require(try git(["checkout", "-q", "ours"])?.status == 0)
    _ = try git(["merge", "-q", "-m", "merged", "theirs"])
    let conflicts = try git(["diff", "--name-only", "--diff-filter=U"])?.text.split(separator: "\n") ?? []
    let names = Set(conflicts.map(String.init))
    return try files.map { file in
      (!names.contains(file.name), try String(contentsOfFile: path + "/" + file.name, encoding: .utf8))
    }
  }

  /// As `git fast-import` reads it.
  private static func commit(_ branch: String, from parent: String? = nil, _ files: [(name: String, text: String)])
    -> String
  {
    "commit refs/heads/\(branch)\ncommitter t <t@localhost> 0 +0000\ndata 1\nx\n"
      + (parent.map { "from refs/heads/\($0)\n" } ?? "")
      + files.map { "M 100644 inline \($0.name)\ndata \($0.text.utf8.count)\n\($0.text)\n" }.joined()
  }
}
