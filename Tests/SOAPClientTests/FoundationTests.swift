import Foundation
import Lab
import SOAPClient
import Testing

/// Programs import Foundation beside the library: what the two bring along of C must not contradict each other.
@Suite struct FoundationTests {
  @Test func `A certificate that Foundation reads is shown`() async throws {
    let lab = try TestLab()
    let folder = try TestFolder()
    let path = try folder.write(try lab.pfx(.alice), as: "alice.pfx")
    let session = SOAPSession.test()
    session.beforeRequest { client in
      let content = try Data(contentsOf: URL(fileURLWithPath: path))
      try client.change { call in
        call.endpoint.binding = .basicHTTPS(
          BasicHTTPSBinding(transport: HTTPTransportSecurity(clientCredentialType: .certificate)))
        call.credentials.clientCertificate = IdentityReference(bytes: [UInt8](content), password: LabPKI.password)
      }
    }
    #expect(await session.report(of: lab.draft(binding: .basicWithTLS)).exitStatus == .answered)
  }
}
