public import XML

/// The element around the parts of an rpc message: the description says what it is, no schema declares it
/// (WSDL 1.1 section 3.5, WS-I Basic Profile 1.1 section 4.7).
public struct RPCWrapper: Sendable, Hashable {
  public var name: XMLName
  public var parts: [Part]

  public struct Part: Sendable, Hashable {
    public var name: String
    public var content: Content

    public enum Content: Sendable, Hashable {
      case type(XMLName)
      /// A global element that stands in the part's place; WS-I forbids it, and services do it.
      case element(XMLName)
    }

    public init(name: String, type: XMLName) {
      self.name = name
      content = .type(type)
    }

    public init(name: String, element: XMLName) {
      self.name = name
      content = .element(element)
    }
  }

  public init(name: XMLName, parts: [Part]) {
    self.name = name
    self.parts = parts
  }
}
