import Basics
import COpenSSL
import Certificates
import TLS
import Testing

@Suite struct RevocationListTests {
  let mint = CertificateMint()

  @Test func aListNamesItsRevokedCertificatesAndNoOthers() throws {
    let root = try mint.mintRoot(commonName: "root")
    let issuing = try mint.mintIntermediate(commonName: "issuing", issuer: root)
    let (bad, good) = (try leaf("bad", issuing), try leaf("good", issuing))
    let text = PEMBlock.text("X509 CRL", of: try list(of: issuing, revoking: bad))
    let read = RevocationListReader.read(text, about: [bad, issuing].map(\.facts), label: "list.pem")
    #expect(read.map(\.issuer) == [issuing.facts.subject] && read[0].entryCount == 1 && read[0].isSigned)
    #expect(read[0].revoked.map(\.serial) == [bad.facts.serial])
    #expect(read[0].nextUpdate.map { $0 > mint.now } == true)
    #expect(RevocationListReader.read(text, about: [good, issuing].map(\.facts), label: "")[0].revoked.isEmpty)
  }

  @Test func aListThatSomebodyElseSignedIsLeftOutAndOneThatCannotBeCheckedSaysSo() throws {
    let root = try mint.mintRoot(commonName: "root")
    let issuing = try mint.mintIntermediate(commonName: "issuing", issuer: root)
    let impostor = try mint.mintIntermediate(commonName: "issuing", issuer: root)
    let victim = try leaf("victim", issuing)
    let forged = PEMBlock.text("X509 CRL", of: try list(of: impostor, revoking: victim))
    #expect(RevocationListReader.read(forged, about: [victim, issuing].map(\.facts), label: "").isEmpty)
    let unchecked = RevocationListReader.read(forged, about: [victim.facts], label: "")
    #expect(unchecked.map(\.isSigned) == [false] && unchecked[0].revoked.count == 1)
  }

  @Test func brokenListsAreNoLists() {
    for bytes in [[], Array("no list".utf8), PEMBlock.text("X509 CRL", of: [0x30, 0x80, 1])] {
      #expect(RevocationListReader.read(bytes, about: [], label: "").isEmpty)
    }
  }

  private func leaf(_ name: String, _ issuer: MintedIdentity) throws -> MintedIdentity {
    try mint.mintLeaf(.client(name), issuer: issuer)
  }

  /// DER, from now to a day later.
  private func list(of issuer: MintedIdentity, revoking revoked: MintedIdentity) throws -> [UInt8] {
    let list = try #require(X509_CRL_new())
    defer { X509_CRL_free(list) }
    let authority = try #require(native(issuer.certificateDER))
    let victim = try #require(native(revoked.certificateDER))
    let key = try #require(
      issuer.privateKeyDER.withUnsafeBufferPointer { bytes in
        var start = bytes.baseAddress
        return d2i_AutoPrivateKey(nil, &start, bytes.count)
      })
    defer {
      X509_free(authority)
      X509_free(victim)
      EVP_PKEY_free(key)
    }
    let times = [0, 86_400].map { X509_gmtime_adj(nil, $0) }
    defer { for time in times { ASN1_STRING_free(time) } }
    let entry = try #require(X509_REVOKED_new())
    X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(victim))
    X509_REVOKED_set_revocationDate(entry, times[0])
    X509_CRL_set_version(list, 1)
    X509_CRL_set_issuer_name(list, X509_get_subject_name(authority))
    X509_CRL_set1_lastUpdate(list, times[0])
    X509_CRL_set1_nextUpdate(list, times[1])
    X509_CRL_add0_revoked(list, entry)
    #expect(X509_CRL_sign(list, key, EVP_sha256()) > 0)
    var start: UnsafeMutablePointer<UInt8>?
    let count = Int(i2d_X509_CRL(list, &start))
    defer { signet_free(start) }
    return Array(UnsafeBufferPointer(start: start, count: count))
  }

  private func native(_ der: [UInt8]) -> OpaquePointer? {
    der.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      return d2i_X509(nil, &start, bytes.count)
    }
  }
}
