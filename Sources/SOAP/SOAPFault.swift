internal import Basics
public import Bindings
public import XML

/// A fault as it was received (SOAP 1.1 section 4.4, SOAP 1.2 part 1 section 5.4).
public struct SOAPFault: Sendable, Hashable {
  /// A qualified name in the text of an element, its prefix resolved where it could be.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    public var name: XMLName
    /// As written: `soap:Client`.
    public var written: String

    public var description: String { written }
  }

  public struct Reason: Sendable, Hashable {
    public var text: String
    /// Language tag (RFC 5646); nil when none is given.
    public var language: String?
  }

  public var version: EnvelopeVersion
  public var code: Code
  /// SOAP 1.2 only, outermost first.
  public var subcodes: [Code]
  public var reasons: [Reason]
  /// faultactor, or Role; nil when absent.
  public var actor: String?
  /// SOAP 1.2 only.
  public var node: String?
  /// The children of the detail element, each as XML text of its own; nil when there is no detail.
  public var detail: String?
  public var detailElements: [XMLName]
  /// Why a strict reader such as WCF's (System.ServiceModel.Channels.MessageFault) reads no fault in it; nil when it does.
  public var problem: String?

  /// One text: English where there are several, else the first.
  public var reason: String {
    (reasons.first { $0.language?.lowercased().hasPrefix("en") == true } ?? reasons.first)?.text ?? ""
  }
}

extension SOAPFault {
  /// The fault of an envelope; nil when it holds none, or is no XML within the limits.
  ///
  /// Tolerant of what servers write: unqualified codes, and children of a SOAP 1.1 fault in the envelope's namespace.
  public init?(envelope bytes: [UInt8], charset: String? = nil) {
    guard let document = try? XMLDocument(bytes, charset: charset),
      let version = EnvelopeVersion(envelopeNamespace: document.root.name.namespace)
    else { return nil }
    let names = FaultNames(version)
    guard let body = document.root.first(names.soap("Body")), let fault = body.first(names.soap("Fault")) else {
      return nil
    }
    let scope = document.root.declarations + body.declarations + fault.declarations
    switch version {
    case .soap11: self.init(soap11: fault, scope: scope, names: names)
    case .soap12: self.init(soap12: fault, scope: scope, names: names)
    }
  }

  private init(soap11 fault: XMLElement, scope: [XMLElement.Declaration], names: FaultNames) {
    func child(_ local: String) -> XMLElement? { fault.first(XMLName(local)) ?? fault.first(names.soap(local)) }
    let missing = ["faultcode", "faultstring"].first { fault.first(XMLName($0)) == nil }
    version = .soap11
    code = Code(child("faultcode"), scope: scope)
    subcodes = []
    let text = child("faultstring")
    reasons = text.map { [Reason(text: $0.text, language: $0.attribute(XMLName.language))] } ?? []
    actor = child("faultactor")?.token
    node = nil
    let detail = child("detail")
    self.detail = detail?.serialisedContent(outer: scope)
    detailElements = detail?.elements.map(\.name) ?? []
    problem = missing.map { "it has no \($0) outside every namespace" } ?? code.problem
  }

  private init(soap12 fault: XMLElement, scope: [XMLElement.Declaration], names: FaultNames) {
    version = .soap12
    let outer = fault.first(names.soap("Code"))
    code = Code(outer?.first(names.soap("Value")), scope: scope + (outer?.declarations ?? []))
    subcodes = Self.subcodes(of: outer, scope: scope, names: names)
    reasons = (fault.first(names.soap("Reason"))?.all(names.soap("Text")) ?? []).map {
      Reason(text: $0.text, language: $0.attribute(XMLName.language))
    }
    actor = fault.first(names.soap("Role"))?.token
    node = fault.first(names.soap("Node"))?.token
    let detail = fault.first(names.soap("Detail"))
    self.detail = detail?.serialisedContent(outer: scope)
    detailElements = detail?.elements.map(\.name) ?? []
    problem =
      outer?.first(names.soap("Value")) == nil
      ? "it has no Code with a Value"
      : reasons.isEmpty ? "it has no Reason with a Text" : ([code] + subcodes).lazy.compactMap(\.problem).first
  }

  private static func subcodes(
    of code: XMLElement?, scope: [XMLElement.Declaration], names: FaultNames
  ) -> [Code] {
    guard let subcode = code?.first(names.soap("Subcode")) else { return [] }
    let scope = scope + (code?.declarations ?? []) + subcode.declarations
    return [Code(subcode.first(names.soap("Value")), scope: scope)]
      + subcodes(of: subcode, scope: scope, names: names)
  }
}

extension SOAPFault.Code {
  /// A prefix that is not declared.
  fileprivate var problem: String? {
    name.local.contains(":") ? "the prefix of the code \(written.neutralised) is not declared" : nil
  }

  init(_ element: XMLElement?, scope: [XMLElement.Declaration]) {
    let text = element?.token ?? ""
    let declarations = scope + (element?.declarations ?? [])
    let colon = text.firstIndex(of: ":")
    let prefix = colon.map { String(text[..<$0]) }
    let local = colon.map { String(text[text.index(after: $0)...]) } ?? text
    let namespace = declarations.last { $0.prefix == prefix }?.namespace
    // An undeclared prefix is no prefix: the whole text is the name.
    name =
      prefix != nil && namespace == nil
      ? XMLName(text) : XMLName(local, in: namespace?.isEmpty == true ? nil : namespace)
    written = text
  }
}

extension XMLName {
  static let language = XMLName("lang", in: "http://www.w3.org/XML/1998/namespace")
}

private struct FaultNames {
  let namespace: String
  init(_ version: EnvelopeVersion) { namespace = version.envelopeNamespace }
  func soap(_ local: String) -> XMLName { XMLName(local, in: namespace) }
}
