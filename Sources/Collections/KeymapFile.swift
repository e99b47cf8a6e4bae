internal import Basics
internal import Glibc

/// Keys of one's own as a YAML file: for each place what keys do, `none` taking a key away. `base` names the keymap that
/// they are put over; without it, the plain one.
///
/// ```yaml
/// base: vim
/// envelope:
///   M-j: join-lines
///   "x Del": delete-line
/// typing:
///   C-s: save
///   C-y: none
/// ```
/// What places and commands there are is the workbench's affair; here they are words.
public struct KeymapFile: Sendable, Equatable {
  public struct Entry: Sendable, Hashable {
    public var place: String
    /// Names of keys, separated by blanks.
    public var keys: String
    public var command: String
    /// 1-based.
    public var line: Int

    public init(place: String, keys: String, command: String, line: Int) {
      self.place = place
      self.keys = keys
      self.command = command
      self.line = line
    }
  }

  /// As it is named to a person.
  public let name: String
  /// The keymap that these keys are put over.
  public private(set) var base = Settings.keymapNames[0]
  public private(set) var entries: [Entry] = []
  public private(set) var problems: [Collection.Problem] = []

  /// - Parameter yaml: what is not of that shape is told in `problems`.
  public init(yaml: String, name: String) {
    self.name = name
    do throws(YAMLProblem) {
      for field in try YAMLField.parse(yaml) { read(field) }
    } catch {
      report(error.text, line: error.line)
    }
  }

  /// Reads a file; it blocks on the disk.
  public static func load(_ path: String) throws(CollectionError) -> KeymapFile {
    guard let bytes = try Disk.read(path, limit: CollectionFolder.documentLimit) else {
      throw .system(path: path, doing: "read", number: ENOENT)
    }
    return KeymapFile(yaml: try CollectionFolder.text(bytes, path: path), name: path)
  }

  private mutating func read(_ field: YAMLField) {
    if field.key == "base" { return readBase(field) }
    guard case .mapping(let keys) = field.value else {
      if field.value != .null {
        report("`\(field.key)` is a place; below it stand lines `keys: command`", line: field.line)
      }
      return
    }
    for key in keys {
      guard case .text(let command) = key.value else {
        report("`\(key.key)` needs the name of one command, or `none`", line: key.line)
        continue
      }
      entries.append(Entry(place: field.key, keys: key.key, command: command, line: key.line))
    }
  }

  private mutating func readBase(_ field: YAMLField) {
    guard case .text(let name) = field.value, Settings.keymapNames.contains(name) else {
      return report("`base` is \(Settings.keymapNames.joined(separator: " or "))", line: field.line)
    }
    base = name
  }

  private mutating func report(_ text: String, line: Int?) {
    problems.append(Collection.Problem(severity: .error, file: name, line: line, text: text.neutralised))
  }
}
