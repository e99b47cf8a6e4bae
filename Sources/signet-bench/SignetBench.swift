/// Measures `signet` as its users meet it, as whole processes on a Lab server of its own:
///
///     signet-bench PATH-OF-SIGNET [RUNS]
///
/// Ratios to curl come from pairs of one run; compare ratios between machines, not milliseconds.
@main
struct SignetBench {
  static func main() throws {
    guard CommandLine.arguments.count > 1 else {
      print("usage: signet-bench PATH-OF-SIGNET [RUNS]")
      return
    }
    let signet = CommandLine.arguments[1]
    let runs = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 40
    let site = try BenchSite()
    print(SendBenchmark(signet: signet, runs: runs, site: site).run())
    print(TerminalBenchmark(signet: signet, runs: runs, site: site).run())
  }
}
