import Basics
import Certificates
import TLS
import Testing

@Suite struct RevocationListTests {
  let mint = CertificateMint()

  @Test func aListNamesItsRevokedCertificatesAndNoOthers() throws {
    let root = try mint.mintRoot(commonName: "root")
    let issuing = try mint.mintIntermediate(commonName: "issuing", issuer: root)
    let (bad, good) = (try leaf("bad", issuing), try leaf("good", issuing))
    let text = PEMBlock.text("X509 CRL", of: try mint.mintRevocationList(of: issuing, revoking: [bad]))
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
    let forged = PEMBlock.text("X509 CRL", of: try mint.mintRevocationList(of: impostor, revoking: [victim]))
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
}
