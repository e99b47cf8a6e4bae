import Basics
import Bindings
import Exchange
import Foundation
import GRDB
import Handshake

@testable import History

/// A history in a folder of its own, and exchanges to put into it.
final class HistoryFixture {
  let folder: String
  var path: String { folder + "/history.sqlite" }

  init() throws {
    folder = NSTemporaryDirectory() + "signet-history-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func database(_ limits: HistoryLimits = HistoryLimits(), busySeconds: Double = 5) throws -> HistoryDatabase {
    try HistoryDatabase(path: path, limits: limits, busySeconds: busySeconds)
  }

  static func draft(_ name: String, message: String = "<a/>") -> Draft {
    Draft(
      name: name, url: "https://localhost/\(name)", envelope: Array(message.utf8), action: "urn:a",
      folder: "/collection")
  }

  static func report(
    _ draft: Draft, status: Int = 200, answer: String = "<b/>", findings: [String] = [], endedAt: Int64 = 1_000_000
  ) -> Report {
    var outcome = TransferOutcome(ending: .answered)
    outcome.timings.totalMs = 12.5
    return Report(
      draft: draft,
      ticket: Ticket(
        url: draft.url, httpHeaders: draft.httpHeaders.redacted, action: draft.action, body: draft.envelope ?? [],
        binding: draft.binding, messageVersion: .soap11, identity: nil, offersClientCertificate: false),
      refusal: nil, transcript: Transcript(), outcome: outcome,
      response: Response(
        status: status, httpHeaders: [], body: Array(answer.utf8), contentType: "text/xml", kind: .envelope,
        fault: nil),
      findings: findings.map {
        Finding(code: $0, blame: .server, severity: .warning, summary: $0, detail: "", remedies: [])
      }, wcf: WCFOutcome(outcome: "reply", message: nil), preparation: [],
      endedAt: Timestamp(secondsSinceEpoch: endedAt))
  }

  static func entry(
    _ name: String, message: String = "<a/>", status: Int = 200, answer: String = "<b/>", findings: [String] = [],
    endedAt: Int64 = 1_000_000
  ) throws -> HistoryEntry {
    let draft = draft(name, message: message)
    let report = report(draft, status: status, answer: answer, findings: findings, endedAt: endedAt)
    return try unwrapped(
      HistoryEntry(ExchangeRecord(draft, report), command: "send", now: Timestamp(secondsSinceEpoch: endedAt)))
  }
}

extension HistoryFixture {
  /// That the searches' indexes say what the messages say, and that each message belongs to an exchange.
  func check(_ database: HistoryDatabase) throws {
    try database.queue.write { database in
      for table in [HistorySchema.textTable, HistorySchema.listTable] {
        try database.execute(sql: "INSERT INTO \(table) (\(table), rank) VALUES ('integrity-check', 1)")
      }
      let left = "SELECT count(*) FROM message WHERE id NOT IN (SELECT message_id FROM exchange)"
      guard try Int.fetchOne(database, sql: left) == 0 else { throw NoEntry() }
      let listed = "SELECT DISTINCT request, collection, url, findings FROM exchange"
      for (one, other) in [(listed, "SELECT * FROM listing"), ("SELECT * FROM listing", listed)] {
        guard try Row.fetchAll(database, sql: "\(one) EXCEPT \(other)").isEmpty else { throw NoEntry() }
      }
      guard try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").isEmpty else { throw NoEntry() }
    }
  }
}

struct NoEntry: Error {}

func unwrapped<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw NoEntry() }
  return value
}
