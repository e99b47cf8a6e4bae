internal import Basics
internal import Schema
internal import XML

/// Makes header blocks and bodies of one message (WSDL 1.1 sections 3.5 and 3.7).
struct EnvelopeContent {
  private let literal: SampleWriter
  private let encoded: SampleWriter
  private let prefixes: [String: String]
  private let envelopeNamespace: String
  private(set) var problems: [String] = []
  private var noted: Set<String> = []

  init(literal: SampleWriter, encoded: SampleWriter, prefixes: [String: String], envelopeNamespace: String) {
    self.literal = literal
    self.encoded = encoded
    self.prefixes = prefixes
    self.envelopeNamespace = envelopeNamespace
  }

  mutating func block(_ header: ServiceDescription.Header) -> [XMLNode] {
    guard let content = header.content else {
      problems.append("The message part \(header.part) of a header block does not exist.".neutralised)
      return [.comment(" \(header.part) of \(header.message.local): no such message part ".inComment)]
    }
    return [.element(element(content, named: elementName(XMLName(header.part, in: header.namespace)), header.use))]
  }

  mutating func body(_ message: ServiceDescription.Message) -> [XMLNode] {
    if let wrapper = message.wrapper { return [.element(wrapped(message, wrapper))] }
    return message.parts.flatMap { part -> [XMLNode] in
      let element = element(part.content, named: elementName(XMLName(part.name)), message.use)
      if case .element = part.content { return [.element(element)] }
      // The type's content stands in the body itself, with what was declared around it.
      return element.children.map { $0.declaring(element.declarations) }
    }
  }

  /// Of rpc: parts with a type are elements without a namespace (WS-I Basic Profile 1.1 R2735).
  private mutating func wrapped(_ message: ServiceDescription.Message, _ wrapper: XMLName) -> XMLElement {
    var element = named(elementName(wrapper))
    if message.use == .encoded, let style = message.encodingStyle {
      element.attributes = [.init(name: XMLName("encodingStyle", in: envelopeNamespace), prefix: "s", value: style)]
    }
    element.children = message.parts.map { part in
      var child = self.element(part.content, named: elementName(XMLName(part.name)), message.use)
      child.declarations.removeAll { element.declarations.contains($0) }
      return .element(child)
    }
    return element
  }

  private mutating func element(
    _ content: ServiceDescription.Part.Content, named name: XMLName, _ use: ServiceDescription.Use
  ) -> XMLElement {
    let writer = use == .encoded ? encoded : literal
    do throws(SchemaProblem) {
      let sample =
        switch content {
        case .element(let name): try writer.sample(element: name)
        case .type(let type): try writer.sample(type: type, named: name)
        }
      note(sample.problems.map(\.summary))
      return sample.element
    } catch {
      note([error.summary])
      // The name is known though its schema is not.
      var element = if case .element(let declared) = content { named(elementName(declared)) } else { named(name) }
      element.children = [.comment(" \(error.summary) ".inComment)]
      return element
    }
  }

  /// The name itself; with underscores for what an element's name cannot hold (Namespaces in XML 1.0 section 3).
  private mutating func elementName(_ name: XMLName) -> XMLName {
    let possible = name.local.elementName
    if possible != name.local {
      note(["\"\(name.local.neutralised)\" cannot be the name of an element: \(possible) stands in its place."])
    }
    return XMLName(possible, in: name.namespace)
  }

  private mutating func note(_ sentences: [String]) {
    for sentence in sentences where noted.insert(sentence).inserted { problems.append(sentence) }
  }

  /// With its prefix declared: the description's own where it has one.
  private func named(_ name: XMLName) -> XMLElement {
    guard let namespace = name.namespace else { return XMLElement(name: name) }
    let own = prefixes[namespace] ?? "ns"
    let prefix = own == "s" ? "ns" : own
    return XMLElement(name: name, prefix: prefix, declarations: [.init(prefix: prefix, namespace: namespace)])
  }
}

extension XMLNode {
  /// With the declarations on it that are not there yet.
  fileprivate func declaring(_ declarations: [XMLElement.Declaration]) -> XMLNode {
    guard case .element(var element) = self else { return self }
    let own = Set(element.declarations.map(\.prefix))
    element.declarations += declarations.filter { !own.contains($0.prefix) }
    return .element(element)
  }
}

extension String {
  fileprivate var elementName: String {
    let scalars = unicodeScalars.map { $0.canBeInName ? $0 : "_" }
    let name = String(String.UnicodeScalarView(scalars))
    return scalars.first?.canBeginName == true ? name : "_" + name
  }
}

// XML 1.0, fifth edition, productions 4 and 4a: of what lies beyond ASCII, letters alone.
extension Unicode.Scalar {
  fileprivate var canBeginName: Bool {
    self == "_" || (value < 0x80 ? properties.isAlphabetic : value >= 0xC0 && value < 0xF900 && properties.isAlphabetic)
  }

  fileprivate var canBeInName: Bool {
    canBeginName || self == "-" || self == "." || ("0"..."9").contains(self)
  }
}
