internal import Basics
internal import CKeyring
internal import Glibc

/// The kernel's keyring of the user (keyrings(7)): in memory only, gone when the user's last process ends or the machine
/// restarts, unreadable for other users.
enum KernelKeyring {
  /// Bytes of a payload, at most (keyrings(7): 32767 for the type `user`).
  static let limit = 32767

  static func read(_ name: String) -> Keyring.Answer {
    let key = ckr_find(description(name))
    guard key >= 0 else { return errno == ENOKEY ? .none : .refused(words(errno)) }
    var bytes = [UInt8](repeating: 0, count: limit)
    defer { wipe(&bytes) }
    let length = bytes.withUnsafeMutableBytes { ckr_read(key, $0.baseAddress, $0.count) }
    guard length >= 0 else { return .refused(words(errno)) }
    return .found(Secret(bytes: Array(bytes.prefix(length))))
  }

  /// - Returns: why it could not be kept; nil when it is.
  static func write(_ secret: Secret, as name: String) -> String? {
    let key = secret.withBytes { bytes in
      bytes.withUnsafeBytes { ckr_add(description(name), $0.baseAddress, $0.count) }
    }
    guard key >= 0 else { return words(errno) }
    if ckr_allow_user(key) < 0 {
      let failure = words(errno)
      _ = ckr_unlink(key)
      return failure
    }
    return nil
  }

  /// - Returns: whether there was one, or why it could not be taken out.
  static func remove(_ name: String) -> Keyring.Answer {
    let key = ckr_find(description(name))
    guard key >= 0 else { return errno == ENOKEY ? .none : .refused(words(errno)) }
    return ckr_unlink(key) < 0 ? .refused(words(errno)) : .found(.empty)
  }

  private static func description(_ name: String) -> String { "signet:" + name }

  private static func words(_ number: Int32) -> String {
    switch number {
    case EPERM, ENOSYS: "the system forbids it here, as containers do"
    case EACCES: "the key belongs to somebody else"
    case EDQUOT: "the user's quota of keys is used up"
    default: String(cString: strerror(number))
    }
  }
}
