/// What a person has set once for all collections.
public struct Settings: Sendable, Equatable {
  /// A key of the settings file, for its reader, the help and the tests.
  public struct Key: Sendable, Hashable {
    public let name: String
    /// One sentence.
    public let help: String
  }

  public static let keys = [
    Key(name: "keymap", help: "plain, or a keymap file: its path, ~ and this folder's own files too.")
  ]

  /// Nil is the plain one.
  public var keymap: String?

  public init(keymap: String? = nil) { self.keymap = keymap }
}
