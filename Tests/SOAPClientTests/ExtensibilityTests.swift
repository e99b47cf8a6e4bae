import Basics
import Bindings
import Exchange
import Handshake
import Lab
import SOAPClient
import Synchronization
import TLS
import Testing

/// What callbacks can reach and change, and until when.
@Suite struct ExtensibilityTests {
  private let plain = Draft(
    name: nil, url: "http://127.0.0.1:9/", action: "http://tempuri.org/Service/Echo",
    binding: .basicHTTP(BasicHTTPBinding()))

  @Test func `Callbacks run in the order they were registered, with the client at hand`() async {
    let session = SOAPSession()
    let seen = Mutex<[String]>([])
    session.beforeRequest { client in
      seen.withLock { $0.append("first \(client.state) \(SOAPRequest.current === client)") }
    }
    session.beforeRequest { _ in seen.withLock { $0.append("second \(SOAPRequest.actionName ?? "none")") } }

    _ = await session.report(of: plain)

    #expect(seen.withLock { $0 } == ["first created true", "second Echo"])
  }

  @Test func `Outside a callback there is no current client`() {
    #expect(SOAPRequest.current == nil)
    #expect(SOAPRequest.actionName == nil)
    #expect(throws: ClientError.noCurrentRequest) { try SOAPRequest.register(Header("X-A", "1")) }
  }

  @Test func `A change after the callbacks is an error that says so`() async {
    let client = SOAPClient(plain)
    _ = await client.report()
    let error = #expect(throws: ClientError.self) { try client.change { $0.endpoint.address = "http://other/" } }
    #expect(error == .frozen(state: .faulted))
    #expect(client.endpoint.address == "http://127.0.0.1:9/")
  }

  @Test func `Before it is sent a client can be changed without any callback`() async throws {
    let lab = try TestLab()
    let client = SOAPClient(lab.draft(binding: .customWithTLS))
    #expect(client.state == .created)
    try client.change { call in
      call.endpoint.binding = .basicHTTPS(
        BasicHTTPSBinding(transport: HTTPTransportSecurity(clientCredentialType: .certificate)))
      call.credentials.clientCertificate = IdentityReference(bytes: try lab.pfx(.bob), password: LabPKI.password)
    }
    let report = await client.report()
    #expect(report.ticket?.messageVersion == .soap11)
    #expect(client.state == .closed)
    #expect(await lab.certificatesSeen() == (try lab.pki.client(.bob).chain))
  }

  @Test func `What throws in a change changes nothing`() {
    struct Unwilling: Error {}
    let client = SOAPClient(plain)
    #expect(throws: Unwilling.self) {
      try client.change { call in
        call.endpoint.address = "http://other/"
        throw Unwilling()
      }
    }
    #expect(client.endpoint.address == plain.url)
  }

  @Test func `A callback can send the call to another endpoint`() async throws {
    let lab = try TestLab(demand: .none)
    let session = SOAPSession()
    session.beforeRequest { client in try client.change { $0.endpoint.address = lab.url } }
    var draft = lab.draft(binding: .basicWithTLS)
    draft.url = "https://nowhere.invalid/"
    let report = await session.report(of: draft)
    #expect(report.response?.status == 200)
    #expect(report.ticket?.url == lab.url)
  }

  @Test func `A registered behavior can add an HTTP header`() async throws {
    let lab = try TestLab(demand: .none)
    let session = SOAPSession()
    session.beforeRequest { _ in try SOAPRequest.register(Header("X-Trace", "42")) }
    _ = await session.report(of: lab.draft(binding: .basicWithTLS))
    let request = await lab.server.exchanges(count: 1, withinSeconds: 5).first?.request
    #expect(request?.header("X-Trace") == "42")
    #expect(request?.header("SOAPAction") == "\"urn:signet:lab/Echo\"")
    #expect(request?.header("User-Agent") == nil)
  }

  @Test func `What a callback throws keeps the request from being sent`() async {
    struct Unwilling: Error {}
    let session = SOAPSession()
    session.beforeRequest(named: "the unwilling one") { _ in throw Unwilling() }
    let report = await session.report(of: plain)
    #expect(report.refusal?.code == "callback-failed")
    #expect(report.refusal?.values.first == "error: Unwilling")
    #expect(
      report.refusal?.values.last?.hasPrefix("callback: the unwilling one (SOAPClientTests/ExtensibilityTests.swift:")
        == true)
    #expect(report.exitStatus == .usage)
  }

  @Test func `A callback without a name is called by its place`() async {
    struct Failure: Error {}
    let session = SOAPSession()
    session.beforeRequest { _ in throw Failure() }
    let report = await session.report(of: plain)
    #expect(report.refusal?.values.last?.hasPrefix("callback: SOAPClientTests/ExtensibilityTests.swift:") == true)
  }

  @Test func `A client makes one call`() async {
    let client = SOAPClient(plain)
    _ = await client.report()
    #expect(await client.report().refusal?.code == "client-already-sent")
  }
}

private struct Header: EndpointBehavior, ClientMessageInspector {
  var header: HTTPHeader
  init(_ name: String, _ value: String) { header = HTTPHeader(name, value) }
  func beforeSendRequest(_ message: inout RequestMessage) { message.httpHeaders.append(header) }
}
