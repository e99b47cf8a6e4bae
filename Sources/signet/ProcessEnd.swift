internal import Glibc
internal import TLS

/// How this process ends, decided before anything else happens.
enum ProcessEnd {
  /// Threads may still be busy with OpenSSL when the process ends, and a crash must not write keys to a file.
  static func prepare() {
    OpenSSLAtExit.keepLoaded()
    leaveNoCore()
  }

  /// Programs that are started from here may raise the limit again. Source: core(5).
  private static func leaveNoCore() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = 0
    _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
  }
}
