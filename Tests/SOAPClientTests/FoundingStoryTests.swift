import Basics
import Bindings
import Exchange
import Handshake
import Lab
import SOAPClient
import TLS
import Testing

/// Why this library exists: a program hands its client certificate to a SOAP call from a callback, whatever kind of
/// binding the call uses.
@Suite struct FoundingStoryTests {
  /// The callback as a program writes it. The bytes may come from a file, a database, anywhere.
  private func useCertificate(_ pfx: [UInt8], password: String) -> SOAPSession.Callback {
    { client in
      try client.change { call in
        switch call.endpoint.binding {
        case .basicHTTP(var basic):
          basic.security.transport.clientCredentialType = .certificate
          call.endpoint.binding = .basicHTTP(basic)
        case .custom(var custom):
          custom.elements.modify(HTTPSTransportBindingElement.self) { $0.requireClientCertificate = true }
          call.endpoint.binding = .custom(custom)
        case .basicHTTPS, .wsHTTP:
          break
        }
        call.credentials.clientCertificate = IdentityReference(bytes: pfx, password: password)
      }
    }
  }

  @Test(arguments: [Binding.basicWithTLS, .customWithTLS])
  func `The callback makes TLS show the right certificate with its whole chain`(binding: Binding) async throws {
    let lab = try TestLab()
    let session = SOAPSession()
    session.beforeRequest(useCertificate(try lab.pfx(.alice), password: LabPKI.password))

    let report = await session.report(of: lab.draft(binding: binding))

    #expect(report.exitStatus == .answered)
    #expect(report.response?.kind == .envelope)
    #expect(report.wcf.outcome == "reply")
    #expect(report.certificateLine.text().contains("accepted"))
    #expect(await lab.certificatesSeen() == (try lab.pki.client(.alice).chain))
  }

  @Test func `A binding that the callback does not know keeps the certificate to itself, and the lint says so`()
    async throws
  {
    let lab = try TestLab(demand: .optional)
    let session = SOAPSession()
    session.beforeRequest(useCertificate(try lab.pfx(.alice), password: LabPKI.password))

    let report = await session.report(of: lab.draft(binding: .basicHTTPS(BasicHTTPSBinding())))

    #expect(report.exitStatus == .answered)
    #expect(report.ticket?.offersClientCertificate == false)
    #expect(report.findings.contains { $0.code == "client-certificate-not-enabled" })
    #expect(await lab.certificatesSeen() == [])
  }

  @Test func `Setting the credential type of a basic binding leaves its mode alone, so https is refused`() async throws
  {
    let lab = try TestLab()
    let session = SOAPSession()
    session.beforeRequest(useCertificate(try lab.pfx(.alice), password: LabPKI.password))

    let report = await session.report(of: lab.draft(binding: .basicHTTP(BasicHTTPBinding())))

    #expect(report.refusal?.code == "wrong-uri-scheme")
    #expect(report.wcf.outcome == "ArgumentException")
    #expect(report.exitStatus == .usage)
  }

  @Test func `A wrong password is the report's refusal, without the password in it`() async throws {
    let lab = try TestLab()
    let session = SOAPSession()
    session.beforeRequest(useCertificate(try lab.pfx(.alice), password: "not this one"))

    let report = await session.report(of: lab.draft(binding: .basicWithTLS))

    #expect(report.refusal?.code == "wrong-password")
    #expect(report.exitStatus == .identity)
    #expect(!report.json.description.contains("not this one"))
  }
}
