import Basics
import Exchange
import Handshake
import Screen
import Testing
import Text

@testable import Workbench

@Suite struct AttachmentTests {
  private static let package = Array("--b\r\n…\r\n--b--".utf8)

  private func answered(_ attachments: [Response.Attachment]) -> Session {
    var session = Session()
    let number = session.sendRequest()
    var response = Sample.response(Self.package)
    response.decoded = attachments.isEmpty ? nil : Sample.answer
    if !attachments.isEmpty { response.contentType = "multipart/related; boundary=b" }
    response.attachments = attachments
    session.send(.exchange(number, .finished(Sample.report(Sample.handshake, response: response))))
    return session
  }

  private static let two: [Response.Attachment] = [
    .init(contentID: "a@x", contentType: "image/png", bytes: [1, 2], isInEnvelope: true),
    .init(
      contentID: "b\u{1B}[2J@x", contentType: "application/pdf", fileName: "../a b.pdf", bytes: [3, 4, 5],
      isInEnvelope: false),
  ]

  @Test func `The envelope is laid out, and what was received stays beside it`() throws {
    var session = answered(Self.two)
    let effect = session.takeEffects().compactMap { effect -> ([UInt8], [UInt8]?)? in
      if case .layOutResponse(_, let bytes, let received) = effect { (bytes, received) } else { nil }
    }.last
    let (bytes, received) = try #require(effect)
    #expect(bytes == Sample.answer && received == Self.package)
    let document = TextDocument(bytes, received: received)
    session.send(.responseLaidOut(exchange: session.model.exchange?.number ?? 0, document))
    session.press("4 +")
    #expect(session.shows("<Order>7</Order>") && !session.shows("--b--"))
    session.press("=")
    #expect(session.shows("--b--") && !session.shows("<Order>"))
  }

  @Test func `An answer in one part has no tab for attachments`() {
    var session = answered([])
    session.press("4")
    #expect(!session.shows("Attachments"))
    #expect(session.model.tabTitles(of: .response) == ["Body", "Headers", "Timings", "Checks"])
  }

  @Test func `Attachments are a list, and the one under the cursor is written`() throws {
    var session = answered(Self.two)
    session.press("4 [ [")
    #expect(session.shows("image/png, 2 bytes, <a@x>, in the envelope"))
    #expect(session.shows("application/pdf, 3 bytes, <b␛[2J@x>, ../a b.pdf"))
    _ = session.takeEffects()
    session.press("j w")
    #expect(session.shows("Write the attachment's 3 bytes to"))
    session.press("Enter")
    #expect(session.takeEffects().contains(.write(bytes: [3, 4, 5], path: "a_b.pdf")))
  }

  @Test func `In the body's tab the envelope is written, or what was received`() {
    var session = answered(Self.two)
    session.send(
      .responseLaidOut(
        exchange: session.model.exchange?.number ?? 0, TextDocument(Sample.answer, received: Self.package)))
    _ = session.takeEffects()
    session.press("4 w")
    session.type("x")
    session.press("Enter")
    #expect(session.takeEffects().contains(.write(bytes: Sample.answer, path: "x")))
    session.press("= w")
    session.type("y")
    session.press("Enter")
    #expect(session.takeEffects().contains(.write(bytes: Self.package, path: "y")))
  }
}
