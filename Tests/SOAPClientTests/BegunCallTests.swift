import Basics
import Bindings
import Certificates
import Exchange
import Handshake
import Lab
import TLS
import Testing

@testable import SOAPClient

/// Calls that nobody watches, one behind the other.
@Suite struct BegunCallTests {
  private static let binding = Binding.basicHTTPS(
    BasicHTTPSBinding(transport: .init(clientCredentialType: .certificate)))

  private func draft(_ lab: TestLab, _ text: String = "hello") throws -> Draft {
    var draft = lab.draft("<Echo xmlns=\"urn:signet:lab\"><text>\(text)</text></Echo>", binding: Self.binding)
    draft.identity = IdentityReference(bytes: try lab.pfx(.alice), password: LabPKI.password)
    return draft
  }

  @Test func `Calls that are begun together are answered one after the other over one connection`() async throws {
    let lab = try TestLab()
    let session = SOAPSession.test()
    var begun: [BegunCall] = []
    for number in 0..<5 {
      begun.append(await SOAPClient(try draft(lab, "\(number)"), session: session).begin(inRow: true))
    }
    for (number, call) in begun.enumerated() {
      let report = await call.report()
      #expect(report.exitStatus == .answered)
      let answer = String(decoding: report.response?.body ?? [], as: UTF8.self)
      #expect(answer.contains("<text>\(number)</text>"))
      #expect(report.outcome.reusedConnection == (number > 0))
      #expect((report.transcript.version == nil) == (number > 0))
    }
  }

  @Test func `The report is the one of a call that is watched`() async throws {
    let lab = try TestLab()
    let draft = try draft(lab)
    let watched = await SOAPSession.test().report(of: draft)
    let session = SOAPSession.test()
    for _ in 0..<5 {
      let report = await SOAPClient(draft, session: session).begin(inRow: true).report()
      #expect(report.draft == draft)
      #expect(report.ticket == watched.ticket)
      #expect(report.wcf == watched.wcf)
      #expect(report.findings == watched.findings)
      #expect(report.preparation == watched.preparation)
      #expect(report.target == watched.target)
      #expect(report.response?.body == watched.response?.body)
      #expect(report.endedAt != nil)
    }
  }

  @Test func `A draft that is sent again is not prepared again, until a file under it changes`() async throws {
    let lab = try TestLab()
    let session = SOAPSession.test()
    let folder = try TestFolder()
    var draft = try draft(lab)
    let path = try folder.write(try lab.pfx(.alice), as: "client.pfx")
    draft.identity = IdentityReference(certificate: .file(path: path), password: .literal(Secret(LabPKI.password)))
    let kept = { [draft] () -> Call.Ready? in
      session.settled.ready(
        draft, files: { draft.fileStamps(intermediatesFolder: nil) }, now: session.environment.now())
    }
    var before = await SOAPClient(draft, session: session).begin(inRow: true).report()
    // A file that was just written is not trusted to be the same.
    for _ in 0..<1000 where kept() == nil {
      before = await SOAPClient(draft, session: session).begin(inRow: true).report()
    }
    #expect(kept() != nil)

    _ = try folder.write(try lab.pfx(.bob), as: "client.pfx")
    // Files are looked at every 5 ms.
    let deadline = ContinuousClock.now + .seconds(5)
    while kept() != nil, ContinuousClock.now < deadline {}
    #expect(kept() == nil)
    let after = await SOAPClient(draft, session: session).begin(inRow: true).report()
    #expect(after.exitStatus == .answered)
    #expect(before.ticket?.identity?.chain.certificates.first != after.ticket?.identity?.chain.certificates.first)
    #expect(!after.outcome.reusedConnection)
  }

  @Test func `Nothing is kept of a call that is another each time`() throws {
    let lab = try TestLab()
    let plain = try draft(lab)
    // A file that was written a moment ago has no stamp yet.
    var stamp: FileStamp?
    let deadline = ContinuousClock.now + .seconds(5)
    while stamp == nil, ContinuousClock.now < deadline { stamp = FileStamp(lab.anchorsPath) }
    #expect(plain.fileStamps(intermediatesFolder: nil) == [try #require(stamp)])
    var asked = plain
    asked.identity?.password = .prompt
    var behaving = plain
    behaving.behaviors = [try #require(RequestBehavior("http-header X=1"))]
    var filled = plain
    filled.insertions = [Insertion(marker: "m", written: "{{$uuid}}", content: .builtIn(.uuid))]
    var named = plain
    named.user = UserReference(name: "alice", password: "secret")
    for draft in [asked, behaving, filled, named] { #expect(draft.fileStamps(intermediatesFolder: nil) == nil) }
  }

  @Test func `Every addressed message has an id of its own`() async throws {
    let lab = try TestLab()
    let session = SOAPSession.test()
    var draft = lab.draft(
      binding: .custom(
        CustomBinding(
          elements: try BindingParser.elements("text:soap12wsa10,https(requireClientCertificate=true)"))))
    draft.identity = IdentityReference(bytes: try lab.pfx(.alice), password: LabPKI.password)
    var ids: Set<String> = []
    for _ in 0..<3 {
      let report = await SOAPClient(draft, session: session).begin(inRow: true).report()
      ids.insert(try #require(report.ticket?.messageID))
    }
    #expect(ids.count == 3)
  }

  @Test func `A call that is changed or has callbacks is prepared for itself`() async throws {
    let lab = try TestLab()
    let session = SOAPSession.test()
    let draft = try draft(lab)
    #expect(await SOAPClient(draft, session: session).begin(inRow: true).report().exitStatus == .answered)
    let client = SOAPClient(draft, session: session)
    try client.change { $0.credentials.clientCertificate = nil }
    #expect(await client.begin(inRow: true).report().refusal?.code == "client-certificate-not-set")
    session.beforeRequest { try $0.change { $0.credentials.clientCertificate = nil } }
    let last = SOAPClient(draft, session: session)
    #expect(await last.begin(inRow: true).report().refusal?.code == "client-certificate-not-set")
  }

  @Test func `A call is begun once, and one that is cancelled says so`() async throws {
    let lab = try TestLab()
    let session = SOAPSession.test()
    let client = SOAPClient(try draft(lab), session: session)
    client.cancel()
    #expect(await client.begin(inRow: true).report().exitStatus == .interrupted)
    #expect(await client.begin(inRow: true).report().refusal?.code == "client-already-sent")
  }
}
