internal import Basics
internal import Glibc

/// A file that a request of a collection names.
enum CollectionPath {
  /// The real path of a file below the folder; nil when it leads out of it, by its words or by a link.
  ///
  /// A file that there is not stays as it is named, for the reader's own error.
  static func resolved(_ path: String, in folder: String) -> String? {
    guard path.utf8.first != UInt8(ascii: "/"), !path.hasStepUp, let base = real(folder) else { return nil }
    guard let file = real("\(base)/\(path)") else { return "\(base)/\(path)" }
    return file.utf8.starts(with: (base == "/" ? base : base + "/").utf8) ? file : nil
  }

  /// Whether a file that lies in the folder by its words leads out of it by a link.
  static func isLinkedOut(_ path: String, of folder: String) -> Bool {
    guard let base = real(folder), let file = real(path) else { return false }
    return !file.utf8.starts(with: (base == "/" ? base : base + "/").utf8)
  }

  private static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
