import Basics
import Certificates
import Testing

@Suite struct PEMBlockTests {
  private func blocks(_ text: String) -> [PEMBlock] { PEMBlock.blocks(in: Array(text.utf8)) }

  @Test func blocksAreFoundBetweenOtherTextWithAnyLineEnds() {
    let found = blocks(
      "Bag Attributes\r\n  name: x\r\n-----BEGIN CERTIFICATE-----\r\nAQID\r\n-----END CERTIFICATE-----\r\n"
        + "junk\n  -----BEGIN PRIVATE KEY-----  \nBA\n==\n-----END PRIVATE KEY-----")
    #expect(found.map(\.label) == ["CERTIFICATE", "PRIVATE KEY"])
    #expect(found.map(\.contents) == [Secret(bytes: [1, 2, 3]), Secret(bytes: [4])])
    #expect(found.map(\.line) == [3, 7])
    #expect(found.map(\.isFinished) == [true, true])
  }

  @Test func carriageReturnsAloneEndLinesToo() {
    let found = blocks("-----BEGIN A-----\rAQID\r-----END A-----\r")
    #expect(found.first?.contents == Secret(bytes: [1, 2, 3]))
  }

  @Test func headersAreKeptApartFromTheContents() {
    let found = blocks(
      "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00FF\n\nAQ==\n-----END RSA PRIVATE KEY-----"
    )
    #expect(found.first?.headers == ["Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-256-CBC,00FF"])
    #expect(found.first?.contents == Secret(bytes: [1]))
  }

  @Test func aMissingEndIsSeen() {
    let found = blocks("-----BEGIN A-----\nAQ==\n-----BEGIN B-----\nAg==\n-----END B-----\n-----BEGIN C-----\n")
    #expect(found.map(\.label) == ["A", "B", "C"])
    #expect(found.map(\.isFinished) == [false, true, false])
  }

  @Test(arguments: ["A", "AA=", "A===", "AQ==AQ==", "A$==", "=", "AAA==", "ÄÄÄÄ"])
  func damagedBase64HasNoContents(text: String) {
    #expect(blocks("-----BEGIN A-----\n\(text)\n-----END A-----").first?.contents == nil)
  }

  @Test(arguments: [("", []), ("AQ==", [1]), ("AQI=", [1, 2]), ("+/8A", [0xFB, 0xFF, 0])] as [(String, [UInt8])])
  func base64IsDecoded(text: String, bytes: [UInt8]) {
    #expect(blocks("-----BEGIN A-----\n\(text)\n-----END A-----").first?.contents == Secret(bytes: bytes))
  }
}
