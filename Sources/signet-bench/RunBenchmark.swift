internal import Glibc
internal import Lab

/// `signet run` of one request, many times over one kept connection, against a loop on libcurl that makes the same call, in
/// pairs: how many calls a second, by the clock of each.
///
/// Everything that a run does is in it: assertion, findings, a line for each call, the history. Process start and the end
/// of the history's writing are not; `whole` has them.
struct RunBenchmark {
  /// This program, for the loop.
  var bench: String
  var signet: String
  var calls: Int
  var rounds: Int
  var site: BenchSite

  func run() -> String {
    var lines = measured(against: "lab", url: site.url)
    if let server = NginxServer(site) {
      lines += measured(against: "nginx", url: server.url)
      server.stop()
    } else {
      lines.append("run, nginx    not measured: there is no /usr/sbin/nginx")
    }
    return lines.joined(separator: "\n")
  }

  private struct Pair {
    var ours: Double
    var theirs: Double
    /// Of the whole process of ours.
    var whole: Double
  }

  private func measured(against name: String, url: String) -> [String] {
    site.writeRunCollection(name, url: url)
    var pairs: [Pair] = []
    for _ in 0..<rounds {
      guard let theirs = loop(url), let (ours, whole) = run(name) else {
        return ["run, \(name): a run failed; try by hand:\n  \(arguments(name).joined(separator: " "))"]
      }
      pairs.append(Pair(ours: ours, theirs: theirs, whole: whole))
    }
    let rate = { (seconds: [Double]) in "\(Int((Double(calls) / Sample(seconds).median).rounded()))/s" }
    return [
      "run, \(name)      signet \(rate(pairs.map(\.ours)))  libcurl \(rate(pairs.map(\.theirs)))  (\(rounds) × \(calls) calls)",
      "run, \(name)      ratio, median of pairs \(rounded(Sample(pairs.map { $0.theirs / $0.ours }).median)), "
        + "with process and history \(rounded(Sample(pairs.map { $0.theirs / $0.whole }).median))",
    ]
  }

  // MARK: Ours

  private func arguments(_ name: String) -> [String] {
    [signet, "run", site.folder + "/run-" + name, "--repeat", "\(calls)", "--format", "text"]
  }

  /// - Returns: the seconds that the run tells, and those of its process; nil when a call failed.
  private func run(_ name: String) -> (told: Double, whole: Double)? {
    let start = millisecondsNow()
    guard let child = Child(arguments(name), environment: site.environment, output: output), child.wait() == 0 else {
      return nil
    }
    let whole = (millisecondsNow() - start) / 1000
    // `5000 passed, 0 failed in 1234 ms`
    let words = readFile(output).suffix(200).split(separator: UInt8(ascii: " ")).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard words.count > 2, let told = Double(words[words.count - 2]) else { return nil }
    return (told / 1000, whole)
  }

  // MARK: Theirs

  private func loop(_ url: String) -> Double? {
    let arguments = [bench, "--loop", url, site.certificate, site.root, site.envelope, "\(calls)"]
    guard let child = Child(arguments, environment: site.environment, output: output), child.wait() == 0 else {
      return nil
    }
    let text = String(decoding: readFile(output), as: UTF8.self)
    return Double(text.filter { !$0.isWhitespace })
  }

  private var output: String { site.folder + "/output" }
}
