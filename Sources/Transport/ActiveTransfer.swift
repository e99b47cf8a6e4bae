internal import CCurl
internal import Exchange
internal import Handshake
internal import TLS

/// One transfer while libcurl carries it: what its callbacks learn, and what becomes of it. Thread: the loop's.
final class ActiveTransfer {
  let number: Int
  let request: TransferRequest
  let isInRow: Bool
  private let isGathered: Bool
  let handle: EasyHandle
  private(set) var clock: ExchangeClock
  /// Nil unless the request asked for one.
  let capture: ExchangeCapture?
  private let queue: EventQueue
  private var deadlines: Deadlines

  /// Sockets opened for this transfer, and how many TLS connections were begun on the last of them.
  var sockets: [Int32] = []
  var legsOnSocket = 0
  var taps: [HandshakeTap] = []
  var refusal: ClientContextError?

  var timings = TransferOutcome.Timings()
  var remote: SocketAddress?
  var local: SocketAddress?
  var isReused = false
  var proxyStatus: Int?
  var proxyHeaders: [HTTPHeader] = []
  /// A connection stands and the request is on it; what came before was talk with a proxy.
  var hasBegunRequest = false
  var writtenHead = WrittenHead()
  var writtenHeadBytes = 0
  var writtenBodyBytes = 0
  var head = ResponseHead()
  private var hasReportedHead = false
  private var headBytes = 0
  private var bodyBytes = 0
  private var recordsLeft = 4096
  private var heldRecords: [TraceRecord] = []
  /// Of a transfer that is read at its end.
  private var heldEvents: [TransferEvent] = []
  /// When the reader gets them at the latest.
  private(set) var recordsDueNanoseconds = Int64.max
  /// The beginning of what went over the connections below TLS.
  var wire = WireLog()
  private var isPaused = false
  private var progress: Int64 = 0
  /// What the reader was told last of the body on its way.
  private var uploadReport: (bytes: Int, atNanoseconds: Int64) = (0, 0)
  /// When something moved last, as far as the loop has looked.
  private var lastMoveNanoseconds: Int64
  private var hasMoved = false
  private var ending: TransferOutcome.Ending?
  /// Whether its handle is as good as new.
  private(set) var servesAgain = false
  /// What is told last, once libcurl has let go of it.
  private var lastCapture: Capture?
  private var lastOutcome: TransferOutcome?

  /// Made ready, so that `begin` has little left to do.
  init(_ pending: PendingTransfer, _ handle: EasyHandle) {
    self.handle = handle
    number = pending.number
    request = pending.shared.request
    isInRow = pending.isInRow
    isGathered = pending.isGathered
    queue = pending.queue
    clock = pending.clock
    capture = request.captures ? ExchangeCapture(clock: pending.clock) : nil
    deadlines = Deadlines(request.limits)
    lastMoveNanoseconds = ExchangeClock.nowNanoseconds()
    profile.capture = capture ?? profile.capture
    if let capture { signet_curl_on_close_socket(easy, closeSocket, Unmanaged.passUnretained(capture).toOpaque()) }
    handle.transfer = self
  }

  var profile: ConnectionProfile { handle.profile }
  var easy: UnsafeMutableRawPointer { handle.easy }
  var origin: URLParts? { handle.origin }
  var proxy: URLParts? { handle.proxy }

  /// - Returns: false when libcurl does not take the handle.
  func begin() -> Bool {
    // What waited its turn begins now; a capture has its clock already.
    if isInRow, capture == nil {
      clock = ExchangeClock()
      deadlines = Deadlines(request.limits)
      moved()
    }
    return curl_multi_add_handle(profile.multi, easy) == CURLM_OK
  }
}

// MARK: - What the reader gets

extension ActiveTransfer {
  var nowMs: Double { Double(clock.microseconds) / 1000 }

  /// A peer that never stops shaking hands is not recorded without end.
  func record(_ content: TraceRecord.Content, from side: Side = .client, leg: Leg = .origin) {
    guard recordsLeft > 0, request.isWatched else { return }
    recordsLeft -= 1
    if heldRecords.isEmpty {
      recordsDueNanoseconds = isGathered ? .max : ExchangeClock.nowNanoseconds() + 10_000_000
      heldRecords.reserveCapacity(isReused ? 4 : 32)
    }
    heldRecords.append(TraceRecord(atMicroseconds: clock.microseconds, from: side, leg: leg, content: content))
  }

  func deliverRecords() {
    if let records = takeRecords() { queue.push(records) }
  }

  private func deliver(_ event: TransferEvent) {
    guard isGathered else { return queue.push(event, after: takeRecords()) }
    if heldEvents.isEmpty { heldEvents.reserveCapacity(8) }
    if let records = takeRecords() { heldEvents.append(records) }
    heldEvents.append(event)
    if bodyBytes > Self.heldBodyBytes { deliverHeldEvents() }
  }

  private func deliverHeldEvents() {
    queue.push(heldEvents)
    heldEvents = []
  }

  /// More of a body is counted by the queue, which asks for a pause.
  private static let heldBodyBytes = 65_536

  private func takeRecords() -> TransferEvent? {
    guard !heldRecords.isEmpty else { return nil }
    defer { (heldRecords, recordsDueNanoseconds) = ([], .max) }
    return .records(heldRecords)
  }

  /// A line of the answer's head, or a trailer.
  func answerLineArrived(_ line: UnsafeRawBufferPointer) {
    headBytes += line.count
    guard isWithinLimit(), !hasReportedHead else { return }
    let isWhole = head.take(line)
    noteFirstByte()
    guard isWhole, !head.isInterim, !willBeRepeated else { return }
    reportHead()
    // libcurl would ask again without Expect, cannot leave out a header that it was given, and would ask without end.
    if refusesExpectation { stop(.answered) }
  }

  /// The server does not know `Expect: 100-continue` and says so before the body has gone (RFC 9110 section 15.5.18).
  private var refusesExpectation: Bool {
    head.status == 417 && timings.sentMs == nil && request.headers.contains { $0.name.lowercased() == "expect" }
  }

  /// An interim answer is none: 100 Continue comes before the body has gone.
  private func noteFirstByte() {
    guard timings.firstByteMs == nil, !head.isInterim else { return }
    timings.firstByteMs = nowMs
    record(.milestone(.firstByte), from: .server)
  }

  /// libcurl answers a demand for credentials by itself and asks again: the head waits until that is clear.
  private var willBeRepeated: Bool {
    head.status == 407 && request.route.proxyCredentials != nil
      || head.status == 401 && request.authentication != nil
  }

  private func reportHead() {
    guard hasBegunRequest, !hasReportedHead, head.status != 0, !head.isInterim else { return }
    hasReportedHead = true
    deliver(.head(status: head.status, headers: profile.headers(of: head)))
  }

  /// False stops the transfer.
  private func isWithinLimit() -> Bool {
    if headBytes + bodyBytes <= request.limits.responseBytes { return true }
    stop(.limit(name: "responseSize", value: "\(request.limits.responseBytes) bytes"))
    return false
  }

  /// - Returns: how much was taken, or that libcurl shall wait.
  func bodyArrived(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard queue.hasRoom() else {
      isPaused = true
      return signet_curl_pause()
    }
    reportHead()
    bodyBytes += bytes.count
    guard isWithinLimit() else { return 0 }
    deliver(.body(Array(bytes)))
    return bytes.count
  }

  /// The reader has caught up.
  func resume() {
    guard isPaused else { return }
    isPaused = false
    moved()
    curl_easy_pause(easy, 0)
  }
}

// MARK: - The end

extension ActiveTransfer {
  /// Ends the transfer as soon as libcurl has returned; the first reason stays.
  func stop(_ ending: TransferOutcome.Ending) { self.ending = self.ending ?? ending }

  var isStopped: Bool { ending != nil }

  func moved() { hasMoved = true }

  func progressed(to bytes: Int64, uploaded: Int) {
    guard bytes != progress else { return }
    progress = bytes
    moved()
    reportUpload(uploaded)
  }

  /// A shorter body is gone before anybody could look.
  private static let reportedBodyBytes = 65_536
  private static let reportNanoseconds: Int64 = 100_000_000

  private func reportUpload(_ bytes: Int) {
    let count = request.body.count
    guard count >= Self.reportedBodyBytes, bytes > uploadReport.bytes else { return }
    let now = ExchangeClock.nowNanoseconds()
    guard bytes >= count || now - uploadReport.atNanoseconds >= Self.reportNanoseconds else { return }
    uploadReport = (bytes, now)
    deliver(.bodySent(bytes: min(bytes, count)))
  }

  var nextDeadlineNanoseconds: Int64 { nextDeadline.at }

  /// Stops the transfer when one of its limits has passed.
  func isOverLimit(now: Int64) -> Bool {
    if hasMoved { (lastMoveNanoseconds, hasMoved) = (now, false) }
    let deadline = nextDeadline
    guard deadline.at <= now else { return false }
    stop(deadline.ending)
    return true
  }

  private var nextDeadline: Deadlines.Deadline {
    guard hasBegunRequest else { return deadlines.whileConnecting }
    return isPaused ? deadlines.total : deadlines.whileMoving(since: lastMoveNanoseconds)
  }

  /// Leaves the connection to the next, as far as that waits for it: the answer is whole, and libcurl done with it.
  func leaveConnection() {
    for tap in taps { tap.forgetObservers() }
    timings.totalMs = nowMs
    record(.milestone(.answerComplete(bytes: bodyBytes)), from: .server)
  }

  /// Takes the transfer from libcurl.
  func leaveLibrary(code: CURLcode) {
    let leftover = LibraryErrors.drain()
    let systemError = Int(signet_curl_get_long(easy, CURLINFO_OS_ERRNO))
    // A connection that cannot be kept is closed here, and its last alert still read.
    curl_multi_remove_handle(profile.multi, easy)
    reportHead()
    let ending = ending ?? self.ending(code)
    if timings.totalMs == nil {
      for tap in taps { tap.forgetObservers() }
      timings.totalMs = nowMs
      if ending == .answered { record(.milestone(.answerComplete(bytes: bodyBytes)), from: .server) }
    }
    servesAgain = ending == .answered && code == CURLE_OK && systemError == 0 && handle.mayServeAgain
    lastCapture = capture?.finished(systemError: systemError)
    lastOutcome = outcome(ending, leftover: leftover, systemError: systemError)
    handle.wireSize = (wire.bytes.count, wire.pieces.count)
    handle.transfer = nil
  }

  /// Tells the reader how it ended, after `leaveLibrary`.
  func tellEnd() {
    if let lastCapture { deliver(.captured(lastCapture)) }
    if let lastOutcome { deliver(.finished(lastOutcome)) }
    if isGathered { deliverHeldEvents() }
  }
}
