import Basics
import COpenSSL
import Certificates
import TLS
import Testing

@Suite struct HostileFilesTests {
  @Test(arguments: PKCS12Encryption.allCases)
  func aPKCS12CutAnywhereIsTruncated(encryption: PKCS12Encryption) throws {
    let pki = try SmallPKI()
    let pfx = try pki.client.pkcs12(password: "pw", chain: [pki.low], encryption: encryption)
    for count in stride(from: 4, to: pfx.count, by: 3) {
      let error = #expect(throws: IdentityError.self) { try load(Array(pfx.prefix(count)), password: "pw") }
      #expect(error?.code == "truncated" || count < 40, "at \(count): \(String(describing: error))")
    }
  }

  @Test func aPKCS12DamagedAnywhereNeverCrashes() throws {
    let pki = try SmallPKI()
    for encryption in [PKCS12Encryption.none, .aes256] {
      let pfx = try pki.client.pkcs12(password: "pw", chain: [pki.low], encryption: encryption, mac: false)
      for index in stride(from: 0, to: pfx.count, by: encryption == .none ? 5 : 41) {
        for bit in [0x01, 0x80] as [UInt8] {
          var broken = pfx
          broken[index] ^= bit
          if let identity = try? load(broken, password: "pw") { #expect(identity.hasPrivateKey) }
        }
      }
    }
  }

  @Test func pemCutAnywhereLoadsOrFailsWithItsReason() throws {
    let pki = try SmallPKI()
    let pem = try pki.client.certificatePEM + pki.client.privateKeyPEM(password: "pw") + pki.low.certificatePEM
    let codes: Set = ["empty-file", "plain-text", "unfinished-pem", "damaged-pem", "no-private-key", "no-certificate"]
    for count in stride(from: 0, to: pem.count, by: 3) {
      do { _ = try load(Array(pem.prefix(count)), password: "pw") } catch { #expect(codes.contains(error.code)) }
    }
  }

  @Test func encryptedKeysCutAnywhereNeverCrash() throws {
    let pki = try SmallPKI()
    for encoding in [MintedIdentity.KeyEncoding.pkcs8, .traditional] {
      let blocks = PEMBlock.blocks(in: try pki.client.privateKeyPEM(password: "pw", encoding: encoding))
      let der = try #require(blocks.first?.contents).withBytes { $0 }
      for count in 0..<der.count {
        let material = IdentityMaterial(
          certificate: IdentityFile(bytes: pki.client.certificatePEM, label: "c"),
          key: IdentityFile(bytes: Array(der.prefix(count)), label: "k"), password: "pw")
        #expect(throws: IdentityError.self) { try IdentityLoader(now: SmallPKI.now).load(material) }
      }
    }
  }

  @Test func pkcs7CutAnywhereNeverCrashes() throws {
    let pki = try SmallPKI()
    let bundle = try pki.low.pkcs7(chain: [pki.top])
    for count in 0..<bundle.count {
      #expect(throws: IdentityError.self) {
        try CertificateFile.candidates(
          IdentityFile(bytes: Array(bundle.prefix(count)), label: "b"), origin: .identityFile)
      }
    }
  }

  @Test func openingAnOldFileLeavesTheProcessAsStrictAsBefore() throws {
    let pfx = try SmallPKI().client.pkcs12(password: "pw", encryption: .legacyRC2)
    #expect(try load(pfx, password: "pw").hasPrivateKey)
    #expect(EVP_CIPHER_fetch(nil, "RC2-40-CBC", nil) == nil)
    ERR_clear_error()
  }

  @Test func nothingIsLeftInTheErrorQueue() throws {
    let pki = try SmallPKI()
    ERR_clear_error()
    _ = try load(pki.client.pkcs12(password: "pw", encryption: .legacyRC2), password: "pw")
    #expect(ERR_peek_error() == 0)
    #expect(throws: IdentityError.self) { try load(pki.client.pkcs12(password: "pw"), password: "no") }
    #expect(ERR_peek_error() == 0)
  }
}
