import Basics
import Bindings
import Certificates
import Collections
import Exchange
import Handshake
import Screen
import Testing
import Text

@testable import Workbench

/// A workbench that a script drives: keys go in as people name them, effects and frames come out.
struct Session {
  var model = Model()
  /// Every effect since the start, in order.
  var effects: [Effect] = []
  var size: Size

  init(_ collection: Collection? = .sample, columns: Int = 120, rows: Int = 40, glyphs: Glyphs = .unicode) {
    model = Model(glyphs: glyphs)
    size = Size(columns: columns, rows: rows)
    send(.input(.resize(size)))
    send(.tick(now: .midday, milliseconds: 0))
    send(.identitiesLoaded(.sample))
    if let collection { send(.collectionLoaded(collection)) }
  }

  /// `press("g G C-p Enter")`: keys by name, separated by spaces.
  mutating func press(_ keys: String) {
    for name in keys.split(separator: " ") {
      guard let chord = KeyChord(String(name)) else {
        Issue.record("no key is called \(name)")
        return
      }
      send(.input(.key(chord)))
    }
  }

  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars { send(.input(.key(KeyChord(.character(scalar))))) }
  }

  mutating func paste(_ text: String) { send(.input(.paste(Array(text.utf8)))) }

  mutating func resize(columns: Int, rows: Int) {
    size = Size(columns: columns, rows: rows)
    send(.input(.resize(size)))
  }

  /// Clicks on the first place on the screen that shows the text.
  mutating func click(_ text: String) {
    guard let position = position(of: text) else {
      Issue.record("the screen does not show \(text):\n\(screen)")
      return
    }
    send(.input(.mouse(MouseEvent(action: .press, button: .left, position: position))))
  }

  mutating func wheelDown(at text: String) {
    guard let position = position(of: text) else { return }
    send(.input(.mouse(MouseEvent(action: .wheelDown, button: .none, position: position))))
  }

  mutating func send(_ message: Message) { effects += update(&model, message) }

  /// The effects since the last call.
  mutating func takeEffects() -> [Effect] {
    defer { effects = [] }
    return effects
  }

  /// Does for the effects what a runner would: files are written, folders made.
  mutating func settle() {
    for effect in takeEffects() {
      if case .save(let request, let revision, _) = effect {
        send(.saved(request: request.path, StoredRequest.Stamp(document: 1, envelope: 1), revision: revision))
      }
    }
  }

  var frame: Frame { Workbench.frame(model, size: size, theme: .mono) }
  var screen: String { frame.text }

  func shows(_ text: String) -> Bool { screen.contains(text) }

  func position(of text: String) -> Position? {
    for row in 0..<size.rows {
      let line = frame.text(row: row)
      guard let range = line.firstRange(of: text) else { continue }
      return Position(column: line[..<range.lowerBound].columns, row: row)
    }
    return nil
  }

  /// How the first place that shows the text looks.
  func style(of text: String) -> Style? {
    position(of: text).map { frame.cells[$0.row * size.columns + $0.column].style }
  }

  /// The line of the screen that shows the text.
  func line(with text: String) -> String? {
    (0..<size.rows).map(frame.text(row:)).first { $0.contains(text) }
  }
}

extension Session: CustomTestStringConvertible {
  var testDescription: String { "the screen\n" + screen + "\n" }
}

extension Timestamp {
  static let midday = Timestamp(year: 2026, month: 11, day: 27, hour: 12) ?? Timestamp(secondsSinceEpoch: 0)
}

extension Collection {
  static let sample = Collection(
    folder: "/collection", name: "partner-a",
    items: [
      .folder(
        Folder(path: "orders", items: [.request(.sample("orders/GetOrders")), .request(.sample("orders/PutOrder"))])),
      .request(.sample("Ping", identity: nil)),
    ])

  static let empty = Collection(folder: "/collection", name: "partner-a")
}

extension StoredRequest {
  static let envelopeText = """
    <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
      <soapenv:Body><GetOrders/></soapenv:Body>
    </soapenv:Envelope>
    """

  static func sample(_ path: String, identity: String? = "alice") -> StoredRequest {
    StoredRequest(
      path: path,
      document: RequestDocument(
        url: "https://svc.example:8443/orders", action: "urn:GetOrders", binding: "basic", security: "transport",
        credential: "certificate", identity: identity),
      envelope: Array(envelopeText.utf8))
  }
}

extension Identities {
  static let sample = Identities([
    Entry(
      name: "alice", reference: IdentityReference(certificate: .file(path: "/keys/alice.pfx"), password: .prompt),
      hosts: ["svc.example:8443"])
  ])
}

extension DistinguishedName {
  static func named(_ name: String) -> DistinguishedName {
    DistinguishedName(attributes: [Attribute(type: "CN", value: name)], der: Array(name.utf8))
  }
}

extension CertificateFacts {
  static func sample(_ subject: String, issuer: String, notAfter: Timestamp? = nil) -> CertificateFacts {
    CertificateFacts(
      der: Array(subject.utf8), subject: .named(subject), issuer: .named(issuer), serial: "01",
      notBefore: Timestamp(year: 2026, month: 1, day: 1) ?? .midday,
      notAfter: notAfter ?? Timestamp(year: 2027, month: 6, day: 27) ?? .midday, keyType: .ecP256, keyBits: 256,
      signatureAlgorithm: "ecdsa-with-SHA256", subjectAltNames: [], keyUsages: nil, extendedKeyUsages: ["clientAuth"],
      isCA: false, pathLength: nil, subjectKeyIdentifier: nil, authorityKeyIdentifier: nil, issuerURLs: [], sha1: "00",
      sha256: "00")
  }
}

/// Exchanges as the client reports them.
enum Sample {
  static let answer = Array(
    "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Body><Order>7</Order></Body></Envelope>".utf8)

  static let draft = Draft(name: "orders/GetOrders", url: "https://svc.example:8443/orders")

  static func report(
    _ transcript: Transcript, ending: TransferOutcome.Ending = .answered, response: Response? = nil,
    findings: [Finding] = []
  ) -> Report {
    var outcome = TransferOutcome(ending: ending, remoteAddress: "192.0.2.7", remotePort: 8443)
    outcome.timings.totalMs = 42
    return Report(
      draft: draft, ticket: nil, refusal: nil, transcript: transcript, outcome: outcome, response: response,
      findings: findings, wcf: WCFOutcome(outcome: "reply", message: nil), preparation: [])
  }

  static func response(_ body: [UInt8] = answer, status: Int = 200, fault: Response.Fault? = nil) -> Response {
    Response(
      status: status, httpHeaders: [HTTPHeader("Content-Type", "text/xml; charset=utf-8")], body: body,
      contentType: "text/xml; charset=utf-8", kind: fault == nil ? .envelope : .fault, fault: fault)
  }

  /// A handshake that the client finished, with the client certificate asked for and sent.
  static var handshake: Transcript {
    var transcript = Transcript()
    transcript.messages = [
      message(.client, 1, "ClientHello", at: 1_000), message(.server, 2, "ServerHello", at: 2_000),
      message(.server, 13, "CertificateRequest", at: 3_000), message(.server, 11, "Certificate", at: 3_100),
      message(.client, 11, "Certificate", at: 4_000), message(.client, 20, "Finished", at: 4_100),
    ]
    transcript.milestones = [
      (0, .resolved), (500, .connected(address: "192.0.2.7", port: 8443)), (600, .tlsStarted),
      (4_200, .tlsFinished(alpn: nil)),
    ]
    transcript.version = .tls13
    transcript.certificateRequest = Transcript.CertificateRequest(
      authorities: [.named("Corp CA"), .named("Old CA")], signatureSchemes: [], certificateTypes: [],
      isPostHandshake: false)
    transcript.serverChain = [.sample("svc.example", issuer: "Corp CA")]
    transcript.clientChain = [.sample("alice", issuer: "Partner CA 2"), .sample("Partner CA 2", issuer: "Root")]
    transcript.clientFinished = true
    return transcript
  }

  static var refused: Transcript {
    var transcript = handshake
    let alert = Transcript.Alert(isFatal: true, code: 48, name: "unknown_ca")
    transcript.messages.append(
      Transcript.Message(
        from: .server, leg: .origin, atMicroseconds: 7_000, kind: .alert(alert), type: "Alert", tlsVersion: .tls13,
        bytes: [2, 48], summary: "fatal unknown_ca", fields: [Transcript.Field("level", "fatal (2)")]))
    return transcript
  }

  static let unknownCA = Finding(
    code: "client-ca-unknown", blame: .server, summary: "The server does not know the issuer of your certificate.",
    detail: "yours is issued by CN=Partner CA 2; the server accepts CN=Corp CA, CN=Old CA",
    remedies: [Finding.Remedy(.server, "Trust CN=Partner CA 2."), Finding.Remedy(.client, "Use another certificate.")],
    evidence: ["alert 48 unknown_ca"], messages: [6])

  private static func message(_ from: Side, _ type: UInt8, _ name: String, at time: Int64) -> Transcript.Message {
    Transcript.Message(
      from: from, leg: .origin, atMicroseconds: time, kind: .handshake(type), type: name, tlsVersion: .tls13,
      bytes: [type, 0, 0, 2, 0x41, 0x42], summary: "summary of \(name)",
      fields: [
        Transcript.Field("random", "ab", range: 4..<6),
        Transcript.Field(
          "extensions", "",
          children: [
            Transcript.Field("server_name", "svc.example")
          ]),
      ])
  }
}

extension Session {
  /// Sends the current request with its password known, and gives the number of the exchange.
  mutating func sendRequest() -> Int {
    press("s")
    if shows("Password") {
      type("secret")
      press("Enter")
    }
    return model.lastExchangeNumber
  }

  /// The request was answered well.
  mutating func succeed(_ response: Response = Sample.response()) {
    let number = sendRequest()
    var transcript = Sample.handshake
    transcript.serverAcceptedClient = true
    send(.exchange(number, .handshake(transcript)))
    send(.exchange(number, .finished(Sample.report(transcript, response: response))))
    send(.responseLaidOut(exchange: number, TextDocument(response.body)))
  }

  /// The server refused the certificate.
  mutating func fail() {
    let number = sendRequest()
    send(.exchange(number, .handshake(Sample.refused)))
    let ending = TransferOutcome.Ending.failed(code: 56, name: "CURLE_RECV_ERROR", message: "alert unknown ca")
    send(.exchange(number, .finished(Sample.report(Sample.refused, ending: ending, findings: [Sample.unknownCA]))))
  }
}
