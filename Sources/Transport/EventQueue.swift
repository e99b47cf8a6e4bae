internal import Handshake
internal import Synchronization

/// Events on their way from the transport's thread to the task that reads them, with a bound on the body bytes among
/// them.
final class EventQueue: Sendable {
  static let highWaterBytes = 1 << 20
  static let lowWaterBytes = 1 << 18

  fileprivate struct State {
    var events: [TransferEvent] = []
    var taken = 0
    var bodyBytes = 0
    var reader: CheckedContinuation<TransferEvent?, Never>?
    /// Reads all that is there at once.
    var gatherer: CheckedContinuation<[TransferEvent], Never>?
    var isClosed = false
    var isHeldBack = false
  }

  private let state = Mutex(State())
  private let roomAgain: @Sendable () -> Void

  /// - Parameter roomAgain: called once after a refused `hasRoom`, when the reader has caught up.
  init(roomAgain: @escaping @Sendable () -> Void) { self.roomAgain = roomAgain }

  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// False asks the writer to stop until `roomAgain` is called.
  func hasRoom() -> Bool {
    let (hasRoom, gathered) = state.withLock { state in
      state.isHeldBack = state.bodyBytes >= Self.highWaterBytes
      return (!state.isHeldBack, state.isHeldBack ? state.gathered() : nil)
    }
    gathered?.deliver()
    return hasRoom
  }

  /// The event `finished` closes the queue; what comes after it is dropped.
  /// - Parameter first: comes before the event, and the reader is woken once for both.
  func push(_ event: TransferEvent, after first: TransferEvent? = nil) {
    let (reader, gathered) = state.withLock { state -> (CheckedContinuation<TransferEvent?, Never>?, Gathered?) in
      guard !state.isClosed else { return (nil, nil) }
      if case .finished = event { state.isClosed = true }
      let reader = state.reader
      state.reader = nil
      if let first, reader == nil { state.append(first) }
      if first != nil || reader == nil { state.append(event) }
      return (reader, state.isClosed ? state.gathered() : nil)
    }
    reader?.resume(returning: first ?? event)
    gathered?.deliver()
  }

  /// The same for events that nobody is woken for one by one: they are gathered.
  func push(_ events: [TransferEvent]) {
    let gathered = state.withLock { state -> Gathered? in
      guard !state.isClosed else { return nil }
      for event in events {
        if case .body(let bytes) = event { state.bodyBytes += bytes.count }
      }
      if case .finished? = events.last { state.isClosed = true }
      if state.events.isEmpty { state.events = events } else { state.events += events }
      return state.isClosed ? state.gathered() : nil
    }
    gathered?.deliver()
  }

  /// Nil once everything up to `finished` has been taken.
  func next() async -> TransferEvent? {
    await withCheckedContinuation { reader in
      let (answer, hasRoomAgain) = state.withLock { state in
        (state.answer(reader), state.caughtUp())
      }
      if hasRoomAgain { roomAgain() }
      if let answer { reader.resume(returning: answer.event) }
    }
  }

  /// What came until the transfer's end, or until there is no more room; empty once everything has been taken. The reader
  /// is woken no sooner.
  func gather() async -> [TransferEvent] {
    let events = await withCheckedContinuation { gatherer in
      let gathered = state.withLock { state -> Gathered? in
        state.gatherer = gatherer
        return state.isClosed || state.isHeldBack ? state.gathered() : nil
      }
      gathered?.deliver()
    }
    if state.withLock({ $0.caughtUp() }) { roomAgain() }
    return events
  }
}

/// Events and who waits for them.
private struct Gathered {
  var events: [TransferEvent]
  var reader: CheckedContinuation<[TransferEvent], Never>

  /// Outside the lock.
  func deliver() { reader.resume(returning: events) }
}

extension EventQueue.State {
  fileprivate mutating func append(_ event: TransferEvent) {
    if case .body(let bytes) = event { bodyBytes += bytes.count }
    events.append(event)
  }

  /// Everything, for the one who waits for it; nil when nobody does.
  fileprivate mutating func gathered() -> Gathered? {
    guard let reader = gatherer else { return nil }
    defer { (gatherer, events, taken, bodyBytes) = (nil, [], 0, 0) }
    return Gathered(events: taken == 0 ? events : Array(events[taken...]), reader: reader)
  }

  /// What the reader gets now; nil when it has to wait.
  fileprivate mutating func answer(
    _ reader: CheckedContinuation<TransferEvent?, Never>
  ) -> (event: TransferEvent?, Void)? {
    if let event = take() { return (event, ()) }
    if isClosed || self.reader != nil { return (nil, ()) }
    self.reader = reader
    return nil
  }

  private mutating func take() -> TransferEvent? {
    guard taken < events.count else { return nil }
    let event = events[taken]
    taken += 1
    // In strides, so that a long queue is not moved for every event.
    if taken == events.count || taken == 64 {
      events.removeFirst(taken)
      taken = 0
    }
    if case .body(let bytes) = event { bodyBytes -= bytes.count }
    return event
  }

  fileprivate mutating func caughtUp() -> Bool {
    guard isHeldBack, bodyBytes <= EventQueue.lowWaterBytes else { return false }
    isHeldBack = false
    return true
  }
}
