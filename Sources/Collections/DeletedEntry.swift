/// What was deleted of a collection, kept in memory so that it can be put back as it was.
public struct DeletedEntry: Sendable, Equatable {
  public struct File: Sendable, Equatable {
    /// Relative to the collection's folder.
    public var path: String
    public var bytes: [UInt8]
    /// Permission bits.
    public var mode: UInt32

    public init(path: String, bytes: [UInt8], mode: UInt32) {
      self.path = path
      self.bytes = bytes
      self.mode = mode
    }
  }

  /// The request, or the folder.
  public var path: String
  /// Relative to the collection's folder, the outer before the inner.
  public var folders: [String]
  public var files: [File]

  public init(path: String, folders: [String] = [], files: [File] = []) {
    self.path = path
    self.folders = folders
    self.files = files
  }

  /// What it takes of the memory.
  public var byteCount: Int { files.reduce(0) { $0 + $1.bytes.count } }
}
