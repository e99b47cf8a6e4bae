import Basics
import Testing

@Suite struct HTTPTokenTests {
  @Test(arguments: ["POST", "X-Trace", "x_1.2", "!#$%&'*+-.^_`|~"])
  func `a name of letters, digits and the marks of RFC 9110 is a token`(name: String) { #expect(name.isHTTPToken) }

  @Test(arguments: ["", "a b", "a:b", "a\r\nb", "é", "{{name}}", "a/b", "a\u{7F}"])
  func `anything else is none`(name: String) { #expect(!name.isHTTPToken) }
}
