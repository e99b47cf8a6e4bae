import Glibc
import SOAPClient

/// One call with a client certificate, as `FirstCall` in the library's documentation tells it:
/// `CERTIFICATE_PASSWORD=… soap-call ADDRESS ACTION ENVELOPE.xml CERTIFICATE.pfx`
@main
struct SOAPCall {
  static func main() async {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let envelope = bytes(of: arguments[3]),
      let pfx = bytes(of: arguments[4])
    else {
      print("usage: CERTIFICATE_PASSWORD=… soap-call ADDRESS ACTION ENVELOPE.xml CERTIFICATE.pfx")
      exit(2)
    }
    let password = getenv("CERTIFICATE_PASSWORD").map { String(cString: $0) } ?? ""
    exit(await call(arguments[1], action: arguments[2], envelope, pfx: pfx, password: password))
  }

  private static func call(
    _ address: String, action: String, _ envelope: [UInt8], pfx: [UInt8], password: String
  ) async -> Int32 {
    // snippet.first-call
    let session = SOAPSession()
    session.beforeRequest(named: "client certificate") { client in
      try client.change { call in
        call.endpoint.binding = .basicHTTPS(
          BasicHTTPSBinding(transport: HTTPTransportSecurity(clientCredentialType: .certificate)))
        call.credentials.clientCertificate = IdentityReference(bytes: pfx, password: password)
      }
    }
    let report = await session.report(of: Draft(url: address, envelope: envelope, action: action))
    // snippet.end

    // snippet.read-report
    if let verdict = report.findings.first, verdict.severity == .error {
      print(verdict.summary)
      for remedy in verdict.remedies { print("  \(remedy.who.rawValue): \(remedy.text)") }
    }
    print(report.certificateLine.text())
    print(report.response.map { String(decoding: $0.body, as: UTF8.self) } ?? "no answer")
    // snippet.end
    return report.exitStatus.rawValue
  }

  private static func bytes(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }
}
