internal import Basics
internal import Bindings
internal import Text
internal import XML

/// Additions to an envelope that leave every byte of it as it stands.
///
/// The envelope is well-formed and has no document type: who makes one has checked that.
struct EnvelopeEdit {
  let bytes: [UInt8]
  /// What the bytes are read in, whatever they say of themselves; nil when they are read as they say.
  let charset: String?
  let root: XMLElement
  let namespace: String
  private let layout: EnvelopeLayout
  private var insertions: [Insertion] = []
  private var ids: [XMLPath: String] = [:]

  private struct Insertion {
    var range: Range<Int>
    var text: String
  }

  /// Nil when it is no envelope, or not in an encoding that extends ASCII.
  ///
  /// - Throws: the first problem of the XML.
  init?(_ bytes: [UInt8], charset: String? = nil) throws(XMLProblem) {
    try self.init(bytes, root: XMLDocument(bytes, charset: charset, limits: MessageSecurity.limits).root, charset)
  }

  /// For additions to the header alone: of the tree it has the top, without the insides of header blocks and Body.
  init?(headOf bytes: [UInt8], charset: String? = nil) throws(XMLProblem) {
    guard let root = try EnvelopeHead.read(bytes, charset: charset) else { return nil }
    self.init(bytes, root: root, charset)
  }

  private init?(_ bytes: [UInt8], root: XMLElement, _ charset: String?) {
    guard let namespace = root.name.namespace, root.name.local == "Envelope",
      SecurityNames.envelopeNamespaces.contains(namespace), let layout = EnvelopeLayout(bytes)
    else { return nil }
    self.bytes = bytes
    self.root = root
    self.charset = charset
    self.namespace = namespace
    self.layout = layout
  }

  /// Where header blocks of that name stand.
  func headers(_ name: XMLName) -> [XMLPath] { headers { $0 == name } }

  /// Where header blocks of any name in that namespace stand.
  func headers(in namespace: String) -> [XMLPath] { headers { $0.namespace == namespace } }

  private func headers(_ isWanted: (XMLName) -> Bool) -> [XMLPath] {
    guard let path = headerPath, let header = root.element(at: path) else { return [] }
    return header.elements.enumerated().filter { isWanted($0.element.name) }.map { path.child($0.offset) }
  }

  var isSOAP11: Bool { namespace == EnvelopeVersion.soap11.envelopeNamespace }
  var headerPath: XMLPath? { path(of: "Header") }
  var bodyPath: XMLPath? { path(of: "Body") }

  private func path(of local: String) -> XMLPath? {
    root.elements.firstIndex { $0.name == XMLName(local, in: namespace) }.map { XMLPath([$0]) }
  }

  /// Whether the bytes say that they are in another encoding than UTF-8.
  var declaresOtherEncoding: Bool {
    guard charset == nil else { return false }
    let start = String(decoding: bytes.prefix(256), as: UTF8.self)
    guard start.hasPrefix("<?xml"), let end = start.firstRange(of: "?>") else { return false }
    let declaration = start[..<end.lowerBound].lowercased()
    return declaration.contains("encoding") && !declaration.contains("utf-8")
  }

  /// The id that was added to an element.
  func id(at path: XMLPath) -> String? { ids[path] }

  mutating func add(id: String, attribute: String, at path: XMLPath) {
    ids[path] = id
    add(attribute: attribute, at: path)
  }

  /// Writes an attribute (or a declaration) at the end of an element's start tag: ` name="value"`.
  mutating func add(attribute: String, at path: XMLPath) {
    guard let element = layout.element(at: path) else { return }
    let end = element.startTag.upperBound - (element.isEmpty ? 2 : 1)
    insertions.append(Insertion(range: end..<end, text: attribute))
  }

  /// Writes a block as the last of the header, which is made when there is none.
  mutating func add(header text: String) { add(headers: "", text) }

  /// Writes blocks before and behind those that the header has. The header is made when there is none: once, so that
  /// all blocks come in one call.
  mutating func add(headers first: String, _ last: String) {
    let text = first + last
    guard let path = headerPath, let header = layout.element(at: path) else {
      let name = qualified("Header")
      let start = layout.root.startTag.upperBound
      insertions.append(Insertion(range: start..<start, text: "<\(name)>\(text)</\(name)>"))
      return
    }
    if header.isEmpty {
      let tag = header.startTag.upperBound - 2..<header.startTag.upperBound
      let name = String(decoding: bytes[header.name], as: UTF8.self)
      insertions.append(Insertion(range: tag, text: ">\(text)</\(name)>"))
    } else {
      let start = header.startTag.upperBound
      insertions.append(Insertion(range: start..<start, text: first))
      insertions.append(Insertion(range: header.contentEnd..<header.contentEnd, text: last))
    }
  }

  /// A name in the envelope's own namespace, with the prefix that the root has.
  func qualified(_ local: String) -> String { root.prefix.map { "\($0):\(local)" } ?? local }

  var result: [UInt8] {
    var result: [UInt8] = []
    var position = 0
    // Stable: insertions at one place keep their order.
    let sorted = insertions.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    for (_, insertion) in sorted {
      result += bytes[position..<insertion.range.lowerBound]
      result += insertion.text.utf8
      position = insertion.range.upperBound
    }
    return result + bytes[position...]
  }
}

/// Where the elements near the top of an envelope stand in its bytes.
private struct EnvelopeLayout {
  struct Element {
    var startTag: Range<Int>
    var name: Range<Int>
    var isEmpty: Bool
    /// Offset of the end tag.
    var contentEnd: Int
    var children: [Element] = []
  }

  var root: Element
  /// Envelope, Header and Body, header blocks.
  private static let levels = 3

  /// Nil when the text has no element that is closed.
  init?(_ bytes: [UInt8]) {
    var scanner = XMLScanner(bytes)
    var open: [Element] = []
    var depth = 0
    var root: Element?
    func close(_ element: Element) {
      if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
    }
    while let node = scanner.next() {
      switch node.kind {
      case .startTag:
        depth += 1
        guard depth <= Self.levels else { continue }
        open.append(Element(startTag: node.range, name: node.name, isEmpty: false, contentEnd: node.range.upperBound))
      case .emptyTag where depth < Self.levels:
        close(Element(startTag: node.range, name: node.name, isEmpty: true, contentEnd: node.range.upperBound))
      case .endTag:
        if depth <= Self.levels, var element = open.popLast() {
          element.contentEnd = node.range.lowerBound
          close(element)
        }
        depth -= 1
      default: break
      }
    }
    guard let root else { return nil }
    self.root = root
  }

  func element(at path: XMLPath) -> Element? {
    path.steps.reduce(Optional(root)) { element, step in
      guard let element, element.children.indices.contains(step) else { return nil }
      return element.children[step]
    }
  }
}
