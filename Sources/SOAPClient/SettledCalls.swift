internal import Basics
internal import Certificates
internal import Exchange
internal import Glibc
internal import Synchronization
internal import TLS

/// Calls of a session that were settled before: the same draft over the same files gives the same call, so that a request
/// that is sent many times is prepared once.
///
/// Only what is the same each time is here: no message that gets an id, a time or a signature of its own, nothing that a
/// callback, a program or a person has a say in. Files are looked at again after 5 ms, sooner than anybody could change one
/// and expect it in the next call.
final class SettledCalls: Sendable {
  private final class Entry: Sendable {
    let draft: Draft
    let ready: Call.Ready
    let files: [FileStamp]
    let at: Timestamp
    /// When the files were looked at last.
    private let looked = Mutex(ContinuousClock.now)

    init(_ draft: Draft, _ ready: Call.Ready, _ files: [FileStamp], at: Timestamp) {
      (self.draft, self.ready, self.files, self.at) = (draft, ready, files, at)
    }

    func isUpToDate(_ files: () -> [FileStamp]?) -> Bool {
      let now = ContinuousClock.now
      if looked.withLock({ now - $0 }) < .milliseconds(5) { return true }
      guard files() == self.files else { return false }
      looked.withLock { $0 = now }
      return true
    }
  }

  /// By the draft's name and address.
  private let entries = Mutex<[String: Entry]>([:])
  /// More are forgotten all together.
  private static let limit = 1_000
  private static let largestBody = 1 << 20

  /// - Parameter files: looks at the draft's files.
  func ready(_ draft: Draft, files: () -> [FileStamp]?, now: Timestamp) -> Call.Ready? {
    guard let entry = entries.withLock({ $0[Self.key(draft)] }) else { return nil }
    let age = now.secondsSinceEpoch - entry.at.secondsSinceEpoch
    // Dates are judged anew, as those of an identity alone.
    guard (0..<Int64(ProvenPreparation.freshSeconds)).contains(age), entry.draft == draft, entry.isUpToDate(files)
    else { return nil }
    return entry.ready
  }

  /// - Parameter files: as they were before anything was read.
  func keep(_ ready: Call.Ready, of draft: Draft, files: [FileStamp], now: Timestamp) {
    guard ready.settled.isAlwaysTheSame, ready.settled.body.count <= Self.largestBody else { return }
    entries.withLock { entries in
      if entries.count >= Self.limit { entries.removeAll() }
      entries[Self.key(draft)] = Entry(draft, ready, files, at: now)
    }
  }

  private static func key(_ draft: Draft) -> String { (draft.name ?? "") + "\n" + draft.url }
}

extension Call.Settled {
  /// Nothing in it is made for one message only.
  fileprivate var isAlwaysTheSame: Bool {
    plan.security == nil && plan.encoding == .text && ticket.messageID == nil && authentication == nil
      && inspection.isEmpty && identity?.token == nil
  }
}

extension Draft {
  /// The files that its call is made of, as they are now; nil when it is not made of files alone.
  ///
  /// - Parameter intermediatesFolder: whose files may complete the client's chain.
  func fileStamps(intermediatesFolder: String?) -> [FileStamp]? {
    guard insertions.isEmpty, behaviors.isEmpty, user == nil, trust.trusts.isEmpty, !captures else { return nil }
    guard var paths = identity.map(Self.paths) ?? [] else { return nil }
    paths += [trust.anchorsPath, trust.folderPath].compactMap(\.self) + trust.revocationListPaths
    if identity != nil, let folder = intermediatesFolder {
      guard let files = IntermediateStore.paths(in: folder) else { return nil }
      paths += files
    }
    var stamps: [FileStamp] = []
    for path in paths {
      guard let stamp = FileStamp(path) else { return nil }
      stamps.append(stamp)
    }
    return stamps
  }

  private static func paths(_ identity: IdentityReference) -> [String]? {
    var paths: [String] = []
    switch identity.secretSource {
    case .none, .literal, .environment: break
    case .file(let path): paths.append(path)
    case .command, .keyring, .prompt: return nil
    }
    for source in [identity.certificate, identity.key].compactMap(\.self) + identity.intermediates {
      switch source {
      case .file(let path): paths.append(path)
      case .bytes: break
      case .token: return nil
      }
    }
    return paths
  }
}
