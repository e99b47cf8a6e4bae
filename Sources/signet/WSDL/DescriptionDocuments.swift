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
  /// Of descriptions in files: the documents beside each.
  private let siblings: [DescriptionSiblings]

  /// In bytes.
  static let limit = 64 * 1024 * 1024

  init(source: String, remote: Bool, draft: Draft) throws {
    self.source = source
    fetching = DescriptionFetch(source: source, remote: remote, draft: draft)
    kept = fetching.isURL ? nil : KeptDescription(at: source)
    if let kept {
      (locations, siblings) = (kept.locations, [])
    } else if fetching.isURL {
      (locations, siblings) = ([source], [])
    } else {
      locations = try DescriptionFolder.descriptions(in: source) ?? [source]
      siblings = locations.map { DescriptionSiblings(of: $0) }
    }
  }

  /// The file that was saved of a URL, where there is one beside the description.
  func place(of location: String) -> String {
    if let kept { return kept.place(of: location) }
    guard DescriptionFetch.isURL(location) else { return location }
    return siblings.lazy.compactMap { $0.file(for: location) }.first ?? location
  }

  func bytes(of location: String) throws -> [UInt8] {
    if let kept {
      guard let file = kept.file(of: location) else { throw FetchError.notFetched(location, why: .notKept) }
      return try FileReading(limit: Self.limit).bytes(of: file)
    }
    if DescriptionFetch.isURL(location) { return try fetching.bytes(of: location) }
    // A description from a server must not make anybody read their own files.
    guard !fetching.isURL else { throw FetchError.notFetched(location, why: .file) }
    do { return try FileReading(limit: Self.limit).bytes(of: location) } catch {
      guard let decoded = location.removingPercentEncoding, decoded != location else { throw error }
      return try FileReading(limit: Self.limit).bytes(of: decoded)
    }
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
