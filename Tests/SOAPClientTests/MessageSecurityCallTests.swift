import Basics
import Bindings
import Certificates
import Exchange
import Handshake
import SOAP
import SOAPClient
import TLS
import Testing

/// Message credentials through the whole client: what goes out, and what is made of what comes back.
@Suite struct MessageSecurityCallTests {
  private static let now = Timestamp(secondsSinceEpoch: 1_795_000_000)
  private static let pki = Result { try MessagePKI(now: now) }

  private static func binding(_ security: SecurityBindingElement?) -> Binding {
    var security = security
    // Without TLS the test needs no certificate for the connection itself.
    security?.allowInsecureTransport = true
    let elements: [any BindingElement] = [
      TextMessageEncodingBindingElement(messageVersion: .soap11), HTTPTransportBindingElement(),
    ]
    return .custom(CustomBinding(elements: BindingElements((security.map { [$0] } ?? []) + elements)))
  }

  private static var certificate: SecurityBindingElement {
    var element = SecurityBindingElement.certificateOverTransport()
    element.algorithmSuite = .basic256Sha256
    element.signsBody = true
    return element
  }

  private static let envelope = Array(
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">\n <s:Body><pay>10</pay></s:Body></s:Envelope>"
      .utf8)

  private func session() -> SOAPSession {
    SOAPSession(
      environment: ClientEnvironment(
        now: { Self.now }, variable: { $0 == "PW" ? "geheim<&>" : nil }, random: { Array(repeating: 7, count: $0) }))
  }

  private func draft(_ url: String, _ binding: Binding, signs: Bool = false) throws -> Draft {
    let pki = try Self.pki.get()
    return Draft(
      url: url, envelope: Self.envelope, action: "urn:pay", binding: binding,
      identity: signs ? IdentityReference(bytes: pki.client, label: "client") : nil,
      user: UserReference(name: "alice", password: .environment("PW")),
      trust: TrustReference(anchorsPath: pki.anchorsPath))
  }

  private static func answered(_ envelope: [UInt8] = envelope) throws -> CannedServer {
    try CannedServer(answer: envelope)
  }

  // MARK: What goes out

  @Test(arguments: SecurityBindingElement.PasswordType.allCases)
  func `A user name goes out in the message and its password nowhere else`(
    type: SecurityBindingElement.PasswordType
  ) async throws {
    let server = try Self.answered()
    var element = SecurityBindingElement.userNameOverTransport
    element.passwordType = type
    let report = await session().report(of: try draft(server.url, Self.binding(element)))
    let sent = String(decoding: server.requestBody, as: UTF8.self)
    #expect(sent.contains("<o:Username>alice</o:Username>"), "\(report.findings)")
    #expect(sent.contains("geheim&lt;&amp;&gt;") == (type == .text))
    #expect(sent.contains("#PasswordDigest") == (type == .digest))
    let ticket = try #require(report.ticket)
    #expect(!String(decoding: ticket.body, as: UTF8.self).contains("geheim"))
    #expect(ticket.byteCount == server.requestBody.count)
    #expect(ticket.additions.count == 2)
    #expect(ticket.additions.allSatisfy { $0.hasSuffix("(TransportSecurityBindingElement)") })
    for text in [report.json.description, ReportText(report).text, "\(ticket.additions)"] {
      #expect(!text.contains("geheim"))
    }
    #expect(report.json["request"]?["bytes"] == .int(server.requestBody.count))
  }

  @Test func `A certificate signs the message with what the binding names, and every other byte stays`() async throws {
    let server = try Self.answered()
    let report = await session().report(of: try draft(server.url, Self.binding(Self.certificate), signs: true))
    let sent = server.requestBody
    let reading = try Self.pki.get().verifier(now: Self.now).read(sent)
    #expect(reading.allProblems.isEmpty, "\(reading.allProblems) \(report.findings)")
    #expect(reading.signatures.map(\.parts) == [[.timestamp, .body]])
    #expect(report.ticket?.body == sent)
    #expect(String(decoding: sent, as: UTF8.self).contains("</s:Header>\n <s:Body u:Id=\"_1\"><pay>10</pay></s:Body>"))
  }

  @Test func `What the token needs is asked for before anything is sent`() async throws {
    var unsigned = try draft("http://127.0.0.1:9/", Self.binding(Self.certificate))
    unsigned.identity = nil
    #expect(await session().report(of: unsigned).refusal?.code == "client-certificate-not-set")
    var unnamed = try draft("http://127.0.0.1:9/", Self.binding(.userNameOverTransport))
    unnamed.user = nil
    #expect(await session().report(of: unnamed).refusal?.code == "user-name-not-set")
    var own = try draft("http://127.0.0.1:9/", Self.binding(.userNameOverTransport))
    own.envelope = try Self.pki.get().answer(at: Self.now)
    let refusal = await session().report(of: own).refusal
    #expect(refusal?.code == "security-header-present" && refusal?.stage == .usage)
  }

  // MARK: What comes back

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var finding: String?
    var exit: Exchange.ExitStatus
    var wcf: String
    /// Where it is not what a WCF client makes of it.
    var accepted: Bool?
    var answer: @Sendable (MessagePKI) throws -> [UInt8]
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    // A WCF client over transport expects no signature in an answer.
    Case(
      name: "signed by a trusted certificate", finding: nil, exit: .answered, wcf: "MessageSecurityException",
      accepted: true
    ) { try $0.answer(at: now) },
    Case(name: "timestamp alone", finding: nil, exit: .answered, wcf: "reply") {
      try $0.answer(at: now, MessageSecurity())
    },
    Case(
      name: "no header", finding: "message-security-missing", exit: .answered, wcf: "MessageSecurityException"
    ) { _ in envelope },
    Case(
      name: "expired", finding: "message-timestamp-expired", exit: .protocolViolation, wcf: "MessageSecurityException"
    ) { try $0.answer(at: Timestamp(secondsSinceEpoch: now.secondsSinceEpoch - 1200)) },
    Case(
      name: "from the future", finding: "message-timestamp-future", exit: .protocolViolation,
      wcf: "MessageSecurityException"
    ) { try $0.answer(at: Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + 1200)) },
    Case(
      name: "changed", finding: "signature-digest-mismatch", exit: .protocolViolation,
      wcf: "MessageSecurityException"
    ) { Array(String(decoding: try $0.answer(at: now), as: UTF8.self).replacing(">10<", with: ">99<").utf8) },
    Case(name: "in another order", finding: nil, exit: .protocolViolation, wcf: "MessageSecurityException") {
      try $0.answer(
        at: now,
        MessageSecurity(signature: .init(parts: [.timestamp, .body]), timestampIsLast: true))
    },
    Case(
      name: "signed by a stranger", finding: "signature-signer-untrusted", exit: .protocolViolation,
      wcf: "MessageSecurityException"
    ) { try $0.answer(at: now, by: $0.stranger) },
  ]

  @Test(arguments: cases)
  func `An answer's security is checked, told, and never hides the answer`(example: Case) async throws {
    let answer = try example.answer(try Self.pki.get())
    let server = try Self.answered(answer)
    let report = await session().report(of: try draft(server.url, Self.binding(Self.certificate), signs: true))
    let response = try #require(report.response)
    #expect(response.body == answer)
    let codes = report.findings.map(\.code).filter { $0.hasPrefix("message-") || $0.hasPrefix("signature-") }
    #expect(codes == (example.finding.map { [$0] } ?? []))
    #expect(report.wcf.outcome == example.wcf, "\(report.wcf)")
    #expect(report.exitStatus == example.exit)
    let isAccepted = example.accepted ?? (example.wcf == "reply")
    #expect(response.security?.isAccepted == isAccepted)
    #expect(report.json["response"]?["security"]?["accepted"] == .bool(isAccepted))
    #expect(ReportText(report).text.contains("Security: "))
  }

  @Test func `A binding without message security is told of a broken signature and goes on`() async throws {
    let answer = String(decoding: try Self.pki.get().answer(at: Self.now), as: UTF8.self)
    let server = try Self.answered(
      Array(answer.replacing(">10<", with: ">99<").replacing("mustUnderstand=\"1\"", with: "mustUnderstand=\"0\"").utf8)
    )
    let report = await session().report(of: try draft(server.url, Self.binding(nil)))
    #expect(report.findings.first { $0.code == "signature-digest-mismatch" }?.severity == .warning)
    #expect(report.exitStatus == .answered)
    #expect(report.wcf.outcome == "reply")
    #expect(report.response?.security?.isAccepted == true)
  }

  @Test func `An answer without security is nothing to speak of where none is expected`() async throws {
    let server = try Self.answered()
    let report = await session().report(of: try draft(server.url, Self.binding(nil)))
    #expect(report.response?.security == nil)
    #expect(report.json["response"]?["security"] == .null)
  }
}

/// Signers below one root, and one that nobody knows.
struct MessagePKI: Sendable {
  let client: [UInt8]
  let anchorsPath: String
  let service: Identity
  let stranger: Identity
  private let root: MintedIdentity
  private let folder: TestFolder

  init(now: Timestamp) throws {
    let mint = CertificateMint(now: now)
    let loader = IdentityLoader(now: now)
    root = try mint.mintRoot(commonName: "Message Root")
    func identity(_ name: String, issuer: MintedIdentity?) throws -> ([UInt8], Identity) {
      let pfx = try mint.mintLeaf(.client(name, keyType: .ecP256), issuer: issuer).pkcs12(password: nil)
      return (
        pfx,
        try loader.load(IdentityMaterial(certificate: IdentityFile(bytes: pfx, label: name), key: nil, password: nil))
      )
    }
    client = try identity("client", issuer: root).0
    service = try identity("service", issuer: root).1
    stranger = try identity("stranger", issuer: nil).1
    folder = try TestFolder()
    anchorsPath = try folder.write(root.certificatePEM, as: "root.pem")
  }

  func verifier(now: Timestamp) -> SecurityVerifier {
    let trust = MessageSignerTrust(
      trust: ServerTrust(anchors: .only(pem: root.certificatePEM, folder: nil)), now: now)
    return SecurityVerifier(cryptography: .openSSL, now: now) { trust.problems(of: $0, others: $1) }
  }

  func answer(
    at time: Timestamp, _ plan: MessageSecurity = MessageSecurity(signature: .init(parts: [.timestamp, .body])),
    by signer: Identity? = nil
  ) throws -> [UInt8] {
    let envelope =
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><paid>10</paid></s:Body></s:Envelope>"
    return try plan.secure(
      Array(envelope.utf8), as: MessageCredentials(signer: (signer ?? service).messageSigner),
      with: MessageSecurityMeans(now: time, random: { Array(repeating: 1, count: $0) }, cryptography: .openSSL)
    ).bytes
  }
}
