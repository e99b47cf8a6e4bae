import Basics
import Certificates
import TLS
import Testing

/// Files written by the `openssl` program load as ours do.
@Suite(.enabled(if: OpenSSLProgram.isInstalled, OpenSSLProgram.reason))
struct OpenSSLFilesTests {
  @Test(arguments: [
    ("", ["PBES2 AES-256-CBC PBKDF2-HMAC-SHA256"]),
    ("-legacy", ["pbeWithSHA1And40BitRC2-CBC", "pbeWithSHA1And3-KeyTripleDES-CBC"]),
    ("-legacy -descert", ["pbeWithSHA1And3-KeyTripleDES-CBC"]),
    ("-keypbe AES-128-CBC -certpbe NONE", ["PBES2 AES-128-CBC PBKDF2-HMAC-SHA256"]),
    ("-keypbe NONE -certpbe NONE", []), ("-nomac", ["PBES2 AES-256-CBC PBKDF2-HMAC-SHA256"]),
    ("-macalg sha1 -iter 100000", ["PBES2 AES-256-CBC PBKDF2-HMAC-SHA256"]),
  ])
  func pkcs12FilesLoad(options: String, encryption: [String]) throws {
    let pki = try SmallPKI()
    let pfx = try made("pkcs12 -export -in c.pem -inkey k.pem -certfile i.pem -passout pass:pw -out o \(options)", pki)
    let identity = try load(pfx, password: "pw")
    #expect(identity.chain.certificates == [pki.client.facts, pki.low.facts, pki.top.facts])
    #expect(identity.encryption == encryption)
    if !encryption.isEmpty { #expect(throws: IdentityError.self) { try load(pfx, password: "no") } }
  }

  @Test(arguments: [
    ("-v2 aes-256-cbc", "PBES2 AES-256-CBC PBKDF2-HMAC-SHA256"), ("-v2 des3", "PBES2 DES-EDE3-CBC PBKDF2-HMAC-SHA256"),
    ("-v2 aes-128-cbc -v2prf hmacWithSHA512", "PBES2 AES-128-CBC PBKDF2-HMAC-SHA512"),
    ("-scrypt", "PBES2 AES-256-CBC scrypt"), ("-v1 PBE-SHA1-3DES", "pbeWithSHA1And3-KeyTripleDES-CBC"),
    ("-v1 PBE-SHA1-RC2-40 -provider legacy -provider default", "pbeWithSHA1And40BitRC2-CBC"),
    ("-v1 PBE-MD5-DES -provider legacy -provider default", "pbeWithMD5AndDES-CBC"),
  ])
  func encryptedKeysLoadInPEMAndDER(options: String, encryption: String) throws {
    let pki = try SmallPKI()
    for form in ["PEM", "DER"] {
      let key = try made("pkcs8 -topk8 -in k.pem -outform \(form) -passout pass:pw -out o \(options)", pki)
      let identity = try load(pki.client, key: key, password: "pw")
      #expect(identity.leaf == pki.client.facts && identity.encryption == [encryption])
      let refused = #expect(throws: IdentityError.self) { try load(pki.client, key: key, password: "no") }
      #expect(refused?.code == "wrong-password")
      let asked = #expect(throws: IdentityError.self) { try load(pki.client, key: key, password: nil) }
      #expect(asked?.code == "password-needed")
    }
  }

  @Test(arguments: ["-aes256", "-des3", "-des -provider legacy -provider default"])
  func traditionalKeysLoad(cipher: String) throws {
    let pki = try SmallPKI()
    let key = try made("ec -in k.pem -passout pass:pw -out o \(cipher)", pki)
    #expect(String(decoding: key, as: UTF8.self).contains("DEK-Info"))
    #expect(try load(pki.client, key: key, password: "pw").leaf == pki.client.facts)
    let error = #expect(throws: IdentityError.self) { try load(pki.client, key: key, password: "no") }
    #expect(error?.code == "wrong-password")
  }

  @Test func aTraditionalKeyInDERLoads() throws {
    let pki = try SmallPKI()
    let key = try made("ec -in k.pem -outform DER -out o", pki)
    #expect(try load(pki.client, key: key, password: nil).leaf == pki.client.facts)
  }

  @Test(arguments: ["PEM", "DER"])
  func pkcs7BundlesAreIntermediates(form: String) throws {
    let pki = try SmallPKI()
    let bundle = try made("crl2pkcs7 -nocrl -certfile i.pem -outform \(form) -out o", pki)
    let found = try CertificateFile.candidates(IdentityFile(bytes: bundle, label: "b"), origin: .identityFile)
    #expect(found.map(\.certificate) == [pki.low.facts, pki.top.facts])
  }

  @Test func requestsAndListsInDERAreNamed() throws {
    let pki = try SmallPKI()
    let request = try made("req -new -key k.pem -subj /CN=x -outform DER -out o", pki)
    #expect(FileKind(of: request) == .certificateRequest)
    #expect(FileKind(of: try made("pkey -in k.pem -pubout -outform DER -out o", pki)) == .publicKey)
    #expect(FileKind(of: try made("x509 -in c.pem -outform DER -out o", pki)) == .certificate)
  }

  /// What the command writes to `o`, given the client's `c.pem`, `k.pem` and the intermediates `i.pem`.
  private func made(_ command: String, _ pki: SmallPKI) throws -> [UInt8] {
    let files = [
      "c.pem": pki.client.certificatePEM, "k.pem": try pki.client.privateKeyPEM(),
      "i.pem": pki.low.certificatePEM + pki.top.certificatePEM,
    ]
    return try OpenSSLProgram.run([command], files: files) { try $0("o") }
  }

  private func load(_ client: MintedIdentity, key: [UInt8], password: Secret?) throws(IdentityError) -> Identity {
    try IdentityLoader(now: SmallPKI.now).load(
      IdentityMaterial(
        certificate: IdentityFile(bytes: client.certificatePEM, label: "c.pem"),
        key: IdentityFile(bytes: key, label: "k"), password: password))
  }

  private func load(_ bytes: [UInt8], password: Secret?) throws(IdentityError) -> Identity {
    try TLSTests.load(bytes, password: password)
  }
}
