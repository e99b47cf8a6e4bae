import Basics
import Bindings
import Certificates
import Exchange
import Handshake
import Lab
import SOAPClient
import TLS
import Testing

@Suite struct CallTests {
  @Test func `Events come in order and the report is the last`() async throws {
    let lab = try TestLab()
    var draft = lab.draft(binding: .basicHTTPS(BasicHTTPSBinding(transport: .init(clientCredentialType: .certificate))))
    draft.identity = IdentityReference(bytes: try lab.pfx(.alice), password: LabPKI.password)
    var names: [String] = []
    for await event in SOAPClient(draft, session: .test()).send() {
      let name = event.name
      if names.last != name { names.append(name) }
    }
    #expect(names.prefix(3) == ["prepared", "accepted", "handshake"])
    #expect(names.contains("answerBegan"))
    #expect(names.last == "finished")
  }

  @Test func `A chain without its intermediate is completed from what is given beside it`() async throws {
    let lab = try TestLab()
    var draft = lab.draft(binding: .basicHTTPS(BasicHTTPSBinding(transport: .init(clientCredentialType: .certificate))))
    var identity = IdentityReference(bytes: try lab.pfx(.aliceLeaf), password: LabPKI.password)
    identity.intermediates = [.bytes(lab.pki.intermediate.certificatePEM, label: "intermediate.pem")]
    draft.identity = identity
    let report = await SOAPClient(draft, session: .test()).report()
    #expect(report.exitStatus == .answered)
    #expect(report.preparation.contains { $0.contains("intermediate.pem") })
    #expect(await lab.certificatesSeen() == (try lab.pki.client(.alice).chain))
  }

  @Test
  func `A chain is completed from the store too, and without it the server refuses`()
    async throws
  {
    let lab = try TestLab()
    var draft = lab.draft(binding: .basicHTTPS(BasicHTTPSBinding(transport: .init(clientCredentialType: .certificate))))
    draft.identity = IdentityReference(bytes: try lab.pfx(.aliceLeaf), password: LabPKI.password)
    let store = try TestFolder()
    let path = try store.write(lab.pki.intermediate.certificatePEM, as: "issuing.pem")

    let completed = await SOAPSession.test(store: store.path).report(of: draft)
    #expect(completed.exitStatus == .answered)
    #expect(completed.preparation.contains { $0.contains(path) })
    #expect(!completed.findings.contains { $0.code == "client-chain-incomplete" })

    let required = await SOAPSession.test().report(of: draft)
    #expect(required.exitStatus == .handshake)
    #expect(required.findings.first?.code == "client-intermediate-missing")
    #expect(!required.findings.contains { $0.code == "client-chain-incomplete" })
  }

  @Test func `A chain that stays incomplete is a warning with the missing name, also when the server does not mind`()
    async throws
  {
    let lab = try TestLab(demand: .none)
    var draft = lab.draft(binding: .basicHTTPS(BasicHTTPSBinding(transport: .init(clientCredentialType: .certificate))))
    draft.identity = IdentityReference(bytes: try lab.pfx(.aliceLeaf), password: LabPKI.password)
    let report = await SOAPSession.test().report(of: draft)
    #expect(report.exitStatus == .answered)
    let warning = report.findings.first { $0.code == "client-chain-incomplete" }
    #expect(warning?.severity == .warning)
    #expect(warning?.summary.contains("Signet Lab Issuing CA") == true)
  }

  @Test func `A fault is a fault, with its explanation`() async throws {
    let lab = try TestLab(demand: .none)
    let body = "<Fail xmlns=\"urn:signet:lab\"><reason>broken</reason></Fail>"
    let report = await SOAPClient(lab.draft(body, binding: .customWithTLS), session: .test()).report()
    #expect(report.exitStatus == .fault)
    #expect(report.response?.kind == .fault)
    #expect(report.response?.fault?.version == "1.2")
    #expect(report.response?.fault?.reason == "broken")
    #expect(report.response?.fault?.explanation != nil)
    #expect(report.wcf.outcome == "FaultException")
  }

  @Test func `An answer that is no SOAP is the verdict`() async throws {
    let lab = try TestLab(demand: .none)
    var draft = lab.draft(binding: .basicWithTLS)
    draft.url += "/nothing/here"
    let report = await SOAPClient(draft, session: .test()).report()
    #expect(report.findings.first?.code == "answer-not-soap")
    #expect(report.exitStatus == .protocolViolation)
    #expect(report.wcf.outcome == "EndpointNotFoundException")
  }

  @Test func `An answer above WCF's quota is shown, and WCF's exception named`() async throws {
    let lab = try TestLab(demand: .none)
    let body = "<Large xmlns=\"urn:signet:lab\"><bytes>200000</bytes></Large>"
    let report = await SOAPClient(lab.draft(body, binding: .basicWithTLS), session: .test()).report()
    #expect(report.exitStatus == .answered)
    #expect(report.response.map { $0.body.count > 200_000 } == true)
    #expect(report.wcf.outcome == "CommunicationException")
    #expect(report.findings.contains { $0.code == "wcf-refuses-answer" })
  }

  @Test func `Cancelling a call ends it with a report`() async throws {
    let lab = try TestLab(demand: .none)
    let body = "<Slow xmlns=\"urn:signet:lab\"><milliseconds>50000</milliseconds></Slow>"
    let client = SOAPClient(lab.draft(body, binding: .basicWithTLS), session: .test())
    var last: Report?
    let began = ContinuousClock.now
    for await event in client.send() {
      if case .handshake(let transcript) = event, transcript.clientFinished { client.cancel() }
      if case .finished(let report) = event { last = report }
    }
    #expect(last?.outcome.ending == .cancelled)
    #expect(last?.exitStatus == .interrupted)
    #expect(client.state == .faulted)
    #expect(ContinuousClock.now - began < .seconds(20))
  }

  @Test func `Cancelling the task that waits cancels the call`() async throws {
    let lab = try TestLab(demand: .none)
    let body = "<Slow xmlns=\"urn:signet:lab\"><milliseconds>50000</milliseconds></Slow>"
    let draft = lab.draft(body, binding: .basicWithTLS)
    let began = ContinuousClock.now
    let task = Task { await SOAPClient(draft, session: .test()).report() }
    task.cancel()
    #expect(await task.value.outcome.ending == .cancelled)
    #expect(ContinuousClock.now - began < .seconds(20))
  }

  @Test func `UTF-16 goes out as the binding says`() async throws {
    let lab = try TestLab(demand: .none)
    let binding = Binding.basicHTTPS(BasicHTTPSBinding(textEncoding: .utf16LE))
    _ = await SOAPClient(lab.draft(binding: binding), session: .test()).report()
    let request = await lab.server.exchanges(count: 1, withinSeconds: 5).first?.request
    #expect(request?.header("Content-Type") == "text/xml; charset=utf-16LE")
    #expect(request?.body.starts(with: [0xFF, 0xFE, 0x3C, 0x00]) == true)
  }

  @Test func `An envelope goes out byte for byte`() async throws {
    let lab = try TestLab(demand: .none)
    var draft = lab.draft(binding: .basicWithTLS)
    let odd =
      "\u{FEFF}<?xml version='1.0'?>\r\n" + String(decoding: draft.envelope ?? [], as: UTF8.self) + "\n<!-- ä -->\n"
    draft.envelope = Array(odd.utf8)
    _ = await SOAPClient(draft, session: .test()).report()
    #expect(await lab.server.exchanges(count: 1, withinSeconds: 5).first?.request?.body == draft.envelope)
  }
}

extension ExchangeEvent {
  fileprivate var name: String {
    switch self {
    case .prepared: "prepared"
    case .accepted: "accepted"
    case .handshake: "handshake"
    case .bodySent: "bodySent"
    case .answerBegan: "answerBegan"
    case .answerBytes: "answerBytes"
    case .finished: "finished"
    }
  }
}
