import Exchange
import GRDB
import GRDBSQLite
import Testing

@testable import History

@Suite struct HistoryMemoryTests {
  @Test func `Of a long answer that is written nothing stays in memory`() throws {
    let fixture = try HistoryFixture()
    let database = try fixture.database()
    try database.add([HistoryFixture.entry("Short")])
    #expect(held(database).statements.contains { $0.contains("INTO message (") })
    try database.add([HistoryFixture.entry("Long", answer: String(repeating: "<word>ä</word>", count: 60_000))])
    let after = held(database)
    // A page or two, and no statement that still has the text as its argument.
    #expect(after.pageBytes < 64 << 10)
    #expect(!after.statements.contains { $0.contains("INTO message (") })
    #expect(try database.list(PastExchangeFilter()).map(\.name) == ["Long", "Short"])
  }

  private func held(_ database: HistoryDatabase) -> (pageBytes: Int32, statements: [String]) {
    database.queue.unsafeRead { database in
      var (bytes, highest) = (Int32(0), Int32(0))
      sqlite3_db_status(database.sqliteConnection, SQLITE_DBSTATUS_CACHE_USED, &bytes, &highest, 0)
      var (statement, statements) = (sqlite3_next_stmt(database.sqliteConnection, nil), [String]())
      while let one = statement {
        statements.append(String(cString: sqlite3_sql(one)))
        statement = sqlite3_next_stmt(database.sqliteConnection, one)
      }
      return (bytes, statements)
    }
  }
}
