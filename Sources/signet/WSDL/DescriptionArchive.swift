internal import Archive
internal import WSDL

/// A zip archive of descriptions and what they import. Its entries have the locations that they would have if the archive
/// were a folder.
struct DescriptionArchive {
  /// Of the descriptions in it.
  let locations: [String]
  /// Locations of all that is in it.
  let files: Set<String>
  private let path: String
  private let archive: ZipArchive

  /// Nil when the bytes are no archive.
  ///
  /// - Parameter path: a path, or a URL without a query.
  /// - Throws: `ZipError`; `DescriptionError` when there is no description in it.
  init?(_ bytes: [UInt8], at path: String) throws {
    guard ZipArchive.isArchive(bytes) else { return nil }
    self.path = path
    let archive = try ZipArchive(bytes, limits: ZipLimits(bytes: DescriptionDocuments.limit))
    self.archive = archive
    files = Set(archive.names.map { "\(path)/\($0)" })
    locations = archive.names.filter(Self.isDescription).sorted().map { "\(path)/\($0)" }
    guard !locations.isEmpty else { throw DescriptionError.none(location: path) }
  }

  /// What macOS notes of each file lies in a folder of its own, under the file's name.
  private static func isDescription(_ name: String) -> Bool {
    name.lowercased().hasSuffix(".wsdl") && !name.hasPrefix("__MACOSX/")
  }

  /// Whether what is at that location would be in the archive.
  func covers(_ location: String) -> Bool { location.hasPrefix("\(path)/") }

  /// - Returns: nil when it is not in the archive.
  func bytes(of location: String) throws(ZipError) -> [UInt8]? {
    guard covers(location) else { return nil }
    return try archive.contents(of: String(location.dropFirst(path.count + 1)))
  }
}
