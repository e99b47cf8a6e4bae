/// The workbench on a pseudo-terminal of 200 × 60: its first frame, and a key with a 50 MB answer open.
struct TerminalBenchmark {
  var signet: String
  var runs: Int
  var site: BenchSite

  func run() -> String {
    site.writeCollection()
    var lines = ["first frame   " + (firstFrames().map(\.text) ?? "was not seen")]
    lines.append("key to paint  " + (keys().map(\.text) ?? "was not seen") + ", 50 MB answer open")
    return lines.joined(separator: "\n")
  }

  private func firstFrames() -> Sample? {
    var times: [Double] = []
    for _ in 0..<runs {
      guard let terminal = PseudoTerminal(columns: 200, rows: 60) else { return nil }
      let start = millisecondsNow()
      guard let child = open(on: terminal), let painted = terminal.waitFor("Requests", seconds: 10) else {
        return nil
      }
      times.append(painted - start)
      terminal.type("q")
      _ = child.wait()
    }
    return Sample(times)
  }

  /// From writing a key to the first byte of the paint that follows it.
  private func keys() -> Sample? {
    guard let terminal = PseudoTerminal(columns: 200, rows: 60), let child = open(on: terminal),
      // The request's name: before the collection is read there is nothing to send.
      terminal.waitFor("Large", seconds: 10) != nil
    else { return nil }
    terminal.type("s")
    // Said once the answer is laid out: keys on a call that failed would be no measure.
    guard terminal.waitFor("pretty", seconds: 60) != nil else { return nil }
    terminal.drain(quietMilliseconds: 2000)
    var times: [Double] = []
    for _ in 0..<500 {
      let start = millisecondsNow()
      terminal.type("j")
      guard terminal.read(milliseconds: 2000) != nil else { return nil }
      times.append(millisecondsNow() - start)
      terminal.drain(quietMilliseconds: 5)
    }
    terminal.type("q")
    _ = child.wait()
    return Sample(times)
  }

  private func open(on terminal: PseudoTerminal) -> Child? {
    Child([signet, "open", site.collection], environment: site.environment, terminal: terminal.path)
  }
}
