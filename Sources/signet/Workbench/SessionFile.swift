internal import Basics
internal import Collections
internal import Interchange
internal import Workbench

/// Where the workbench keeps how it stood on a collection: one file each in `$XDG_STATE_HOME/signet/sessions`, readable by
/// its owner alone. Blocks on the disk: not for the thread that paints.
struct SessionFile: Sendable {
  let path: String
  /// Of the collection.
  let folder: String

  init(folder: String, in stateFolder: String = Disk.stateFolder) {
    self.folder = folder
    let digest = String(StoredRequest.Stamp.digest(Array(folder.utf8)), radix: 16)
    let name = CollectionFolder.fileName(for: folder.split(separator: "/").last.map(String.init) ?? "root")
    path = "\(stateFolder)/sessions/\(name.prefix(60))-\(digest).json"
  }

  /// - Returns: nil when nothing was kept yet.
  /// - Throws: `Unusable` for a file that is damaged or of another collection, or that others can change.
  func load() throws(Unusable) -> SavedSession? {
    let bytes: [UInt8]?
    do { bytes = try Disk.read(path, limit: SavedSession.byteLimit) } catch {
      throw Unusable(path: path, why: error.summary)
    }
    guard let bytes else { return nil }
    let json: JSONValue
    do { json = try JSONReader.read(bytes) } catch { throw Unusable(path: path, why: error.summary) }
    guard let session = SavedSession(json, folder: folder) else {
      throw Unusable(path: path, why: "It is of another version of Signet, or of another collection.")
    }
    return session
  }

  func save(_ session: SavedSession) throws(CollectionError) {
    try Disk.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]), mode: 0o700)
    try Disk.writePrivate(Array((session.json.description + "\n").utf8), to: path)
  }

  /// The workbench then opens as it does for the first time.
  struct Unusable: Remediable {
    var path: String
    var why: String

    var code: String { "session-unusable" }
    var summary: String { "What was open last time could not be read." }
    var values: [String] { [path.neutralised, why] }
    var remedy: String { "Delete the file." }
  }
}
