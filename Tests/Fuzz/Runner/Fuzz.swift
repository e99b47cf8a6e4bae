import CFuzzer
import Glibc

/// `fuzz TARGET [CORPUS FOLDER…] [libFuzzer's flags]`: runs libFuzzer on one target of the table. Without a target it
/// lists them.
@main enum Fuzz {
  static func main() {
    var arguments = CommandLine.arguments
    if let index = arguments.indices.dropFirst().first(where: { FuzzTarget.named(arguments[$0]) != nil }) {
      // In the environment, because libFuzzer starts this program again for -merge and -fork, with flags of its own.
      setenv(variable, arguments.remove(at: index), 1)
    }
    guard chosen != nil else {
      for target in FuzzTarget.all { print("\(target.name): \(target.story)") }
      return
    }
    exit(run(arguments))
  }

  private static func run(_ arguments: [String]) -> Int32 {
    var count = Int32(arguments.count)
    // libFuzzer keeps the pointers until the process ends.
    var pointers = arguments.map { strdup($0) } + [nil]
    return pointers.withUnsafeMutableBufferPointer { buffer in
      var base = buffer.baseAddress
      return LLVMFuzzerRunDriver(&count, &base, check)
    }
  }
}

private let variable = "SIGNET_FUZZ_TARGET"
private let chosen = getenv(variable).flatMap { FuzzTarget.named(String(cString: $0)) }

/// One input; a broken promise ends the process, which libFuzzer reports with the input.
private func check(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  do { try chosen?.check(bytes) } catch {
    let text = "broken promise: \(error)\n"
    _ = write(2, text, text.utf8.count)
    abort()
  }
  return 0
}
