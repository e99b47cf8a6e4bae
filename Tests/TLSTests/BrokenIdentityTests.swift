import Basics
import Certificates
import TLS
import Testing

/// One broken identity and the error it must give.
struct BrokenIdentity: Sendable, CustomTestStringConvertible {
  var name: String
  var code: String
  var password: String? = nil
  var certificate: @Sendable (SmallPKI) throws -> [UInt8]
  var key: (@Sendable (SmallPKI) throws -> [UInt8])? = nil
  var format: CertificateFormat? = nil
  /// Must stand in the message.
  var says: String = ""

  var testDescription: String { name }
}

@Suite struct BrokenIdentityTests {
  @Test(arguments: brokenIdentities)
  func eachFailsWithItsOwnCodeAndKeepsThePassword(broken: BrokenIdentity) throws {
    let pki = try SmallPKI()
    let key = try broken.key?(pki)
    let material = IdentityMaterial(
      certificate: IdentityFile(bytes: try broken.certificate(pki), label: "it's here.pfx"),
      key: key.map { IdentityFile(bytes: $0, label: "key.pem") }, password: broken.password.map { Secret($0) },
      format: broken.format)
    let error = #expect(throws: IdentityError.self) { try IdentityLoader(now: SmallPKI.now).load(material) }
    #expect(error?.code == broken.code)
    #expect(error?.message.contains(broken.says) == true)
    #expect(error?.remedy.isEmpty == false && error?.summary.isEmpty == false)
    for text in [error?.message ?? "", String(describing: error), String(reflecting: error)] {
      #expect(!text.contains("hunter2"))
    }
  }

  @Test(arguments: [
    ("hunter2\n", IdentityError.PasswordHint.withoutTrailingLineEnd), ("hunter2\r\n", .withoutTrailingLineEnd),
    (" hunter2 ", .withoutSurroundingSpace), ("hunter3", nil),
  ])
  func commonMistakesWithThePasswordAreNamed(given: String, hint: IdentityError.PasswordHint?) throws {
    let client = try SmallPKI().client
    let traditional = try client.privateKeyPEM(password: "hunter2", encoding: .traditional)
    let pkcs8 = try client.privateKeyPEM(password: "hunter2")
    for bytes in [
      try client.pkcs12(password: "hunter2"), try client.pkcs12(password: "hunter2", mac: false),
      client.certificatePEM + traditional, client.certificatePEM + pkcs8,
    ] {
      let error = #expect(throws: IdentityError.self) { try load(bytes, password: Secret(given)) }
      guard case .wrongPassword(_, _, let found) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(found == hint)
    }
  }

  @Test func aPasswordForAnOpenFileIsToldToBeEmpty() throws {
    let error = #expect(throws: IdentityError.self) {
      try load(SmallPKI().client.pkcs12(password: .empty), password: "hunter2")
    }
    #expect(error?.message.contains("the empty password opens it") == true)
  }
}

private let certificatePEM: @Sendable (SmallPKI) throws -> [UInt8] = { $0.client.certificatePEM }
private let keyPEM: @Sendable (SmallPKI) throws -> [UInt8] = { try $0.client.privateKeyPEM() }

private func text(_ text: String) -> @Sendable (SmallPKI) throws -> [UInt8] { { _ in Array(text.utf8) } }

private let brokenIdentities: [BrokenIdentity] = [
  .init(name: "nothing", code: "empty-file", certificate: text("")),
  .init(name: "line ends only", code: "empty-file", certificate: text("\r\n\n")),
  .init(name: "11 MiB", code: "file-too-large", certificate: { _ in [UInt8](repeating: 0x30, count: 11 << 20) }),
  .init(name: "web page", code: "html-page", certificate: text("<!DOCTYPE html><title>Sign in</title>")),
  .init(name: "XML", code: "xml-document", certificate: text("<?xml version=\"1.0\"?><a/>")),
  .init(name: "JSON", code: "json-document", certificate: text("{\"error\":401}")),
  .init(name: "plain text", code: "plain-text", certificate: text("the certificate is attached")),
  .init(name: "random bytes", code: "unknown-data", certificate: { _ in [0x01, 0x00, 0xFF, 0x13] }),
  .init(
    name: "Java keystore", code: "java-keystore", certificate: { _ in [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2] },
    says: #"keytool -importkeystore -srckeystore 'it'\''s here.pfx'"#),
  .init(name: "ZIP", code: "zip-archive", certificate: text("PK\u{3}\u{4}rest")),
  .init(name: "gzip", code: "gzip-archive", certificate: { _ in [0x1F, 0x8B, 8, 0] }),
  .init(name: "PDF", code: "pdf-document", certificate: text("%PDF-1.7")),
  .init(name: "NSS database", code: "sqlite-database", certificate: text("SQLite format 3\0")),
  .init(name: "PVK", code: "pvk-key", certificate: { _ in [0x1E, 0xF1, 0xB5, 0xB0, 0] }),
  .init(
    name: "SST", code: "serialized-store", certificate: { _ in [0, 0, 0, 0, 0x43, 0x45, 0x52, 0x54] }),
  .init(name: "SSH public key", code: "ssh-key", certificate: text("ssh-ed25519 AAAAC3Nz me@here")),
  .init(
    name: "SSH private key", code: "ssh-key",
    certificate: text("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n")),
  .init(
    name: "PGP message", code: "pgp-data",
    certificate: text("-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----\n")),
  .init(
    name: "signing request", code: "certificate-request",
    certificate: text("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n")),
  .init(
    name: "public key", code: "public-key-only",
    certificate: text("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")),
  .init(
    name: "revocation list", code: "revocation-list",
    certificate: text("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n")),
  .init(
    name: "parameters only", code: "no-certificate",
    certificate: text("-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----\n"), says: "DH PARAMETERS"),
  .init(
    name: "UTF-16", code: "utf16-text", certificate: { [0xFF, 0xFE] + $0.client.certificatePEM.flatMap { [$0, 0] } }),
  .init(
    name: "bare base64 of a PFX", code: "bare-base64",
    certificate: { base64(try $0.client.pkcs12(password: "hunter2")) }, says: "base64 -d"),
  .init(name: "private key alone", code: "private-key-only", certificate: keyPEM),
  .init(name: "private key alone in DER", code: "private-key-only", certificate: { $0.client.privateKeyDER }),
  .init(
    name: "locked private key alone", code: "private-key-only",
    certificate: { try $0.client.privateKeyPEM(password: "hunter2") }),
  .init(name: "certificate alone", code: "no-private-key", certificate: certificatePEM, says: "CN=client"),
  .init(name: "certificate alone in DER", code: "no-private-key", certificate: { $0.client.certificateDER }),
  .init(
    name: "PFX without key", code: "no-private-key", password: "hunter2",
    certificate: { try $0.client.pkcs12(password: "hunter2", includesKey: false) }),
  .init(
    name: "two certificates, no key between them", code: "no-private-key", certificate: certificatePEM,
    key: { $0.low.certificatePEM }),
  .init(
    name: "key of another", code: "key-mismatch", certificate: certificatePEM,
    key: { try $0.low.privateKeyPEM() }, says: "public key SHA-256"),
  .init(
    name: "two certificates for one key", code: "ambiguous-leaf",
    certificate: { pki in
      var twin = CertificateSpec.client("twin")
      twin.key = pki.client.key
      return try pki.client.certificatePEM + pki.client.privateKeyPEM()
        + pki.mint.mintLeaf(twin, issuer: pki.low).certificatePEM
    }, says: "CN=twin"),
  .init(
    name: "PFX, wrong password", code: "wrong-password", password: "not hunter2",
    certificate: { try $0.client.pkcs12(password: "hunter2") }),
  .init(
    name: "PFX without MAC, wrong password", code: "wrong-password", password: "not hunter2",
    certificate: { try $0.client.pkcs12(password: "hunter2", mac: false) }),
  .init(
    name: "old PFX, wrong password", code: "wrong-password", password: "not hunter2",
    certificate: { try $0.client.pkcs12(password: "hunter2", encryption: .legacyRC2) }),
  .init(
    name: "locked key, wrong password", code: "wrong-password", password: "not hunter2",
    certificate: { try $0.client.certificatePEM + $0.client.privateKeyPEM(password: "hunter2") }),
  .init(
    name: "PFX, no password", code: "password-needed", certificate: { try $0.client.pkcs12(password: "hunter2") }),
  .init(
    name: "PFX without MAC, no password", code: "password-needed",
    certificate: { try $0.client.pkcs12(password: "hunter2", mac: false) }),
  .init(
    name: "locked traditional key, no password", code: "password-needed",
    certificate: { try $0.client.certificatePEM + $0.client.privateKeyPEM(password: "hunter2", encoding: .traditional) }
  ),
  .init(
    name: "half a PFX", code: "truncated", password: "hunter2",
    certificate: { try Array($0.client.pkcs12(password: "hunter2").prefix(500)) }, says: "present: 500 bytes"),
  .init(name: "half a DER certificate", code: "truncated", certificate: { Array($0.client.certificateDER.dropLast()) }),
  .init(
    name: "PEM without its end", code: "unfinished-pem", certificate: { $0.client.certificatePEM.dropLast(20) + [] }),
  .init(
    name: "PEM with a damaged line", code: "damaged-pem",
    certificate: { pki in
      var bytes = pki.client.certificatePEM
      bytes[100] = UInt8(ascii: "*")
      return bytes
    }),
  .init(
    name: "a PEM certificate that is none", code: "damaged",
    certificate: text("-----BEGIN CERTIFICATE-----\nMAMCAQA=\n-----END CERTIFICATE-----\n")),
  .init(
    name: "a PEM key that is none", code: "damaged", certificate: certificatePEM,
    key: text("-----BEGIN PRIVATE KEY-----\nMAMCAQA=\n-----END PRIVATE KEY-----\n")),
  .init(
    name: "a PKCS#7 bundle that is none", code: "damaged",
    certificate: text("-----BEGIN PKCS7-----\nMAMCAQA=\n-----END PKCS7-----\n")),
  .init(
    name: "PFX said to be PEM", code: "wrong-format", password: "hunter2",
    certificate: { try $0.client.pkcs12(password: "hunter2") }, format: .pem),
  .init(
    name: "PEM said to be PFX", code: "wrong-format",
    certificate: { try $0.client.certificatePEM + $0.client.privateKeyPEM() }, format: .pfx),
  .init(
    name: "PFX with an absurd hash count", code: "excessive-iterations", password: "hunter2",
    certificate: { pki in
      // OpenSSL's default count of 2048 stands as 02 02 08 00 at the end of the MAC; 02 02 80 01 is a negative one.
      var pfx = try pki.client.pkcs12(password: "hunter2")
      pfx.replaceSubrange((pfx.count - 4)..., with: [0x02, 0x02, 0x80, 0x01])
      return pfx
    }),
  .init(
    name: "PFX with an unknown MAC", code: "unknown-mac", password: "hunter2",
    certificate: { pki in
      // The digest of the MAC, 2.16.840.1.101.3.4.2.1 (SHA-256), becomes one that nobody has defined.
      var pfx = try pki.client.pkcs12(password: "hunter2")
      let oid: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]
      let last = pfx.indices.last { pfx[$0...].starts(with: oid) }
      if let last { pfx[last + 8] = 0x7F }
      return pfx
    }, says: "2.16.840.1.101.3.4.2.127"),
  .init(
    name: "PFX with PBMAC1", code: "unknown-mac", password: "hunter2",
    certificate: { pki in
      // 1.2.840.113549.1.5.14 is as long as SHA-256's identifier; the parameters do not matter where it is unknown.
      var pfx = try pki.client.pkcs12(password: "hunter2")
      let oid: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]
      let last = pfx.indices.last { pfx[$0...].starts(with: oid) }
      if let last {
        pfx.replaceSubrange(last..<last + 9, with: [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0E])
      }
      return pfx
    }, says: "PBMAC1 (RFC 9579)"),
  .init(
    name: "locked key with an absurd hash count", code: "excessive-iterations", password: "hunter2",
    certificate: { pki in
      // The default count 2048, 02 02 08 00, becomes a negative one.
      var der = try pki.lockedKeyDER(password: "hunter2")
      let count = der.indices.first { der[$0...].starts(with: [0x02, 0x02, 0x08, 0x00]) }
      if let count { der.replaceSubrange(count..<count + 4, with: [0x02, 0x02, 0x80, 0x01]) }
      return der
    }),
  .init(
    name: "hundreds of keys", code: "too-many-keys",
    certificate: { pki in try (0..<100).flatMap { _ in try pki.client.privateKeyPEM() } }),
  .init(
    name: "PFX with an unknown cipher", code: "unsupported-encryption", password: "hunter2",
    certificate: { pki in
      // AES-256-CBC (2.16.840.1.101.3.4.1.42) of a file without MAC becomes an identifier that nobody has defined.
      var pfx = try pki.client.pkcs12(password: "hunter2", mac: false)
      let oid: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2A]
      for index in pfx.indices where pfx[index...].starts(with: oid) { pfx[index + 8] = 0x7F }
      return pfx
    }, says: "2.16.840.1.101.3.4.1.127"),
]

func base64(_ bytes: [UInt8]) -> [UInt8] {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  return stride(from: 0, to: bytes.count, by: 3).flatMap { start in
    let group = Array(bytes[start..<min(start + 3, bytes.count)])
    let bits = (group + [0, 0]).prefix(3).reduce(0) { $0 << 8 | Int($1) }
    let text = [18, 12, 6, 0].map { digits[bits >> $0 & 63] }
    return text.prefix(group.count + 1) + Array(repeating: UInt8(ascii: "="), count: 3 - group.count)
  }
}
