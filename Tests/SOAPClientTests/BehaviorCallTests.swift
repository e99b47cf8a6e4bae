import Basics
import Bindings
import Exchange
import Handshake
import Lab
import Synchronization
import TLS
import Testing

@testable import SOAPClient

/// Behaviors of a draft, carried out by its call without a program.
@Suite struct BehaviorCallTests {
  private func draft(_ lab: TestLab, _ lines: [String], binding: Binding = .basicWithTLS) throws
    -> Draft
  {
    var draft = lab.draft(binding: binding)
    draft.behaviors = try lines.map { try #require(RequestBehavior($0)) }
    return draft
  }

  private func request(_ lab: TestLab) async throws -> HTTPRequest {
    try #require(await lab.server.exchanges(count: 1, withinSeconds: 5).first?.request)
  }

  private func session(trusting programs: [ExternalProgram] = [], seconds: Double = 30)
    -> SOAPSession
  {
    var environment = ClientEnvironment.process
    environment.intermediatesFolder = nil
    environment.commandTimeoutSeconds = seconds
    environment.mayRun = { programs.contains($0) }
    return SOAPSession(environment: environment)
  }

  @Test func `They run in their order, and one that is switched off does nothing`() async throws {
    let lab = try TestLab(demand: .none)
    let lines = [
      "http-header X-A=first", "http-header X-A=second", "off http-header X-A=third",
      "soap-header {urn:k}Key(mustUnderstand=true)=v",
    ]
    let report = await session().report(of: try draft(lab, lines))
    #expect(report.ticket != nil)
    let sent = try await request(lab)
    #expect(sent.header("X-A") == "second")
    #expect(String(decoding: sent.body, as: UTF8.self).contains("mustUnderstand=\"1\""))
  }

  @Test func `The certificate is asked for and shown at the other address`() async throws {
    let lab = try TestLab()
    var draft = try draft(lab, ["endpoint \(lab.url)", "client-certificate"])
    draft.url = "https://nowhere.invalid/"
    draft.identity = IdentityReference(bytes: try lab.pfx(.alice), password: LabPKI.password)
    let report = await session().report(of: draft)
    #expect(report.exitStatus == .answered)
    #expect(await lab.certificatesSeen() == (try lab.pki.client(.alice).chain))
  }

  @Test func `A callback sees what they made of the endpoint`() async throws {
    let seen = Mutex<[String]>([])
    let session = session()
    session.beforeRequest { client in
      seen.withLock { $0 += [client.endpoint.address, "\(client.endpoint.binding)"] }
    }
    var draft = Draft(url: "http://127.0.0.1:9/")
    draft.behaviors = try ["endpoint http://127.0.0.1:9/other", "mtom"].map {
      try #require(RequestBehavior($0))
    }
    _ = await session.report(of: draft)
    #expect(seen.withLock { $0 } == ["http://127.0.0.1:9/other", "custom(mtom:soap11,http)"])
  }

  @Test func `One that the binding refuses is named`() async throws {
    var draft = Draft(
      url: "http://127.0.0.1:9/",
      binding: try BindingParser.binding(
        "basic(security=transportCredentialOnly,credential=certificate)"))
    draft.behaviors = [RequestBehavior(.mtom)]
    let report = await session().report(of: draft)
    #expect(report.refusal?.values.last == "behavior: mtom")
    #expect(report.refusal?.stage == .binding)
  }

  @Test
  func
    `The envelope goes through a trusted program, in the collection's folder, with the call's data`()
    async throws
  {
    let lab = try TestLab(demand: .none)
    let folder = try TestFolder()
    _ = try folder.write(Array("s/hello/hello from $SIGNET_OPERATION/".utf8), as: "script.sed")
    let command =
      "sed \"$(envsubst < script.sed 2>/dev/null || sed s/.SIGNET_OPERATION/$SIGNET_OPERATION/ script.sed)\""
    var draft = try draft(lab, ["pipe \(command)"])
    draft.folder = folder.path
    let report = await session(trusting: [ExternalProgram(command: command, folder: folder.path)])
      .report(of: draft)
    #expect(report.exitStatus == .answered, "\(report.refusal?.message ?? "")")
    #expect(
      String(decoding: try await request(lab).body, as: UTF8.self).contains(
        "<text>hello from Echo</text>"))
  }

  @Test func `A program that nobody trusts does not run, and the refusal says what would`()
    async throws
  {
    let folder = try TestFolder()
    var draft = Draft(url: "http://127.0.0.1:9/")
    draft.folder = folder.path
    draft.behaviors = [RequestBehavior(.pipe("touch \(folder.path)/ran; cat"))]
    let report = await session().report(of: draft)
    #expect(report.refusal?.code == "program-not-trusted")
    #expect(report.refusal?.values.first == "program: touch \(folder.path)/ran; cat")
    #expect(throws: FileError.self) { try FileReading().bytes(of: folder.path + "/ran") }
    #expect(report.exitStatus == .usage)
  }

  /// A program, and what is said of it.
  static let failures: [(command: String, code: String, said: String)] = [
    ("echo because >&2; exit 4", "program-failed", "it said: because"),
    ("kill -9 $$", "program-failed", "signal 9"),
    ("true", "program-wrote-nothing", "wrote nothing"),
    ("exec sleep 60", "program-failed", "did not end within"),
    ("./not-there", "program-failed", "status 127"),
    ("echo '<a/>'", "not-an-envelope", "no SOAP envelope"),
    ("printf '<a>'", "xml-malformed", "cannot be sent"),
  ]

  @Test(arguments: failures)
  func `A program that fails keeps the request from being sent`(
    _ failure: (command: String, code: String, said: String)
  ) async throws {
    var draft = Draft(url: "http://127.0.0.1:9/")
    draft.folder = "/tmp"
    draft.behaviors = [RequestBehavior(.pipe(failure.command))]
    let program = ExternalProgram(command: failure.command, folder: "/tmp")
    let report = await session(trusting: [program], seconds: 1).report(of: draft)
    if failure.code != "xml-malformed" { #expect(report.refusal?.code == failure.code) }
    #expect(
      report.refusal?.message.contains(failure.said) == true, "\(report.refusal?.message ?? "none")"
    )
    #expect(report.ticket == nil)
  }

  @Test func `A program may read slowly, late, or not at all`() async {
    let large = [UInt8](repeating: UInt8(ascii: "x"), count: 3_000_000)
    func run(_ command: String) async -> ShellCommand.Outcome {
      var shell = ShellCommand(command: command, timeoutSeconds: 30, cancellation: Cancellation())
      shell.input = large
      shell.limit = 4_000_000
      return await onOwnThread { [shell] in shell.run() }
    }
    #expect(await run("cat") == .output(large))
    #expect(await run("echo first; cat | wc -c") == .output(Array("first\n3000000\n".utf8)))
    #expect(await run("echo done") == .output(Array("done\n".utf8)))
    #expect(await run("cat; cat /dev/zero") == .tooMuchOutput)
    #expect(await run("head -c 2000000 /dev/zero >&2; echo end") == .output(Array("end\n".utf8)))
  }

  @Test func `Cancelling the call ends its program`() async throws {
    let folder = try TestFolder()
    let command = "echo $$ > \(folder.path)/started; exec sleep 60"
    var draft = Draft(url: "http://127.0.0.1:9/")
    draft.folder = folder.path
    draft.behaviors = [RequestBehavior(.pipe(command))]
    let client = SOAPClient(
      draft, session: session(trusting: [ExternalProgram(command: command, folder: folder.path)]))
    let report = Task { await client.report() }
    while (try? FileReading().bytes(of: folder.path + "/started").count) ?? 0 < 2 {
      await Task.yield()
    }
    client.cancel()
    #expect(await report.value.exitStatus == .interrupted)
  }
}
