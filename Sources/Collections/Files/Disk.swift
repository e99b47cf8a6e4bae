internal import Glibc

/// The file system as collections need it: bounded reads, writes that either happen wholly or not at all. Every call
/// blocks: none is for the thread that paints.
public enum Disk {
  public struct Entry: Sendable, Equatable {
    public var name: String
    public var isFolder: Bool
    public var isLink: Bool
    /// Bytes.
    public var size: Int
  }

  /// The path with `~` for the person's own folder, and a relative one from the current folder.
  public static func absolute(_ path: String) -> String {
    if path == "~" || path.hasPrefix("~/") { return (environment("HOME") ?? "") + path.dropFirst() }
    if path.hasPrefix("/") { return path }
    var inner = path[...]
    while inner.hasPrefix("./") { inner = inner.dropFirst(2).drop { $0 == "/" } }
    return inner.isEmpty || inner == "." ? currentFolder() : currentFolder() + "/" + inner
  }

  /// - Returns: nil when there is no such file.
  public static func read(_ path: String, limit: Int) throws(CollectionError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0 && errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw failure(path, "read") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path, "read") }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .system(path: path, doing: "read", number: EINVAL) }
    guard status.st_size <= limit else { throw .tooLarge(path: path, limit: limit) }
    return try readAll(descriptor, path: path, expected: Int(status.st_size), limit: limit)
  }

  /// Replaces the file's content in one step: written beside it, flushed, renamed. Its permissions stay; through a link,
  /// the link stays too.
  ///
  /// - Parameter mode: permissions of a new file, before the process's mask.
  public static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o666) throws(CollectionError) {
    try write([(bytes, path)], mode: mode)
  }

  /// Replaces several files: none, unless there is room for all of them.
  static func write(_ files: [(bytes: [UInt8], path: String)], mode: UInt32 = 0o666) throws(CollectionError) {
    var staged: [StagedFile] = []
    defer { for file in staged { file.discard() } }
    for (bytes, path) in files { staged.append(try StagedFile(bytes, for: path, mode: mode)) }
    while let file = staged.first {
      try file.commit()
      staged.removeFirst()
    }
  }

  /// Makes the folder and those it lies in.
  public static func makeFolder(_ path: String, mode: UInt32 = 0o777) throws(CollectionError) {
    if mkdir(path, mode) == 0 || (errno == EEXIST && isFolder(path)) { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw failure(path, "made")
    }
    try makeFolder(String(path[..<slash]), mode: mode)
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw failure(path, "made") }
  }

  /// Everything in a folder by name; hidden entries only when they are asked for.
  public static func list(_ path: String, includesHidden: Bool = false) throws(CollectionError) -> [Entry] {
    guard let folder = opendir(path) else { throw failure(path, "listed") }
    defer { closedir(folder) }
    var entries: [Entry] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != "..", includesHidden || !name.hasPrefix(".") else { continue }
      entries.append(describe(name, in: path))
    }
    return entries.sorted { $0.name < $1.name }
  }

  public static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The permission bits of a file; nil when there is none.
  static func permissions(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  /// The path with every link followed; nil when there is nothing.
  public static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  static func move(_ old: String, to new: String) throws(CollectionError) {
    guard !exists(new) else { throw .exists(path: new) }
    guard rename(old, new) == 0 else { throw failure(old, "renamed") }
  }

  public static func remove(_ path: String) throws(CollectionError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw failure(path, "deleted") }
  }

  static func removeFolder(_ path: String) throws(CollectionError) {
    if rmdir(path) == 0 { return }
    throw errno == ENOTEMPTY || errno == EEXIST ? .folderNotEmpty(path: path) : failure(path, "deleted")
  }

  static func currentFolder() -> String { resolved(".") ?? "/" }

  /// The variable's value; nil when it is unset or empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }

  /// `$XDG_CONFIG_HOME/signet`, with `~/.config` as the variable's default (XDG Base Directory Specification).
  static var configurationFolder: String {
    (environment("XDG_CONFIG_HOME") ?? (environment("HOME") ?? "") + "/.config") + "/signet"
  }

  /// `$XDG_STATE_HOME/signet`, with `~/.local/state` as the variable's default (XDG Base Directory Specification).
  public static var stateFolder: String {
    (environment("XDG_STATE_HOME") ?? (environment("HOME") ?? "") + "/.local/state") + "/signet"
  }

  static func failure(_ path: String, _ doing: String) -> CollectionError {
    .system(path: path, doing: doing, number: errno)
  }

  private static func readAll(
    _ descriptor: Int32, path: String, expected: Int, limit: Int
  ) throws(CollectionError) -> [UInt8] {
    var number: Int32 = 0
    var bytes = [UInt8](unsafeUninitializedCapacity: max(1, expected)) { buffer, count in
      while count < expected {
        let one = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), expected - count)
        if one < 0 && errno == EINTR { continue }
        if one < 0 { number = errno }
        if one <= 0 { return }
        count += one
      }
    }
    guard number == 0 else { throw .system(path: path, doing: "read", number: number) }
    if bytes.count < expected { return bytes }
    // It may have grown, or be one of the system's, whose size is not known before.
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure(path, "read") }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      if bytes.count > limit { throw .tooLarge(path: path, limit: limit) }
    }
  }

  static func makeTemporary(beside target: String) throws(CollectionError) -> (path: String, descriptor: Int32) {
    Leftovers.sweep(beside: target)
    let slash = target.lastIndex(of: "/").map(target.index(after:)) ?? target.startIndex
    var template = Array((target[..<slash] + ".signet-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw failure(target, "written") }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return (String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self), descriptor)
  }

  static func fill(_ descriptor: Int32, _ bytes: [UInt8], path: String, mode: mode_t) throws(CollectionError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw failure(path, "written") }
      rest = rest.dropFirst(count)
    }
    guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else { throw failure(path, "written") }
  }

  static func flushFolder(of path: String) {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    let descriptor = open(slash == path.startIndex ? "." : String(path[..<slash]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  static func currentMask() -> mode_t {
    // There is no way to ask without setting it; whoever else makes a file in between gets the stricter one.
    let mask = umask(0o077)
    umask(mask)
    return mask
  }

  private static func describe(_ name: String, in folder: String) -> Entry {
    var status = stat()
    let isLink = lstat(folder + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    if isLink { stat(folder + "/" + name, &status) }
    return Entry(
      name: name, isFolder: status.st_mode & S_IFMT == S_IFDIR, isLink: isLink, size: Int(status.st_size))
  }
}
