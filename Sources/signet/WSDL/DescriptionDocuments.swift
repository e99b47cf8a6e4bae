internal import Basics
internal import Collections
internal import Exchange
internal import SOAPClient
internal import WSDL

/// Where the documents of one description come from.
struct DescriptionDocuments {
  /// The descriptions to begin with.
  let locations: [String]
  private let source: String
  private let fetching: DescriptionFetch
  /// When the source is what an import kept.
  private let kept: KeptDescription?
  /// When the source is a zip archive.
  private let archive: DescriptionArchive?
  /// Of descriptions in files: the documents beside each.
  private let siblings: [DescriptionSiblings]
  /// Of the source, when it is one document: read once, because a pipe can be read only once.
  private let sourceBytes: Result<[UInt8], any Error>?

  /// Of an archive and what is in it, in bytes.
  static let limit = 64 * 1024 * 1024
  /// Of documents that others name: some files of the system never come to an end.
  private static let reading = FileReading(limit: DescriptionLimits().bytes, timeoutSeconds: 1)

  init(
    source: String, remote: Bool, draft: Draft, environment: ClientEnvironment = .commandLine,
    calls: InterruptibleCalls = InterruptibleCalls()
  ) throws {
    self.source = source
    fetching = DescriptionFetch(source: source, remote: remote, draft: draft, environment: environment, calls: calls)
    kept = fetching.isURL ? nil : KeptDescription(at: source)
    let folder = fetching.isURL || kept != nil ? nil : try DescriptionFolder.descriptions(in: source)
    let isDocument = kept == nil && folder == nil
    let bytes = isDocument ? Result { [fetching] in try Self.bytes(of: source, fetching) } : nil
    // A file that is not there is told at once; of a URL, when its document is asked for.
    if !fetching.isURL { _ = try bytes?.get() }
    let archive = try (try? bytes?.get()).flatMap { try DescriptionArchive($0, at: Self.place(ofArchive: source)) }
    locations = kept?.locations ?? archive?.locations ?? folder ?? [source]
    let files = kept != nil || (fetching.isURL && archive == nil) ? [] : locations
    siblings = files.map { DescriptionSiblings(of: $0, among: archive?.files) }
    sourceBytes = archive == nil ? bytes : nil
    self.archive = archive
  }

  private static func bytes(of source: String, _ fetching: DescriptionFetch) throws -> [UInt8] {
    fetching.isURL ? try fetching.bytes(of: source) : try FileReading(limit: limit).bytes(of: source)
  }

  /// What is in an archive is told apart by paths, which a query would end.
  private static func place(ofArchive source: String) -> String {
    DescriptionFetch.isURL(source) ? String(source.prefix { $0 != "?" && $0 != "#" }) : source
  }

  /// The file that was saved of a URL, where there is one beside the description; where a server sent on to.
  func place(of location: String) -> String {
    if let kept { return kept.place(of: location) }
    guard DescriptionFetch.isURL(location), archive?.covers(location) != true else { return location }
    return siblings.lazy.compactMap { $0.file(for: location) }.first ?? fetching.end(of: location)
  }

  func bytes(of location: String) throws -> [UInt8] {
    if let kept {
      guard let file = kept.file(of: location) else { throw FetchError.notFetched(location, why: .notKept) }
      return try Self.file(file)
    }
    if location == source, let sourceBytes { return try sourceBytes.get() }
    if archive?.covers(location) != true {
      if DescriptionFetch.isURL(location) { return try fetching.bytes(of: location) }
      // A description from a server must not make anybody read their own files.
      guard !fetching.isURL else { throw FetchError.notFetched(location, why: .file) }
    }
    do { return try fileBytes(of: location) } catch {
      guard let decoded = location.removingPercentEncoding, decoded != location else { throw error }
      return try fileBytes(of: decoded)
    }
  }

  private static func file(_ path: String) throws -> [UInt8] {
    do throws(FileError) { return try reading.bytes(ofRegularFile: path) } catch {
      switch error {
      case .tooLarge: throw DescriptionError.tooMany(what: "bytes", limit: DescriptionLimits().bytes)
      case .tookTooLong(_, let seconds): throw DescriptionError.endless(location: path, seconds: seconds)
      default: throw error
      }
    }
  }

  private func fileBytes(of path: String) throws -> [UInt8] {
    guard let archive else { return try Self.file(path) }
    guard let bytes = try archive.bytes(of: path) else { throw FetchError.notFetched(path, why: .archive) }
    return bytes
  }
}

extension String {
  /// Nil when the text holds a `%` that begins no byte, or the bytes are no UTF-8.
  fileprivate var removingPercentEncoding: String? {
    var bytes: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
