import Basics
import Certificates
import Handshake

/// A pretended exchange: messages with real bytes, as both sides would send them, and all that is known around them.
struct Scene {
  var records: [TraceRecord] = []
  var outcome = TransferOutcome(ending: .answered)
  var identity: Evidence.IdentityEvidence?
  var settings = TLSSettings()
  var trust = ServerTrust()
  var http: Evidence.HTTPEvidence? = .init(status: 200, headers: [], bodyStart: [])
  var target = Evidence.Target(scheme: "https", host: "service.test", port: 8443, isIPAddress: false)
  var serverChain = [
    Make.certificate("service.test", issuer: "Web CA"), Make.certificate("Web CA", issuer: "Web Root"),
  ]
  var sent: [CertificateFacts] = []
  /// An OCSP answer that the server attaches.
  var staple: [UInt8]?
  var revocationLists: [RevocationListFacts] = []
  private var time: Int64 = 0

  static let now = Timestamp(secondsSinceEpoch: 1_800_000_000)

  var evidence: Evidence {
    Evidence(
      target: target, transcript: transcript, outcome: outcome, identity: identity, settings: settings, trust: trust,
      http: outcome.ending == .answered ? http : nil, revocationLists: revocationLists,
      now: Self.now)
  }

  var transcript: Transcript {
    var builder = TranscriptBuilder(reader: Make.reader(serverChain + sent))
    for record in records { builder.add(record) }
    return builder.transcript
  }

  /// The verdict first.
  var findings: [Finding] { Diagnosis.findings(for: evidence) }
  var codes: [String] { findings.map(\.code) }

  // MARK: Steps

  mutating func add(_ side: Side, _ content: TraceRecord.Content, leg: Leg = .origin) {
    time += 1000
    records.append(TraceRecord(atMicroseconds: time, from: side, leg: leg, content: content))
  }

  mutating func connect() {
    add(.client, .milestone(.resolved))
    add(.client, .milestone(.connected(address: "192.0.2.1", port: target.port)))
  }

  mutating func hello(_ versions: [UInt16] = [0x0304, 0x0303], leg: Leg = .origin) {
    add(.client, .milestone(.tlsStarted), leg: leg)
    add(.client, .handshake(Make.clientHello(target.isIPAddress ? nil : target.host, versions: versions)), leg: leg)
  }

  mutating func serverHello(_ version: UInt16 = 0x0304, random: [UInt8] = Array(repeating: 7, count: 32)) {
    add(.server, .recordHeader([22, 3, 3, 0, 100]))
    add(.server, .handshake(Make.serverHello(version, random: random)))
    if version == 0x0304 { add(.server, .handshake(Make.message(8, [0, 0]))) }
  }

  /// Up to and with the server's Finished (TLS 1.3) or ServerHelloDone (TLS 1.2).
  mutating func serverFlight(
    _ version: UInt16 = 0x0304, asking authorities: [String]? = nil, schemes: [UInt16] = [0x0403, 0x0804]
  ) {
    serverHello(version)
    let request = authorities.map {
      TraceRecord.Content.handshake(Make.certificateRequest($0.map(Make.name), version: version, schemes: schemes))
    }
    if version == 0x0304, let request { add(.server, request) }
    add(.server, .handshake(Make.certificates(serverChain, version: version, staple: staple)))
    if version == 0x0304 {
      add(.server, .handshake(Make.message(20, [1, 2, 3])))
    } else {
      add(.server, .handshake(Make.message(12, [3, 0, 23, 1, 4, 4, 3, 0, 1, 9])))
      if let request { add(.server, request) }
      add(.server, .handshake(Make.message(14, [])))
    }
  }

  /// Our part: the certificates that are in `sent`, when asked.
  mutating func clientFlight(_ version: UInt16 = 0x0304, withCertificate: Bool = true) {
    if withCertificate { add(.client, .handshake(Make.certificates(sent, version: version))) }
    add(.client, .handshake(Make.message(20, [4, 5, 6])))
    if version == 0x0304 { add(.client, .milestone(.tlsFinished(alpn: nil))) }
  }

  mutating func serverFinish() {
    add(.server, .handshake(Make.message(20, [1, 2, 3])))
    add(.client, .milestone(.tlsFinished(alpn: nil)))
  }

  mutating func ticket() { add(.server, .handshake(Make.message(4, [0, 0, 28, 32, 0, 0, 0, 1, 0, 0, 1, 9, 0, 0]))) }

  mutating func alert(_ code: UInt8, from side: Side = .server, fatal: Bool = true) {
    add(side, .alert([fatal ? 2 : 1, code]))
  }

  mutating func answer(_ status: Int = 200, _ body: String = "", headers: [HTTPHeader] = []) {
    add(.client, .milestone(.requestWritten(bytes: 100)))
    add(.client, .milestone(.firstByte))
    add(.client, .milestone(.answerComplete(bytes: body.utf8.count)))
    http = .init(status: status, headers: headers, bodyStart: Array(body.utf8))
  }

  mutating func fail(
    _ code: Int, _ name: String = "CURLE_X", _ message: String = "", errno: Int = 0, reset: Bool = false
  ) {
    outcome = TransferOutcome(
      ending: .failed(code: code, name: name, message: message), systemError: errno, endedByReset: reset)
  }

  /// The certificate is configured, enabled, and sent when asked for.
  mutating func use(_ chain: [CertificateFacts], missing: DistinguishedName? = nil, isEnabled: Bool = true) {
    sent = chain
    identity = .init(
      chain: .init(certificates: chain, steps: [], missingIssuer: missing), source: "alice.pfx", isEnabled: isEnabled)
  }

  // MARK: Whole stories

  /// A TLS 1.3 handshake in which the server asks and we send `chain`.
  static func mutual(_ chain: [CertificateFacts], asking: [String] = ["O=Partner, CN=Partner Root"]) -> Scene {
    var scene = Scene()
    scene.use(chain)
    scene.connect()
    scene.hello()
    scene.serverFlight(asking: asking)
    scene.clientFlight()
    return scene
  }

  /// The same, refused with an alert.
  static func refused(
    _ chain: [CertificateFacts], alert: UInt8, asking: [String] = ["O=Partner, CN=Partner Root"]
  ) -> Scene {
    var scene = mutual(chain, asking: asking)
    scene.alert(alert)
    scene.fail(56)
    return scene
  }

  /// A chain to the accepted root that has nothing wrong.
  static let goodChain = [
    Make.certificate("alice", issuer: "O=Partner, CN=Partner CA"),
    Make.certificate("O=Partner, CN=Partner CA", issuer: "O=Partner, CN=Partner Root", isCA: true),
  ]

  /// Everything works, the client certificate is accepted.
  static var accepted: Scene {
    var scene = mutual(goodChain)
    scene.ticket()
    scene.answer()
    return scene
  }
}
