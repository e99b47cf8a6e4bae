import Bindings
import Testing

@Suite struct BindingElementsTests {
  @Test(arguments: [
    ("", "binding-without-transport"), ("text:soap12", "binding-without-transport"),
    ("https,text:soap12", "transport-not-last"), ("text:soap12,http,https", "several-transports"),
    ("text:soap11,text:soap12,https", "several-encoders"), ("https", "binding-without-encoder"),
  ])
  func `A stack that cannot be built says which rule it breaks`(text: String, code: String) throws {
    let elements = try BindingParser.elements(text)
    let error = #expect(throws: BindingError.self) { try elements.validate() }
    #expect(error?.code == code)
  }

  @Test func `The error names the element, WCF's exception and the remedy`() throws {
    let elements = try BindingParser.elements("https,text:soap12")
    let error = #expect(throws: BindingError.self) { try elements.validate() }
    #expect(error?.summary.contains("HttpsTransportBindingElement") == true)
    #expect(error?.values.contains { $0.contains("InvalidOperationException") } == true)
    #expect(error?.remedy == "Move https to the end of the list.")
  }

  @Test func `A good stack is accepted`() throws {
    let elements = try BindingParser.elements("text:soap12,https(requireClientCertificate=true)")
    #expect(throws: Never.self) { try elements.validate() }
  }

  @Test func `Editing the elements of a binding leaves the binding alone`() throws {
    let binding = Binding.basicHTTPS(BasicHTTPSBinding())
    var elements = try binding.createBindingElements()
    elements.modify(HTTPSTransportBindingElement.self) { $0.requireClientCertificate = true }
    #expect(try !binding.wirePlan(action: nil).offersClientCertificate)
    #expect(elements.find(HTTPSTransportBindingElement.self)?.requireClientCertificate == true)
  }

  @Test func `Setting the credential type leaves the security mode alone`() throws {
    var basic = BasicHTTPBinding()
    basic.security.transport.clientCredentialType = .certificate
    #expect(basic.security.mode == .none)
    #expect(try Binding.basicHTTP(basic).wirePlan(action: nil).scheme == "http")
  }
}
