import Basics
import Bindings
import Exchange
import Handshake
import Testing

@testable import SOAPClient

@Suite struct RequestHeadersTests {
  private func merged(_ own: [HTTPHeader], action: String? = "urn:a") throws -> [String] {
    let plan = try Binding.basicHTTP(BasicHTTPBinding()).wirePlan(action: action)
    return try RequestHeaders.merged(plan, own: own, action: action).map { "\($0.name): \($0.value)" }
  }

  @Test func `Own headers come after those of the binding`() throws {
    #expect(
      try merged([HTTPHeader("X-A", "1"), HTTPHeader("X-A", "2")]) == [
        "Content-Type: text/xml; charset=utf-8", "SOAPAction: \"urn:a\"", "Expect: 100-continue",
        "Accept-Encoding: gzip, deflate", "X-A: 1", "X-A: 2",
      ])
  }

  @Test func `A header of the binding is replaced in its place, or taken away by an empty value`() throws {
    #expect(
      try merged([HTTPHeader("content-type", "text/xml"), HTTPHeader("Expect", "")]) == [
        "content-type: text/xml", "SOAPAction: \"urn:a\"", "Accept-Encoding: gzip, deflate",
      ])
  }

  @Test func `A SOAPAction header is used as it is when there is no action`() throws {
    #expect(try merged([HTTPHeader("SOAPAction", "raw")], action: nil).contains("SOAPAction: raw"))
  }

  @Test func `The length is not the caller's to say`() throws {
    #expect(try !merged([HTTPHeader("Content-Length", "1")]).contains { $0.hasPrefix("Content-Length") })
  }

  @Test func `An address gives scheme, host and port`() throws {
    let address = try HTTPAddress("HTTPS://me:pw@[::1]:8443/a:b?c")
    #expect(address.scheme == "https")
    #expect(address.host == "::1")
    #expect(address.port == 8443)
    #expect(address.isIPAddress)
    #expect(try HTTPAddress("http://host").port == 80)
    #expect(try HTTPAddress("https://192.0.2.1?x").isIPAddress)
    #expect(try !HTTPAddress("https://1.2.3.example").isIPAddress)
  }

  /// Whoever is permitted for `evil.test` must not be shown to `good.test`.
  @Test func `A combining mark hides no delimiter of an address`() throws {
    #expect(try HTTPAddress("https://good.test/\u{301}@evil.test/").host == "good.test")
    #expect(try HTTPAddress("https://good.test?\u{301}@evil.test").host == "good.test")
    #expect(try HTTPAddress("https://me:pw@\u{301}good.test/").host == "\u{301}good.test")
    #expect(throws: Refusal.self) { try HTTPAddress("http#://good.test/") }
    #expect("http://me:pw@\u{301}good.test".withoutCredentials == "http://\u{301}good.test")
  }
}
