/// What came of trying to open something with one password.
enum Opening<Value> {
  case opened(Value)
  /// OpenSSL's reasons, earliest first.
  case refused([String])
  case unsupported([String])

  /// Reads the calling thread's error queue.
  static func failed() -> Opening {
    let reasons = LibraryErrors.drainReasons()
    return reasons.contains { $0.contains("unsupported") || $0.contains("unknown") }
      ? .unsupported(reasons) : .refused(reasons)
  }

  /// Tries again with OpenSSL's legacy algorithms when the usual ones did not know how.
  static func trying(_ open: () -> Opening) -> Opening {
    LibraryErrors.clear()
    let first = open()
    guard case .unsupported = first else { return first }
    return LegacyAlgorithms.with(open) ?? first
  }
}
