import Exchange
import Foundation
import GRDB
import Testing

@testable import History

/// Writers that are killed, and several at the same time. `SIGNET_HISTORY_KILLS` is how many are killed.
@Suite(.serialized) struct KilledWriterTests {
  private static let kills = ProcessInfo.processInfo.environment["SIGNET_HISTORY_KILLS"].flatMap { Int($0) } ?? 24

  private static var writer: String {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("history-writer").path
  }

  private let fixture: HistoryFixture

  init() throws { fixture = try HistoryFixture() }

  private func start(_ name: String, count: Int? = nil) throws -> (process: Process, output: String) {
    let output = fixture.folder + "/" + name
    try Data().write(to: URL(fileURLWithPath: output))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.writer)
    process.arguments = [fixture.path, name] + (count.map { [String($0)] } ?? [])
    process.standardOutput = FileHandle(forWritingAtPath: output)
    try process.run()
    return (process, output)
  }

  private func waitUntilSaid(_ output: String) {
    for _ in 0..<20_000 {
      guard said(output).isEmpty else { return }
      usleep(1_000)
    }
  }

  /// The numbers on whole lines.
  private func said(_ output: String) -> [Int] {
    let text = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap { Int($0) }
  }

  private func check(_ database: HistoryDatabase, has numbers: [Int]) throws {
    try database.queue.write { database in
      #expect(try String.fetchAll(database, sql: "PRAGMA integrity_check") == ["ok"])
      try database.execute(sql: "INSERT INTO message_text (message_text) VALUES ('integrity-check')")
      #expect(
        try Int.fetchOne(
          database, sql: "SELECT count(*) FROM exchange WHERE message_id NOT IN (SELECT id FROM message)") == 0)
      let there = Set(try Int.fetchAll(database, sql: "SELECT id FROM exchange"))
      #expect(Set(numbers).isSubset(of: there), "lost: \(Set(numbers).subtracting(there).sorted().prefix(5))")
    }
  }

  @Test func `No row that was said to be written is lost or torn when the writer is killed at any moment`() throws {
    var numbers: [Int] = []
    var generator = SystemRandomNumberGenerator()
    for round in 0..<Self.kills {
      let (process, output) = try start("writer-\(round)")
      // Every other one is killed while it opens the file, or soon after; the rest while they write.
      if round % 2 == 0 { waitUntilSaid(output) }
      usleep(UInt32.random(in: 0...(round % 2 == 0 ? 15_000 : 60_000), using: &generator))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      numbers += said(output)
      try? FileManager.default.removeItem(atPath: output)
      // What the next one finds is looked at now and then, and at the end.
      if round % 50 == 0 { try check(fixture.database(), has: numbers) }
    }
    #expect(!numbers.isEmpty)
    let database = try fixture.database(HistoryLimits(exchanges: 1_000_000, bytes: 1 << 40))
    try check(database, has: Array(numbers.suffix(9_000)))
  }

  @Test func `Writers that begin at the same time make one history`() throws {
    let writers = try (0..<4).map { try start("writer-\($0)", count: 20) }
    for writer in writers { writer.process.waitUntilExit() }
    let numbers = writers.flatMap { said($0.output) }
    #expect(Set(numbers).count == 80)
    try check(fixture.database(), has: numbers)
  }
}
