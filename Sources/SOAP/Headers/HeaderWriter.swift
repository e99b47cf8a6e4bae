internal import Basics
internal import Bindings
internal import XML

/// Writes header blocks as WCF's MessageHeader.WriteHeader does.
struct HeaderWriter {
  private let headers: MessageHeaders
  private var edit: EnvelopeEdit
  private var names: HeaderPrefixes
  private var headed = MessageHeaders.Headed(bytes: [], addressed: [], added: [], kept: [])
  private var first = ""
  private var last = ""

  init(_ headers: MessageHeaders, _ edit: EnvelopeEdit) {
    self.headers = headers
    self.edit = edit
    names = HeaderPrefixes(edit, addressing: headers.addressing?.version.namespace)
  }

  mutating func write() throws(SOAPHeaderError) -> MessageHeaders.Headed {
    let addressing = headers.addressing
    if let action = addressing?.action {
      first += try address("Action", action, mustUnderstand: true)
    }
    if let messageID = addressing?.messageID {
      last += try address("MessageID", messageID, mustUnderstand: false)
      last += try replyTo()
    }
    for header in headers.own { last += try block(header, isReferenceParameter: false) }
    if let to = addressing?.to { last += try address("To", to, mustUnderstand: true) }
    for header in headers.ofAddress {
      last += try block(header, isReferenceParameter: addressing?.version == .wsAddressing10)
    }
    // A message whose addressing headers are all its own needs nothing.
    if !first.isEmpty || !last.isEmpty {
      if let declaration = names.addressingDeclaration { edit.add(attribute: declaration, at: []) }
      edit.add(headers: first, last)
    }
    headed.bytes = edit.result
    return headed
  }

  // MARK: Addressing

  /// Empty when the envelope has the header itself.
  private mutating func address(
    _ local: String, _ value: String, mustUnderstand: Bool
  ) throws(SOAPHeaderError) -> String {
    if isOwn(local) { return "" }
    headed.addressed.append("\(local) \(value.neutralised)")
    let name = "\(names.addressing):\(local)"
    let attribute = mustUnderstand ? " \(names.envelope):mustUnderstand=\"1\"\(names.envelopeDeclaration)" : ""
    let text = try escaped(value, in: local)
    // WCF's writer closes an element without content in its start tag.
    return text.isEmpty ? "<\(name)\(attribute)/>" : "<\(name)\(attribute)>\(text)</\(name)>"
  }

  private mutating func replyTo() throws(SOAPHeaderError) -> String {
    guard !isOwn("ReplyTo"), let anonymous = headers.addressing?.version.anonymousAddress else { return "" }
    headed.addressed.append("ReplyTo anonymous: the answer comes on this connection")
    let a = names.addressing
    return "<\(a):ReplyTo><\(a):Address>\(anonymous)</\(a):Address></\(a):ReplyTo>"
  }

  private mutating func isOwn(_ local: String) -> Bool {
    let name = XMLName(local, in: headers.addressing?.version.namespace)
    guard !edit.headers(name).isEmpty else { return false }
    headed.kept.append(local)
    return true
  }

  // MARK: Others

  /// WCF writes the namespace as the default one, after the attributes.
  private mutating func block(_ header: SOAPHeader, isReferenceParameter: Bool) throws(SOAPHeaderError) -> String {
    let content = try content(of: header)
    var attributes = ""
    if let actor = header.actor, !actor.isEmpty {
      let name = edit.isSOAP11 ? "actor" : "role"
      attributes += " \(names.envelope):\(name)=\"\(try escaped(actor, in: header.name, inAttribute: true))\""
    }
    if header.mustUnderstand { attributes += " \(names.envelope):mustUnderstand=\"1\"" }
    if header.relay, !edit.isSOAP11 { attributes += " \(names.envelope):relay=\"1\"" }
    if !attributes.isEmpty { attributes += names.envelopeDeclaration }
    if isReferenceParameter { attributes += " \(names.addressing):IsReferenceParameter=\"true\"" }
    let namespace = try escaped(header.namespace, in: header.name, inAttribute: true)
    try check(header, content, namespace)
    headed.added.append("header \(header.name) of \(header.namespace.isEmpty ? "no namespace" : namespace.neutralised)")
    return "<\(header.name)\(attributes) xmlns=\"\(namespace)\">\(content)</\(header.name)>"
  }

  private func content(of header: SOAPHeader) throws(SOAPHeaderError) -> String {
    switch header.content {
    case .text(let text): return try escaped(text, in: header.name)
    case .xml(let text):
      guard edit.declaresOtherEncoding, text.utf8.contains(where: { $0 > 0x7F }) else { return text }
      // A reference in a comment or a CDATA section is no reference.
      if text.contains("<!") { throw .unwritable(header: header.name) }
      return Self.inASCII(text)
    }
  }

  /// Reads name and block back: what is no name and what is no XML show there.
  private func check(_ header: SOAPHeader, _ content: String, _ namespace: String) throws(SOAPHeaderError) {
    let bare = try? XMLDocument(Array("<\(header.name)/>".utf8), charset: "UTF-8").root
    // No attribute and no prefix comes in by way of the name.
    guard let bare, bare.name == XMLName(header.name), bare.attributes.isEmpty, bare.declarations.isEmpty else {
      throw .invalidName(header.name)
    }
    let text = "<\(header.name) xmlns=\"\(namespace)\">\(content)</\(header.name)>"
    do throws(XMLProblem) { _ = try XMLDocument(Array(text.utf8), charset: "UTF-8") } catch {
      throw .invalidContent(header: header.name, error)
    }
  }

  /// As XML text. Beyond ASCII by number where the envelope is written in another encoding than UTF-8.
  private func escaped(
    _ text: String, in header: String, inAttribute: Bool = false
  ) throws(SOAPHeaderError) -> String {
    guard text.unicodeScalars.allSatisfy(\.isXMLCharacter) else { throw .unwritable(header: header) }
    let text = text.escaped(inAttribute: inAttribute)
    return edit.declaresOtherEncoding ? Self.inASCII(text) : text
  }

  private static func inASCII(_ text: String) -> String {
    text.unicodeScalars.map { $0.isASCII ? String($0) : "&#\($0.value);" }.joined()
  }
}

/// The prefixes that header blocks are written with: WCF's own where the envelope leaves them free.
struct HeaderPrefixes {
  var addressing = "a"
  /// For the root's tag; nil when the prefix is declared already, or there is no addressing.
  var addressingDeclaration: String?
  /// Of the envelope, for an attribute.
  var envelope = "s"
  /// For a block's tag; empty when the envelope's own prefix is good there.
  var envelopeDeclaration = ""

  init(_ edit: EnvelopeEdit, addressing namespace: String?) {
    var inForce: [String: String] = [:]
    let header = edit.headerPath.flatMap { edit.root.element(at: $0) }
    for declaration in edit.root.declarations + (header?.declarations ?? []) {
      inForce[declaration.prefix ?? ""] = declaration.namespace
    }
    func prefix(of namespace: String) -> String? {
      inForce.filter { $0.value == namespace && !$0.key.isEmpty }.map(\.key).min()
    }
    func free(_ wanted: String) -> String {
      let name = freePrefix(wanted) { inForce[$0] != nil }
      inForce[name] = ""
      return name
    }
    if let known = prefix(of: edit.namespace) {
      envelope = known
    } else {
      envelope = free("s")
      envelopeDeclaration = " xmlns:\(envelope)=\"\(edit.namespace)\""
    }
    guard let namespace else { return }
    if let known = prefix(of: namespace) {
      addressing = known
    } else {
      addressing = free("a")
      addressingDeclaration = " xmlns:\(addressing)=\"\(namespace)\""
    }
  }
}
