internal import Collections
internal import WSDL

/// Where the description of a request is in its collection.
enum DescriptionPlace {
  /// Files for a reader of descriptions.
  struct Documents {
    var locations: [String]
    /// Where a document is that was said to be somewhere else.
    var place: (String) -> String
    var file: (String) -> String
  }

  /// The file that the request's assertion names, else the folder `wsdl` beside the request or nearest above it.
  ///
  /// - Returns: an absolute path; nil when there is none.
  static func place(of request: String, schema: String?, in folder: String) -> String? {
    if let schema { return "\(folder)/\(schema)" }
    var parts = request.split(separator: "/").dropLast()
    while true {
      let path = ([folder] + parts.map(String.init) + [KeptDescription.folder]).joined(separator: "/")
      if Disk.exists("\(path)/\(KeptDescription.catalog)") || holdsDescription(path) { return path }
      if parts.isEmpty { return nil }
      parts.removeLast()
    }
  }

  private static func holdsDescription(_ path: String) -> Bool {
    ((try? Disk.list(path)) ?? []).contains { !$0.isFolder && $0.name.lowercased().hasSuffix(".wsdl") }
  }

  static func documents(at place: String) throws -> Documents {
    if let kept = KeptDescription(at: place) {
      return Documents(locations: kept.locations, place: kept.place, file: { kept.file(of: $0) ?? $0 })
    }
    return Documents(
      locations: try DescriptionFolder.descriptions(in: place) ?? [place], place: { $0 }, file: { $0 })
  }

  /// As a person knows it: relative to the collection.
  static func title(of place: String, in folder: String) -> String {
    place.hasPrefix(folder + "/") ? String(place.dropFirst(folder.count + 1)) : place
  }
}
