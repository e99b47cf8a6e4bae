import Bindings
import Exchange
import SOAPClient
import Testing

/// TransferMode through the whole client.
@Suite struct StreamingCallTests {
  private static let answer = Array(
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>".utf8)

  private static func envelope(_ count: Int) -> [UInt8] {
    Array(
      ("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><a>"
        + String(repeating: "xxxx", count: count / 4) + "</a></s:Body></s:Envelope>").utf8)
  }

  private func report(_ server: CannedServer, _ binding: String, _ envelope: [UInt8]) async throws -> Report {
    await SOAPSession.test().report(
      of: Draft(url: server.url, envelope: envelope, action: "urn:a", binding: try BindingParser.binding(binding)))
  }

  @Test(arguments: [("streamed", true), ("streamedRequest", true), ("streamedResponse", false), ("buffered", false)])
  func `A streamed request goes in chunks, without its length`(mode: String, isChunked: Bool) async throws {
    for count in [0, 100, 300_000] {
      let server = try CannedServer(answer: Self.answer)
      let envelope = Self.envelope(count)
      let report = try await report(server, "basic(transferMode=\(mode))", envelope)
      #expect(report.wcf.outcome == "reply")
      let head = server.requestHead
      #expect(head.contains("\r\nTransfer-Encoding: chunked\r\n") == isChunked)
      #expect(head.contains("\r\nContent-Length: ") == !isChunked)
      #expect(head.contains("\r\nExpect: 100-continue\r\n"))
      #expect((isChunked ? server.requestChunks?.flatMap { $0 } : server.requestBody) == envelope, "\(count)")
      #expect(report.ticket?.byteCount == envelope.count)
    }
  }

  @Test func `MTOM goes in chunks as well`() async throws {
    let server = try CannedServer(answer: Self.answer)
    let envelope = Self.envelope(4000)
    let report = try await report(server, "basic(messageEncoding=mtom,transferMode=streamed)", envelope)
    let body = String(decoding: server.requestChunks?.flatMap { $0 } ?? [], as: UTF8.self)
    #expect(report.ticket?.byteCount == server.requestChunks?.flatMap { $0 }.count)
    #expect(body.contains("Content-Type: application/xop+xml"))
  }

  @Test func `An answer beyond the quota is one in both modes, and told apart`() async throws {
    for (mode, words) in [("buffered", "has been exceeded (inner"), ("streamedResponse", "while the body was read")] {
      let server = try CannedServer(answer: Self.envelope(1000))
      let report = try await report(
        server, "basic(transferMode=\(mode),maxReceivedMessageSize=500)", Self.envelope(0))
      #expect(report.wcf.outcome == "CommunicationException")
      #expect(report.wcf.message?.contains(words) == true, "\(report.wcf)")
      #expect(report.response?.kind == .envelope)
    }
  }
}
