import Basics
import Certificates
import Handshake
import Lab
import TLS
import Testing
import Transport

/// Statuses that a server attaches to its certificate, through libcurl and OpenSSL.
@Suite struct StapledStatusTests {
  private static let pki = Result { try LabPKI(clients: [.alice]) }
  private let transport = Transport()
  private let mint = CertificateMint()

  /// What is stapled, and what checking it must come to.
  enum Case: String, CaseIterable, Sendable {
    case none, good, revoked, unknown, ofAnother, byStranger, byLeafItself, byDelegate, garbage
  }

  private func staple(_ story: Case, _ pki: LabPKI) throws -> [UInt8]? {
    let (leaf, issuer) = (try pki.server(.good).leaf, pki.intermediate)
    var delegate = CertificateSpec.client("responder")
    delegate.extendedKeyUsages = ["OCSPSigning"]
    return switch story {
    case .none: nil
    case .good: try mint.mintStatus(.good, of: leaf, issuer: issuer)
    case .revoked: try mint.mintStatus(.revoked, of: leaf, issuer: issuer)
    case .unknown: try mint.mintStatus(.unknown, of: leaf, issuer: issuer)
    case .ofAnother: try mint.mintStatus(.good, of: try pki.server(.wrongName).leaf, issuer: issuer)
    case .byStranger: try mint.mintStatus(.revoked, of: leaf, issuer: issuer, signer: pki.otherRoot)
    case .byLeafItself: try mint.mintStatus(.good, of: leaf, issuer: issuer, signer: leaf)
    case .byDelegate:
      try mint.mintStatus(.revoked, of: leaf, issuer: issuer, signer: try mint.mintLeaf(delegate, issuer: issuer))
    case .garbage: [0x30, 0x03, 0x0A, 0x01, 0x00]
    }
  }

  private func call(_ staple: [UInt8]?, _ maximum: TLSVersion, verifies: Bool = true) async throws -> (Call, LabServer)
  {
    let pki = try Self.pki.get()
    var settings = try TLSServerSettings.lab(pki, clients: .optional)
    settings.stapledStatus = staple
    settings.maximum = maximum
    let server = try LabServer.start(settings)
    let alice = try pki.client(.alice)
    let identity = try IdentityLoader(now: mint.now).load(
      IdentityMaterial(certificate: IdentityFile(bytes: try alice.contents().pem, label: "alice")))
    let trust = ServerTrust(anchors: .only(pem: pki.root.certificatePEM, folder: nil), verifies: verifies)
    let call = await transport.call(
      TransferRequest(url: "https://localhost:\(server.port)/service", identity: identity, trust: trust))
    return (call, server)
  }

  @Test(arguments: Case.allCases, [TLSVersion.tls12, .tls13])
  func everyStatusIsCheckedAndOnlyACertainRevocationEndsTheHandshake(story: Case, version: TLSVersion) async throws {
    let (call, server) = try await call(try staple(story, try Self.pki.get()), version)
    defer { server.stop() }
    let result = call.outcome.verification?.status?.result
    let isExpected =
      switch (story, result) {
      case (.none, nil), (.good, .good), (.unknown, .unknown), (.ofAnother, .otherCertificate),
        (.byStranger, .notSigned),
        (.byLeafItself, .notSigned), (.garbage, .undecodable):
        true
      case (.revoked, .revoked(_, let reason)), (.byDelegate, .revoked(_, let reason)): reason == "keyCompromise"
      default: false
      }
    #expect(isExpected, "\(story): \(String(describing: result))")
    let isRevoked = story == .revoked || story == .byDelegate
    #expect((call.status == nil) == isRevoked)
    if isRevoked {
      #expect(call.alerts(from: .client).first == 113)
      let seen = await server.exchanges(count: 1, withinSeconds: 5).first
      #expect(seen?.peer?.certificates == nil)
    }
  }

  @Test func withVerificationOffARevocationIsSeenAndNotEnforced() async throws {
    let (call, server) = try await call(try staple(.revoked, try Self.pki.get()), .tls13, verifies: false)
    defer { server.stop() }
    #expect(call.status != nil && call.outcome.verification?.status?.isRevoked == true)
  }
}
