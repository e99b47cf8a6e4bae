extension String {
  /// As one word of a POSIX shell, for commands that messages propose; control characters are made visible.
  public var shellQuoted: String {
    let plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+:=@%"
    if !isEmpty && allSatisfy(plain.contains) && !hasPrefix("-") { return self }
    return "'" + neutralised.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
