import Basics
import Bindings
import Exchange
import Handshake
import Lab
import SOAPClient
import Synchronization
import TLS
import Testing

/// The documented uses, each as a program writes it (`Uses`), against a server.
@Suite struct UsesTests {
  private func request(_ lab: TestLab) async throws -> HTTPRequest {
    try #require(await lab.server.exchanges(count: 1, withinSeconds: 5).first?.request)
  }

  @Test(arguments: [Binding.basicWithTLS, .customWithTLS])
  func `A client certificate is shown by whatever binding the call has`(binding: Binding)
    async throws
  {
    let lab = try TestLab()
    let session = SOAPSession.test()
    Uses.clientCertificate(session, pfx: try lab.pfx(.alice), password: LabPKI.password)
    let report = await session.report(of: lab.draft(binding: binding))
    #expect(report.exitStatus == .answered)
    #expect(await lab.certificatesSeen() == (try lab.pki.client(.alice).chain))
  }

  @Test func `A call goes to another endpoint`() async throws {
    let lab = try TestLab(demand: .none)
    let session = SOAPSession.test()
    Uses.otherEndpoint(session, staging: lab.url)
    var draft = lab.draft(binding: .basicWithTLS)
    draft.url = "https://nowhere.invalid/"
    #expect(await session.report(of: draft).exitStatus == .answered)
    #expect(try await request(lab).header("Host") == "localhost:\(lab.server.port)")
  }

  @Test func `An HTTP header is added`() async throws {
    let lab = try TestLab(demand: .none)
    let session = SOAPSession.test()
    Uses.httpHeader(session)
    _ = await session.report(of: lab.draft(binding: .basicWithTLS))
    #expect(try await request(lab).header("X-Trace") == "42")
  }

  @Test func `An inspector measures each call by its operation`() async throws {
    let lab = try TestLab(demand: .none)
    let seen = Mutex<[String]>([])
    let session = SOAPSession.test()
    session.beforeRequest { _ in
      try SOAPRequest.register(
        Uses.Stopwatch { operation, time in
          seen.withLock { $0.append("\(operation ?? "none") \(time > .zero)") }
        })
    }
    _ = await session.report(of: lab.draft(binding: .basicWithTLS))
    #expect(seen.withLock { $0 } == ["Echo true"])
  }

  @Test func `A SOAP header is added, escaped, before the body`() async throws {
    let lab = try TestLab(demand: .none)
    let session = SOAPSession.test()
    Uses.soapHeader(session)
    _ = await session.report(of: lab.draft(binding: .basicWithTLS))
    let body = String(decoding: try await request(lab).body, as: UTF8.self)
    #expect(
      body.contains("xmlns=\"urn:example:keys\">secret &amp; more</ApiKey></s:Header><s:Body>"),
      "\(body)")
  }

  @Test func `WS-Addressing replaces the binding`() async throws {
    let lab = try TestLab(demand: .none)
    let session = SOAPSession.test()
    Uses.wsAddressing(session)
    // The envelope is SOAP 1.2, as the binding that takes over.
    let report = await session.report(of: lab.draft(binding: .customWithTLS))
    let sent = try await request(lab)
    #expect(sent.header("Content-Type") == "application/soap+xml; charset=utf-8")
    let body = String(decoding: sent.body, as: UTF8.self)
    #expect(body.contains("http://www.w3.org/2005/08/addressing"))
    for part in [
      "urn:signet:lab/Echo</a:Action>", "</a:MessageID>", "</a:ReplyTo>", "\(lab.url)</a:To>",
    ] {
      #expect(body.contains(part), "\(part) in \(body)")
    }
    #expect(report.ticket?.messageVersion == .soap12WSAddressing10)
  }

  @Test func `MTOM writes large binary content as a part`() async throws {
    let lab = try TestLab(demand: .none)
    let session = SOAPSession.test()
    Uses.mtom(session)
    let data = String(repeating: "AAAA", count: 1000)
    _ = await session.report(
      of: lab.draft(
        "<Echo xmlns=\"urn:signet:lab\"><text>\(data)</text></Echo>", binding: .basicWithTLS))
    let sent = try await request(lab)
    #expect(
      sent.header("Content-Type")?.hasPrefix("multipart/related; type=\"application/xop+xml\"")
        == true)
    let body = String(decoding: sent.body, as: UTF8.self)
    #expect(body.contains("http://www.w3.org/2004/08/xop/include"))
    #expect(!body.contains(data))
  }

  @Test func `Another character encoding is written and announced`() async throws {
    let lab = try TestLab(demand: .none)
    let session = SOAPSession.test()
    Uses.otherEncoding(session)
    _ = await session.report(
      of: lab.draft(
        "<Echo xmlns=\"urn:signet:lab\"><text>Größe</text></Echo>", binding: .basicWithTLS))
    let sent = try await request(lab)
    #expect(sent.header("Content-Type") == "text/xml; charset=iso-8859-1")
    #expect(sent.body.firstRange(of: [UInt8(ascii: "r"), 0xF6, 0xDF, UInt8(ascii: "e")]) != nil)
  }
}
