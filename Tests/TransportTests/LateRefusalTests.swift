import Basics
import COpenSSL
import Certificates
import Exchange
import Glibc
import Handshake
import TLS
import Testing
import Transport

/// In TLS 1.3 a server refuses a client certificate when the client already believes the handshake is done, and closes at
/// once: whatever the client is writing then meets a reset. The alert must be read all the same.
@Suite(.serialized) struct LateRefusalTests {
  /// Runs of each case; `SIGNET_LATE_REFUSALS=1000` for the full proof.
  static let runs = getenv("SIGNET_LATE_REFUSALS").flatMap { Int(String(cString: $0)) } ?? 50

  enum Refused: String, CaseIterable, Sendable {
    case none, unknownAuthority, expired

    var alert: UInt8 {
      switch self {
      case .none: 116
      case .unknownAuthority: 48
      case .expired: 45
      }
    }

    func identity() throws -> Identity? {
      switch self {
      case .none: return nil
      case .unknownAuthority:
        return try PKI.identity(PKI.mint.mintLeaf(.client("Stranger"), issuer: nil))
      case .expired:
        var spec = CertificateSpec.client("Expired")
        spec.notBefore = Timestamp(secondsSinceEpoch: PKI.mint.now.secondsSinceEpoch - 20 * 86400)
        spec.notAfter = Timestamp(secondsSinceEpoch: PKI.mint.now.secondsSinceEpoch - 10 * 86400)
        return try PKI.identity(PKI.mint.mintLeaf(spec, issuer: PKI.root))
      }
    }
  }

  @Test(arguments: Refused.allCases, [0, 5_000_000])
  func theReasonIsReportedInEveryRun(refused: Refused, bodyBytes: Int) async throws {
    let configuration = TestServer.Configuration(
      identity: PKI.server, authorities: [PKI.root], clientCertificate: .required)
    let server = try TestServer(configuration) { _ in }
    let transport = Transport()
    let request = TransferRequest(
      url: server.url, body: [UInt8](repeating: 0x41, count: bodyBytes), identity: try refused.identity(),
      trust: PKI.trust)
    var lost: [String] = []
    for _ in 0..<Self.runs {
      let call = await transport.call(request)
      let isTold =
        call.alerts(from: .server).contains(refused.alert)
        && call.outcome.libraryErrors.contains { $0.reason == 1000 + Int(refused.alert) }
      if !isTold { lost.append("\(call.outcome.ending) \(call.outcome.systemError)") }
    }
    #expect(lost.isEmpty)
  }

  /// What is refused in TLS 1.2 is refused inside the handshake, and the client may still be writing its part of it.
  @Test(arguments: Refused.allCases)
  func theReasonIsReportedInTheOlderVersionToo(refused: Refused) async throws {
    let configuration = TestServer.Configuration(
      identity: PKI.server, authorities: [PKI.root], clientCertificate: .required, maximum: TLS1_2_VERSION)
    let server = try TestServer(configuration) { _ in }
    let transport = Transport()
    let request = TransferRequest(url: server.url, identity: try refused.identity(), trust: PKI.trust)
    let alert = refused == .none ? 40 : refused.alert
    for _ in 0..<20 { #expect(await transport.call(request).alerts(from: .server).contains(alert)) }
  }
}
