import Certificates
import Testing

@Suite struct DistinguishedNameTests {
  @Test(arguments: [
    ("a, b", "a\\, b"), (" a ", "\\ a\\ "), ("#1 #2", "\\#1 #2"), ("a\\\"+<>;", "a\\\\\\\"\\+\\<\\>\\;"),
    // Made visible it has one character more.
    ("\r\n ", "␍␊\\ "),
  ])
  func `A value is written as RFC 4514 has it`(value: String, written: String) {
    #expect(DistinguishedName(attributes: [.init(type: "O", value: value)], der: []).description == "O=" + written)
  }

  @Test(.timeLimit(.minutes(1))) func `The longest name that a certificate can have is written in one pass`() {
    let name = DistinguishedName(attributes: [.init(type: "O", value: String(repeating: "a", count: 100_000))], der: [])
    #expect(name.description.count == 100_002)
  }
}
