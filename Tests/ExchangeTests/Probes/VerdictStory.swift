import Basics
import Exchange
import Handshake

/// A first call and one probe, and the code that both together prove.
struct VerdictStory: Sendable, CustomStringConvertible {
  var code: String
  var first: Report
  var probe: ProbeResult

  var verdict: Verdict { Verdict(first, [ProbeResult(Probe(.asConfigured), first), probe]) }
  var description: String { "\(code) by \(probe.probe.title)" }

  static let all: [VerdictStory] = clientCertificate + negotiation + way

  private static let scenes = ProbeScenes()
  private static let answered = scenes.report(status: 200, reach: .answered)
  private static let early = scenes.report(reach: .connected, codes: ["closed-after-hello"])

  private static func story(_ code: String, _ first: Report, _ name: Probe.Name, _ second: Report) -> VerdictStory {
    VerdictStory(code: code, first: first, probe: scenes.result(name, second))
  }

  private static func refused(_ code: String) -> Report {
    scenes.report(alert: ProbeScenes.unknownCA, reach: .handshakeFinished, codes: [code], sent: true)
  }

  private static let clientCertificate = [
    story("client-intermediate-missing", refused("client-ca-unknown"), .completedChain, answered),
    story(
      "client-ca-unknown", refused("client-intermediate-missing"), .completedChain,
      refused("client-intermediate-missing")),
    story("client-chain-not-tolerated", refused("client-ca-unknown"), .leafOnly, answered),
  ]

  private static let negotiation = [
    story("tls13-not-tolerated", early, .tls12, answered),
    story("server-version-too-old", scenes.report(reach: .connected, codes: ["no-common-version"]), .tls10, old),
    story("server-name-unknown", early, .withoutServerName, answered),
    story("no-common-protocol", early, .withoutProtocols, answered),
    story("no-common-cipher", early, .securityLevel, answered),
  ]

  private static var old: Report {
    var report = scenes.report(reach: .serverVerified)
    report.transcript.version = .tls10
    return report
  }

  private static let way = [
    story("not-tls", early, .plainHTTP, answered),
    story("proxy-in-the-way", scenes.report(reach: .connected, codes: ["connection-lost"]), .direct, answered),
    story(
      "tls-inspected", scenes.report(reach: .serverVerified, codes: ["server-untrusted"], server: "made-by-proxy"),
      .direct, answered),
  ]
}
