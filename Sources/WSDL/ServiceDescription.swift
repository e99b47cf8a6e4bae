public import Schema
public import XML

/// What a description says of its services (WSDL 1.1, WSDL 2.0), with every document that it names.
public struct ServiceDescription: Sendable {
  public var services: [Service] = []
  /// Bindings that no port uses, each as a port without an address.
  public var unusedBindings: [Port] = []
  /// Every schema that was found, inline or in a document of its own.
  public var schemas: [SchemaDocument] = []
  public var problems: [DescriptionProblem] = []
  /// What was read, the description itself first.
  public var documents: [LoadedDocument] = []
  /// Locations of the descriptions that were asked for, without those that only another one names.
  public var roots: [String] = []
  /// What was asked for, in the order of the question: where a server sent on to another place, not among `roots`.
  public var sources: [String] = []
  /// Where documents were said to be that were found elsewhere (`relocate`), to that place.
  public var aliases: [String: String] = [:]

  public init() {}

  /// The documents that came from the source, without those that are known here.
  public var fetched: [LoadedDocument] { documents.filter { !$0.isWellKnown } }

  public struct Service: Sendable, Hashable {
    public var name: String
    public var targetNamespace: String?
    public var documentation: String?
    public var ports: [Port]
  }

  /// A port with its binding (WSDL 1.1 sections 2.5 and 2.6), an endpoint in WSDL 2.0.
  public struct Port: Sendable, Hashable {
    public var name: String
    public var documentation: String?
    public var binding: XMLName
    public var address: String?
    public var kind: Kind
    public var operations: [Operation]
    /// What the policies of port and binding demand.
    public var policy = PolicyDemands()

    public enum Kind: Sendable, Hashable {
      case soap11, soap12
      /// HTTP without SOAP (WSDL 1.1 section 4).
      case http
      /// A binding extension that is not known, by its namespace.
      case other(String)

      public var isSOAP: Bool { self == .soap11 || self == .soap12 }
    }
  }
}

extension ServiceDescription {
  /// An operation as its binding says that it is called.
  public struct Operation: Sendable, Hashable {
    public var name: String
    public var documentation: String?
    /// `soapAction`; nil where the binding does not say, empty where it says an empty one.
    public var soapAction: String?
    /// The action of WS-Addressing: as the description says it, else `soapAction`, else by the default rule
    /// (WS-Addressing 1.0 Metadata sections 4.4.1 and 4.4.4).
    public var addressingAction: String?
    /// Nil when it is not called with SOAP.
    public var style: Style?
    public var use: Use?
    public var isOneWay = false
    public var input: Message?
    public var output: Message?
    public var faults: [Fault] = []
    /// What the policies of the operation and its messages demand.
    public var policy = PolicyDemands()
  }

  public enum Style: String, Sendable, Hashable { case document, rpc }
  public enum Use: String, Sendable, Hashable { case literal, encoded }

  /// What stands in an envelope.
  public struct Message: Sendable, Hashable {
    /// The element around the parts (rpc); nil when they stand in the body themselves.
    public var wrapper: XMLName?
    /// In the body.
    public var parts: [Part]
    public var headers: [Header]
    /// Parts that travel as attachments (WSDL 1.1 section 5).
    public var attachments: [String] = []
    /// URI of the encoding (`encodingStyle`).
    public var encodingStyle: String?
    public var use: Use = .literal
    /// Whether the message is a MIME package (WSDL 1.1 section 5).
    public var isMIME = false

    /// What the body holds, as one text: the wrapper's or the first element's name; `type:` before the name of a type
    /// that fills the body itself; nil when it is empty.
    public var bodyName: String? {
      if let wrapper { return "\(wrapper)" }
      return switch parts.first?.content {
      case .element(let name): "\(name)"
      case .type(let name): "type:\(name)"
      case nil: nil
      }
    }
  }

  public struct Part: Sendable, Hashable {
    public var name: String
    public var content: Content

    public enum Content: Sendable, Hashable {
      case element(XMLName)
      case type(XMLName)
    }
  }

  public struct Header: Sendable, Hashable {
    public var message: XMLName
    public var part: String
    /// Nil when the message or its part does not exist.
    public var content: Part.Content?
    public var use: Use = .literal
    public var namespace: String?

    /// Of the header block; nil when it is not known.
    public var name: XMLName? {
      switch content {
      case .element(let name): name
      case .type: XMLName(part, in: namespace)
      case nil: nil
      }
    }
  }

  public struct Fault: Sendable, Hashable {
    public var name: String
    /// In the fault's detail.
    public var content: Part.Content?
    /// Name of the message part; nil where there is none.
    public var part: String?
  }
}
