import Basics
import Foundation
import TLS
import Testing

/// Broken identities, envelopes and flags: each gets a clear error with the status of the contract, nothing crashes or
/// hangs, and no password is printed. The address is a port where nobody listens: nothing may get that far.
@Suite(.serialized) struct BadInputTests {
  static let password = "correct horse battery"

  /// Words of the command line, in which `@name` is a file of the folder; the exit status; a word of the error.
  struct Row: Sendable, CustomTestStringConvertible {
    var words: [String]
    var status: Int32
    var says: String

    init(_ words: String, _ status: Int32, _ says: String) {
      self.words = words.split(separator: " ").map { String($0).replacing("_", with: " ") }
      (self.status, self.says) = (status, says)
    }

    var testDescription: String { words.joined(separator: " ") }
  }

  static let identities = [
    Row("--cert @missing.pfx", 7, "cannot be read"), Row("--cert @folder", 7, "cannot be read"),
    Row("--cert @empty", 5, "empty"), Row("--cert @page.html", 5, "HTML"), Row("--cert @store.jks", 5, "JKS"),
    Row("--cert @noise", 5, "not a certificate"), Row("--cert @half.pfx", 5, "bytes"),
    Row("--cert @half.pem", 5, "→"), Row("--cert @good.pfx", 5, "locked"),
    Row("--cert @good.pfx --password env:WRONG", 5, "does not open"),
    Row("--cert @good.pfx --password env:NOTSET", 5, "NOTSET"),
    Row("--cert @good.pfx --password file:@missing", 7, "cannot be read"),
    Row("--cert @good.pfx --password command:false", 5, "status 1"),
    Row("--cert @only-certificate.pem", 5, "private key"), Row("--cert @only.key", 5, "private key"),
    Row("--cert @only-certificate.pem --key @other.key", 5, "belong"),
    Row("--cert @good.pfx --cert-type PEM --password env:RIGHT", 5, "PKCS#12"),
    Row("--cert @request.csr", 5, "request"), Row("--cert @only-certificate.pem --key @page.html", 5, "→"),
    Row("--cert @good.pfx --password env:RIGHT --intermediates @noise", 5, "not a certificate"),
  ]

  static let envelopes = [
    Row("--envelope @missing.xml", 7, "cannot be read"), Row("--envelope @unclosed.xml", 2, "line"),
    Row("--envelope @entity.xml", 2, "document type"), Row("--envelope @page.html", 2, "→"),
    Row("--envelope @noise", 2, "→"),
    Row("--envelope @folder", 7, "cannot be read"),
  ]

  static let flags = [
    Row("--no-such-flag", 2, "no-such-flag"), Row("--tls-min 1.4", 2, "1.4"),
    Row("--tls-min 1.3 --tls-max 1.2", 2, "above"), Row("--header Nonsense", 2, "Name: value"),
    Row("--header A:_b\r\nC:_d", 2, "control character"), Row("--resolve nonsense", 2, "HOST:PORT:ADDRESS"),
    Row("--binding net.tcp", 2, "basic"), Row("--elements text:soap12", 2, "transport"),
    Row("--elements https,text:soap12", 2, "last"), Row("--elements nonsense,https", 2, "nonsense"),
    Row("--message-version soap13", 2, "soap12"), Row("--key @only.key", 2, "--cert"),
    Row("--security-level 9", 2, "5"), Row("--chain half", 2, "leaf"), Row("--max-time -1", 2, "time"),
    Row("--max-time soon", 2, "soon"), Row("--cacert @missing.pem", 7, "cannot be read"),
    Row("--cacert @noise", 7, "→"), Row("--ciphers NONSENSE", 2, "NONSENSE"), Row("--curves NONSENSE", 2, "NONSENSE"),
    Row("--encoding nosuch-1", 2, "utf-8"), Row("--credential certificate", 2, "certificate"),
    Row("--security none", 2, "http"),
  ]

  @Test(arguments: identities + envelopes + flags)
  func anErrorSaysWhatFailedAndWhatToDo(row: Row) throws {
    let folder = try Self.files()
    let words = row.words.map { $0.replacing("@", with: folder.path + "/") }
    let run = try ProgramRun.signet(
      ["send", "--url", "https://127.0.0.1:9/"] + words,
      environment: ["RIGHT": Self.password, "WRONG": "wrong " + Self.password])
    let context = Comment(rawValue: "\(row.testDescription): \(run.status)\n\(run.errors)")
    #expect(run.status == row.status, context)
    #expect(run.errors.localizedCaseInsensitiveContains(row.says), context)
    #expect(!(run.errors + run.text).contains(Self.password), context)
    #expect(run.output.isEmpty, context)
  }

  @Test func aBrokenIdentityIsOneJSONObjectToo() throws {
    let folder = try Self.files()
    let run = try ProgramRun.signet(
      ["send", "--url", "https://127.0.0.1:9/", "--cert", folder.file("noise"), "--format", "json"])
    let report = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
    #expect(run.status == 5)
    #expect((report?["findings"] as? [Any])?.isEmpty == false)
    for key in ["request", "identity", "connection", "handshake", "response", "wcf", "timings"] {
      #expect(report?.keys.contains(key) == true, "\(key)")
    }
  }

  private static func files() throws -> Folder {
    let folder = try Folder()
    let mint = CertificateMint()
    let identity = try mint.mintLeaf(.client("someone"), issuer: nil)
    let pfx = try identity.pkcs12(password: Secret(password))
    try FileManager.default.createDirectory(atPath: folder.file("folder"), withIntermediateDirectories: false)
    try folder.write("empty", "")
    try folder.write("page.html", "<!DOCTYPE html><html><body>Sign in</body></html>")
    try folder.write("store.jks", [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2, 0, 0, 0, 1])
    try folder.write("noise", (0..<999).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) })
    try folder.write("good.pfx", pfx)
    try folder.write("half.pfx", Array(pfx.prefix(pfx.count / 2)))
    try folder.write("half.pem", Array(identity.certificatePEM.prefix(200)))
    try folder.write("only-certificate.pem", identity.certificatePEM)
    try folder.write("only.key", identity.privateKeyPEM())
    try folder.write("other.key", mint.mintLeaf(.client("other"), issuer: nil).privateKeyPEM())
    try folder.write(
      "request.csr", "-----BEGIN CERTIFICATE REQUEST-----\nMIIBAA==\n-----END CERTIFICATE REQUEST-----\n")
    try folder.write("unclosed.xml", "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>")
    try folder.write("entity.xml", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>")
    return folder
  }
}
