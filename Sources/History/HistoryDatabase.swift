internal import GRDB
internal import Glibc
internal import Synchronization

/// Past exchanges in an SQLite file. Several processes may use one at the same time; a process that is killed leaves the
/// rows that it had written, whole. Safe on any thread; every call waits for the disk.
///
/// The file is readable by any SQLite program; its tables are in `HistorySchema`.
public final class HistoryDatabase: Sendable {
  public let path: String
  let queue: DatabaseQueue
  let limits: HistoryLimits
  /// What came since the limits were looked at; nil before they were for the first time.
  let unjudged = Mutex<(exchanges: Int, bytes: Int)?>(nil)

  /// Others are waited for so long.
  static let busySeconds = 5.0

  /// Opens the file and brings its tables up to date.
  ///
  /// - Parameters:
  ///   - path: in a folder that is there; a file that is not there is made, with the permissions that the process gives.
  ///   - busySeconds: how long others are waited for.
  public init(
    path: String, limits: HistoryLimits = HistoryLimits(), busySeconds: Double? = nil
  ) throws(HistoryError) {
    self.path = path
    self.limits = limits
    do { queue = try Self.opened(path, busySeconds ?? Self.busySeconds) } catch {
      throw HistoryError(error, path: path)
    }
  }

  /// Two that make a new file at once may each hold what the other needs: SQLite then tells one of them at once that the
  /// file is busy, however long it would wait.
  private static func opened(_ path: String, _ busySeconds: Double) throws -> DatabaseQueue {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(busySeconds)
    while true {
      do {
        let queue = try DatabaseQueue(path: path, configuration: configuration(busySeconds))
        try migrate(queue, path)
        return queue
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && clock.now < end {
        usleep(5_000)
      }
    }
  }

  private static func configuration(_ busySeconds: Double) -> Configuration {
    var configuration = Configuration()
    let wait = BusyWait(seconds: busySeconds)
    configuration.busyMode = .callback { wait.goesOn($0) }
    configuration.label = "history"
    configuration.prepareDatabase { database in
      // Only for a new file; an old one keeps what it has.
      try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
      // The journal outlives a killed process; a commit waits for the disk only at checkpoints.
      if try String.fetchOne(database, sql: "PRAGMA journal_mode") != "wal" {
        try database.execute(sql: "PRAGMA journal_mode = WAL")
      }
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
      // A full history is about as large: the oldest exchanges would be read from the disk again each time that some go.
      try database.execute(sql: "PRAGMA cache_size = -8000")
      // What is deleted is overwritten.
      try database.execute(sql: "PRAGMA secure_delete = ON")
    }
    return configuration
  }

  /// Under a write lock from the first look on: GRDB's own migrator looks first, so that two processes that begin at the
  /// same time would both make the tables.
  private static func migrate(_ queue: DatabaseQueue, _ path: String) throws {
    let known = HistorySchema.version
    let version = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    guard version != known else { return }
    guard version < known else { throw HistoryError.newer(path: path, version: version, known: known) }
    for _ in version..<known {
      try queue.writeWithoutTransaction { database in
        try database.inTransaction(.immediate) {
          let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
          guard version < known else { return .commit }
          let step = HistorySchema.migrations[version]
          try database.execute(sql: step ?? HistorySchema.creation)
          try database.execute(sql: "PRAGMA user_version = \(step == nil ? known : version + 1)")
          return .commit
        }
      }
    }
  }

  func write<Value: Sendable>(
    _ body: (Database) throws -> Value
  ) throws(HistoryError) -> Value {
    do { return try queue.write(body) } catch { throw HistoryError(error, path: path) }
  }

  func read<Value: Sendable>(
    _ body: (Database) throws -> Value
  ) throws(HistoryError) -> Value {
    do { return try queue.read(body) } catch { throw HistoryError(error, path: path) }
  }
}
