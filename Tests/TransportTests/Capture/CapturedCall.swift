import Certificates
import Exchange
import Handshake
import Lab
import TLS
import Testing
import Transport

/// A call whose capture is asked for, and what the decoder made of the same call.
struct CapturedCall {
  var call: Call
  var capture: Capture
  var transcript: Transcript
  var serverPort: Int

  static let envelope =
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><WhoAmI xmlns=\"urn:signet:lab\"/>"
    + "</s:Body></s:Envelope>"

  init(_ request: TransferRequest, serverPort: Int) async throws {
    var request = request
    request.captures = true
    request.body = Array(Self.envelope.utf8)
    request.headers = [HTTPHeader("Content-Type", "text/xml"), HTTPHeader("SOAPAction", "\"urn:signet:lab/WhoAmI\"")]
    call = await Transport().call(request)
    capture = try #require(call.capture)
    var builder = TranscriptBuilder(reader: .openSSL)
    for record in call.records { builder.add(record) }
    transcript = builder.transcript
    self.serverPort = serverPort
  }

  /// What of the origin's and the proxy's messages tshark reads otherwise, one line each; empty when nothing.
  func disagreements() throws -> [String] {
    let fields = FieldAgreement.all.flatMap(\.tshark)
    let values = try Tshark.values(of: fields, in: capture.pcapng, serverPort: serverPort)
    var lines: [String] = []
    for side in Side.allCases {
      let messages = transcript.messages.filter { $0.from == side }
      for field in FieldAgreement.all {
        let (ours, theirs) = (field.ours(in: messages), field.theirs(values[side] ?? [:]))
        if ours != theirs { lines.append("\(side) \(field.name): \(ours) tshark: \(theirs)") }
      }
    }
    return lines
  }

  func tshark(_ fields: String..., keyLog: [UInt8]? = nil, options: [String] = []) throws -> Tshark.Values {
    try Tshark.values(
      of: fields, in: capture.pcapng, keyLog: keyLog, serverPort: serverPort, options: options)
  }
}

extension CapturedCall {
  static let pki = Result { try LabPKI() }

  /// One story of the Lab.
  init(_ scenario: Scenario) async throws {
    let pki = try Self.pki.get()
    let server = try LabServer.start(scenario, pki: pki)
    let client = scenario.client
    let identity = try client.identity.map { name in
      try IdentityLoader(now: PKI.mint.now).load(
        IdentityMaterial(
          certificate: IdentityFile(bytes: try pki.client(name).contents().pem, label: name.rawValue)))
    }
    try await self.init(
      TransferRequest(
        url: client.url(port: server.port), identity: identity, chain: client.chain,
        trust: .only(pki.root), tls: client.tls, route: Route(proxyURL: client.proxyURL(port: server.port))),
      serverPort: Int(server.port))
  }
}
