internal import Basics
internal import Collections
internal import Interchange
internal import SOAPClient

/// Where an import's bytes come from.
struct ImportSource {
  var kind: ImportKind
  /// `-` is standard input.
  var path: String

  /// Files of a composite project, at most; and how deep its folders go.
  private static let fileLimit = 5000
  private static let depthLimit = 6

  func read() throws -> InterchangeContents {
    switch kind {
    case .soapUI:
      if let files = try composite() { return SoapUIReader.read(files: files) }
      return try SoapUIReader.read(bytes(SoapUIReader.limit))
    case .curl: return try CurlReader.read(bytes(CurlReader.limit), other: fileBeside)
    case .postman: return try PostmanReader.read(bytes(PostmanReader.limit))
    case .insomnia: return InsomniaReader.read(try value(InsomniaReader.limit))
    case .har: return try HARReader.read(bytes(HARReader.limit))
    case .http: return try HTTPFileReader.read(bytes(HTTPFileReader.limit), other: fileBeside)
    }
  }

  private func bytes(_ limit: Int) throws -> [UInt8] {
    try FileReading(limit: limit).bytes(of: path == "-" ? "/dev/stdin" : path)
  }

  /// JSON or YAML, by the first character.
  private func value(_ limit: Int) throws -> JSONValue {
    let bytes = try bytes(limit)
    let first = bytes.first { $0 > 0x20 && $0 < 0x80 }
    if first == UInt8(ascii: "{") { return try JSONReader.read(bytes) }
    // What it holds is not what was said to be there, as with every other kind.
    do throws(CollectionError) { return try YAMLDocument.json(bytes, path: path) } catch {
      throw CommandStop(error, .usage)
    }
  }

  /// A file beside the source or below it: what a stranger's script names must not bring in others.
  private func fileBeside(_ name: String) -> [UInt8]? {
    let isInside = !name.hasPrefix("/") && !name.hasPrefix("~") && !name.hasStepUp
    guard isInside, path != "-", let source = Disk.resolved(path), let slash = source.lastIndex(of: "/") else {
      return nil
    }
    let folder = String(source[...slash])
    guard let file = Disk.resolved(folder + name), file.hasPrefix(folder) else { return nil }
    return try? FileReading(limit: CurlReader.limit).bytes(of: file)
  }

  /// The XML files of a folder; nil when the source is none.
  private func composite() throws -> [SoapUIReader.File]? {
    guard path != "-", let root = Disk.resolved(path), (try? Disk.list(root)) != nil else { return nil }
    var files: [SoapUIReader.File] = []
    var left = SoapUIReader.limit
    try collect(root, "", 0, &files, &left)
    return files
  }

  private func collect(
    _ folder: String, _ prefix: String, _ depth: Int, _ files: inout [SoapUIReader.File], _ left: inout Int
  ) throws {
    guard depth < Self.depthLimit else { return }
    for entry in try Disk.list(folder) where files.count < Self.fileLimit {
      let path = "\(folder)/\(entry.name)"
      if entry.isFolder {
        try collect(path, "\(prefix)\(entry.name)/", depth + 1, &files, &left)
      } else if entry.name.lowercased().hasSuffix(".xml") {
        let bytes = try FileReading(limit: left).bytes(of: path)
        left -= bytes.count
        files.append(SoapUIReader.File(path: prefix + entry.name, bytes: bytes))
      }
    }
  }
}
