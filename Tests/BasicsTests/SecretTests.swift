import Basics
import Testing

@Suite struct SecretTests {
  @Test func aSecretPrintsAsDotsHoweverItIsPrinted() {
    let secret = Secret("swordfish")
    var dumped = ""
    dump(secret, to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), dumped, "\([secret])", "\(Optional(secret) as Any)"] {
      #expect(!text.contains("swordfish"))
    }
  }

  @Test func aSecretLendsItsBytes() {
    #expect(Secret("añ").withBytes { $0 } == Array("añ".utf8))
    #expect(Secret.empty.isEmpty)
    #expect(Secret("a") == Secret(bytes: [0x61]))
  }

  @Test func wipingLeavesZeros() {
    var bytes: [UInt8] = [1, 2, 3]
    wipe(&bytes)
    #expect(bytes == [0, 0, 0])
  }
}
