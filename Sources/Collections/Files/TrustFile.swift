internal import Basics
public import Exchange

/// The private file of trusted programs, `trusted.yaml`. Blocks on the disk: not for the thread that paints.
///
/// ```yaml
/// /home/me/requests:
///   - ./sign.sh
/// ```
public struct TrustFile: Sendable {
  public let path: String

  /// - Parameter path: nil is `$XDG_CONFIG_HOME/signet/trusted.yaml`, with `~/.config` as the variable's default.
  public init(path: String? = nil) {
    self.path = path ?? Disk.configurationFolder + "/trusted.yaml"
  }

  /// What is trusted. A file that cannot be read, or that others can change, trusts nothing.
  public func load() -> TrustedPrograms {
    guard let mode = Disk.permissions(of: path), mode & 0o022 == 0 else { return TrustedPrograms() }
    return (try? read()) ?? TrustedPrograms()
  }

  /// Trusts these programs too. The file is written anew, readable by its owner alone (0600).
  public func trust(_ programs: [ExternalProgram]) throws(CollectionError) {
    var trusted = try read()
    for program in programs {
      guard let folder = program.folder, !trusted.allows(program) else { continue }
      trusted.commands[folder, default: []].append(program.command)
    }
    try write(trusted)
  }

  /// Takes back whatever is trusted of a collection.
  ///
  /// - Returns: how many programs that were.
  @discardableResult
  public func distrust(folder: String) throws(CollectionError) -> Int {
    var trusted = try read()
    guard let commands = trusted.commands.removeValue(forKey: folder) else { return 0 }
    try write(trusted)
    return commands.count
  }

  private func read() throws(CollectionError) -> TrustedPrograms {
    let bytes = try Disk.read(path, limit: CollectionFolder.documentLimit) ?? []
    var trusted = TrustedPrograms()
    for field in try CollectionFolder.fields(bytes, path: path) {
      switch field.value {
      case .text(let command): trusted.commands[field.key] = [command]
      case .list(let commands): trusted.commands[field.key] = commands
      case .null: break
      case .mapping, .other:
        throw .malformed(
          path: path, line: field.line,
          text: "'\(field.key.neutralised)' is a folder with a list of commands")
      }
    }
    return trusted
  }

  private func write(_ trusted: TrustedPrograms) throws(CollectionError) {
    var text = YAMLText("# Programs that requests of these folders may run.\n")
    for (folder, commands) in trusted.commands.sorted(by: { $0.key < $1.key }) {
      text.set(folder, to: .list(commands))
    }
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    try Disk.makeFolder(folder, mode: 0o700)
    try Disk.writePrivate(Array(text.text.utf8), to: path)
  }
}
