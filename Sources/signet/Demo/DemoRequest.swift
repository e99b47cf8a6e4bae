internal import Bindings
internal import Collections
internal import Exchange
internal import Handshake
internal import Lab

/// One request of the demonstration: which of the Lab's stories it meets, and what it asks.
struct DemoRequest: Sendable {
  /// In the collection.
  var path: String
  /// Name of the Lab's scenario: it decides server, identity, chain and TLS settings, and the finding that must follow.
  var scenario: String
  var operation: Operation
  var binding = "basic"
  /// Stack of a custom binding.
  var elements: String?

  struct Operation: Sendable {
    var name: String
    /// XML of the parameters.
    var parameters = ""
    /// Whether the answer is a SOAP fault.
    var faults = false

    var action: String { "urn:signet:lab/\(name)" }

    func envelope(_ version: EnvelopeVersion) -> [UInt8] {
      let body =
        parameters.isEmpty
        ? "<lab:\(name) xmlns:lab=\"urn:signet:lab\"/>" : "<\(name) xmlns=\"urn:signet:lab\">\(parameters)</\(name)>"
      return Array(
        """
        <?xml version="1.0" encoding="utf-8"?>
        <s:Envelope xmlns:s="\(version.envelopeNamespace)">
          <s:Body>
            \(body)
          </s:Body>
        </s:Envelope>

        """.utf8)
    }

    static let whoAmI = Operation(name: "WhoAmI")
    static let add = Operation(name: "Add", parameters: "<a>40</a><b>2</b>")
    static let fail = Operation(name: "Fail", parameters: "<reason>The order does not exist.</reason>", faults: true)
  }

  private static let mutualSOAP12 = "text:soap12,https(requireClientCertificate=true)"

  /// In the order of the tree.
  static let all: [DemoRequest] = [
    DemoRequest(path: "Calls/1 Who am I", scenario: "tls13", operation: .whoAmI),
    DemoRequest(
      path: "Calls/2 Add, custom binding", scenario: "tls12", operation: .add, binding: "custom", elements: mutualSOAP12
    ),
    DemoRequest(path: "Calls/3 A fault", scenario: "tls13", operation: .fail),
    failing("Intermediate missing", "missing-intermediate"),
    failing("No certificate sent", "no-certificate-tls13"),
    failing("My certificate expired", "client-expired"),
    failing("My authority unknown to them", "unknown-ca"),
    failing("Front end answers 400", "front-end"),
    failing("Their certificate expired", "server-expired"),
    failing("Their name is wrong", "server-wrong-name"),
    failing("Their authority unknown to me", "server-untrusted"),
    failing("Versions do not meet", "version-client"),
    failing("Not TLS at all", "plain-http"),
    failing("Nobody listens", "connection-refused"),
  ]

  private static func failing(_ name: String, _ scenario: String) -> DemoRequest {
    DemoRequest(path: "Failures/\(name)", scenario: scenario, operation: .whoAmI)
  }

  var envelope: [UInt8] { operation.envelope(elements == nil ? .soap11 : .soap12) }

  func document(_ scenario: Scenario, port: UInt16) -> RequestDocument {
    let client = scenario.client
    return RequestDocument(
      url: client.url(port: port), action: operation.action, binding: binding, elements: elements,
      identity: client.identity?.rawValue, chain: client.chain == .full ? nil : client.chain,
      tls: .init(minimum: client.tls.minimum, maximum: client.tls.maximum, ciphers: client.tls.ciphers))
  }
}
