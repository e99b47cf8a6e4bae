internal import Glibc
internal import Synchronization

/// Notices what others change in a collection's folder: git, an editor, another Signet.
///
/// It waits on a thread of its own, by inotify; where that cannot see (a network's file system, too few watches), it looks
/// every two seconds. Many changes in a row, as those of a checkout, are one.
public final class FolderWatch: Sendable {
  private let state: FolderWatchState

  /// - Parameter changed: called on the watch's thread.
  public init(_ folder: CollectionFolder, changed: @escaping @Sendable () -> Void) {
    state = FolderWatchState(folder, changed: changed)
    state.start()
  }

  deinit { state.stop() }

  /// Whatever is on the disk now is known: called before the folder is read.
  public func acknowledgeAll() { state.acknowledge(FolderSnapshot(of: state.folder)) }

  /// The files of a request are known: called after they were written.
  public func acknowledge(_ request: StoredRequest) { state.acknowledge(request) }
}

/// What the watch's thread and its owner share.
private final class FolderWatchState: Sendable {
  let folder: CollectionFolder
  private let changed: @Sendable () -> Void
  /// Nil until the folder was read first: nothing is told before.
  private let known = Mutex<FolderSnapshot?>(nil)
  private let notifier: Int32
  /// Readable once the watch is to end.
  private let (stopReading, stopWriting): (Int32, Int32)

  private static let quietMilliseconds: Int32 = 150
  private static let pollMilliseconds: Int32 = 2_000
  /// However long the changes go on, after that many quiet periods what is there is read.
  private static let patience = 30

  init(_ folder: CollectionFolder, changed: @escaping @Sendable () -> Void) {
    self.folder = folder
    self.changed = changed
    notifier = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 { for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) } }
    (stopReading, stopWriting) = (ends[0], ends[1])
  }

  deinit {
    for descriptor in [notifier, stopReading] where descriptor >= 0 { close(descriptor) }
  }

  func start() {
    guard stopReading >= 0 else { return }
    let context = Unmanaged.passRetained(self)
    var thread = pthread_t()
    // The thread takes over the reference; when there is no thread, it is given back here, and nothing is noticed.
    if pthread_create(&thread, nil, runFolderWatch, context.toOpaque()) == 0 {
      pthread_detach(thread)
    } else {
      context.release()
    }
  }

  func stop() { if stopWriting >= 0 { close(stopWriting) } }

  func acknowledge(_ snapshot: FolderSnapshot) { known.withLock { $0 = snapshot } }

  func acknowledge(_ request: StoredRequest) {
    let marks = [request.path + ".yaml", request.envelopeFile].map { file in
      (file, FolderSnapshot.mark(of: "\(folder.path)/\(file)"))
    }
    known.withLock { known in for (file, mark) in marks { known?.marks[file] = mark } }
  }

  // MARK: On the thread

  func run() {
    let isRemote = isRemote
    var seesAll = look()
    while let isReadable = wait(seesAll && !isRemote ? -1 : Self.pollMilliseconds) {
      if isReadable { settle() }
      seesAll = look()
    }
  }

  /// - Returns: whether inotify has something; nil once the watch is to end.
  private func wait(_ milliseconds: Int32) -> Bool? {
    var waited = [
      pollfd(fd: notifier, events: Int16(POLLIN), revents: 0), pollfd(fd: stopReading, events: 0, revents: 0),
    ]
    while poll(&waited, 2, milliseconds) < 0 { guard errno == EINTR else { return nil } }
    return waited[1].revents != 0 ? nil : waited[0].revents != 0
  }

  /// Takes in what happens until nothing does, and until git has put its lock away.
  private func settle() {
    var events = [UInt8](repeating: 0, count: 64 * 1024)
    for _ in 0..<Self.patience {
      while read(notifier, &events, events.count) > 0 {}
      let isReadable = wait(Self.quietMilliseconds)
      if isReadable == nil || isReadable == false && !isLockedByGit { return }
    }
  }

  private var isLockedByGit: Bool {
    var path = folder.path[...]
    while true {
      if Disk.exists("\(path)/.git") { return Disk.exists("\(path)/.git/index.lock") }
      guard let slash = path.lastIndex(of: "/") else { return false }
      path = path[..<slash]
    }
  }

  /// Tells when something is not as it is known.
  ///
  /// - Returns: whether every further change will be noticed by itself.
  private func look() -> Bool {
    var snapshot = FolderSnapshot(of: folder)
    var (seesAll, before) = (watch(snapshot.folders), 0)
    // Between looking into a new folder and watching it something may have happened.
    while snapshot.folders.count != before {
      before = snapshot.folders.count
      snapshot = FolderSnapshot(of: folder)
      seesAll = watch(snapshot.folders)
    }
    let isNew = known.withLock { known in
      guard let before = known else { return false }
      known = snapshot
      return before.marks != snapshot.marks
    }
    if isNew { changed() }
    return seesAll
  }

  private func watch(_ folders: [String]) -> Bool {
    let mask = IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF | IN_ONLYDIR
    // Watching again what is watched changes nothing.
    return notifier >= 0 && folders.allSatisfy { inotify_add_watch(notifier, $0, UInt32(mask)) >= 0 }
  }

  /// What is changed there on another machine reaches no inotify (proc_pid_mountinfo(5)).
  private var isRemote: Bool {
    guard let table = try? Disk.read("/proc/self/mountinfo", limit: 1 << 20) else { return false }
    let mounts = String(decoding: table, as: UTF8.self).split(separator: "\n").compactMap { line -> (String, String)? in
      let words = line.split(separator: " ")
      guard words.count > 4, let dash = words.firstIndex(of: "-"), dash + 1 < words.count else { return nil }
      return (words[4].split(separator: "\\040").joined(separator: " "), String(words[dash + 1]))
    }
    let holding = mounts.filter { mount, _ in mount == "/" || (folder.path + "/").hasPrefix(mount + "/") }
    guard let type = holding.max(by: { $0.0.utf8.count < $1.0.utf8.count })?.1 else { return false }
    return ["nfs", "cifs", "smb", "fuse", "9p", "afs", "ceph", "vboxsf", "drvfs"].contains { type.hasPrefix($0) }
  }
}

private func runFolderWatch(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  // The reference that `start` passed to this thread.
  Unmanaged<FolderWatchState>.fromOpaque(context).takeRetainedValue().run()
  return nil
}
