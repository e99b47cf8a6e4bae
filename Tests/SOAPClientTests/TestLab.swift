import Basics
import Bindings
import Certificates
import Exchange
import Handshake
import Lab
import SOAPClient
import TLS

/// A Lab server with its keys, and drafts that fit it.
struct TestLab {
  /// Made once for all tests of the process.
  static let pki = Result { try LabPKI(clients: [.alice, .aliceLeaf, .bob, .expired, .stranger]) }

  let pki: LabPKI
  let server: LabServer
  let anchorsPath: String
  private let folder: TestFolder

  init(demand: ClientAuthentication.Demand = .required) throws {
    pki = try Self.pki.get()
    server = try LabServer.start(TLSServerSettings.lab(pki, clients: demand))
    folder = try TestFolder()
    anchorsPath = try folder.write(pki.root.certificatePEM, as: "root.pem")
  }

  var url: String { "https://localhost:\(server.port)/service" }

  func draft(_ body: String = "<Echo xmlns=\"urn:signet:lab\"><text>hello</text></Echo>", binding: Binding) -> Draft {
    Draft(
      url: url, envelope: Self.envelope(body, binding), action: "urn:signet:lab/Echo", binding: binding,
      trust: TrustReference(anchorsPath: anchorsPath))
  }

  func pfx(_ client: LabPKI.Client) throws -> [UInt8] { try pki.client(client).contents().pfx }

  /// DER of the certificates that the server saw of its first client, in the order sent.
  func certificatesSeen() async -> [[UInt8]]? {
    await server.exchanges(count: 1, withinSeconds: 5).first?.peer?.certificates
  }

  static func envelope(_ body: String, _ binding: Binding) -> [UInt8] {
    let version = (try? binding.wirePlan(action: nil).messageVersion.envelope) ?? .soap11
    return Array("<s:Envelope xmlns:s=\"\(version.envelopeNamespace)\"><s:Body>\(body)</s:Body></s:Envelope>".utf8)
  }
}

extension Binding {
  static let basicWithTLS = Binding.basicHTTP(BasicHTTPBinding(security: .init(mode: .transport)))
  static let customWithTLS = Binding.custom(
    CustomBinding(
      elements: BindingElements([
        TextMessageEncodingBindingElement(messageVersion: .soap12), HTTPSTransportBindingElement(),
      ])))
}

extension SOAPSession {
  /// Without the intermediate store of whoever runs the tests.
  static func test(store: String? = nil) -> SOAPSession {
    var environment = ClientEnvironment.process
    environment.intermediatesFolder = store
    return SOAPSession(environment: environment)
  }
}
