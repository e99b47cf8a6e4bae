internal import Bindings
public import Schema
internal import XML

/// Writes an envelope for each operation of a description, valid against its schemas as it stands: header blocks, the
/// wrapper of rpc, and the parts. The same description gives the same bytes.
///
/// For one thread; keep it for all operations, because it remembers what it learned of the schemas.
public struct SampleEnvelopes {
  private let literal: SampleWriter
  private let encoded: SampleWriter
  /// The description's own prefixes, by namespace.
  private let prefixes: [String: String]

  /// An envelope, and what it lacks to be valid.
  public struct Envelope: Sendable {
    /// Indented, with a line feed at its end.
    public var text: String
    /// A sentence each; can be shown as they are.
    public var problems: [String]
  }

  public init(_ description: ServiceDescription, optional: OptionalParts = .comment) {
    let set = SchemaSet(description.schemas)
    literal = SampleWriter(set, optional: optional)
    encoded = SampleWriter(set, optional: optional, isEncoded: true)
    prefixes = description.documents.reduce(into: [:]) { prefixes, document in
      for declaration in document.root.declarations {
        if let prefix = declaration.prefix, prefixes[declaration.namespace] == nil {
          prefixes[declaration.namespace] = prefix
        }
      }
    }
  }

  /// - Throws: `not-soap` when the port does not speak SOAP.
  public func envelope(
    of operation: ServiceDescription.Operation, at port: ServiceDescription.Port
  ) throws(DescriptionError) -> Envelope {
    guard port.kind.isSOAP else { throw .notSOAP(operation: operation.name, port: port.name) }
    let version: EnvelopeVersion = port.kind == .soap12 ? .soap12 : .soap11
    var content = EnvelopeContent(
      literal: literal, encoded: encoded, prefixes: prefixes, envelopeNamespace: version.envelopeNamespace)
    let headers = (operation.input?.headers ?? []).flatMap { content.block($0) }
    let body = operation.input.map { content.body($0) } ?? []
    let element = Self.element(version, header: headers, body: body)
    return Envelope(text: element.indented() + "\n", problems: content.problems)
  }

  private static func element(_ version: EnvelopeVersion, header: [XMLNode], body: [XMLNode]) -> XMLElement {
    let namespace = version.envelopeNamespace
    func part(_ name: String, _ children: [XMLNode]) -> XMLNode {
      .element(XMLElement(name: XMLName(name, in: namespace), prefix: "s", children: children))
    }
    return XMLElement(
      name: XMLName("Envelope", in: namespace), prefix: "s",
      declarations: [.init(prefix: "s", namespace: namespace)],
      children: (header.isEmpty ? [] : [part("Header", header)]) + [part("Body", body)])
  }
}
