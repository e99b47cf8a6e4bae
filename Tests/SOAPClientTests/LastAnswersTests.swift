import Basics
import Exchange
import Handshake
import Testing

@testable import SOAPClient

/// What is taken over from an answer to the next.
@Suite struct LastAnswersTests {
  private static let now = Timestamp(secondsSinceEpoch: 1_000_000)

  /// Over a connection that stands.
  private func received(
    _ change: (inout Call.Received) -> Void = { _ in }, at microseconds: Int64 = 10,
    steps: [Milestone] = [.reusedConnection(handshakeOfExchange: 1), .requestWritten(bytes: 9), .firstByte]
  ) -> Call.Received {
    var received = Call.Received()
    for step in steps {
      received.transcript.add(TraceRecord(atMicroseconds: microseconds, from: .client, content: .milestone(step)))
    }
    received.head = (200, [HTTPHeader("Date", "now")])
    received.body = Array("<a/>".utf8)
    received.outcome = TransferOutcome(ending: .answered, exchangeNumber: Int(microseconds), reusedConnection: true)
    received.outcome.timings.totalMs = Double(microseconds)
    change(&received)
    return received
  }

  private func report(of received: Call.Received) -> Report {
    Report(
      draft: Draft(url: "https://host/"), ticket: nil, refusal: nil, transcript: received.transcript.transcript,
      outcome: received.outcome, response: nil, findings: [], wcf: WCFOutcome(outcome: "reply", message: nil),
      preparation: [], capture: received.capture, endedAt: Self.now)
  }

  private func takenOver(_ next: Call.Received, from first: Call.Received, now: Timestamp = now) -> Report? {
    let last = LastAnswers()
    last.keep(report(of: first), of: first)
    return last.report(of: next, now: now)
  }

  private func takesOver(_ next: Call.Received, from first: Call.Received, now: Timestamp = now) -> Bool {
    takenOver(next, from: first, now: now)?.wcf.outcome == "reply"
  }

  @Test func `The same answer at another time is not read again`() throws {
    let report = try #require(takenOver(received(at: 99), from: received()))
    #expect(report.outcome == received(at: 99).outcome)
    #expect(report.transcript.milestones.map(\.atMicroseconds) == [99, 99, 99])
    #expect(LastAnswers().report(of: received(), now: Self.now) == nil)
  }

  @Test func `A report that was changed is not one of the last again`() throws {
    let first = report(of: received())
    let outcome = received(at: 99).outcome
    func again() throws -> Report {
      try #require(first.again(transcript: first.transcript, outcome: outcome, endedAt: Self.now))
    }
    #expect(try again().isAgain(first) && again().isAgain(again()) && !first.isAgain(first))
    let changes: [(inout Report) -> Void] = [
      { $0.outcome.remotePort = 1 }, { $0.transcript.version = .tls13 }, { $0.findings = [] },
    ]
    for change in changes {
      var changed = try again()
      change(&changed)
      #expect(!changed.isAgain(first))
    }
  }

  @Test func `An answer that says anything else is read`() {
    let changes: [(inout Call.Received) -> Void] = [
      { $0.head?.status = 500 }, { $0.head?.headers.append(HTTPHeader("Server", "other")) }, { $0.head = nil },
      { $0.body += [0x20] }, { $0.outcome.localPort = 1 }, { $0.outcome.reusedConnection = false },
      { $0.outcome.cookieNames = ["a"] }, { $0.outcome.ending = .cancelled },
      { $0.transcript.add(TraceRecord(atMicroseconds: 11, from: .server, content: .alert([1, 0]))) },
      { $0.transcript.add(TraceRecord(atMicroseconds: 11, from: .server, content: .recordHeader([23, 3, 3, 0, 1]))) },
    ]
    for change in changes { #expect(!takesOver(received(change), from: received())) }
    #expect(!takesOver(received(steps: [.firstByte]), from: received()))
    #expect(!takesOver(received(), from: received(), now: Timestamp(secondsSinceEpoch: 1_000_001)))
  }

  @Test func `What came with a handshake, failed or is large is read each time`() {
    let hello: (inout Call.Received) -> Void = {
      $0.transcript.add(TraceRecord(atMicroseconds: 1, from: .server, content: .handshake([0, 0, 0, 0])))
    }
    #expect(!takesOver(received(hello), from: received(hello)))
    #expect(!takesOver(received { $0.outcome.ending = .cancelled }, from: received { $0.outcome.ending = .cancelled }))
    let large: (inout Call.Received) -> Void = { $0.body = Array(repeating: 0x20, count: 65_537) }
    #expect(!takesOver(received(large), from: received(large)))
  }
}
