internal import Basics
internal import Collections
internal import WSDL
internal import XML

/// The documents of a description beside the requests that were made of it: as they were fetched, with an OASIS XML
/// catalog (version 1.1) that says where each was.
struct KeptDescription {
  static let folder = CollectionFolder.descriptionFolder
  static let catalog = "catalog.xml"
  /// Id of the group with the addresses that led on to the descriptions.
  private static let askedGroup = "asked"
  private static let namespace = "urn:oasis:names:tc:entity:xmlns:xml:catalog"
  private static let catalogLimit = 4 * 1024 * 1024

  /// Location to file, relative to the folder, in the order of the catalog.
  let entries: [(location: String, file: String)]
  let path: String
  /// Where the descriptions were asked for, which may be elsewhere than they were found.
  let sources: [String]
  /// How many at the beginning are descriptions by themselves.
  private let roots: Int

  /// Nil when there is no catalog of a description in the folder.
  init?(at path: String) {
    let path = path.hasSuffix("/") ? String(path.dropLast()) : path
    guard let bytes = try? Disk.read("\(path)/\(Self.catalog)", limit: Self.catalogLimit),
      let root = try? XMLDocument(bytes).root, root.name == XMLName("catalog", in: Self.namespace)
    else { return nil }
    self.path = path
    let groups = root.elements.filter { $0.name.local == "group" }
    let groupEntries = groups.map { group in
      group.elements.compactMap { entry -> (location: String, file: String)? in
        guard let location = entry.attribute(XMLName("systemId")), let file = entry.attribute(XMLName("uri")),
          !file.hasPrefix("/"), !file.hasStepUp
        else { return nil }
        return (location, file)
      }
    }
    entries = groupEntries.flatMap(\.self)
    roots = groupEntries.first?.count ?? 0
    if roots == 0 { return nil }
    let asked = zip(groups, groupEntries).first { $0.0.attribute(XMLName("id")) == Self.askedGroup }?.1 ?? []
    let found = entries.prefix(roots)
    sources = found.map { root in asked.first { $0.file == root.file }?.location ?? root.location }
  }

  /// Of the descriptions themselves.
  var locations: [String] { entries.prefix(roots).map(\.location) }

  /// The first description that a collection keeps: its file, relative to the collection's folder; nil when there is none.
  static func root(of collection: String) -> String? {
    guard let kept = KeptDescription(at: "\(collection)/\(folder)"), let first = kept.entries.first else { return nil }
    return "\(folder)/\(first.file)"
  }

  /// Where a document is that was said to be somewhere else.
  func place(of location: String) -> String {
    let entry = entries.first { $0.location == location }
    return entry.flatMap { entry in entries.first { $0.file == entry.file }?.location } ?? location
  }

  /// Where the document of a file was; nil when it is none of them.
  func location(of file: String) -> String? { entries.first { "\(path)/\($0.file)" == file }?.location }

  /// The file that holds what was at a location; nil when it was not kept.
  func file(of location: String) -> String? {
    entries.first { $0.location == location }.map { "\(path)/\($0.file)" }
  }

  /// - Returns: paths of the files, relative to the collection.
  static func keep(_ description: ServiceDescription, in collection: String) throws(CollectionError) -> [String] {
    let folder = "\(collection)/\(Self.folder)"
    let names = KeptNames(description.fetched.map(\.location))
    var written: [String] = []
    for document in description.fetched {
      let name = names.file(of: document.location)
      let path = "\(folder)/\(name)"
      guard !Disk.exists(path) else { throw .exists(path: path) }
      try Disk.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
      try Disk.write(document.bytes, to: path)
      written.append("\(Self.folder)/\(name)")
    }
    try Disk.write(Array(text(description, names).utf8), to: "\(folder)/\(catalog)")
    return written + ["\(Self.folder)/\(catalog)"]
  }

  /// First the descriptions themselves, then what they import and other names of both, last where they were asked for.
  static func text(_ description: ServiceDescription, _ names: KeptNames) -> String {
    let locations = description.fetched.map(\.location)
    func line(_ location: String, _ document: String) -> String {
      "    <system systemId=\"\(names.location(of: location).escaped(inAttribute: true))\" "
        + "uri=\"\(names.file(of: document).escaped(inAttribute: true))\"/>"
    }
    func group(_ id: String, _ lines: [String]) -> [String] { ["  <group id=\"\(id)\">"] + lines + ["  </group>"] }
    let imported = locations.filter { !description.roots.contains($0) }
    let others = description.aliases.filter { locations.contains($0.value) }.sorted { $0.key < $1.key }
    let asked = description.sources.filter { !locations.contains($0) }
      .compactMap { source in description.aliases[source].map { line(source, $0) } }
    return
      (["<?xml version=\"1.0\"?>", "<catalog xmlns=\"\(namespace)\">"]
      + group("descriptions", description.roots.filter(locations.contains).map { line($0, $0) })
      + group("imported", imported.map { line($0, $0) } + others.map { line($0.key, $0.value) })
      + (asked.isEmpty ? [] : group(askedGroup, asked))
      + ["</catalog>", ""]).joined(separator: "\n")
  }
}
