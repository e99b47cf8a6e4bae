import Basics
import Bindings
import Certificates
import Exchange
import Handshake
import Lab
import SOAPClient
import TLS
import Testing

/// Diagnoses of the Lab's servers, with the server's own view of every probe.
@Suite struct DiagnosisTests {
  private static let pki = Result { try LabPKI(clients: [.alice, .aliceLeaf, .stranger, .expired]) }

  private func draft(
    _ server: LabServer, _ folder: TestFolder, client: LabPKI.Client? = .alice, chain: ChainChoice = .full
  ) throws -> Draft {
    let pki = try Self.pki.get()
    let identity = try client.map { name in
      IdentityReference(bytes: try pki.client(name).contents().pfx, password: LabPKI.password, label: name.rawValue)
    }
    let url = "https://localhost:\(server.port)/service"
    return Draft(
      url: url, envelope: TestLab.envelope("<WhoAmI xmlns=\"urn:signet:lab\"/>", .basicWithTLS), action: "urn:a",
      binding: try BindingParser.binding(BindingWords(), BindingContext(url: url, hasIdentity: identity != nil)),
      identity: identity, chain: chain,
      trust: TrustReference(anchorsPath: try folder.write(pki.root.certificatePEM, as: "root.pem")))
  }

  private func diagnose(
    _ draft: Draft, session: SOAPSession = .test(), limits: DiagnosisLimits = DiagnosisLimits()
  ) async -> DiagnosisReport? {
    for await event in session.diagnose(draft, limits: limits) {
      if case .finished(let report) = event { return report }
    }
    return nil
  }

  private func server(
    _ identity: LabPKI.Server = .good, _ change: (inout TLSServerSettings) -> Void = { _ in }
  ) throws -> LabServer {
    var settings = try TLSServerSettings.lab(try Self.pki.get(), server: identity)
    change(&settings)
    return try LabServer.start(settings)
  }

  @Test func `The completed chain confirms that only the intermediate was missing`() async throws {
    let (server, folder) = (try server(), try TestFolder())
    let report = try #require(await diagnose(try draft(server, folder, chain: .leaf)))
    #expect(report.verdict.finding?.code == "client-intermediate-missing")
    #expect(report.verdict.certainty == .confirmed)
    #expect(report.results.map(\.probe.name) == [.asConfigured, .completedChain])
    #expect(report.exitStatus == .handshake)
  }

  @Test func `An intermediate that nobody has is taken from the server's own chain, for the probe alone`() async throws
  {
    let (server, folder) = (try server(), try TestFolder())
    let report = try #require(await diagnose(try draft(server, folder, client: .aliceLeaf)))
    let finding = try #require(report.verdict.finding)
    #expect(finding.code == "client-intermediate-missing" && report.verdict.certainty == .confirmed)
    #expect(report.results.map(\.probe.name) == [.asConfigured, .completedChain])
    #expect(report.results.last?.status == 405)
    let seen = server.exchanges.compactMap { $0.peer?.certificates?.count }
    #expect(seen.contains(2), "\(seen)")
    #expect(finding.detail.contains("from the certificates that the server sent"))
    let remedy = try #require(finding.remedies.first { $0.who == .client })
    #expect(
      remedy.text.contains("signet intermediates from-server https://localhost:\(server.port)/ --cacert FILE"),
      "\(remedy.text)")
    #expect(remedy.text.contains("signet intermediates add FILE") && remedy.text.contains("`import FILE`"))
    // The next call has no memory of it.
    let next = await SOAPSession.test().report(of: try draft(server, folder, client: .aliceLeaf))
    #expect(next.transcript.clientChain?.count == 1)
  }

  @Test func `An unknown authority stays one, whatever of the chain is sent`() async throws {
    let (server, folder) = (try server(), try TestFolder())
    let report = try #require(await diagnose(try draft(server, folder, client: .stranger)))
    #expect(report.verdict.finding?.code == "client-ca-unknown")
    #expect(report.verdict.certainty == .confirmed)
  }

  @Test func `Nothing that is asked of a healthy service has a body, and nothing is wrong with it`() async throws {
    let (server, folder) = (try server(), try TestFolder())
    let report = try #require(await diagnose(try draft(server, folder)))
    #expect(report.verdict.finding == nil)
    #expect(report.exitStatus == .answered)
    let requests = server.exchanges.compactMap(\.request)
    #expect(!requests.isEmpty)
    for request in requests {
      #expect(["HEAD", "GET"].contains(request.method) && request.body.isEmpty)
      #expect(request.header("SOAPAction") == nil && request.header("Content-Type") == nil)
    }
  }

  @Test func `With the envelope asked for, the first call alone is the real one`() async throws {
    let (server, folder) = (try server(), try TestFolder())
    let diagnosis = EndpointDiagnosis(try draft(server, folder), session: .test(), sendsEnvelope: true)
    for await _ in diagnosis.events() {}
    let methods = server.exchanges.compactMap(\.request?.method)
    #expect(methods.first == "POST")
    #expect(methods.count > 1 && methods.dropFirst().allSatisfy { $0 == "HEAD" })
  }

  @Test(arguments: Probe.all.filter(\.loosens))
  func `The server sees no certificate of a probe that loosens security`(probe: Probe) async throws {
    let folder = try TestFolder()
    let server = try server {
      ($0.minimum, $0.ciphers) = (.tls10, "ALL:@SECLEVEL=0")
      $0.clientAuthentication.demand = .optional
    }
    // A callback that would add the certificate to every call.
    let session = SOAPSession.test()
    let configured = try draft(server, folder)
    session.beforeRequest { client in
      try client.change { $0.credentials.clientCertificate = configured.identity }
    }
    let anonymous = ProbeCall(probe, of: configured).draft
    let report = await SOAPSession.test().report(of: anonymous)
    #expect(report.transcript.clientChain?.isEmpty ?? true)
    #expect(report.ticket?.identity == nil)
    let seen = await server.exchanges(count: 1, withinSeconds: 5)
    #expect(!seen.isEmpty)
    for exchange in seen { #expect(exchange.peer?.certificates?.isEmpty ?? true) }
    if probe.name != .plainHTTP { #expect(report.response?.status == 405, "\(report.outcome.ending)") }
  }

  @Test func `In a whole diagnosis with callbacks, only probes that loosen nothing show the certificate`() async throws
  {
    let folder = try TestFolder()
    // No hello with TLS 1.2 or newer succeeds, so that the old versions are probed.
    let server = try server {
      ($0.minimum, $0.maximum, $0.ciphers) = (.tls10, .tls11, "ALL:@SECLEVEL=0")
      $0.clientAuthentication.demand = .optional
    }
    let session = SOAPSession.test()
    let configured = try draft(server, folder)
    session.beforeRequest { client in
      try client.change { $0.credentials.clientCertificate = configured.identity }
    }
    let report = try #require(await diagnose(configured, session: session))
    #expect(report.verdict.finding?.code == "server-version-too-old")
    #expect(report.verdict.certainty == .confirmed)
    #expect(report.results.contains { $0.probe.loosens && $0.reach == .answered && $0.certificateAsked })
    for exchange in server.exchanges { #expect(exchange.peer?.certificates?.isEmpty ?? true) }
  }

  @Test func `A cipher that nobody offers any more is named`() async throws {
    let folder = try TestFolder()
    let server = try server { ($0.maximum, $0.ciphers) = (.tls12, "ECDHE-ECDSA-CAMELLIA256-SHA384") }
    let report = try #require(await diagnose(try draft(server, folder)))
    #expect(report.verdict.finding?.code == "no-common-cipher")
    #expect(report.verdict.certainty == .confirmed)
    #expect(report.verdict.reasons.contains { $0.contains("CAMELLIA_256") })
  }

  @Test func `What comes after a server that is not trusted is asked without the certificate`() async throws {
    let (server, folder) = (try server(.untrusted), try TestFolder())
    let report = try #require(await diagnose(try draft(server, folder)))
    #expect(report.verdict.finding?.code == "server-untrusted")
    let unverified = try #require(report.results.first { $0.probe.name == .unverified })
    #expect(unverified.certificateAsked && !unverified.certificateSent)
    for exchange in server.exchanges { #expect(exchange.peer?.certificates?.isEmpty ?? true) }
  }

  @Test func `Without a name the server sees no name, and still gets the certificate`() async throws {
    let (server, folder) = (try server(), try TestFolder())
    let call = ProbeCall(Probe(.withoutServerName), of: try draft(server, folder)).draft
    let report = await SOAPSession.test().report(of: call)
    #expect(report.response?.status == 405)
    let peer = await server.exchanges(count: 1, withinSeconds: 5).first?.peer
    #expect(peer?.serverName == nil && peer?.certificates?.count == 2)
    #expect(report.transcript.clientHello?.serverName == nil)
  }

  @Test(arguments: [
    (Probe.Name.asConfigured, ["http/1.1"]), (.withoutProtocols, []), (.http2, ["h2", "http/1.1"]),
  ])
  func `The hello offers the application protocols of the probe`(name: Probe.Name, offered: [String]) async throws {
    let folder = try TestFolder()
    let server = try server { $0.applicationProtocols = ["http/1.1"] }
    let call = ProbeCall(Probe(name), of: try draft(server, folder)).draft
    let report = await SOAPSession.test().report(of: call)
    #expect(report.response?.status == 405)
    #expect(report.transcript.clientHello?.applicationProtocols == offered)
    #expect(report.transcript.alpn == (offered.isEmpty ? nil : "http/1.1"))
  }

  @Test func `A front end's refusal is read with GET, and the other probes are held against it`() async throws {
    let folder = try TestFolder()
    var settings = try TLSServerSettings.lab(try Self.pki.get(), clients: .optional)
    settings.clientAuthentication.toleratesFailure = true
    let server = try LabServer.start(settings, gate: .frontEnd)
    let report = try #require(await diagnose(try draft(server, folder, chain: .leaf)))
    #expect(report.results.map(\.probe.name).starts(with: [.asConfigured, .answerText, .completedChain]))
    #expect(report.verdict.finding?.code == "client-intermediate-missing")
    #expect(report.verdict.certainty == .confirmed)
    #expect(report.exitStatus == .handshake)
  }

  @Test func `A port without TLS is found by asking it without TLS`() async throws {
    let folder = try TestFolder()
    let server = try LabServer.start(.plainHTTP)
    let report = try #require(await diagnose(try draft(server, folder)))
    #expect(report.verdict.finding?.code == "not-tls")
    #expect(report.verdict.certainty == .confirmed)
  }

  @Test func `A proxy that lets nothing through is told from a server that does not answer`() async throws {
    let folder = try TestFolder()
    let (server, proxy) = (try server(), try LabServer.start(.plainHTTP))
    var configured = try draft(server, folder)
    configured.route.proxyURL = "http://localhost:\(proxy.port)"
    let report = try #require(await diagnose(configured))
    #expect(report.verdict.finding?.blame == .proxy)
    #expect(report.verdict.certainty == .confirmed)
    #expect(report.results.contains { $0.probe.name == .direct && $0.worked })
  }

  @Test func `Against a silent server a diagnosis ends within its limit, and says what it left out`() async throws {
    let folder = try TestFolder()
    let silent = try SilentServer()
    var configured = Draft(url: "https://localhost:\(silent.port)/service", binding: .basicWithTLS)
    configured.trust.anchorsPath = try folder.write(try Self.pki.get().root.certificatePEM, as: "root.pem")
    let limits = DiagnosisLimits(firstSeconds: 0.3, probeSeconds: 0.3, totalSeconds: 1)
    let started = ContinuousClock.now
    let report = try #require(await diagnose(configured, limits: limits))
    #expect(ContinuousClock.now - started < .seconds(3))
    #expect(report.verdict.finding?.code == "tls-silent")
    #expect(report.results.count >= 2 && !report.omitted.isEmpty)
    #expect(report.exitStatus == .network)
  }

  @Test func `A stop ends the running probe, and the report says so`() async throws {
    let silent = try SilentServer()
    let diagnosis = EndpointDiagnosis(
      Draft(url: "https://localhost:\(silent.port)/", binding: .basicWithTLS), session: .test())
    let started = ContinuousClock.now
    var last: DiagnosisReport?
    for await event in diagnosis.events() {
      switch event {
      case .began: diagnosis.cancel()
      case .finished(let report): last = report
      case .ended, .planned: break
      }
    }
    #expect(ContinuousClock.now - started < .seconds(5))
    #expect(last?.wasStopped == true && last?.exitStatus == .interrupted)
    #expect(last?.results.count == 1)
  }

  @Test func `A password is asked for once, and stands nowhere in the report`() async throws {
    let (server, folder) = (try server(), try TestFolder())
    let asked = Counter()
    var environment = ClientEnvironment.process
    environment.intermediatesFolder = nil
    environment.prompt = { _ in
      asked.add()
      return Secret(LabPKI.password)
    }
    var configured = try draft(server, folder, chain: .leaf)
    configured.identity?.password = .prompt
    let report = try #require(await diagnose(configured, session: SOAPSession(environment: environment)))
    #expect(asked.count == 1)
    #expect(report.results.count == 2)
    #expect(report.results.allSatisfy { $0.certificateSent })
  }

  @Test func `An identity that cannot be opened ends the diagnosis before anything is sent`() async throws {
    let (server, folder) = (try server(), try TestFolder())
    var configured = try draft(server, folder)
    configured.identity?.password = .literal(Secret("wrong-and-marked"))
    let report = try #require(await diagnose(configured))
    #expect(report.exitStatus == .identity)
    #expect(report.results.count == 1 && server.exchanges.isEmpty)
    for text in [report.text, report.markdown, report.json.pretty] { #expect(!text.contains("wrong-and-marked")) }
  }
}
