public import Basics
internal import Exchange
internal import GRDB
internal import Synchronization

extension HistoryDatabase {
  /// Writes them in one transaction, and deletes what the limits no longer allow.
  ///
  /// - Returns: their numbers.
  @discardableResult
  public func add(_ entries: [HistoryEntry]) throws(HistoryError) -> [Int] {
    let areDue = areLimitsDue(entries)
    let (numbers, messages, isFirstOfDay) = try write { database in
      let now = entries.map(\.summary.time).max()
      let isFirstOfDay = try now.map { try Self.isNewDay($0, database) } ?? false
      var messages = NewMessages()
      let numbers = try entries.map { try Self.insert($0, try messages.number(of: $0.message, database), database) }
      try messages.index(database)
      if areDue || isFirstOfDay, let now { try Self.prune(limits, now, database) }
      return (numbers, messages, isFirstOfDay)
    }
    messages.areWritten()
    // Statements keep what they were last given, and SQLite the pages that it went through.
    if entries.contains(where: { $0.message.storedBytes > Self.long }) { queue.releaseMemory() }
    if isFirstOfDay { try forgetPruned() }
    return numbers
  }

  private static let long = 1 << 18

  /// The limits are looked at each time that a twentieth of them has come in, since all that is kept is counted for that;
  /// and on a new day.
  private func areLimitsDue(_ entries: [HistoryEntry]) -> Bool {
    let bytes = entries.reduce(0) { $0 + ($1.times?.utf8.count ?? $1.message.storedBytes) }
    return unjudged.withLock { unjudged in
      let new = unjudged.map { ($0.exchanges + entries.count, $0.bytes + bytes) }
      let isDue = new.map { $0.0 > limits.exchanges / 20 || $0.1 > limits.bytes / 20 } ?? true
      unjudged = isDue ? (0, 0) : new
      return isDue
    }
  }

  /// Whether the last exchange before was of another day.
  private static func isNewDay(_ now: Timestamp, _ database: Database) throws -> Bool {
    let last = try String.fetchOne(database, sql: "SELECT time FROM exchange ORDER BY id DESC LIMIT 1")
    return last.map { $0.prefix(10) != now.date.prefix(10) } ?? false
  }

  /// Takes the words of what the limits deleted out of the search's index, where FTS5 only marks them as gone: once a day,
  /// in steps between which others may write. Of 10,000 exchanges it takes a second or two.
  private func forgetPruned() throws(HistoryError) {
    for table in [HistorySchema.textTable, HistorySchema.listTable] {
      var pages = -500
      for _ in 0..<10_000 {
        let changes = try write { database in
          let before = database.totalChangesCount
          try database.execute(
            sql: "INSERT INTO \(table) (\(table), rank) VALUES ('merge', ?)", arguments: [pages])
          return database.totalChangesCount - before
        }
        // As SQLite says that a merge has come to its end.
        if changes < 2 { break }
        pages = 500
      }
    }
  }

  /// - Returns: false when there is no such exchange.
  @discardableResult
  public func pin(_ number: Int, _ isPinned: Bool) throws(HistoryError) -> Bool {
    try write { database in
      try database.execute(sql: "UPDATE exchange SET pinned = ? WHERE id = ?", arguments: [isPinned, number])
      return database.changesCount > 0
    }
  }

  /// - Returns: false when there is no such exchange.
  @discardableResult
  public func delete(_ number: Int) throws(HistoryError) -> Bool {
    try write { database in
      try database.execute(sql: "DELETE FROM exchange WHERE id = ?", arguments: [number])
      let isThere = database.changesCount > 0
      if isThere { try Self.forget(database) }
      return isThere
    }
  }

  /// Deletes all that ended before; pinned ones stay.
  ///
  /// - Returns: how many.
  @discardableResult
  public func delete(before time: Timestamp) throws(HistoryError) -> Int {
    try write { database in
      try database.execute(
        sql: "DELETE FROM exchange WHERE pinned = 0 AND time < ?", arguments: [time.description])
      let count = database.changesCount
      if count > 0 { try Self.forget(database) }
      return count
    }
  }

  /// Takes what was deleted out of the file: FTS5 only marks words as gone until their segments are merged.
  private static func forget(_ database: Database) throws {
    for table in [HistorySchema.textTable, HistorySchema.listTable] {
      try database.execute(sql: "INSERT INTO \(table) (\(table)) VALUES ('optimize')")
    }
    try database.execute(sql: "PRAGMA incremental_vacuum")
  }

  private static func insert(_ entry: HistoryEntry, _ message: Int64, _ database: Database) throws -> Int {
    let summary = entry.summary
    try database.cachedStatement(
      sql: """
        INSERT INTO exchange (time, command, collection, request, url, method, action, status, outcome, findings,
          duration_ms, tls_version, certificate_subject, request_bytes, answer_bytes, pinned, stored_bytes, message_id,
          times)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        summary.time.description, summary.command, summary.collection, summary.request, summary.url, summary.method,
        summary.action, summary.status, summary.outcome, summary.findings.joined(separator: " "),
        summary.durationMilliseconds, summary.tlsVersion, summary.certificateSubject, entry.requestBytes,
        entry.answerBytes, summary.isPinned, entry.times?.utf8.count ?? 0, message, entry.times,
      ])
    let number = database.lastInsertedRowID
    guard !summary.findings.isEmpty else { return Int(number) }
    let finding = try database.cachedStatement(
      sql: "INSERT OR IGNORE INTO exchange_finding (code, exchange_id) VALUES (?, ?)")
    for code in summary.findings { try finding.execute(arguments: [code, number]) }
    return Int(number)
  }

  /// Oldest first, pinned ones never.
  private static func prune(_ limits: HistoryLimits, _ now: Timestamp, _ database: Database) throws {
    let oldest = Timestamp(secondsSinceEpoch: now.secondsSinceEpoch - Int64(limits.days) * 86400)
    try database.execute(
      sql: "DELETE FROM exchange WHERE pinned = 0 AND time < ?", arguments: [oldest.description])
    var deleted = database.changesCount
    // How many there are, and how large they are, is read off indexes.
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT count(*), coalesce(sum(stored_bytes), 0) + (SELECT coalesce(sum(stored_bytes), 0) FROM message)
        FROM exchange
        """)
    let excess = max(0, (row?[0] ?? 0) - limits.exchanges)
    let surplus = max(0, (row?[1] ?? 0) - limits.bytes)
    guard excess > 0 || surplus > 0 || deleted > 0 else { return }
    // All together: the index of words is written once for each statement.
    if let last = try surplus > 0 ? lastOf(excess, surplus, database) : lastOf(excess, database) {
      try database.execute(sql: "DELETE FROM exchange WHERE pinned = 0 AND id <= ?", arguments: [last])
      deleted += database.changesCount
    }
    if deleted > 0 { try database.execute(sql: "PRAGMA incremental_vacuum(64)") }
  }

  /// The last of so many that are not pinned, oldest first.
  private static func lastOf(_ count: Int, _ database: Database) throws -> Int? {
    guard count > 0 else { return nil }
    let sql = "SELECT id FROM exchange WHERE pinned = 0 ORDER BY id LIMIT 1 OFFSET ?"
    return try Int.fetchOne(database, sql: sql, arguments: [count - 1]) ?? .max
  }

  /// The last of so many that take so much together.
  private static func lastOf(_ count: Int, _ bytes: Int, _ database: Database) throws -> Int? {
    var (excess, surplus) = (count, bytes)
    var last: Int?
    let kept = try Row.fetchCursor(
      database,
      sql: """
        SELECT id, stored_bytes, (
            SELECT stored_bytes FROM message WHERE message.id = message_id
              AND exchange.id = (SELECT max(id) FROM exchange AS other WHERE other.message_id = message.id))
        FROM exchange WHERE pinned = 0 ORDER BY id
        """)
    while excess > 0 || surplus > 0, let oldest = try kept.next() {
      last = oldest[0]
      excess -= 1
      surplus -= oldest[1] + (oldest[2] ?? 0)
    }
    return last
  }
}
