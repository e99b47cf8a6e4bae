import Basics
import Exchange
import Foundation
import Handshake
import Testing

@testable import History

/// Exchanges that differ from the one before in times alone.
@Suite struct LikeExchangeTests {
  private let draft = HistoryFixture.draft("Get")

  private func report(_ number: Int64, _ change: (inout Report) -> Void = { _ in }) -> Report {
    var report = HistoryFixture.report(draft, answer: "<p>\u{E4}</p>", findings: ["slow"], endedAt: 1_000_000 + number)
    report.outcome.timings.totalMs = Double(number) + 0.25
    report.outcome.timings.sentMs = Double(number)
    report.outcome.exchangeNumber = Int(number)
    report.transcript.milestones = [
      (number, .reusedConnection(handshakeOfExchange: 1)), (number + 5, .requestWritten(bytes: 9)),
      (number + 9, .firstByte),
    ]
    change(&report)
    return report
  }

  /// As it is written by itself.
  private func alone(_ report: Report) throws -> HistoryEntry {
    try unwrapped(
      HistoryEntry(ExchangeRecord(draft, report), command: "run", now: Timestamp(secondsSinceEpoch: 0)))
  }

  private func expectSame(_ left: HistoryEntry?, _ right: HistoryEntry) {
    #expect(left?.summary == right.summary)
    #expect(left?.request == right.request && left?.answer == right.answer)
    #expect(left?.answerBytes == right.answerBytes && left?.requestBytes == right.requestBytes)
    #expect(left?.report == right.report)
    #expect(left?.draft == right.draft)
    #expect(left?.handshake == right.handshake)
    #expect(left?.storedBytes == right.storedBytes)
  }

  @Test func `The entries of a row of exchanges are those that each would have alone`() throws {
    var entries = HistoryEntries(command: "run")
    let row = [
      report(1), report(2), report(30),
      report(31) { $0.response?.body = Array("<password>s3cr3t</password>".utf8) },
      report(32) { $0.response?.status = 500 }, report(33) { $0.findings = [] },
      report(34) { $0.wcf = WCFOutcome(outcome: "FaultException", message: "a") },
      report(35) { $0.ticket?.httpHeaders = [HTTPHeader("X", "1")] }, report(36) { $0.outcome.ending = .cancelled },
      report(37) { $0.transcript.version = .tls13 }, report(38) { $0.transcript.milestones.removeLast() },
      report(39) { $0.preparation = ["loaded"] }, report(40) { $0.outcome.cookieNames = ["a"] }, report(41), report(42),
    ]
    for report in row {
      expectSame(entries.entry(of: draft, report, now: Timestamp(secondsSinceEpoch: 0)), try alone(report))
    }
  }

  @Test func `Only what differs in times alone is taken over`() throws {
    var like = LikeExchange(report(1), ExchangeRecord(draft, report(1)), try alone(report(1)))
    #expect(like.entry(of: report(2)) != nil)
    #expect(like.entry(of: report(2) { $0.response?.httpHeaders = [HTTPHeader("A", "b")] }) == nil)
    #expect(like.entry(of: report(2) { $0.outcome.remotePort = 1 }) == nil)
    let withHandshake = report(1) { $0.transcript.version = .tls13 }
    like = LikeExchange(withHandshake, ExchangeRecord(draft, withHandshake), try alone(withHandshake))
    #expect(like.entry(of: withHandshake) == nil)
  }

  @Test func `A frame writes what the object would`() throws {
    let object: JSONValue = ["a": 1, "b": "\u{1}\"", "c": [true, nil], "d": ["e": .double(0.5)], "f": nil]
    let frame = try #require(JSONFrame(object, changing: ["b", "d"]))
    #expect(frame.text([#""\u0001\"""#, #"{"e":0.5}"#]) == object.description)
    #expect(frame.text(["null", "7"]) == #"{"a":1,"b":null,"c":[true,null],"d":7,"f":null}"#)
    let ends = try #require(JSONFrame(object, changing: ["a", "b", "f"]))
    #expect(ends.text(["1", "2", "3"]) == #"{"a":1,"b":2,"c":[true,null],"d":{"e":0.5},"f":3}"#)
    #expect(JSONFrame(object, changing: [])?.text([]) == object.description)
    #expect(JSONFrame(object, changing: ["d", "b"]) == nil)
    #expect(JSONFrame(object, changing: ["x"]) == nil)
    #expect(JSONFrame([1, 2], changing: ["a"]) == nil)
  }
}
