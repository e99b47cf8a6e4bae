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
  static let runs = getenv("SIGNET_LATE_REFUSALS").flatMap { Int(String(cString: $0)) } ?? 100

  @Test(arguments: [0, 5_000_000])
  func reasonIsReportedInEveryRun(bodyBytes: Int) async throws {
    let configuration = TestServer.Configuration(
      identity: PKI.server, authorities: [PKI.root], clientCertificate: .required)
    let server = try TestServer(configuration) { _ in }
    let transport = Transport()
    let body = [UInt8](repeating: 0x41, count: bodyBytes)
    var lost: [String] = []
    for _ in 0..<Self.runs {
      let call = await transport.call(TransferRequest(url: server.url, body: body, trust: PKI.trust))
      let isTold =
        call.alerts(from: .server).contains(116) && call.outcome.libraryErrors.contains { $0.reason == 1116 }
      if !isTold { lost.append("\(call.outcome.ending) \(call.outcome.systemError)") }
    }
    #expect(lost.isEmpty)
  }
}
