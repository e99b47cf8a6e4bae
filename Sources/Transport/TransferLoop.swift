internal import CCurl
internal import Glibc
internal import Handshake
internal import TLS

/// The transport's thread: assignments in, events out, libcurl in between. Everything in it belongs to this thread.
final class TransferLoop {
  private let inbox: Inbox
  private var profiles: [ConnectionProfile] = []
  private var transfers: [Int: ActiveTransfer] = [:]
  /// Those that wait their turn, in the order in which they go out.
  private var row: [PendingTransfer] = []
  /// The one before those: made ready while another is on its way.
  private var next: ActiveTransfer?
  /// That other.
  private var inTurn: Int?
  /// Those that have ended and are told of together: whoever reads is woken once for some short calls.
  private var untold: [ActiveTransfer] = []
  /// When they are told of at the latest.
  private var tellAtNanoseconds = Int64.max
  private static let untoldLimit = 16
  private static let untoldNanoseconds: Int64 = 2_000_000
  private var isWoken = true
  private var cookieJars = CookieJars()
  private var idle = IdleHandles()
  /// What is waited for, with the profiles that the sockets belong to; the first is the inbox's. Kept for its memory.
  private var descriptors: [pollfd] = []
  private var owners: [ConnectionProfile?] = []
  /// Profiles beyond this lose their kept connections, the one idle for longest first.
  private static let keptProfiles = 16

  init(inbox: Inbox) {
    self.inbox = inbox
    _ = libcurlIsReady
  }

  func run() {
    while carryOut(inbox.takeAll(isWoken: isWoken)) {
      waitForSockets()
      let now = ExchangeClock.nowNanoseconds()
      for profile in profiles { act(profile) { $0.actOnTimer(now: now) } }
      for transfer in transfers.values where transfer.isOverLimit(now: now) { finish(transfer, code: CURLE_OK) }
      for transfer in transfers.values where transfer.recordsDueNanoseconds <= now { transfer.deliverRecords() }
      if tellAtNanoseconds <= now { tellEnds() }
    }
    tellEnds()
    for number in row.map(\.number) + [next?.number].compactMap(\.self) + Array(transfers.keys) { cancel(number) }
  }
}

// MARK: - Assignments

extension TransferLoop {
  /// - Returns: false when the thread shall end.
  private func carryOut(_ assignments: [Assignment]) -> Bool {
    for assignment in assignments {
      switch assignment {
      case .start(let pending): start(pending)
      case .cancel(let number): cancel(number)
      case .resume(let number): transfers[number].map { transfer in act(transfer.profile) { _ in transfer.resume() } }
      case .shutdown: return false
      }
    }
    return true
  }

  private func start(_ pending: PendingTransfer) {
    guard pending.isInRow else {
      if let transfer = transfer(pending) { begin(transfer) }
      return
    }
    row.append(pending)
    beginNextInRow()
  }

  /// Made ready; nil when it was refused.
  private func transfer(_ pending: PendingTransfer) -> ActiveTransfer? {
    guard let handle = idle.take(pending.shared) ?? makeHandle(pending) else {
      pending.queue.push(.finished(.refused(pending)))
      return nil
    }
    use(handle.profile)
    return ActiveTransfer(pending, handle)
  }

  private func makeHandle(_ pending: PendingTransfer) -> EasyHandle? {
    let request = pending.shared.request
    guard request.fault == nil, let profile = profile(for: pending) else { return nil }
    let cookies = CookieJarKey(request).flatMap { cookieJars.jar(for: $0) }
    return EasyHandle(pending.shared, profile: profile, cookies: cookies)
  }

  private func begin(_ transfer: ActiveTransfer) {
    transfers[transfer.number] = transfer
    if !transfer.begin() { finish(transfer, code: CURLE_FAILED_INIT) }
  }

  private func beginNextInRow() {
    if inTurn == nil {
      makeNextReady()
      guard let transfer = next else { return }
      (next, inTurn) = (nil, transfer.number)
      begin(transfer)
      // At once, not after another look at the sockets.
      act(transfer.profile) { $0.actOnTimer(now: ExchangeClock.nowNanoseconds()) }
    }
    makeNextReady()
  }

  private func makeNextReady() {
    while next == nil, !row.isEmpty { next = transfer(row.removeFirst()) }
  }

  private func cancel(_ number: Int) {
    if let index = row.firstIndex(where: { $0.number == number }) {
      transfers[number] = transfer(row.remove(at: index))
    } else if let next, next.number == number {
      transfers[number] = next
      self.next = nil
    }
    guard let transfer = transfers[number] else { return }
    transfer.stop(.cancelled)
    finish(transfer, code: CURLE_OK)
  }

  /// The profile is last in the list from now on.
  private func use(_ profile: ConnectionProfile) {
    profile.runningCount += 1
    guard profiles.last !== profile, let index = profiles.firstIndex(where: { $0 === profile }) else { return }
    profiles.append(profiles.remove(at: index))
  }

  private func profile(for pending: PendingTransfer) -> ConnectionProfile? {
    let key = ProfileKey(pending)
    if let profile = profiles.first(where: { $0.key == key }) { return profile }
    if profiles.count >= Self.keptProfiles, let idle = profiles.firstIndex(where: { $0.runningCount == 0 }) {
      self.idle.forget(profiles.remove(at: idle))
    }
    guard let profile = ConnectionProfile(key: key) else { return nil }
    profiles.append(profile)
    return profile
  }
}

// MARK: - libcurl

extension TransferLoop {
  /// One call into libcurl, with OpenSSL's error queue empty before it and handed to whoever failed after it.
  private func act(_ profile: ConnectionProfile, _ call: (ConnectionProfile) -> Void) {
    LibraryErrors.clear()
    call(profile)
    var left: Int32 = 0
    while let message = curl_multi_info_read(profile.multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
        let transfer = ActiveTransfer.behind(signet_curl_get_private(easy))
      else { continue }
      finish(transfer, code: message.pointee.data.result)
    }
    for transfer in transfers.values where transfer.isStopped { finish(transfer, code: CURLE_OK) }
  }

  private func finish(_ transfer: ActiveTransfer, code: CURLcode) {
    guard transfers.removeValue(forKey: transfer.number) != nil else { return }
    transfer.profile.runningCount -= 1
    let isInTurn = inTurn == transfer.number
    if isInTurn { inTurn = nil }
    // The next is on its way while the rest is seen to.
    if isInTurn, code == CURLE_OK, !transfer.isStopped, next != nil {
      transfer.leaveConnection()
      beginNextInRow()
    }
    transfer.leaveLibrary(code: code)
    if isInTurn { beginNextInRow() }
    tell(transfer)
    if transfer.servesAgain { idle.keep(transfer.handle) }
    if transfer.capture != nil { profiles.removeAll { $0 === transfer.profile } }
  }

  /// At once, unless others of the row stand ready behind the one that is on its way: their reader has none to add yet.
  private func tell(_ transfer: ActiveTransfer) {
    if untold.isEmpty { tellAtNanoseconds = ExchangeClock.nowNanoseconds() + Self.untoldNanoseconds }
    untold.append(transfer)
    let canWait = transfer.isInRow && transfer.servesAgain && inTurn != nil && !row.isEmpty
    if !canWait || untold.count >= Self.untoldLimit { tellEnds() }
  }

  private func tellEnds() {
    for transfer in untold { transfer.tellEnd() }
    untold.removeAll(keepingCapacity: true)
    tellAtNanoseconds = .max
  }

  private func waitForSockets() {
    owners.removeAll(keepingCapacity: true)
    descriptors.removeAll(keepingCapacity: true)
    owners.append(nil)
    descriptors.append(pollfd(fd: inbox.wakeup, events: Int16(POLLIN), revents: 0))
    for profile in profiles {
      for (socket, wanted) in profile.sockets {
        owners.append(profile)
        descriptors.append(pollfd(fd: socket, events: pollEvents(wanted), revents: 0))
      }
    }
    isWoken = false
    let milliseconds = inbox.mayWait(isRowBusy: inTurn != nil) ? millisecondsToWait() : 0
    guard poll(&descriptors, nfds_t(descriptors.count), milliseconds) > 0 else { return }
    isWoken = descriptors[0].revents != 0
    for (owner, descriptor) in zip(owners, descriptors) {
      guard let owner, descriptor.revents != 0 else { continue }
      act(owner) { $0.act(on: descriptor.fd, events: curlEvents(descriptor.revents)) }
    }
  }

  private func millisecondsToWait() -> Int32 {
    var next = tellAtNanoseconds
    for profile in profiles { next = min(next, profile.wakeAtNanoseconds ?? .max) }
    for transfer in transfers.values {
      next = min(next, transfer.nextDeadlineNanoseconds, transfer.recordsDueNanoseconds)
    }
    if next == .max { return -1 }
    let nanoseconds = max(0, next - ExchangeClock.nowNanoseconds())
    return Int32(clamping: (nanoseconds + 999_999) / 1_000_000)
  }
}

private func pollEvents(_ wanted: Int32) -> Int16 {
  let reads = wanted & CURL_POLL_IN != 0 ? POLLIN : 0
  let writes = wanted & CURL_POLL_OUT != 0 ? POLLOUT : 0
  return Int16(reads | writes)
}

private func curlEvents(_ happened: Int16) -> Int32 {
  let happened = Int32(happened)
  let reads = happened & (POLLIN | POLLHUP) != 0 ? CURL_CSELECT_IN : 0
  let writes = happened & POLLOUT != 0 ? CURL_CSELECT_OUT : 0
  let errors = happened & (POLLERR | POLLNVAL) != 0 ? CURL_CSELECT_ERR : 0
  return reads | writes | errors
}

/// libcurl's process-wide start, done once by whichever transport comes first.
private let libcurlIsReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
