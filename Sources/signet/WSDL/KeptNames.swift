internal import Collections

/// Names for documents that are kept in one folder: those that were files keep their places to each other, those that
/// were fetched are named after the end of their URL.
struct KeptNames {
  private var files: [String: String] = [:]
  /// Of the paths: what all have in common, up to a slash.
  private let common: String

  /// - Parameter known: files by location, as a catalog says them: these keep their names.
  init(_ locations: [String], keeping known: [String: String] = [:]) {
    let paths = locations.filter { !DescriptionFetch.isURL($0) }
    common = Self.common(paths)
    var taken: Set<String> = [KeptDescription.catalog]
    for location in locations {
      guard let file = known[self.location(of: location)], taken.insert(file.lowercased()).inserted else { continue }
      files[location] = file
    }
    for location in locations where files[location] == nil {
      let wanted =
        DescriptionFetch.isURL(location) ? Self.name(ofURL: location) : Self.place(self.location(of: location))
      let dot = wanted.lastIndex(of: ".") ?? wanted.endIndex
      let numbered = (2...).lazy.map { "\(wanted[..<dot])-\($0)\(wanted[dot...])" }
      let name = taken.contains(wanted.lowercased()) ? numbered.first { !taken.contains($0.lowercased()) } : wanted
      taken.insert((name ?? wanted).lowercased())
      files[location] = name ?? wanted
    }
  }

  func file(of location: String) -> String { files[location] ?? "" }

  /// What a catalog may say of it: nothing of where on a disk it was.
  func location(of location: String) -> String {
    DescriptionFetch.isURL(location) ? location : String(location.dropFirst(common.count))
  }

  private static func common(_ paths: [String]) -> String {
    guard var common = paths.first.map(folder) else { return "" }
    for path in paths {
      while !path.hasPrefix(common) { common = folder(String(common.dropLast())) }
    }
    return common
  }

  private static func folder(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  private static func place(_ path: String) -> String {
    path.split(separator: "/").map { CollectionFolder.fileName(for: String($0)) }.joined(separator: "/")
  }

  /// `https://host/a/service?xsd=xsd1` is `service-xsd-xsd1.xsd`.
  private static func name(ofURL url: String) -> String {
    let parts = url.split(separator: "?", maxSplits: 1)
    let path = parts[0].split(separator: "/").dropFirst(2).last.map(String.init) ?? "service"
    let query = parts.count > 1 ? String(parts[1]) : ""
    guard !query.isEmpty else { return CollectionFolder.fileName(for: path) }
    let ending = query.lowercased().hasPrefix("xsd") ? ".xsd" : ".wsdl"
    let value = query.lowercased() == "wsdl" ? "" : "-" + query
    return CollectionFolder.fileName(for: path + value.replacing("=", with: "-")) + ending
  }
}
