internal import Basics
internal import Collections
internal import Dispatch
internal import Exchange
internal import History
internal import SOAPClient
internal import Synchronization

/// Writes exchanges into the history, away from whoever made them: the database is opened when the first one ends, on a
/// thread of its own. When it cannot be written that is told once, and calls go on.
final class HistoryRecorder: Sendable {
  private struct State {
    var waiting: [(draft: Draft, report: Report)] = []
    var hasFailed = false
    var database: HistoryDatabase?
  }

  /// Never closed: closing writes the journal back, and waits for the disk three times. It stays beside the file, and
  /// whoever opens that next goes on with it.
  private static let unclosed = Mutex<[HistoryDatabase]>([])

  /// More than so many that wait make whoever asks wait too.
  private static let waitingLimit = 64

  private let command: String
  private let place: @Sendable () throws -> HistoryPlace?
  private let failed: @Sendable (any Remediable) -> Void
  private let queue = DispatchQueue(label: "signet.history")
  private let state = Mutex(State())

  /// - Parameters:
  ///   - command: what sends: `send`, `run`, `workbench`, `history`.
  ///   - place: where to; nil for nowhere.
  ///   - failed: called at most once, from another thread.
  init(
    command: String, place: @escaping @Sendable () throws -> HistoryPlace? = HistoryPlace.personal,
    failed: @escaping @Sendable (any Remediable) -> Void = HistoryRecorder.tell
  ) {
    self.command = command
    self.place = place
    self.failed = failed
  }

  /// Takes note of an exchange; calls that were never sent are none.
  ///
  /// - Parameter draft: as it was asked for, with its insertions.
  func record(_ draft: Draft, _ report: Report) {
    guard report.refusal == nil, report.ticket != nil else { return }
    let isWanted = state.withLock { state in
      if !state.hasFailed { state.waiting.append((draft, report)) }
      return !state.hasFailed
    }
    if isWanted { queue.async { self.write() } }
  }

  /// Returns at once, unless much is waiting to be written.
  func catchUp() async {
    guard state.withLock({ $0.waiting.count > Self.waitingLimit }) else { return }
    await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
  }

  /// Does something with the database once all before it is written.
  ///
  /// - Parameter done: gets nil where there is no history; called from another thread.
  func use<Value: Sendable>(
    _ work: @escaping @Sendable (HistoryDatabase) throws -> Value,
    _ done: @escaping @Sendable (Result<Value, any Error>?) -> Void
  ) {
    queue.async {
      do { done(try self.opened().map { .success(try work($0)) }) } catch { done(.failure(error)) }
    }
  }

  /// Waits until everything is written.
  func finish() { queue.sync {} }

  /// On the queue.
  private func write() {
    let waiting = state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
    guard !waiting.isEmpty, !state.withLock({ $0.hasFailed }) else { return }
    do {
      let now = ClientEnvironment.process.now()
      guard let database = try opened() else { return }
      try database.add(
        waiting.compactMap { HistoryEntry(ExchangeRecord($0.draft, $0.report), command: command, now: now) })
    } catch {
      state.withLock { $0.hasFailed = true }
      failed(error as? any Remediable ?? HistoryError.unusable(path: "", text: "\(error)"))
    }
  }

  private func opened() throws -> HistoryDatabase? {
    if let database = state.withLock({ $0.database }) { return database }
    let database = try place()?.open()
    if let database { Self.unclosed.withLock { $0.append(database) } }
    state.withLock { $0.database = database }
    return database
  }

  /// On standard error.
  static func tell(_ error: any Remediable) {
    StandardError.write("The exchange is not in the history. " + error.message + "\n")
  }
}
