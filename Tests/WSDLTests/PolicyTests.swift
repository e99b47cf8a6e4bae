import Bindings
import Testing
import WSDL

/// What policies demand, and the binding that it makes.
@Suite struct PolicyTests {
  private static let namespaces = """
    xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy" xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" xmlns:sp="http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702" xmlns:sp5="http://schemas.xmlsoap.org/ws/2005/07/securitypolicy"
    """

  /// The binding of an operation whose port has these policies.
  private func binding(
    policy: String, at binding: String = "<wsp:PolicyReference URI='#p'/>", address: String = "http://host/s",
    soap12: Bool = false, operation: String = ""
  ) throws -> (text: String, losses: [String]) {
    var text = Sample.service(
      binding: binding + (soap12 ? "<s12:binding/>" : "<s:binding/>"),
      bound: "<operation name='Get'>\(operation)<input><s:body use='literal'/></input></operation>")
    text = text.replacing("<definitions ", with: "<definitions \(Self.namespaces) ")
      .replacing("<message name=\"In\">", with: "<wsp:Policy u:Id='p'>\(policy)</wsp:Policy><message name=\"In\">")
      .replacing("http://host/s", with: address)
    let port = try Documents(["a.wsdl": text]).read("a.wsdl").services[0].ports[0]
    let made = try #require(ServiceDescription.binding(of: port.operations[0], at: port))
    return ("\(made)", port.policy.joined(port.operations[0].policy).losses)
  }

  private static func transport(_ token: String, _ rest: String = "") -> String {
    """
    <sp:TransportBinding><wsp:Policy><sp:TransportToken><wsp:Policy>\(token)</wsp:Policy></sp:TransportToken>
    <sp:AlgorithmSuite><wsp:Policy><sp:Basic128/></wsp:Policy></sp:AlgorithmSuite>
    <sp:Layout><wsp:Policy><sp:Lax/></wsp:Policy></sp:Layout>\(rest)</wsp:Policy></sp:TransportBinding>
    """
  }

  @Test func `Without a policy the address and the SOAP version decide`() throws {
    #expect(try binding(policy: "", at: "").text == "basic")
    #expect(try binding(policy: "", at: "", address: "https://host/s").text == "basic(security=transport)")
    #expect(try binding(policy: "", at: "", address: "HTTPS://h", soap12: true).text == "custom(text:soap12,https)")
  }

  @Test(arguments: [
    "<sp:HttpsToken RequireClientCertificate='true'/>",
    "<sp:HttpsToken><wsp:Policy><sp:RequireClientCertificate/></wsp:Policy></sp:HttpsToken>",
  ])
  func `A client certificate is demanded in the words of both versions`(token: String) throws {
    let made = try binding(policy: Self.transport(token))
    #expect(made.text == "basic(security=transport,credential=certificate)")
    #expect(made.losses.isEmpty)
    #expect(
      try binding(policy: Self.transport(token), soap12: true).text
        == "custom(text:soap12,https(requireClientCertificate=true))")
  }

  @Test func `A user name over TLS is a token in the message`() throws {
    let token = """
      <sp:SignedSupportingTokens><wsp:Policy><sp:UsernameToken><wsp:Policy><sp:HashPassword/></wsp:Policy>
      </sp:UsernameToken></wsp:Policy></sp:SignedSupportingTokens>
      """
    let made = try binding(policy: Self.transport("<sp:HttpsToken/>", "<sp:IncludeTimestamp/>") + token)
    #expect(
      made.text == "custom(security:userNameOverTransport(algorithmSuite=basic128,password=digest),text:soap11,https)")
  }

  @Test func `A password does not go out without TLS because a policy wants it`() throws {
    let token = "<sp:SupportingTokens><wsp:Policy><sp:UsernameToken/></wsp:Policy></sp:SupportingTokens>"
    #expect(
      try binding(policy: token).text
        == "custom(security:userNameOverTransport(includeTimestamp=false),text:soap11,http)")
  }

  @Test func `A certificate that signs the body signs it, and what is not done is said`() throws {
    let policy = """
      <sp:AsymmetricBinding><wsp:Policy><sp:InitiatorToken><wsp:Policy><sp:X509Token/></wsp:Policy></sp:InitiatorToken>
      <sp:RecipientToken><wsp:Policy><sp:X509Token/></wsp:Policy></sp:RecipientToken><sp:IncludeTimestamp/>
      <sp:EncryptSignature/></wsp:Policy></sp:AsymmetricBinding><sp:SignedParts><sp:Body/></sp:SignedParts><sp:Wss10/>
      <sp:EncryptedParts><sp:Body/></sp:EncryptedParts>
      """
    let made = try binding(policy: policy)
    #expect(
      made.text
        == "custom(security:certificateOverTransport(allowInsecureTransport=true,signsBody=true),text:soap11,http)")
    #expect(made.losses == ["policy assertion EncryptSignature", "policy assertion EncryptedParts"])
  }

  @Test(arguments: [
    (
      "<sp:Body/><sp:Header Name='Action' Namespace='http://www.w3.org/2005/08/addressing'/>",
      "signsBody=true,signsAddressing=true", []
    ),
    ("<sp:Header Name='To' Namespace='http://www.w3.org/2005/08/addressing'/>", "", []),
    ("", "signsBody=true,signsAddressing=true", []),
    ("<sp:Header Namespace='urn:x'/>", "", ["policy assertion SignedParts/Header"]),
  ])
  func `The parts that a policy names are signed, or it is said that they are not`(
    parts: String, expected: String, losses: [String]
  ) throws {
    let policy = """
      <sp:AsymmetricBinding><wsp:Policy><sp:InitiatorToken><wsp:Policy><sp:X509Token/></wsp:Policy></sp:InitiatorToken>
      </wsp:Policy></sp:AsymmetricBinding><sp:SignedParts>\(parts)</sp:SignedParts>
      <wsam:Addressing xmlns:wsam='http://www.w3.org/2007/05/addressing/metadata'/>
      """
    let made = try binding(policy: policy)
    let options = "allowInsecureTransport=true" + (expected.isEmpty ? "" : "," + expected)
    #expect(made.text == "custom(security:certificateOverTransport(\(options)),text:soap11wsa10,http)")
    #expect(made.losses == losses)
  }

  @Test func `Addressing and MTOM are demands; what is optional is none`() throws {
    let addressing = "<wsam:Addressing xmlns:wsam='http://www.w3.org/2007/05/addressing/metadata'/>"
    let mtom =
      "<m:OptimizedMimeSerialization xmlns:m='http://schemas.xmlsoap.org/ws/2004/09/policy/optimizedmimeserialization'/>"
    #expect(try binding(policy: addressing).text == "custom(text:soap11wsa10,http)")
    #expect(try binding(policy: addressing + mtom, soap12: true).text == "custom(mtom:soap12wsa10,http)")
    #expect(try binding(policy: addressing.replacing("/>", with: " wsp:Optional='true'/>")).text == "basic")
    let marker = "<a:UsingAddressing xmlns:a='http://schemas.xmlsoap.org/ws/2004/08/addressing/policy'"
    #expect(try binding(policy: "", at: marker + "/>").text == "basic")
    #expect(
      try binding(policy: "", at: marker + " w:required='true'/>").text
        == "custom(text:soap11wsa2004,http)")
  }

  @Test func `Of alternatives the first that says something counts, nested and referred to`() throws {
    let policy = """
      <wsp:ExactlyOne><wsp:All/><wsp:All><wsp:PolicyReference URI='#q'/></wsp:All>
      <wsp:All><sp:Kerberos/></wsp:All></wsp:ExactlyOne></wsp:Policy>
      <wsp:Policy Name='q'><h:BasicAuthentication xmlns:h='http://schemas.microsoft.com/ws/06/2004/policy/http'/>
      """
    #expect(try binding(policy: policy).text == "basic(security=transportCredentialOnly,credential=basic)")
  }

  @Test func `Policies that refer to each other come to an end`() throws {
    let policy = "<wsp:PolicyReference URI='#q'/></wsp:Policy><wsp:Policy u:Id='q'><wsp:PolicyReference URI='#p'/>"
    #expect(try binding(policy: policy).text == "basic")
  }

  @Test func `An operation's policy adds to its port's`() throws {
    let made = try binding(
      policy: Self.transport("<sp:HttpsToken/>"),
      operation: """
        <wsp:Policy><sp:EndorsingSupportingTokens><wsp:Policy><sp:X509Token/></wsp:Policy></sp:EndorsingSupportingTokens>
        <sp:RequiredElements/></wsp:Policy>
        """)
    #expect(made.text == "custom(security:certificateOverTransport(algorithmSuite=basic128),text:soap11,https)")
    #expect(made.losses == ["policy assertion RequiredElements"])
  }

  @Test func `A timestamp that no token goes with is told, because none is sent`() throws {
    let policy = Self.transport("<sp:HttpsToken/>", "<sp:IncludeTimestamp/>")
    #expect(
      try binding(policy: policy).losses == [
        "policy assertion IncludeTimestamp: a timestamp is sent beside a token only"
      ])
    let token = "<sp:SupportingTokens><wsp:Policy><sp:UsernameToken/></wsp:Policy></sp:SupportingTokens>"
    #expect(try binding(policy: policy, operation: "<wsp:Policy>\(token)</wsp:Policy>").losses.isEmpty)
  }

  @Test(arguments: ["<service ", "<portType ", "<operation name='Get'>", "<port "])
  func `A policy counts wherever it is attached`(place: String) throws {
    let policy = "<wsp:Policy>\(Self.transport("<sp:HttpsToken RequireClientCertificate='true'/>"))</wsp:Policy>"
    var text = Sample.service().replacing("<definitions ", with: "<definitions \(Self.namespaces) ")
    let start = try #require(text.firstRange(of: place))
    let end = try #require(text[start.lowerBound...].firstIndex(of: ">"))
    text.insert(contentsOf: policy, at: text.index(after: end))
    let port = try Documents(["a.wsdl": text]).read("a.wsdl").services[0].ports[0]
    let made = try #require(ServiceDescription.binding(of: port.operations[0], at: port))
    #expect("\(made)" == "basic(security=transport,credential=certificate)")
  }
}
