internal import CLibXML2

/// A parsed document that can be written in canonical form, whole or in part.
///
/// `root` and the canonical bytes come from the same text by the same parser: what is read from one is what the other
/// covers. The limits and refusals of `XMLDocument` hold. Belongs to one thread.
public final class XMLTree {
  /// What the text says, as a value.
  public let root: XMLElement
  let document: xmlDocPtr

  /// - Throws: the first problem with its place.
  public init(
    _ bytes: [UInt8], charset: String? = nil, limits: XMLLimits = XMLLimits(bytes: 16 * 1024 * 1024)
  ) throws(XMLProblem) {
    // Refuses a document type, so that the second reading below meets no entity but the five of XML itself.
    root = try XMLDocument(bytes, charset: charset, limits: limits).root
    guard let document = Self.parse(bytes, charset: charset) else {
      throw .malformed("The text is not well-formed XML.", at: nil)
    }
    self.document = document
  }

  deinit { xmlFreeDoc(document) }

  private static func parse(_ bytes: [UInt8], charset: String?) -> xmlDocPtr? {
    let options: [xmlParserOption] = [
      XML_PARSE_NONET, XML_PARSE_HUGE, XML_PARSE_NOENT, XML_PARSE_NOERROR, XML_PARSE_NOWARNING,
    ]
    let flags = options.reduce(UInt32(0)) { $0 | $1.rawValue }
    return bytes.withUnsafeBytes { buffer in
      // The size was checked against Int32 by the first reading.
      xmlReadMemory(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, charset,
        Int32(bitPattern: flags))
    }
  }

  /// The canonical bytes (UTF-8) of one element and what is in it.
  ///
  /// - Parameters:
  ///   - path: the element; the root stands for the whole document, comments and instructions around it included.
  ///   - omitted: an element inside that is left out (enveloped-signature).
  /// - Throws: a problem when there is no such element, or the text has no canonical form (a relative namespace URI).
  public func canonical(
    _ method: Canonicalization = Canonicalization(), at path: XMLPath = [], omitting omitted: XMLPath? = nil
  ) throws(XMLProblem) -> [UInt8] {
    guard let element = node(at: path) else { throw .noElement(path) }
    let exception = omitted.flatMap(node)
    if let omitted, exception == nil { throw .noElement(omitted) }
    var visible: VisibleElements?
    if !path.steps.isEmpty || exception != nil {
      visible = VisibleElements(below: element, except: exception, withDocument: path.steps.isEmpty)
    }
    guard let buffer = xmlAllocOutputBuffer(nil) else { throw .notCanonical("no memory") }
    defer { xmlOutputBufferClose(buffer) }
    let failure = withErrors { write(method, visible, to: buffer) }
    if let failure { throw .notCanonical(failure) }
    let size = xmlOutputBufferGetSize(buffer)
    guard let content = xmlOutputBufferGetContent(buffer) else { return [] }
    return Array(UnsafeBufferPointer(start: content, count: size))
  }

  private func node(at path: XMLPath) -> xmlNodePtr? {
    var node = xmlDocGetRootElement(document)
    for step in path.steps {
      guard step >= 0 else { return nil }
      node = node.flatMap(xmlFirstElementChild)
      for _ in 0..<step where node != nil { node = node.flatMap(xmlNextElementSibling) }
    }
    return node
  }

  private func write(_ method: Canonicalization, _ visible: VisibleElements?, to buffer: xmlOutputBufferPtr) -> Bool {
    withPrefixes(method.form == .exclusive ? method.inclusivePrefixes : []) { prefixes in
      withExtendedLifetime(visible) {
        // The set outlives the call, which is the only one to read it.
        let context = visible.map { Unmanaged.passUnretained($0).toOpaque() }
        return xmlC14NExecute(
          document, visible == nil ? nil : isVisible, context, method.form.mode, prefixes,
          method.includesComments ? 1 : 0, buffer) >= 0
      }
    }
  }
}

/// The elements that a canonical form covers; attributes, declarations and text go with the element that has them.
private final class VisibleElements {
  private var elements: Set<xmlNodePtr> = []
  private let includesDocument: Bool

  init(below element: xmlNodePtr, except omitted: xmlNodePtr?, withDocument: Bool) {
    includesDocument = withDocument
    // Walked without recursion: how deep a text may be is the limit's affair, not the stack's.
    var open = [element]
    while let next = open.popLast() {
      if next == omitted { continue }
      elements.insert(next)
      var child = xmlFirstElementChild(next)
      while let found = child {
        open.append(found)
        child = xmlNextElementSibling(found)
      }
    }
  }

  func contains(_ node: xmlNodePtr, parent: xmlNodePtr?) -> Bool {
    // A declaration arrives as an xmlNs in a node's clothes: its type stands at the same place, second after a pointer.
    if node.pointee.type == XML_ELEMENT_NODE { return elements.contains(node) }
    guard let parent, parent.pointee.type == XML_ELEMENT_NODE else { return includesDocument }
    return elements.contains(parent)
  }
}

private let isVisible: xmlC14NIsVisibleCallback = { context, node, parent in
  guard let context, let node else { return 0 }
  let elements = Unmanaged<VisibleElements>.fromOpaque(context).takeUnretainedValue()
  return elements.contains(node, parent: parent) ? 1 : 0
}

/// Runs a call of libxml2 that answers whether it succeeded, and returns its complaint when it did not. Errors of this
/// thread go nowhere else meanwhile: the library would print them.
func withErrors(_ call: () -> Bool) -> String? {
  let complaint = Complaint()
  return withExtendedLifetime(complaint) {
    let handler = signet_xml_error_handler(
      function: { context, error in
        guard let context, let message = error?.pointee.message else { return }
        Unmanaged<Complaint>.fromOpaque(context).takeUnretainedValue().note(String(cString: message))
      }, context: Unmanaged.passUnretained(complaint).toOpaque())
    let previous = signet_xml_exchange_error_handler(handler)
    defer { _ = signet_xml_exchange_error_handler(previous) }
    return call() ? nil : complaint.text ?? "the reason is not known"
  }
}

private final class Complaint {
  private(set) var text: String?

  /// The first is the cause; what follows is its consequence.
  func note(_ message: String) { text = text ?? message }
}

/// Lends the prefixes as libxml2 wants them: C texts, ended by a null pointer.
private func withPrefixes<Result>(
  _ prefixes: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<xmlChar>?>?) -> Result
) -> Result {
  if prefixes.isEmpty { return body(nil) }
  var texts = prefixes.map { prefix in
    Array(prefix.utf8).withUnsafeBufferPointer { xmlStrndup($0.baseAddress, Int32(clamping: $0.count)) }
  }
  defer { for text in texts { signet_xml_free(text) } }
  texts.append(nil)
  return texts.withUnsafeMutableBufferPointer { body($0.baseAddress) }
}

extension Canonicalization.Form {
  fileprivate var mode: Int32 {
    switch self {
    case .exclusive: Int32(XML_C14N_EXCLUSIVE_1_0.rawValue)
    case .inclusive: Int32(XML_C14N_1_0.rawValue)
    case .inclusive11: Int32(XML_C14N_1_1.rawValue)
    }
  }
}
