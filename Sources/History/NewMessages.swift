internal import GRDB
internal import Synchronization

/// The messages of one transaction: those that are in the file already, and those that come into it.
struct NewMessages {
  private var new: [(message: HistoryMessage, number: Int64)] = []
  /// Of those that the transaction has met.
  private var numbers: [ObjectIdentifier: Int64] = [:]

  /// Writes a message that is not there yet.
  mutating func number(of message: HistoryMessage, _ database: Database) throws -> Int64 {
    let key = ObjectIdentifier(message)
    if let number = numbers[key] { return number }
    let number = try Self.kept(message, database) ?? insert(message, database)
    numbers[key] = number
    return number
  }

  /// That of an earlier transaction, unless its exchanges have all been deleted since.
  private static func kept(_ message: HistoryMessage, _ database: Database) throws -> Int64? {
    guard let number = message.number.withLock({ $0 }) else { return nil }
    return try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT id FROM message WHERE id = ?"), arguments: [number])
  }

  private mutating func insert(_ message: HistoryMessage, _ database: Database) throws -> Int64 {
    try database.cachedStatement(
      sql: """
        INSERT INTO message (request, answer, request_cut, answer_cut, report, draft, handshake, listed, stored_bytes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        message.request, message.answer, message.isRequestCut, message.isAnswerCut, message.report, message.draft,
        message.handshake, message.listed, message.storedBytes,
      ])
    new.append((message, database.lastInsertedRowID))
    return database.lastInsertedRowID
  }

  /// Puts them into the searches' indexes, once for all: they have no gap between their numbers.
  func index(_ database: Database) throws {
    guard let first = new.first, let last = new.last else { return }
    for (table, columns) in [(HistorySchema.textTable, "request, answer"), (HistorySchema.listTable, "listed")] {
      try database.cachedStatement(
        sql: """
          INSERT INTO \(table) (rowid, \(columns)) SELECT id, \(columns) FROM message WHERE id BETWEEN ? AND ?
          """
      ).execute(arguments: [first.number, last.number])
    }
  }

  /// To be called when the transaction is through: until then its numbers may be given to others.
  func areWritten() {
    for (message, number) in new { message.number.withLock { $0 = number } }
  }
}
