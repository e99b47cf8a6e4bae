internal import Glibc

extension CollectionFolder {
  /// Adds files all at once, or none: they are written into a folder beside this one, and go into their places when all of
  /// them are there.
  ///
  /// A folder that is not there yet appears whole, by one renaming, whatever happens meanwhile. To one that is there files
  /// are added; variables and environments that it has are extended, nothing else is replaced, and what fails is taken
  /// back.
  ///
  /// - Parameter write: gets the folder that is written into.
  /// - Throws: what `write` throws, `exists` for the first file that is there already, and errors of the system.
  public func addAtOnce(_ write: (CollectionFolder) throws -> Void) throws {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    let parent = slash == path.startIndex ? "/" : String(path[..<slash])
    try Disk.makeFolder(parent)
    let outer = try Disk.makeTemporaryFolder(in: parent)
    defer { Disk.removeTree(outer) }
    // By its own name, because that is what a new collection is called.
    let inner = "\(outer)/\(path[slash...].dropFirst())"
    try Disk.makeFolder(inner)
    let staging = CollectionFolder(path: inner)
    let shared = try copyShared(to: staging)
    try write(staging)
    if (try? Disk.list(staging.path))?.isEmpty != false { return }
    if try Disk.takePlace(of: path, staging.path) { return }
    try merge(try Disk.files(below: staging.path), from: staging, shared: shared)
  }

  /// The files that several requests share are the ones that may be extended.
  ///
  /// - Returns: their bytes as they are now.
  private func copyShared(to staging: CollectionFolder) throws(CollectionError) -> [String: [UInt8]] {
    guard Disk.isFolder(path) else { return [:] }
    let environments = "\(path)/\(Self.environmentsFolder)"
    let names = Disk.isFolder(environments) ? try Disk.list(environments).filter { !$0.isFolder }.map(\.name) : []
    var shared: [String: [UInt8]] = [:]
    for file in [Self.mainFile] + names.map({ "\(Self.environmentsFolder)/\($0)" }) {
      guard let bytes = try Disk.read(try inside("\(path)/\(file)"), limit: Self.documentLimit) else { continue }
      shared[file] = bytes
      try staging.put(bytes, file)
    }
    return shared
  }

  private func put(_ bytes: [UInt8], _ file: String) throws(CollectionError) {
    let place = "\(path)/\(file)"
    if let slash = place.lastIndex(of: "/") { try Disk.makeFolder(String(place[..<slash])) }
    try Disk.write(bytes, to: place)
  }

  private func merge(
    _ files: [String], from staging: CollectionFolder, shared: [String: [UInt8]]
  ) throws(CollectionError) {
    for file in files where shared[file] == nil {
      let place = try inside("\(path)/\(file)")
      if Disk.exists(place) { throw .exists(path: place) }
    }
    var done: [String] = []
    do throws(CollectionError) {
      for file in files {
        guard let bytes = try Disk.read("\(staging.path)/\(file)", limit: Self.envelopeLimit), bytes != shared[file]
        else { continue }
        done.append(file)
        try put(bytes, file)
      }
    } catch {
      for file in done.reversed() {
        if let bytes = shared[file] { try? put(bytes, file) } else { try? Disk.remove("\(path)/\(file)") }
      }
      throw error
    }
  }
}

extension Disk {
  static func makeTemporaryFolder(in parent: String) throws(CollectionError) -> String {
    Leftovers.sweep(beside: "\(parent)/.")
    var template = Array("\(parent == "/" ? "" : parent)/.signet-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw failure(parent, "written") }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Puts a folder where nothing is.
  ///
  /// - Returns: false when something is there, be it an empty folder: somebody may stand in it.
  static func takePlace(of path: String, _ folder: String) throws(CollectionError) -> Bool {
    if exists(path) { return false }
    guard rename(folder, path) == 0 else { throw failure(path, "written") }
    flushFolder(of: path)
    return true
  }

  /// Every file below a folder, by its path in it; hidden ones and links are not followed.
  static func files(below root: String, _ prefix: String = "") throws(CollectionError) -> [String] {
    var files: [String] = []
    for entry in try list("\(root)/\(prefix)") {
      if entry.isFolder && !entry.isLink {
        files += try self.files(below: root, prefix + entry.name + "/")
      } else {
        files.append(prefix + entry.name)
      }
    }
    return files
  }

  /// Removes a folder that this process made, with what is in it.
  static func removeTree(_ path: String) {
    for entry in (try? list(path, includesHidden: true)) ?? [] {
      if entry.isFolder && !entry.isLink {
        removeTree("\(path)/\(entry.name)")
      } else {
        unlink("\(path)/\(entry.name)")
      }
    }
    rmdir(path)
  }
}
