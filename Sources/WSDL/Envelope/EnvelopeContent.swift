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
    return [.element(element(content, named: XMLName(header.part, in: header.namespace), header.use))]
  }

  mutating func body(_ message: ServiceDescription.Message) -> [XMLNode] {
    if let wrapper = message.wrapper { return [.element(wrapped(message, wrapper))] }
    return message.parts.flatMap { part -> [XMLNode] in
      let element = element(part.content, named: XMLName(part.name), message.use)
      if case .element = part.content { return [.element(element)] }
      // The type's content stands in the body itself.
      return element.children
    }
  }

  /// Of rpc: parts with a type are elements without a namespace (WS-I Basic Profile 1.1 R2735).
  private mutating func wrapped(_ message: ServiceDescription.Message, _ wrapper: XMLName) -> XMLElement {
    var element = named(wrapper)
    if message.use == .encoded, let style = message.encodingStyle {
      element.attributes = [.init(name: XMLName("encodingStyle", in: envelopeNamespace), prefix: "s", value: style)]
    }
    element.children = message.parts.map { part in
      var child = self.element(part.content, named: XMLName(part.name), message.use)
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
      var element = if case .element(let declared) = content { named(declared) } else { named(name) }
      element.children = [.comment(" \(error.summary) ".inComment)]
      return element
    }
  }

  private mutating func note(_ sentences: [String]) {
    for sentence in sentences where !problems.contains(sentence) { problems.append(sentence) }
  }

  /// With its prefix declared: the description's own where it has one.
  private func named(_ name: XMLName) -> XMLElement {
    guard let namespace = name.namespace else { return XMLElement(name: name) }
    let own = prefixes[namespace] ?? "ns"
    let prefix = own == "s" ? "ns" : own
    return XMLElement(name: name, prefix: prefix, declarations: [.init(prefix: prefix, namespace: namespace)])
  }
}

extension String {
  /// Without what would end a comment.
  fileprivate var inComment: String { replacing("--", with: "- -") }
}
