import Basics
import Exchange
import Handshake
import Screen
import Testing

@testable import Workbench

@Suite("Captures in the workbench")
struct CaptureTests {
  private static let secret = "CLIENT_RANDOM 00 marked-secret\n"

  private static var capture: Handshake.Capture {
    Handshake.Capture(startedAtMicroseconds: 0, secrets: Secret(secret))
  }

  /// Sends and is answered, with a capture when it was asked for.
  private func sent(_ session: inout Session) throws {
    _ = session.takeEffects()
    let number = session.sendRequest()
    let draft = try #require(
      session.takeEffects().compactMap { if case .send(_, let draft) = $0 { draft } else { nil } }.last)
    var report = Sample.report(Sample.handshake, response: Sample.response())
    report.draft = draft
    report.capture = draft.captures ? Self.capture : nil
    session.send(.exchange(number, .finished(report)))
  }

  private func command(_ text: String, _ session: inout Session) {
    session.press(":")
    session.type(text)
    session.press("Enter")
  }

  @Test("only calls after :capture are captured, until it is turned off, and the status line says so")
  func turnsOn() throws {
    var session = Session()
    try sent(&session)
    #expect(session.model.exchange?.draft.captures == false)
    command("capture", &session)
    #expect(session.shows("The next calls are captured, secrets included"))
    try sent(&session)
    #expect(session.model.exchange?.draft.captures == true && session.shows("! captures"))
    command("capture on", &session)
    #expect(session.model.capturesNext)
    command("capture off", &session)
    try sent(&session)
    #expect(session.model.exchange?.draft.captures == false && !session.shows("! captures"))
    command("capture maybe", &session)
    #expect(session.shows("capture does not know what") && !session.model.capturesNext)
  }

  @Test("without a capture there is nothing to write, and it says how to get one")
  func nothing() throws {
    var session = Session()
    try sent(&session)
    _ = session.takeEffects()
    session.press("3 W")
    #expect(session.shows("This call was not captured: K in 3 captures the next calls"))
    command("write-capture x.pcapng", &session)
    #expect(session.takeEffects().isEmpty)
  }

  @Test("W asks where to, the ending says what, and what was written is said in a window")
  func writes() throws {
    var session = Session()
    command("capture", &session)
    try sent(&session)
    _ = session.takeEffects()
    session.press("3 W")
    #expect(session.shows("what opens it") && session.shows("GetOrders.pcapng"))
    session.type("call.pcapng")
    session.press("Enter")
    #expect(session.takeEffects() == [.writeCapture(Self.capture, .packets, path: "call.pcapng")])
    command("write-capture call.keylog", &session)
    #expect(session.takeEffects() == [.writeCapture(Self.capture, .keyLog, path: "call.keylog")])
    session.send(.captureWritten(path: "/x/call.keylog", contents: CaptureText.ofKeyLog(Self.capture)))
    #expect(session.shows("A file with secrets") && session.shows("Written to /x/call.keylog."))
    #expect(session.shows("1 TLS secret") && session.shows("0600"))
    session.press("k")
    #expect(!session.shows("A file with secrets"))
  }

  @Test("neither copies nor what is kept for comparisons hold the capture, and the next call drops it")
  func forgets() throws {
    var session = Session()
    command("capture", &session)
    try sent(&session)
    _ = session.takeEffects()
    for key in ["r", "t", "j"] { session.press("3 y \(key)") }
    let copies = session.takeEffects().compactMap { if case .copyToClipboard(let text) = $0 { text } else { nil } }
    #expect(copies.count >= 2 && copies.allSatisfy { !$0.contains("marked-secret") })
    #expect(!"\(session.model.kept)".contains("marked-secret") && session.model.kept.count == 1)
    #expect(session.model.exchange?.report?.capture != nil)
    _ = session.sendRequest()
    #expect(session.model.exchanges.values.allSatisfy { $0.report?.capture == nil })
  }
}
