import Foundation
import Testing

/// A history on a file system that is full, in a private mount namespace.
@Suite(.serialized) struct FullDiskHistoryTests {
  /// A file system of 512 KiB that becomes full after the first call; with room again, what was kept is whole.
  private static let script = """
    mount -t tmpfs -o size=512k none "$1" || exit 99
    export XDG_STATE_HOME="$1"
    call() { "$2" send --url http://localhost:1/; echo "status $?"; }
    call "$@"
    cat /dev/zero > "$1/other" 2> /dev/null
    call "$@"; call "$@"
    rm "$1/other"
    call "$@"
    "$2" history list --format json
    """

  @Test func `a call on a full disk goes through, says that it is not kept, and tears nothing`() throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/unshare") else {
      return print("SKIPPED a full disk: not installed: /usr/bin/unshare")
    }
    let home = try Folder()
    try FileManager.default.createDirectory(atPath: home.file("state"), withIntermediateDirectories: true)
    let run = try ProgramRun.run(
      "/usr/bin/unshare",
      [
        getuid() == 0 ? "-m" : "-rm", "/bin/sh", "-c", Self.script, "sh", home.file("state"), ProgramRun.signetPath,
      ], environment: ["PATH": "/usr/bin:/bin", "HOME": home.path, "LC_ALL": "C.UTF-8"])
    if run.errors.contains("unshare:") || run.errors.contains("mount:") {
      return print("SKIPPED a full disk: mounting is not allowed here: \(run.errors)")
    }
    #expect(run.text.hasPrefix(String(repeating: "status 4\n", count: 4)), "\(run.text)\(run.errors)")
    let full = run.errors.components(separatedBy: "the disk is full").count - 1
    #expect(full == 2, "\(run.errors)")
    let numbers = run.text.components(separatedBy: "\"number\"").count - 1
    #expect(numbers == 2, "\(run.text)\(run.errors)")
  }
}
