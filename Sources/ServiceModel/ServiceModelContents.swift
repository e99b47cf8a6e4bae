internal import Basics
public import Bindings

/// What a .NET configuration file, or the code of a generated client, says of how services are called
/// (`system.serviceModel`; System.ServiceModel.Configuration).
public struct ServiceModelContents: Sendable, Equatable {
  public var endpoints: [Endpoint] = []
  /// Bindings by name that no endpoint uses, those of a service's own file among them.
  public var otherBindings: [NamedBinding] = []
  /// What only a person can answer before a request can be sent.
  public var questions: [Question] = []
  /// What was read and has no counterpart, or was not understood; nothing is left out in silence.
  public var notCarriedOver: [String] = []
  public var problems: [Problem] = []

  public struct Endpoint: Sendable, Equatable {
    public var name: String
    /// Where messages are sent: `clientVia`'s address where there is one.
    public var address: String?
    /// Nil when the binding is none that travels over HTTP, or could not be read; a problem says so.
    public var binding: Binding?
    /// Name of the contract; empty when it is not said.
    public var contract = ""
    public var certificate: CertificateLookup?
    /// Header blocks that every message has, as XML (EndpointAddress.Headers).
    public var headers: [String] = []
    /// From code only: a configuration does not know its contract's operations.
    public var operations: [Operation] = []

    public init(name: String) { self.name = name }
  }

  public struct NamedBinding: Sendable, Equatable {
    /// `basicHttpBinding/Name`.
    public var name: String
    public var binding: Binding
  }

  /// OperationContractAttribute.
  public struct Operation: Sendable, Hashable {
    public var name: String
    /// Nil when the service's default is meant.
    public var action: String?
    public var isOneWay: Bool

    public init(name: String, action: String?, isOneWay: Bool = false) {
      self.name = name
      self.action = action
      self.isOneWay = isOneWay
    }
  }

  /// How a .NET program finds its client certificate.
  public enum CertificateLookup: Sendable, Hashable {
    /// X509Certificate2Collection.Find in a store of Windows.
    case store(location: String, name: String, findType: String, value: String)
    /// A file that the code opens; its password is not taken over.
    case file(String)
    /// Something that only the program itself knows.
    case code(String)
  }

  public struct Question: Sendable, Hashable {
    public var endpoint: String
    public var text: String
    public var lookup: CertificateLookup
  }

  public struct Problem: Sendable, Hashable {
    public enum Severity: String, Sendable, Hashable { case warning, error }
    public var severity: Severity
    public var summary: String
    public var detail: String
    /// 1-based; nil where it is not known.
    public var line: Int?

    public init(_ severity: Severity, _ summary: String, detail: String = "", line: Int? = nil) {
      self.severity = severity
      self.summary = summary
      self.detail = detail
      self.line = line
    }
  }
}

extension ServiceModelContents {
  /// Asks which file each certificate is in, once for each endpoint that names one.
  mutating func ask() {
    questions = endpoints.compactMap { endpoint in
      endpoint.certificate.map { lookup in
        Question(endpoint: endpoint.name, text: Self.question(endpoint.name, lookup), lookup: lookup)
      }
    }
  }

  private static func question(_ endpoint: String, _ lookup: CertificateLookup) -> String {
    let text =
      switch lookup {
      case .store(let location, let name, let findType, let value):
        "Which file holds the client certificate of \(endpoint)? .NET looks in the store \(location)/\(name), "
          + "\(findType) \"\(value)\"."
      case .file(let path): "Which file holds the client certificate of \(endpoint)? The code opens \"\(path)\"."
      case .code(let text): "Which file holds the client certificate of \(endpoint)? The code makes it so: \(text)"
      }
    return text.neutralised
  }
}
