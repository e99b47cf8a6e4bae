import Basics
import Bindings
import Exchange
import Handshake
import Lab
import SOAPClient
import Synchronization
import TLS
import Testing

/// What message inspectors see and change, in which order, and what becomes of what they throw.
@Suite struct MessageInspectorTests {
  private let order = Log()

  @Test func `Inspectors see the request in their order, and the reply in the same order with what each kept`()
    async throws
  {
    let lab = try TestLab(demand: .none)
    let session = SOAPSession.test()
    session.beforeRequest { [order] _ in
      try SOAPRequest.register(Tracer("first", order))
      try SOAPRequest.register(Tracer("second", order))
    }
    let report = await session.report(of: lab.draft(binding: .basicWithTLS))
    #expect(report.exitStatus == .answered)
    #expect(
      order.lines == ["first sends", "second sends", "first got envelope 1", "second got envelope 2"])
  }

  @Test func `A behavior decides where in the list its inspector stands`() async throws {
    let lab = try TestLab(demand: .none)
    var client: SOAPClient { SOAPClient(lab.draft(binding: .basicWithTLS), session: .test()) }
    let called = client
    try called.change { [order] in
      $0.endpoint.behaviors = [Tracer("late", order), First(inspector: Tracer("early", order))]
    }
    _ = await called.report()
    #expect(order.lines.prefix(2) == ["early sends", "late sends"])
  }

  @Test func `An inspector can change envelope, headers and action`() async throws {
    let lab = try TestLab(demand: .none)
    let session = SOAPSession.test()
    session.beforeRequest { _ in
      try SOAPRequest.register(
        Changing { request in
          request.action = "urn:signet:lab/Other"
          request.setHTTPHeader("x-trace", "2")
          request.envelope = Array(
            String(decoding: request.envelope, as: UTF8.self).replacing("hello", with: "changed").utf8)
        })
    }
    var draft = lab.draft(binding: .basicWithTLS)
    draft.httpHeaders = [HTTPHeader("X-Trace", "1")]
    let report = await session.report(of: draft)
    let request = try #require(await lab.server.exchanges(count: 1, withinSeconds: 5).first?.request)
    #expect(request.header("SOAPAction") == "\"urn:signet:lab/Other\"")
    #expect(request.header("X-Trace") == "2")
    #expect(String(decoding: request.body, as: UTF8.self).contains("<text>changed</text>"))
    #expect(report.ticket?.action == "urn:signet:lab/Other")
  }

  @Test func `A changed reply is what the report tells of, beside the bytes as they came`() async throws {
    let lab = try TestLab(demand: .none)
    let fault =
      "<s:Envelope xmlns:s=\"\(EnvelopeVersion.soap11.envelopeNamespace)\"><s:Body><s:Fault>"
      + "<faultcode>s:Server</faultcode><faultstring>made here</faultstring></s:Fault></s:Body></s:Envelope>"
    let session = SOAPSession.test()
    session.beforeRequest { _ in try SOAPRequest.register(Replacing(reply: Array(fault.utf8))) }
    let report = await session.report(of: lab.draft(binding: .basicWithTLS))
    #expect(report.response?.fault?.reason == "made here")
    #expect(report.wcf.outcome == "FaultException")
    #expect(report.exitStatus == .fault)
    #expect(report.response.map { String(decoding: $0.body, as: UTF8.self).contains("hello") } == true)
    #expect(report.response?.inspectedEnvelope == Array(fault.utf8))
  }

  @Test func `A fault is shown to inspectors, and an answer that is no envelope is not`() async throws {
    let lab = try TestLab(demand: .none)
    let session = SOAPSession.test()
    session.beforeRequest { [order] _ in try SOAPRequest.register(Tracer("it", order)) }
    let body = "<Fail xmlns=\"urn:signet:lab\"><reason>broken</reason></Fail>"
    _ = await session.report(of: lab.draft(body, binding: .customWithTLS))
    #expect(order.lines == ["it sends", "it got fault 1"])

    var elsewhere = lab.draft(binding: .basicWithTLS)
    elsewhere.url += "/nothing/here"
    let report = await session.report(of: elsewhere)
    #expect(report.findings.first?.code == "answer-not-soap")
    #expect(order.lines.last == "it sends")
  }

  @Test func `What an inspector throws of the request names it, and nothing is sent`() async throws {
    let lab = try TestLab(demand: .none)
    let session = SOAPSession.test()
    session.beforeRequest { _ in try SOAPRequest.register(Changing { _ in throw Unwilling() }) }
    let report = await session.report(of: lab.draft(binding: .basicWithTLS))
    #expect(report.refusal?.code == "callback-failed")
    #expect(report.refusal?.values == ["error: Unwilling", "message inspector: Changing, before the request"])
    #expect(report.ticket == nil)
    #expect(await lab.server.exchanges(count: 1, withinSeconds: 0).isEmpty)
  }

  @Test func `What an inspector throws of the reply is the verdict, and the answer stays`() async throws {
    let lab = try TestLab(demand: .none)
    let session = SOAPSession.test()
    session.beforeRequest { _ in try SOAPRequest.register(Refusing()) }
    let report = await session.report(of: lab.draft(binding: .basicWithTLS))
    #expect(report.findings.first?.code == "inspector-failed")
    #expect(report.findings.first?.detail.contains("Refusing, after the reply") == true)
    #expect(report.wcf.outcome == "Unwilling")
    #expect(report.exitStatus == .usage)
    #expect(report.response.map { !$0.body.isEmpty } == true)
  }

  @Test func `What a behavior throws when it is applied names it`() async throws {
    struct Broken: EndpointBehavior {
      func applyClientBehavior(to runtime: inout ClientRuntime, of endpoint: Endpoint) throws { throw Unwilling() }
    }
    let client = SOAPClient(Draft(url: "http://127.0.0.1:9/"), session: .test())
    try client.change { $0.endpoint.behaviors.append(Broken()) }
    #expect(await client.report().refusal?.values.last == "endpoint behavior: Broken")
  }

  @Test(arguments: Place.allCases)
  func `Cancelling ends a call whose callback or inspector never comes back`(place: Place) async throws {
    let lab = try TestLab(demand: .none)
    let client = Mutex<SOAPClient?>(nil)
    let cancel: @Sendable () -> Void = { client.withLock { $0 }?.cancel() }
    let session = SOAPSession.test()
    session.beforeRequest { _ in
      if place == .callback { await never(cancel) }
      try SOAPRequest.register(Waiting(place: place, then: cancel))
    }
    let made = SOAPClient(lab.draft(binding: .basicWithTLS), session: session)
    client.withLock { $0 = made }
    let report = await made.report()
    #expect(report.outcome.ending == .cancelled)
    #expect(report.exitStatus == .interrupted)
    #expect(made.state == .faulted)
    #expect((report.response != nil) == (place == .afterReceive))
    #expect(throws: ClientError.frozen(state: .faulted)) { try made.change { $0.endpoint.address = "http://other/" } }
  }
}

enum Place: CaseIterable { case callback, beforeSend, afterReceive }

private struct Unwilling: Error {}

private final class Log: Sendable {
  private let storage = Mutex<[String]>([])
  var lines: [String] { storage.withLock { $0 } }
  func add(_ line: String) -> Int {
    storage.withLock { lines in
      lines.append(line)
      return lines.count
    }
  }
}

private struct Tracer: EndpointBehavior, ClientMessageInspector {
  var name: String
  var log: Log
  init(_ name: String, _ log: Log) { (self.name, self.log) = (name, log) }

  func beforeSendRequest(_ request: inout RequestMessage) -> Int { log.add("\(name) sends") }

  func afterReceiveReply(_ reply: inout ReplyMessage, correlationState: Int) {
    _ = log.add("\(name) got \(reply.isFault ? "fault" : "envelope") \(correlationState)")
  }
}

private struct First: EndpointBehavior {
  var inspector: Tracer
  func applyClientBehavior(to runtime: inout ClientRuntime, of endpoint: Endpoint) {
    runtime.messageInspectors.insert(inspector, at: 0)
  }
}

private struct Changing: EndpointBehavior, ClientMessageInspector {
  var change: @Sendable (inout RequestMessage) throws -> Void
  func beforeSendRequest(_ request: inout RequestMessage) throws { try change(&request) }
}

private struct Replacing: EndpointBehavior, ClientMessageInspector {
  var reply: [UInt8]
  func beforeSendRequest(_ request: inout RequestMessage) {}
  func afterReceiveReply(_ reply: inout ReplyMessage, correlationState: Void) { reply.envelope = self.reply }
}

private struct Refusing: EndpointBehavior, ClientMessageInspector {
  func beforeSendRequest(_ request: inout RequestMessage) {}
  func afterReceiveReply(_ reply: inout ReplyMessage, correlationState: Void) throws { throw Unwilling() }
}

/// Cancels the call it is in and never comes back.
private struct Waiting: EndpointBehavior, ClientMessageInspector {
  var place: Place
  var then: @Sendable () -> Void

  func beforeSendRequest(_ request: inout RequestMessage) async { if place == .beforeSend { await never(then) } }

  func afterReceiveReply(_ reply: inout ReplyMessage, correlationState: Void) async {
    if place == .afterReceive { await never(then) }
  }
}

/// Ends only when its task is cancelled and then looks for nothing else.
private func never(_ then: @Sendable () -> Void) async {
  let stream = AsyncStream<Void> { _ in }
  then()
  for await _ in stream {}
}
