internal import CLibXML2
internal import Synchronization

/// Schema documents, compiled by libxml2 (XML Schema 1.0).
///
/// The documents are bytes in memory; nothing else is read, whatever they refer to. May be used from several threads, one
/// after the other: libxml2 works parts of a compiled schema out while it validates.
public final class XMLGrammar: @unchecked Sendable {
  // Unchecked: the pointer is set once, and used only under the lock.
  let schema: xmlSchemaPtr
  let lock = Mutex(())

  /// - Parameters:
  ///   - documents: the schema documents by name; a `schemaLocation` is a name of another.
  ///   - main: the name of the first.
  /// - Throws: what libxml2 has against them.
  public init(_ documents: [String: [UInt8]], main: String) throws(XMLGrammarFailure) {
    let store = SchemaStore(documents)
    let complaints = Complaints()
    guard let schema = store.served({ Self.compile(store.url(of: main), complaints) }) else {
      throw XMLGrammarFailure(complaints: complaints.all.map { $0.named { store.name(of: $0) } })
    }
    self.schema = schema
  }

  deinit { xmlSchemaFree(schema) }

  private static func compile(_ url: String, _ complaints: Complaints) -> xmlSchemaPtr? {
    guard let context = xmlSchemaNewParserCtxt(url) else { return nil }
    defer { xmlSchemaFreeParserCtxt(context) }
    return withExtendedLifetime(complaints) {
      // Not retained: the list outlives the call, the only one to report to it.
      let list = Unmanaged.passUnretained(complaints).toOpaque()
      xmlSchemaSetParserStructuredErrors(context, noteComplaint, list)
      let previous = signet_xml_exchange_error_handler(
        signet_xml_error_handler(function: noteComplaint, context: list))
      defer { _ = signet_xml_exchange_error_handler(previous) }
      guard let schema = xmlSchemaParse(context) else { return nil }
      // An error in a document that is imported leaves a schema behind, without what the document declares.
      guard complaints.all.isEmpty else {
        xmlSchemaFree(schema)
        return nil
      }
      return schema
    }
  }
}

/// Why schema documents could not be compiled: everything that libxml2 said, in its order.
public struct XMLGrammarFailure: Error, Sendable, Hashable {
  public var complaints: [Complaint]

  public struct Complaint: Sendable, Hashable {
    /// libxml2's `xmlParserErrors`.
    public var code: Int
    public var message: String
    /// The name of the document.
    public var document: String?
    public var line: Int
  }
}

extension XMLGrammarFailure.Complaint {
  fileprivate func named(_ name: (String) -> String) -> Self {
    var complaint = self
    complaint.document = document.map(name)
    return complaint
  }
}

private final class Complaints {
  private(set) var all: [XMLGrammarFailure.Complaint] = []
  private static let limit = 500

  func note(_ error: xmlError) {
    guard error.level.rawValue >= XML_ERR_ERROR.rawValue, all.count < Self.limit else { return }
    all.append(
      .init(
        code: Int(error.code), message: oneLine(error.message), document: error.file.map { String(cString: $0) },
        line: Int(error.line)))
  }
}

private let noteComplaint: xmlStructuredErrorFunc = { list, error in
  guard let list, let error = error?.pointee else { return }
  Unmanaged<Complaints>.fromOpaque(list).takeUnretainedValue().note(error)
}

/// One line without libxml2's line end.
func oneLine(_ pointer: UnsafePointer<CChar>?) -> String {
  guard let pointer else { return "" }
  return String(String(cString: pointer).prefix(2000)).split(separator: "\n").joined(separator: " ")
}
