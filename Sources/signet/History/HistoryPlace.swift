internal import Basics
internal import Collections
internal import Exchange
internal import Glibc
internal import History

/// The history of the person who runs the program, and whether it is wanted.
struct HistoryPlace: Sendable {
  var path: String
  var limits = HistoryLimits()

  /// `$XDG_STATE_HOME/signet/history.sqlite` (XDG Base Directory Specification), with the person's settings.
  ///
  /// - Returns: nil when the settings switch it off, or there is no folder for it.
  /// - Throws: for settings that cannot be read, or have a line that cannot: they might switch it off.
  static func personal() throws -> HistoryPlace? {
    let (settings, problems) = try SettingsFile().load()
    if !problems.isEmpty { throw UnusableSettings(problems: problems) }
    guard settings.history, let folder = stateFolder else { return nil }
    var limits = HistoryLimits()
    if let count = settings.historyExchanges { limits.exchanges = count }
    if let size = settings.historyMegabytes { limits.bytes = size * 1024 * 1024 }
    if let days = settings.historyDays { limits.days = days }
    return HistoryPlace(path: folder + "/signet/history.sqlite", limits: limits)
  }

  private static var stateFolder: String? {
    if let folder = getenv("XDG_STATE_HOME").map({ String(cString: $0) }), folder.hasPrefix("/") { return folder }
    return getenv("HOME").map { String(cString: $0) + "/.local/state" }
  }

  /// Makes folder and file where they are not there, for their owner alone; whoever else could read the file can no
  /// longer. SQLite gives its journals the file's permissions.
  func open() throws -> HistoryDatabase {
    let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
    do throws(CollectionError) { try Disk.makeFolder(folder, mode: 0o700) } catch {
      throw HistoryError.unusable(path: path, text: ([error.summary] + error.values).joined(separator: " "))
    }
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw HistoryError(systemError: errno, path: path)
    }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & 0o077 != 0 { fchmod(descriptor, 0o600) }
    close(descriptor)
    return try HistoryDatabase(path: path, limits: limits)
  }
}

extension HistoryError {
  fileprivate init(systemError number: Int32, path: String) {
    switch number {
    case EROFS, EACCES, EPERM: self = .readOnly(path: path)
    case ENOSPC, EDQUOT: self = .full(path: path)
    default: self = .unusable(path: path, text: String(cString: strerror(number)))
    }
  }
}
