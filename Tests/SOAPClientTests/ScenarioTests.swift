import Basics
import Bindings
import Certificates
import Exchange
import Handshake
import Lab
import SOAPClient
import TLS
import Testing

/// Every story of the Lab, played through the real client.
@Suite struct ScenarioTests {
  private static let pki = Result { try LabPKI() }

  @Test(arguments: Scenario.all.map(\.name))
  func `A scenario ends with the finding it names, on the side it names, with a remedy for it`(name: String)
    async throws
  {
    let scenario = try Scenario.named(name)
    let pki = try Self.pki.get()
    let server = try LabServer.start(scenario, pki: pki)
    let folder = try TestFolder()

    let report = await SOAPSession.test().report(of: try draft(scenario, pki, server, folder))

    let verdict = report.findings.first { $0.severity == .error }
    #expect(report.refusal == nil)
    #expect(verdict?.code == scenario.finding, "\(report.findings.map(\.code)) \(report.outcome.ending)")
    #expect(verdict?.blame == scenario.blame)
    if scenario.finding == nil {
      #expect(report.response?.kind == .envelope)
      #expect(report.exitStatus == .answered)
      #expect(report.findings.map(\.code) == (scenario.noticed.map { [$0] } ?? []))
    } else {
      #expect(report.findings.first == verdict)
      #expect(verdict?.remedies.contains { $0.who == scenario.blame } == true)
      #expect(report.exitStatus != .answered)
    }
  }

  @Test(arguments: Scenario.all.map(\.name))
  func `A diagnosis of a scenario ends with the verdict it names, on the side it names, with a remedy for it`(
    name: String
  ) async throws {
    let scenario = try Scenario.named(name)
    let pki = try Self.pki.get()
    let server = try LabServer.start(scenario, pki: pki)
    let folder = try TestFolder()

    let diagnosis = EndpointDiagnosis(
      try draft(scenario, pki, server, folder), session: .test(), sendsEnvelope: true)
    var last: DiagnosisReport?
    for await case .finished(let report) in diagnosis.events() { last = report }

    let report = try #require(last)
    let finding = report.verdict.finding
    let outcomes = report.results.map { "\($0.probe.name): \($0.outcome)" }
    #expect(finding?.code == scenario.probed?.code ?? scenario.finding, "\(outcomes)")
    #expect(finding?.blame == scenario.probed?.blame ?? scenario.blame)
    guard let finding else { return #expect(report.exitStatus == .answered) }
    #expect(finding.remedies.contains { $0.who == finding.blame })
    #expect(report.exitStatus != .answered)
    if scenario.probed != nil { #expect(report.verdict.certainty == .confirmed) }
  }

  private func draft(
    _ scenario: Scenario, _ pki: LabPKI, _ server: LabServer, _ folder: TestFolder
  ) throws -> Draft {
    let client = scenario.client
    let identity = try client.identity.map { name in
      IdentityReference(bytes: try pki.client(name).contents().pfx, password: LabPKI.password, label: name.rawValue)
    }
    let url = client.url(port: server.port)
    let binding =
      try client.binding.map { try BindingParser.binding($0) }
      ?? BindingParser.binding(BindingWords(), BindingContext(url: url, hasIdentity: identity != nil))
    return Draft(
      url: url, envelope: TestLab.envelope("<WhoAmI xmlns=\"urn:signet:lab\"/>", binding),
      action: "urn:signet:lab/WhoAmI", binding: binding,
      identity: identity, chain: client.chain,
      trust: TrustReference(anchorsPath: try folder.write(pki.root.certificatePEM, as: "root.pem")), tls: client.tls,
      route: Route(proxyURL: client.proxyURL(port: server.port)))
  }
}
