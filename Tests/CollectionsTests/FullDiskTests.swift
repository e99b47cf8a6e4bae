import Foundation
import Testing

/// Saving on a file system that is full, in a private mount namespace.
@Suite struct FullDiskTests {
  /// It was built with the tests and stands beside them.
  private static var probe: String {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appending(path: "saving-probe").path
  }

  /// Makes a file system of 64 KiB, has the probe save there until it stops by itself, and shows what is there then.
  private static let script = """
    mount -t tmpfs -o size=64k none "$1" || exit 99
    cd "$1" && printf 'name: c\\n' > collection.yaml
    printf '# by hand\\nurl: http://h/old\\n' > A.yaml && printf '<e>before</e>' > A.xml
    head -c "$3" /dev/zero > other
    "$2" "$1"; echo "status $?"
    cat A.yaml A.xml; echo; ls -A
    rm other; "$2" "$1" once; echo "status $?"; head -c 30 A.xml
    """

  private func run(_ script: String, _ arguments: [String]) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    // Whoever is not root becomes it, in a namespace of users of its own, where the system lets them.
    let flags = getuid() == 0 ? "-m" : "-rm"
    process.arguments = [flags, "/bin/sh", "-c", script, "sh"] + arguments
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  /// Envelope and document take 4 KiB each, of the 13 times 4 KiB that are left: there is room for nothing, or for the
  /// envelope but not for the document beside it.
  @Test(arguments: [13 * 4096, 12 * 4096])
  func `neither file of a request is torn, changed or left half beside it, and what to do is said`(
    taken: Int
  ) throws {
    let disk = TemporaryFolder()
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/unshare") else {
      return print("SKIPPED a full disk: not installed: /usr/bin/unshare")
    }
    let (_, text) = try run(Self.script, [disk.path, Self.probe, String(taken)])
    if text.contains("unshare:") || text.contains("mount:") {
      return print("SKIPPED a full disk: mounting is not allowed here: \(text)")
    }
    #expect(text.contains("could not be written: No space left on device."), "\(text)")
    #expect(text.contains("nothing was changed"), "\(text)")
    #expect(text.contains("status 7\n# by hand\nurl: http://h/old\n<e>before</e>\nA.xml\nA.yaml\n"), "\(text)")
    #expect(!text.contains(".signet-"), "\(text)")
    #expect(text.hasSuffix("status 0\n<e>0 0 0 0 0 0 0 0 0 0 0 0 0 0"), "\(text)")
  }
}
