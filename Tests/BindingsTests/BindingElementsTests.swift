import Bindings
import Testing

@Suite struct BindingElementsTests {
  @Test(arguments: [
    ("", "binding-without-transport"), ("text:soap12", "binding-without-transport"),
    ("https,text:soap12", "transport-not-last"), ("text:soap12,http,https", "several-transports"),
    ("text:soap11,text:soap12,https", "several-encoders"),
    ("binary,https", "element-not-carried-out"), ("reliableSession,text:soap12,https", "element-not-carried-out"),
    ("security:userNameOverTransport,text:soap11,http", "security-needs-https"),
    ("security:kerberosOverTransport,text:soap11,https", "security-not-carried-out"),
    ("security:userNameOverTransport(secureConversation=true),https", "secure-conversation-not-carried-out"),
    ("text:soap12,http(proxyAddress=http://p:8080)", "proxy-beside-default"),
    ("text:soap12,http(authenticationScheme=none)", "authentication-scheme-none"),
    ("text:soap12,http(maxBufferSize=1000)", "buffer-size-mismatch"),
    ("text:soap12,http(transferMode=streamed,maxBufferSize=100000)", "buffer-size-mismatch"),
    ("text:soap12,http(maxReceivedMessageSize=2147483648)", "message-size-beyond-integer"),
    ("text:soap12,http(transferMode=streamed,authenticationScheme=basic)", "authentication-with-streaming"),
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

  @Test func `Looking for an HTTP transport finds an HTTPS one, and not the other way round`() throws {
    var secure = try BindingParser.elements("text:soap12,https(keepAliveEnabled=false,requireClientCertificate=true)")
    #expect(secure.find(HTTPTransportBindingElement.self)?.keepAliveEnabled == false)
    let isChanged = secure.modify(HTTPTransportBindingElement.self) { $0.allowCookies = true }
    #expect(isChanged)
    #expect(secure.find(HTTPSTransportBindingElement.self)?.allowCookies == true)
    #expect(secure.find(HTTPSTransportBindingElement.self)?.requireClientCertificate == true)
    let removed = secure.remove(HTTPTransportBindingElement.self)
    #expect(removed?.allowCookies == true)
    #expect(secure.all.count == 1)
    let plain = try BindingParser.elements("text:soap12,http")
    #expect(plain.find(HTTPSTransportBindingElement.self) == nil)
  }

  @Test func `An element is put at a place of the stack or in the place of another`() throws {
    var stack = try BindingParser.elements("text:soap11,https")
    stack.insert(SecurityBindingElement.userNameOverTransport, at: 0)
    let isReplaced = stack.replace(TextMessageEncodingBindingElement.self, with: MTOMMessageEncodingBindingElement())
    #expect(isReplaced)
    #expect(stack.description == "security:userNameOverTransport,mtom:soap12wsa10,https")
    let isReplacedAgain = stack.replace(TransactionFlowBindingElement.self, with: TransactionFlowBindingElement())
    #expect(!isReplacedAgain)
    stack.insert(TransactionFlowBindingElement(), at: 99)
    #expect(stack.all.last?.name == "TransactionFlowBindingElement")
  }

  @Test func `A custom binding made from another has its elements and timeouts`() throws {
    let basic = try BindingParser.binding("basic(security=transport,credential=certificate,sendTimeout=30)")
    var custom = try CustomBinding(basic)
    #expect(
      Binding.custom(custom).description == "custom(text:soap11,https(requireClientCertificate=true),sendTimeout=30)")
    let encoder = try #require(custom.elements.find(TextMessageEncodingBindingElement.self))
    var mtom = MTOMMessageEncodingBindingElement(messageVersion: encoder.messageVersion)
    mtom.writeEncoding = encoder.writeEncoding
    custom.elements.remove(TextMessageEncodingBindingElement.self)
    custom.elements.insert(mtom, at: custom.elements.all.count - 1)
    #expect(custom.elements.description == "mtom:soap11,https(requireClientCertificate=true)")
    #expect(try basic.createBindingElements().description == "text:soap11,https(requireClientCertificate=true)")
  }

  @Test(arguments: [
    ("basic", "text:soap11,http"),
    (
      "basic(security=transport,credential=basic,realm=r)",
      "text:soap11,https(authenticationScheme=basic,realm=r)"
    ),
    ("basic(security=transportCredentialOnly,credential=ntlm)", "text:soap11,http(authenticationScheme=ntlm)"),
    (
      "basic(security=transportWithMessageCredential,credential=certificate)",
      "security:userNameOverTransport(version=\(MessageSecurityVersion.wss10Profile.rawValue),layout=lax),text:soap11,https"
    ),
    ("basic(messageEncoding=mtom,maxReceivedMessageSize=100000)", "mtom:soap11,http(maxReceivedMessageSize=100000)"),
    (
      "basic(allowCookies=true,transferMode=streamedResponse,maxDepth=9)",
      "text:soap11(maxDepth=9),http(transferMode=streamedResponse,allowCookies=true)"
    ),
    ("basicHttps(credential=certificate)", "text:soap11,https(requireClientCertificate=true)"),
    ("wsHttp(security=none)", "transactionFlow,text:soap12wsa10,http"),
    ("wsHttp(security=transport)", "transactionFlow,text:soap12wsa10,https(authenticationScheme=negotiate)"),
    (
      "wsHttp(security=transport,credential=certificate)",
      "transactionFlow,text:soap12wsa10,https(requireClientCertificate=true)"
    ),
    (
      "wsHttp(security=transportWithMessageCredential,messageCredential=certificate,establishSecurityContext=false)",
      "transactionFlow,security:certificateOverTransport(version=\(MessageSecurityVersion.wss11Profile.rawValue)),"
        + "text:soap12wsa10,https"
    ),
    (
      "ws2007Http(security=transportWithMessageCredential,messageCredential=userName)",
      "transactionFlow,security:userNameOverTransport(secureConversation=true,"
        + "version=\(MessageSecurityVersion.wss11Trust13Profile.rawValue)),text:soap12wsa10,https"
    ),
    (
      "wsHttp",
      "transactionFlow,security:sspiNegotiation(secureConversation=true,"
        + "version=\(MessageSecurityVersion.wss11Profile.rawValue)),text:soap12wsa10,http"
    ),
    ("wsHttp(security=none,reliableSession=true)", "transactionFlow,reliableSession,text:soap12wsa10,http"),
    (
      "wsHttp(security=none,messageEncoding=mtom,maxReceivedMessageSize=99999)",
      "transactionFlow,mtom:soap12wsa10(maxBufferSize=99999),http(maxReceivedMessageSize=99999)"
    ),
  ])
  func `A named binding expands to WCF's elements in WCF's order`(binding: String, stack: String) throws {
    #expect(try BindingParser.binding(binding).createBindingElements().description == stack)
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
