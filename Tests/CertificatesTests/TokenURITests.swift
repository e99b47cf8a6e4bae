import Basics
import Certificates
import Testing

@Suite struct TokenURITests {
  @Test func attributesAreDecodedAndWrittenAgain() throws {
    let uri = try TokenURI("pkcs11:token=My%20Card;object=a%3Bb;id=%01%FF?module-path=/usr/lib/x.so&pin-source=file:/p")
    #expect(uri.text("token") == "My Card" && uri.text("object") == "a;b" && uri.attributes["id"] == [1, 0xFF])
    #expect(uri.modulePath == "/usr/lib/x.so" && uri.pin == .file(path: "/p"))
    #expect(uri.selecting(.privateKey) == "pkcs11:token=My%20Card;object=a%3Bb;id=%01%FF;type=private")
    #expect(try TokenURI(uri.description) == uri)
    let odd = try TokenURI("pkcs11:object=a?module-path=/a%26b%25/%C3%A4.so&pin-source=%7Cpass%20a%26b=c")
    #expect(odd.modulePath == "/a&b%/ä.so" && odd.pin == .command("pass a&b=c"))
    #expect(try TokenURI(odd.description) == odd)
  }

  @Test func aPINIsTakenAndNeverShown() throws {
    let uri = try TokenURI("pkcs11:object=a?pin-value=12%3334")
    #expect(uri.pin == .literal(Secret("12334")))
    #expect(!"\(uri)".contains("123") && !uri.selecting(.certificate).contains("123"))
    #expect(try TokenURI("pkcs11:object=a?pin-source=%7Cpass%20show%20x").pin == .command("pass show x"))
  }

  @Test(arguments: [
    "", "pkcs11:", "pkcs11:type=private", "file:x", "pkcs11:token", "pkcs11:token=%4", "pkcs11:token=%GG",
    "pkcs11:tokn=a", "pkcs11:token=a;token=b", "pkcs11:object=a;type=data", "pkcs11:object=a?pin=1",
    "pkcs11:object=" + String(repeating: "a", count: 5000),
  ])
  func whatIsNoUsableURIIsRefusedWithARemedy(text: String) {
    let error = #expect(throws: TokenURIError.self) { try TokenURI(text) }
    #expect(error?.remedy.contains("pkcs11:token=") == true && error?.summary.isEmpty == false)
  }

  @Test func aPathIsNoURI() throws {
    #expect(try CertificateSource.named("/a/pkcs11.pem") == .file(path: "/a/pkcs11.pem"))
    #expect(try CertificateSource.named("pkcs11:object=a").label == "pkcs11:object=a")
  }
}
