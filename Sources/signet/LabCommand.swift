internal import ArgumentParser
internal import Basics
internal import Bindings
internal import Collections
internal import Exchange
internal import Handshake
internal import Lab

/// `signet lab`: the Lab alone, until SIGTERM or SIGINT.
struct LabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lab",
    abstract: "Run the embedded mutual-TLS SOAP server, with a failure of your choice.",
    discussion: """
      Example: signet lab --scenario missing-intermediate
      Prints READY and the client files once it listens on 127.0.0.1; stops on SIGTERM.
      """)

  @Option(name: .long, help: ArgumentHelp("What the server does; --list shows them.", valueName: "NAME"))
  var scenario: String = Scenario.all[0].name
  @Option(name: .long, help: ArgumentHelp("Port; 0 takes a free one.", valueName: "N")) var port: UInt16 = 0
  @Flag(name: .long, help: "List the scenarios.") var list = false

  func run() throws {
    if list { return StandardOutput.write(Self.table) }
    let scenario = try commandLine { try Scenario.named(self.scenario) }
    let stopped = StopLatch()
    Interrupt.catchSignals { stopped.open() }
    do {
      let folder = try TemporaryFolder(prefix: "signet-lab")
      let pki = try LabPKI()
      let files = try pki.write(to: folder.path + "/pki")
      let server = try LabServer.start(scenario, pki: pki, port: port)
      let envelope = folder.path + "/whoami.xml"
      try Disk.writePrivate(Self.question.envelope(scenario.client.envelopeVersion), to: envelope)
      StandardOutput.write(Self.ready(scenario, server: server, files: files, envelope: envelope))
      stopped.wait()
      server.stop()
    } catch let error as any Remediable {
      throw CommandStop(error, .file)
    }
  }

  static var table: String {
    Scenario.all.map { scenario in
      var finding = scenario.finding.map { "must cause the finding \($0)" } ?? "works"
      if let noticed = scenario.noticed { finding += ", and \(noticed) is noticed" }
      if let probed = scenario.probed { finding += "; signet diagnose finds \(probed.code)" }
      return "\(scenario.name)\n  \(scenario.story)\n  → \(finding)\n"
    }.joined()
  }

  /// What the command that is suggested asks the service.
  private static let question = DemoRequest.Operation.whoAmI

  private static func ready(
    _ scenario: Scenario, server: LabServer, files: LabPKI.Files, envelope: String
  ) -> String {
    let identities = files.identities.map { "  \($0.pfx)   \($0.pem)" }
    let lines =
      [
        "READY \(scenario.client.scheme)://127.0.0.1:\(server.port)/", "scenario   \(scenario.name): \(scenario.story)",
        "service    \(scenario.client.url(port: server.port))", "trust      \(files.rootPEM)",
        "issuing CA \(files.intermediatePEM)", "identities (password of the PFX files: \(LabPKI.password))",
      ] + identities + ["try        \(command(scenario, server: server, files: files, envelope: envelope))"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func command(
    _ scenario: Scenario, server: LabServer, files: LabPKI.Files, envelope: String
  ) -> String {
    let verb = scenario.probed == nil ? "send --url" : "diagnose"
    var words = ["signet \(verb) \(scenario.client.url(port: server.port)) --cacert \(files.rootPEM)"]
    if scenario.probed == nil { words.append("--envelope \(envelope) --action \(question.action)") }
    if let identity = scenario.client.identity.flatMap(files.identity) {
      words.append("--cert \(identity.pfx) --password pass:\(LabPKI.password)")
    }
    if let binding = scenario.client.binding { words.append("--binding '\(binding)'") }
    if scenario.client.chain == .leaf { words.append("--chain leaf") }
    if let maximum = scenario.client.tls.maximum { words.append("--tls-max \(number(maximum))") }
    if let minimum = scenario.client.tls.minimum { words.append("--tls-min \(number(minimum))") }
    if let proxy = scenario.client.proxyURL(port: server.port) { words.append("--proxy \(proxy)") }
    if let ciphers = scenario.client.tls.ciphers { words.append("--ciphers \(ciphers)") }
    return words.joined(separator: " ")
  }

  /// As `--tls-max` takes it.
  private static func number(_ version: TLSVersion) -> String { String("\(version)".drop { $0 != "1" }) }
}

extension Scenario.ClientSetup {
  /// What the scenario's binding announces.
  fileprivate var envelopeVersion: EnvelopeVersion {
    let plan = binding.flatMap { try? BindingParser.binding($0).wirePlan(action: nil) }
    return plan?.messageVersion.envelope ?? .soap11
  }
}
