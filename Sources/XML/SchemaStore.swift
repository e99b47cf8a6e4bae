internal import CLibXML2
internal import Synchronization

/// The documents of one schema, where libxml2 finds them while it compiles.
///
/// libxml2 asks one function of the whole process for documents. While one is served here that function knows the names
/// of stores, and passes everything else on to what was there before.
struct SchemaStore {
  private let number: Int
  private let documents: [String: [UInt8]]

  private static let scheme = "signet-schema:"
  private static let state = Mutex(State())

  private struct State {
    var count = 0
    var documents: [String: [UInt8]] = [:]
  }

  init(_ documents: [String: [UInt8]]) {
    self.documents = documents
    number = Self.state.withLock { state in
      state.count += 1
      return state.count
    }
  }

  func url(of name: String) -> String { "\(Self.scheme)\(number)/\(name)" }

  /// The name of a document by its URL; any other text unchanged.
  func name(of url: String) -> String {
    let start = self.url(of: "")
    return url.hasPrefix(start) ? String(url.dropFirst(start.count)) : url
  }

  func served<Result>(_ body: () -> Result) -> Result {
    Self.state.withLock { state in
      for (name, bytes) in documents { state.documents[self.url(of: name)] = bytes }
    }
    Self.installLoader()
    defer {
      Self.state.withLock { state in
        for name in documents.keys { state.documents[url(of: name)] = nil }
      }
    }
    return body()
  }

  private static func installLoader() {
    xmlInitParser()
    previousLoader.withLock { previous in
      // Compared with what was installed, because a program around this one may have set its own since.
      guard !isInstalled(xmlGetExternalEntityLoader()) else { return }
      previous = xmlGetExternalEntityLoader()
      xmlSetExternalEntityLoader(loadFromStore)
    }
  }

  private static func isInstalled(_ loader: xmlExternalEntityLoader?) -> Bool {
    unsafeBitCast(loader, to: UInt.self) == unsafeBitCast(loadFromStore as xmlExternalEntityLoader?, to: UInt.self)
  }

  fileprivate static func document(at url: String) -> [UInt8]? { state.withLock { $0.documents[url] } }
  fileprivate static func isStored(_ url: String) -> Bool { url.hasPrefix(scheme) }
}

private let previousLoader = Mutex<xmlExternalEntityLoader?>(nil)

private let loadFromStore: xmlExternalEntityLoader = { url, identifier, context in
  guard let url else { return nil }
  let name = String(cString: url)
  guard SchemaStore.isStored(name) else {
    let previous = previousLoader.withLock { $0 }
    return previous?(url, identifier, context)
  }
  guard let bytes = SchemaStore.document(at: name) else { return nil }
  let buffer = bytes.withUnsafeBytes { bytes in
    // Copies what it is given.
    xmlParserInputBufferCreateMem(
      bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: bytes.count), XML_CHAR_ENCODING_UTF8)
  }
  guard let buffer, let input = xmlNewIOInputStream(context, buffer, XML_CHAR_ENCODING_UTF8) else { return nil }
  // Freed with the input; what is relative in the document is relative to it.
  input.pointee.filename = xmlCharStrdup(url).map {
    UnsafePointer(UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
  }
  return input
}
