import Collections
import Foundation
import Testing

/// Kills a program in the middle of its saving. SIGNET_KILLS says how often; a few dozen times otherwise.
@Suite struct KilledSavingTests {
  private static let kills = ProcessInfo.processInfo.environment["SIGNET_KILLS"].flatMap { Int($0) } ?? 30

  /// It was built with the tests and stands beside them.
  private static var probe: URL {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appending(path: "saving-probe")
  }

  @Test func `whenever saving is killed, every file is the old one or the new one`() throws {
    let disk = TemporaryFolder()
    disk.write("name: c\n", to: "collection.yaml")
    disk.write("# by hand\nurl: http://h/0\nx-owner: me\n", to: "A.yaml")
    disk.write("<e>0 </e>", to: "A.xml")
    disk.write("url: http://other\n", to: "B.yaml")
    var generator = SystemRandomNumberGenerator()
    var versions: Set<String> = []
    for _ in 0..<Self.kills {
      let process = Process()
      process.executableURL = Self.probe
      process.arguments = [disk.path]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      // It has begun: now any moment is one of its saving.
      #expect(try output.fileHandleForReading.read(upToCount: 1) != nil)
      usleep(UInt32.random(in: 0..<100_000, using: &generator))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()

      let collection = CollectionFolder(path: disk.path).load()
      #expect(collection.problems.isEmpty, "\(collection.problems)")
      #expect(collection.requests.map(\.path) == ["A", "B"])
      let document = try #require(disk.text(of: "A.yaml"))
      let lines = document.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(
        lines.count == 4 && lines[0] == "# by hand" && lines[2] == "x-owner: me" && lines[3].isEmpty, "\(document)")
      let envelope = try #require(disk.text(of: "A.xml"))
      let words = envelope.dropFirst(3).dropLast(4).split(separator: " ")
      #expect(envelope.hasPrefix("<e>") && envelope.hasSuffix(" </e>") && Set(words).count == 1)
      #expect(words.count == 2_000 || envelope == "<e>0 </e>")
      // The envelope goes first: the document is of the same saving, or of the one before.
      let number = try #require(Int(lines[1].dropFirst("url: http://h/".count)))
      let sent = try #require(words.first.flatMap { Int($0) })
      #expect(sent == number || sent == number + 1 || sent == 0, "\(number) \(sent)")
      versions.insert("\(number) \(sent)")
    }
    // Unless it was killed at different moments, nothing was shown.
    #expect(versions.count > 1)
    #expect(disk.text(of: "B.yaml") == "url: http://other\n")
  }
}
