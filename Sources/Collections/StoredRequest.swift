/// A request as it stands in a collection: its document and the envelope's bytes.
public struct StoredRequest: Sendable, Equatable {
  /// Relative to the collection's folder, `/` between folders, without `.yaml`: `billing/Invoice`.
  public var path: String
  public var document: RequestDocument
  /// Byte for byte what the envelope's file holds and what is sent; nil when there is no file.
  public var envelope: [UInt8]?
  /// The files as they were when this request was read or saved last: how a change by somebody else is noticed.
  public var onDisk: Stamp

  public init(
    path: String, document: RequestDocument = RequestDocument(), envelope: [UInt8]? = nil, onDisk: Stamp = Stamp()
  ) {
    self.path = path
    self.document = document
    self.envelope = envelope
    self.onDisk = onDisk
  }

  /// The last part of the path.
  public var name: String { String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]) }

  /// Of the envelope's file, relative to the collection's folder.
  var envelopeFile: String {
    guard let file = document.envelope else { return path + ".xml" }
    return path.dropLast(name.count) + file
  }

  /// Digests of the files' bytes; nil where there was no file.
  public struct Stamp: Sendable, Hashable {
    public var document, envelope: UInt64?
    public init(document: UInt64? = nil, envelope: UInt64? = nil) {
      self.document = document
      self.envelope = envelope
    }
  }
}
