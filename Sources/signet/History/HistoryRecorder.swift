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
  /// What waits to be written.
  private final class Exchange: Sendable {
    let draft: Draft
    let report: Report

    init(_ draft: Draft, _ report: Report) { (self.draft, self.report) = (draft, report) }
  }

  private struct State {
    var waiting: [Exchange] = []
    /// Of the answers among them.
    var waitingBytes = 0
    var isWriting = false
    var hasFailed = false
    var database: HistoryDatabase?
  }

  /// Never closed: closing writes the journal back, and waits for the disk three times. It stays beside the file, and
  /// whoever opens that next goes on with it.
  private static let unclosed = Mutex<[HistoryDatabase]>([])

  /// More than so many that wait, or so much, make whoever asks wait too.
  private static let waitingLimit = 1_000
  private static let waitingBytesLimit = 32 << 20
  /// In one transaction: others that want to write wait no longer than it takes.
  private static let transactionLimit = 100

  /// Exchanges that follow one another so soon are written together: a transaction costs more than what is in it.
  private static let pause = DispatchTimeInterval.milliseconds(20)

  private let place: @Sendable () throws -> HistoryPlace?
  private let failed: @Sendable (any Remediable) -> Void
  private let queue = DispatchQueue(label: "signet.history")
  private let state = Mutex(State())
  /// On the queue.
  private let entries: Mutex<HistoryEntries>

  /// - Parameters:
  ///   - command: what sends: `send`, `run`, `workbench`, `history`.
  ///   - place: where to; nil for nowhere.
  ///   - failed: called at most once, from another thread.
  init(
    command: String, place: @escaping @Sendable () throws -> HistoryPlace? = HistoryPlace.personal,
    failed: @escaping @Sendable (any Remediable) -> Void = HistoryRecorder.tell
  ) {
    entries = Mutex(HistoryEntries(command: command))
    self.place = place
    self.failed = failed
  }

  /// Takes note of an exchange; calls that were never sent are none.
  ///
  /// - Parameter draft: as it was asked for, with its insertions.
  func record(_ draft: Draft, _ report: Report) {
    guard report.refusal == nil, report.ticket != nil else { return }
    let begins = state.withLock { state in
      if state.hasFailed { return false }
      state.waiting.append(Exchange(draft, report))
      state.waitingBytes += report.response?.body.count ?? 0
      defer { state.isWriting = true }
      return !state.isWriting
    }
    if begins { writeSoon() }
  }

  /// Returns at once, unless much is waiting to be written.
  func catchUp() async {
    let isMuch = state.withLock { $0.waiting.count > Self.waitingLimit || $0.waitingBytes > Self.waitingBytesLimit }
    guard isMuch else { return }
    await withCheckedContinuation { continuation in
      queue.async {
        _ = self.writeNext()
        continuation.resume()
      }
    }
  }

  /// Does something with the database once all before it is written.
  ///
  /// - Parameter done: gets nil where there is no history; called from another thread.
  func use<Value: Sendable>(
    _ work: @escaping @Sendable (HistoryDatabase) throws -> Value,
    _ done: @escaping @Sendable (Result<Value, any Error>?) -> Void
  ) {
    queue.async {
      while self.writeNext() {}
      do { done(try self.opened().map { .success(try work($0)) }) } catch { done(.failure(error)) }
    }
  }

  /// Waits until everything is written.
  func finish() {
    queue.sync { while self.writeNext() {} }
  }

  private func writeSoon() { queue.asyncAfter(deadline: .now() + Self.pause) { self.write() } }

  /// On the queue. Whoever waits for a place in it gets it between two transactions.
  private func write() {
    guard writeNext() else { return }
    let isMuch = state.withLock { $0.waiting.count >= Self.transactionLimit }
    if isMuch { queue.async { self.write() } } else { writeSoon() }
  }

  /// On the queue: a transaction of those that wait longest.
  ///
  /// - Returns: false when nothing waits any more.
  private func writeNext() -> Bool {
    guard let waiting = next() else { return false }
    do {
      guard let database = try opened() else { return true }
      let now = ClientEnvironment.process.now()
      let made = entries.withLock { entries in waiting.compactMap { entries.entry(of: $0.draft, $0.report, now: now) } }
      try database.add(made)
    } catch {
      state.withLock { state in
        (state.hasFailed, state.waiting, state.waitingBytes) = (true, [], 0)
      }
      failed(error as? any Remediable ?? HistoryError.unusable(path: "", text: "\(error)"))
    }
    return true
  }

  private func next() -> [Exchange]? {
    state.withLock { state in
      let next = Array(state.waiting.prefix(Self.transactionLimit))
      state.waiting.removeFirst(next.count)
      state.waitingBytes -= next.reduce(0) { $0 + ($1.report.response?.body.count ?? 0) }
      state.isWriting = !next.isEmpty
      return next.isEmpty ? nil : next
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
