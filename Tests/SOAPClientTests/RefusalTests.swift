import Basics
import Bindings
import Certificates
import Exchange
import Handshake
import SOAPClient
import Testing

/// Every failure before sending ends in a report that says why, with the right exit status.
@Suite struct RefusalTests {
  private func report(_ change: (inout Draft) -> Void) async -> Report {
    var draft = Draft(url: "https://127.0.0.1:9/", binding: .basicWithTLS)
    change(&draft)
    return await SOAPSession.test().report(of: draft)
  }

  private func expect(
    _ code: String, _ status: Exchange.ExitStatus, sourceLocation: SourceLocation = #_sourceLocation,
    _ change: (inout Draft) -> Void
  ) async {
    let report = await report(change)
    #expect(report.refusal?.code == code, sourceLocation: sourceLocation)
    #expect(report.exitStatus == status, sourceLocation: sourceLocation)
    #expect(report.findings.first?.code == code, sourceLocation: sourceLocation)
    #expect(report.refusal?.remedy.isEmpty == false, sourceLocation: sourceLocation)
    #expect(report.ticket == nil, sourceLocation: sourceLocation)
  }

  @Test func `An address that is none is a usage error`() async {
    await expect("address-not-absolute", .usage) { $0.url = "host/path" }
    await expect("invalid-url", .usage) { $0.url = "https:///path" }
    await expect("invalid-url", .usage) { $0.url = "https://host:99999/" }
    await expect("invalid-url", .usage) { $0.url = "https://ho st/" }
    await expect("wrong-uri-scheme", .usage) { $0.url = "ftp://host/" }
  }

  @Test func `A broken envelope is refused with its place`() async {
    await expect("xml-not-well-formed", .usage) { $0.envelope = Array("<a>\n</b>".utf8) }
    await expect("xml-dtd", .usage) { $0.envelope = Array("<!DOCTYPE a><a/>".utf8) }
    await expect("xml-not-well-formed", .usage) { $0.envelope = Array("{\"a\":1}".utf8) }
    await expect("xml-empty", .usage) { $0.envelope = [] }
    await expect("not-an-envelope", .usage) { $0.envelope = Array("<a/>".utf8) }
    let report = await report { $0.envelope = Array("<a>\n</b>".utf8) }
    #expect(report.refusal?.values.first?.hasPrefix("at line 2") == true)
  }

  @Test func `A header that is none is refused`() async {
    await expect("invalid-http-header", .usage) { $0.httpHeaders = [HTTPHeader("X A", "1")] }
    await expect("invalid-http-header", .usage) { $0.httpHeaders = [HTTPHeader("X-A", "1\r\nX-B: 2")] }
    await expect("soap-action-mismatch", .usage) {
      $0.action = "urn:a"
      $0.httpHeaders = [HTTPHeader("SOAPAction", "urn:b")]
    }
  }

  @Test func `A required certificate that is missing is refused as WCF does`() async {
    await expect("client-certificate-not-set", .usage) {
      $0.binding = .basicHTTPS(BasicHTTPSBinding(transport: .init(clientCredentialType: .certificate)))
    }
  }

  @Test func `Files that cannot be read name the path`() async {
    await expect("file-not-found", .file) {
      $0.identity = IdentityReference(certificate: .file(path: "/nowhere/a.pfx"))
    }
    await expect("file-not-found", .file) { $0.trust.anchorsPath = "/nowhere/ca.pem" }
    await expect("file-unreadable", .file) { $0.trust.revocationListPaths = ["/"] }
    await expect("not-pem", .file) { $0.trust.anchorsPath = "/dev/null" }
  }

  @Test func `Bytes that hold no identity are an identity error`() async {
    let report = await report { $0.identity = IdentityReference(bytes: Array("hello".utf8)) }
    #expect(report.exitStatus == .identity)
    #expect(report.wcf.outcome == "CryptographicException")
  }

  @Test func `What OpenSSL does not take is refused before anything is sent`() async throws {
    await expect("tls-setting-refused", .usage) { $0.tls.ciphers = "NO-SUCH-CIPHER" }
    await expect("tls-setting-refused", .usage) { $0.tls.curves = "no-such-curve" }
    await expect("tls-version-range", .usage) { ($0.tls.minimum, $0.tls.maximum) = (.tls13, .tls12) }
    let folder = try TestFolder()
    let damaged = try folder.write(
      Array("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8), as: "ca.pem")
    await expect("anchors-unreadable", .file) { $0.trust.anchorsPath = damaged }
    await expect("file-not-found", .file) { $0.trust.folderPath = "/nowhere" }
  }

  @Test func `A stack that cannot be built is a usage error with WCF's exception`() async {
    await expect("binding-without-transport", .usage) {
      $0.binding = .custom(CustomBinding(elements: BindingElements([TextMessageEncodingBindingElement()])))
    }
  }

  @Test func `A message that is to be addressed by hand and is not is refused as WCF does`() async throws {
    let binding = try BindingParser.binding("custom(text:soap12wsa10,https(manualAddressing=true))")
    await expect("manual-addressing-without-to", .usage) { $0.binding = binding }
    let report = await report { $0.binding = binding }
    #expect(report.wcf.outcome == "InvalidOperationException")
  }

  @Test func `A user name that the binding needs is refused as WCF does when it is missing`() async {
    await expect("user-name-not-set", .usage) {
      $0.binding = .basicHTTPS(BasicHTTPSBinding(transport: .init(clientCredentialType: .basic)))
    }
    let report = await report {
      $0.binding = .basicHTTPS(BasicHTTPSBinding(transport: .init(clientCredentialType: .basic)))
    }
    #expect(report.wcf.outcome == "InvalidOperationException")
  }

  @Test func `A refusal carries the exception that WCF raises`() async throws {
    let binding = try BindingParser.binding("basicHttps(maxBufferSize=1)")
    let report = await report { $0.binding = binding }
    #expect(report.wcf.outcome == "ArgumentException")
    let other = await self.report {
      $0.binding = .custom(
        CustomBinding(elements: BindingElements([OtherBindingElement(.binary), HTTPSTransportBindingElement()])))
    }
    #expect(other.wcf.outcome == "not sent")
  }
}
