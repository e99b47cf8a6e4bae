internal import Lab

/// A cold `signet send` against curl making the same call, in pairs, so that a drift of the machine hits both.
struct SendBenchmark {
  var signet: String
  var runs: Int
  var site: BenchSite

  func run() -> String {
    var ours: [Double] = []
    var theirs: [Double] = []
    for run in 0..<runs {
      // The order changes, so that neither always comes after the other.
      let isFirst = run % 2 == 0
      guard let one = time(isFirst ? signetArguments : curlArguments),
        let two = time(isFirst ? curlArguments : signetArguments)
      else { return "send: a run failed; try by hand:\n  \(signetArguments.joined(separator: " "))" }
      ours.append(isFirst ? one : two)
      theirs.append(isFirst ? two : one)
    }
    let ratio = Sample(zip(ours, theirs).map { $0 / $1 }).median
    return """
      send, signet  \(Sample(ours).text)
      send, curl    \(Sample(theirs).text)
      send, ratio   median of pairs \(rounded(ratio)), of minima \(rounded(Sample(ours).minimum / Sample(theirs).minimum))
      """
  }

  private func time(_ arguments: [String]) -> Double? {
    let start = millisecondsNow()
    guard let child = Child(arguments, environment: site.environment), child.wait() == 0 else { return nil }
    return millisecondsNow() - start
  }

  private var signetArguments: [String] {
    [
      signet, "send", "--url", site.url, "--cert", site.certificate, "--cacert", site.root, "--envelope", site.envelope,
      "--action", BenchSite.action, "--quiet",
    ]
  }

  private var curlArguments: [String] {
    [
      "curl", "-sS", "--fail", "--cert", site.certificate, "--cacert", site.root, "-H",
      "Content-Type: text/xml; charset=utf-8", "-H", "SOAPAction: \"\(BenchSite.action)\"", "--data-binary",
      "@\(site.envelope)", site.url,
    ]
  }
}
