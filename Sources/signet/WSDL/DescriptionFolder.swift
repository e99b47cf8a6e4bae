internal import Collections
internal import WSDL

/// A folder that holds descriptions.
enum DescriptionFolder {
  private static let depth = 8

  /// Paths of the descriptions in it and below; nil when the path is no folder.
  ///
  /// - Throws: `DescriptionError` when there is none.
  static func descriptions(in path: String) throws -> [String]? {
    guard let entries = try? Disk.list(path) else { return nil }
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    let all = files(folder, entries, depth: depth)
    guard !all.isEmpty else { throw DescriptionError.none(location: path) }
    return all
  }

  private static func files(_ folder: String, _ entries: [Disk.Entry], depth: Int) -> [String] {
    entries.flatMap { entry -> [String] in
      let path = "\(folder)/\(entry.name)"
      // A linked folder may lead back here.
      if entry.isFolder {
        return depth == 0 || entry.isLink ? [] : files(path, (try? Disk.list(path)) ?? [], depth: depth - 1)
      }
      return entry.name.lowercased().hasSuffix(".wsdl") ? [path] : []
    }
  }
}
