internal import Basics
internal import Collections
internal import WSDL

/// A document that was kept and is another now.
struct DocumentChange {
  /// As the catalog has it.
  var location: String
  var kind: DescriptionChanges.Kind
}

extension KeptDescription {
  /// What is different between the kept documents and those of a description.
  func changes(to description: ServiceDescription) throws(CollectionError) -> [DocumentChange] {
    let names = names(for: description)
    var changes: [DocumentChange] = []
    for document in description.fetched {
      let location = names.location(of: document.location)
      guard let file = file(of: location), let bytes = try Disk.read(file, limit: DescriptionDocuments.limit) else {
        changes.append(DocumentChange(location: location, kind: .added))
        continue
      }
      if bytes != document.bytes { changes.append(DocumentChange(location: location, kind: .changed)) }
    }
    let kept = Set(description.fetched.map { names.file(of: $0.location) })
    let gone = entries.filter { !kept.contains($0.file) }
    var told: Set<String> = []
    return changes
      + gone.filter { told.insert($0.file).inserted }.map { DocumentChange(location: $0.location, kind: .removed) }
  }

  /// Keeps a description's documents in the place of those that were kept. Files that are in both keep their names,
  /// because assertions say them; the catalog is written when all documents are there, and only then those are deleted
  /// that it does not name any more.
  func replace(by description: ServiceDescription) throws(CollectionError) {
    let names = names(for: description)
    for document in description.fetched {
      let file = "\(path)/\(names.file(of: document.location))"
      try Disk.makeFolder(String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)]))
      try checkInside(file)
      if (try Disk.read(file, limit: DescriptionDocuments.limit)) != document.bytes {
        try Disk.write(document.bytes, to: file)
      }
    }
    try Disk.write(Array(Self.text(description, names).utf8), to: "\(path)/\(Self.catalog)")
    let kept = Set(description.fetched.map { names.file(of: $0.location) })
    for file in Set(entries.map(\.file)).subtracting(kept) {
      try checkInside("\(path)/\(file)")
      try Disk.remove("\(path)/\(file)")
    }
  }

  private func names(for description: ServiceDescription) -> KeptNames {
    KeptNames(
      description.fetched.map(\.location),
      keeping: Dictionary(entries.map { ($0.location, $0.file) }, uniquingKeysWith: { first, _ in first }))
  }

  /// - Throws: `outside` when a link in the folder leads out of it: a server's text must not get there.
  private func checkInside(_ file: String) throws(CollectionError) {
    let folder = String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)])
    guard let root = Disk.resolved(path), let place = Disk.resolved(file) ?? Disk.resolved(folder),
      place == root || place.hasPrefix(root + "/")
    else { throw .outside(path: file) }
  }
}
