internal import Glibc
internal import TLS

/// Measures `signet` as its users meet it, as whole processes on a Lab server of its own:
///
///     signet-bench PATH-OF-SIGNET [RUNS]
///
/// Ratios to curl come from pairs of one run; compare ratios between machines, not milliseconds.
@main
struct SignetBench {
  static func main() async throws {
    OpenSSLAtExit.keepLoaded()
    let arguments = CommandLine.arguments
    if arguments.count == 6, arguments[1] == "--tap" {
      let tap = try TapBenchmark(
        url: arguments[2], certificate: arguments[3], root: arguments[4], runs: Int(arguments[5]) ?? 200)
      print(await tap.run())
      return
    }
    if arguments.count == 7, arguments[1] == "--loop" {
      let loop = CurlLoop(
        url: arguments[2], certificate: arguments[3], root: arguments[4], envelope: readFile(arguments[5]),
        headers: BenchSite.headers, calls: Int(arguments[6]) ?? 1)
      guard let seconds = loop.seconds() else { exit(1) }
      print(seconds)
      return
    }
    guard arguments.count > 1 else {
      print("usage: signet-bench PATH-OF-SIGNET [RUNS]")
      return
    }
    let signet = arguments[1]
    let runs = arguments.dropFirst(2).first.flatMap { Int($0) } ?? 40
    let site = try BenchSite()
    // The client's processor time is a process's own.
    let tap = [arguments[0], "--tap", site.url, site.certificate, site.root, "\(max(runs, 200))"]
    if Child(tap, environment: site.environment, showsOutput: true)?.wait() != 0 { print("tap: could not be measured") }
    print(SendBenchmark(signet: signet, runs: runs, site: site).run())
    print(RunBenchmark(bench: arguments[0], signet: signet, calls: 50 * runs, rounds: 5, site: site).run())
    print(TerminalBenchmark(signet: signet, runs: runs, site: site).run())
  }
}
