import Basics
import Exchange
import Foundation
import GRDB
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

  /// As a run makes it, of the report before.
  private func again(_ first: Report, at number: Int64) throws -> Report {
    let later = report(number)
    return try #require(
      first.again(
        transcript: later.transcript, outcome: later.outcome, endedAt: Timestamp(secondsSinceEpoch: 1_000_000 + number))
    )
  }

  /// As it is written by itself.
  private func alone(_ report: Report) throws -> HistoryEntry {
    try unwrapped(
      HistoryEntry(ExchangeRecord(draft, report), command: "run", now: Timestamp(secondsSinceEpoch: 0)))
  }

  /// Everything that the file says of each exchange, but for numbers and sizes.
  private func rows(_ entries: [HistoryEntry]) throws -> [[String: DatabaseValue]] {
    let fixture = try HistoryFixture()
    let database = try fixture.database()
    // In pieces, so that a message is met in the transaction that writes it and in later ones.
    for start in stride(from: 0, to: entries.count, by: 4) {
      try database.add(Array(entries[start..<min(start + 4, entries.count)]))
    }
    try fixture.check(database)
    return try database.queue.read { database in
      let whole = "SELECT exchange.*, whole.* FROM exchange JOIN exchange_message AS whole USING (id) ORDER BY id"
      return try Row.fetchAll(database, sql: whole).map { row in
        let own: Set = ["stored_bytes", "message_id", "times"]
        let pairs = row.enumerated().map { ("\($0.offset) \($0.element.0)", $0.element.0, $0.element.1) }
        return Dictionary(uniqueKeysWithValues: pairs.filter { !own.contains($0.1) }.map { ($0.0, $0.2) })
      }
    }
  }

  @Test func `The rows of like exchanges say what each would say alone`() throws {
    var entries = HistoryEntries(command: "run")
    let row = [
      report(1), report(2), report(30),
      report(31) { $0.response?.body = Array("<password>s3cr3t</password>".utf8) },
      report(32) { $0.response?.status = 500 }, report(33) { $0.findings = [] },
      report(34) { $0.wcf = WCFOutcome(outcome: "FaultException", message: "a") },
      report(35) { $0.ticket?.httpHeaders = [HTTPHeader("X", "1")] }, report(36) { $0.outcome.ending = .cancelled },
      report(37) { $0.transcript.version = .tls13 }, report(38) { $0.transcript.milestones.removeLast() },
      report(39) { $0.preparation = ["loaded"] }, report(40) { $0.outcome.cookieNames = ["a"] }, report(41), report(42),
      report(43) { $0.outcome.cookieNames = ["a"] }, report(44), try again(report(45), at: 46), report(47),
    ]
    let together = try row.map {
      try unwrapped(entries.entry(of: draft, $0, now: Timestamp(secondsSinceEpoch: 0)))
    }
    #expect(together.filter { $0.times != nil }.count == 7)
    #expect(try rows(together) == rows(row.map(alone)))
  }

  @Test func `Only what differs in times alone is taken over`() throws {
    var like = LikeExchange(report(1), try alone(report(1)))
    #expect(like.entry(of: report(2)) != nil)
    #expect(like.entry(of: report(2) { $0.response?.httpHeaders = [HTTPHeader("A", "b")] }) == nil)
    #expect(like.entry(of: report(2) { $0.outcome.remotePort = 1 }) == nil)
    let withHandshake = report(1) { $0.transcript.version = .tls13 }
    like = LikeExchange(withHandshake, try alone(withHandshake))
    #expect(like.entry(of: withHandshake) == nil)
  }

  @Test func `A report that was made of the last one is known by that, whenever the last was written`() throws {
    var entries = HistoryEntries(command: "run")
    let now = Timestamp(secondsSinceEpoch: 0)
    _ = entries.entry(of: draft, report(1), now: now)
    let second = report(2)
    _ = entries.entry(of: draft, second, now: now)
    let like = try #require(entries.kept.values.first?.recent.last)
    #expect(like.entry(again: try again(second, at: 3))?.times != nil)
    #expect(like.entry(again: report(3)) == nil)
  }

  @Test func `A message is written once, found for all its exchanges, and goes with the last of them`() throws {
    let fixture = try HistoryFixture()
    let database = try fixture.database()
    var entries = HistoryEntries(command: "run")
    let like = try (Int64(1)...3).map {
      try unwrapped(entries.entry(of: draft, report($0), now: Timestamp(secondsSinceEpoch: 0)))
    }
    func messages() throws -> Int? {
      try database.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM message") }
    }
    let numbers = try database.add([like[0], like[1]]) + database.add([like[2]])
    #expect(try messages() == 1)
    #expect(try database.list(PastExchangeFilter(text: "\u{E4}")).map(\.number) == numbers.reversed())
    for limit in 1...4 {
      for text in ["slow", "\u{E4}"] {
        let found = try database.list(PastExchangeFilter(anywhere: text, limit: limit))
        #expect(found.map(\.number) == Array(numbers.reversed().prefix(limit)))
      }
    }
    #expect(try database.list(PastExchangeFilter(status: 200, anywhere: "slow")).count == 3)
    try database.delete(numbers[0])
    #expect(try database.stored(numbers[2]).answer == "<p>\u{E4}</p>")
    try database.pin(numbers[2], true)
    #expect(try database.delete(before: Timestamp(secondsSinceEpoch: 2_000_000)) == 1)
    #expect(try messages() == 1)
    try database.delete(numbers[2])
    #expect(try messages() == 0)
    // The next like it brings the message back.
    try database.add([like[1], like[2]])
    #expect(try messages() == 1 && database.count() == 2)
    try fixture.check(database)
  }

  @Test func `A message that could not be written is written with the next exchange`() throws {
    let fixture = try HistoryFixture()
    let (holder, database) = (try fixture.database(), try fixture.database(busySeconds: 0.05))
    var entries = HistoryEntries(command: "run")
    let like = try (Int64(1)...2).map {
      try unwrapped(entries.entry(of: draft, report($0), now: Timestamp(secondsSinceEpoch: 0)))
    }
    try holder.queue.writeWithoutTransaction { other in
      try other.execute(sql: "BEGIN IMMEDIATE")
      #expect(throws: HistoryError.busy(path: fixture.path)) { try database.add([like[0]]) }
      try other.execute(sql: "COMMIT")
    }
    let number = try #require(try database.add([like[1]]).first)
    #expect(try database.stored(number).answer == "<p>\u{E4}</p>")
  }

  @Test func `The limit of size counts a message once, and with the last of its exchanges`() throws {
    var entries = HistoryEntries(command: "run")
    let large = String(repeating: "x", count: 5_000)
    let like = try (Int64(1)...5).map { number in
      let report = report(number) { $0.response?.body = Array(large.utf8) }
      return try unwrapped(entries.entry(of: draft, report, now: Timestamp(secondsSinceEpoch: 0)))
    }
    let fixture = try HistoryFixture()
    let database = try fixture.database(HistoryLimits(bytes: like[0].message.storedBytes * 2))
    try database.add(like)
    #expect(try database.count() == 5)
    try database.add([HistoryFixture.entry("other", answer: large, endedAt: 1_000_100)])
    try database.add([HistoryFixture.entry("third", answer: large, endedAt: 1_000_101)])
    #expect(try database.list().map { $0.request } == ["third", "other"])
    try fixture.check(database)
  }
}
