import Bindings
import ServiceModel
import Testing
import XML

/// What `app.config` and `web.config` say, read and written.
@Suite struct ConfigurationTests {
  private static func read(
    _ inner: String, other: @escaping ConfigurationReader.Other = { _ in nil }
  ) throws -> ServiceModelContents {
    let text = "<configuration><system.serviceModel>\(inner)</system.serviceModel></configuration>"
    return try ConfigurationReader.read(Array(text.utf8), other: other)
  }

  private static func client(_ binding: String, _ bindings: String, endpoint: String = "") throws
    -> ServiceModelContents
  {
    try read(
      "<bindings>\(bindings)</bindings><client><endpoint name='Main' address='https://h/s' binding='\(binding)' "
        + "bindingConfiguration='B' contract='IMain' \(endpoint)/></client>")
  }

  /// A configuration and the text form of what it means.
  static let meanings: [(kind: String, configuration: String, meaning: String)] = [
    (
      "basicHttpBinding",
      "<binding name='B'><security mode='Transport'><transport clientCredentialType='Certificate'/></security></binding>",
      "basic(security=transport,credential=certificate)"
    ),
    (
      "basicHttpBinding",
      """
      <binding name='B' sendTimeout='00:05:00' receiveTimeout='Infinite' openTimeout='1.00:00:30' allowCookies='True'
       maxReceivedMessageSize='2147483647' maxBufferSize='2147483647' messageEncoding='Mtom' textEncoding='utf-16'
       transferMode='Buffered' proxyAddress='http://proxy:8080' useDefaultWebProxy='false'>
      <readerQuotas maxDepth='64' maxStringContentLength='0'/></binding>
      """,
      "basic(messageEncoding=mtom,textEncoding=utf-16,maxReceivedMessageSize=2147483647,allowCookies=true,"
        + "useDefaultWebProxy=false,proxyAddress=http://proxy:8080,openTimeout=86430,sendTimeout=300,"
        + "receiveTimeout=infinite,maxDepth=64,maxBufferSize=2147483647)"
    ),
    (
      "basicHttpsBinding",
      "<binding name='B'><security mode='TransportWithMessageCredential'>"
        + "<message clientCredentialType='Certificate' algorithmSuite='Basic256Sha256'/></security></binding>",
      "basicHttps(security=transportWithMessageCredential,messageCredential=certificate,algorithmSuite=basic256Sha256)"
    ),
    ("wsHttpBinding", "<binding name='B'/>", "wsHttp"),
    (
      "ws2007HttpBinding",
      "<binding name='B' transactionFlow='true'><reliableSession enabled='true' inactivityTimeout='00:20:00'/>"
        + "<security mode='None'/></binding>",
      "ws2007Http(security=none,reliableSession=true,inactivityTimeout=1200,transactionFlow=true)"
    ),
    (
      "customBinding",
      "<binding name='B' sendTimeout='00:02:00'><textMessageEncoding messageVersion='Soap12' writeEncoding='utf-8'/>"
        + "<httpsTransport requireClientCertificate='true' authenticationScheme='Basic' keepAliveEnabled='false'/></binding>",
      "custom(text:soap12,https(requireClientCertificate=true,authenticationScheme=basic,keepAliveEnabled=false),"
        + "sendTimeout=120)"
    ),
    (
      "customBinding",
      "<binding name='B'><security authenticationMode='CertificateOverTransport' securityHeaderLayout='Lax' "
        + "messageSecurityVersion='WSSecurity10WSTrustFebruary2005WSSecureConversationFebruary2005"
        + "WSSecurityPolicy11BasicSecurityProfile10' includeTimestamp='true' defaultAlgorithmSuite='Basic128Sha256'>"
        + "<localClientSettings maxClockSkew='00:10:00'/></security><mtomMessageEncoding messageVersion='Default'/>"
        + "<httpsTransport/></binding>",
      "custom(security:certificateOverTransport(version=WSSecurity10WSTrustFebruary2005WSSecureConversationFebruary2005"
        + "WSSecurityPolicy11BasicSecurityProfile10,layout=lax,algorithmSuite=basic128Sha256,maxClockSkew=600),"
        + "mtom:soap12wsa10,https)"
    ),
    (
      "customBinding",
      "<binding name='B'><security authenticationMode='SecureConversation'>"
        + "<secureConversationBootstrap authenticationMode='UserNameOverTransport'/></security>"
        + "<binaryMessageEncoding/><httpsTransport/></binding>",
      "custom(security:userNameOverTransport(secureConversation=true),binary,https)"
    ),
    (
      "customBinding",
      "<binding name='B'><transactionFlow/><reliableSession/><textMessageEncoding/><httpTransport/></binding>",
      "custom(transactionFlow(transactions=true),reliableSession,text:soap12wsa10,http)"
    ),
  ]

  @Test(arguments: meanings)
  func `A binding means what .NET makes of it`(_ meaning: (kind: String, configuration: String, meaning: String)) throws
  {
    let contents = try Self.client(meaning.kind, "<\(meaning.kind)>\(meaning.configuration)</\(meaning.kind)>")
    #expect(contents.problems == [])
    #expect(contents.notCarriedOver == [])
    #expect(contents.endpoints.first?.binding?.description == meaning.meaning)
  }

  @Test(arguments: meanings)
  func `A binding that is written reads back the same`(
    _ meaning: (kind: String, configuration: String, meaning: String)
  ) throws {
    let binding = try BindingParser.binding(meaning.meaning)
    let text = ConfigurationWriter(name: "A \"<&>", address: "https://h/s?a=1&b=2", binding: binding).text
    let contents = try ConfigurationReader.read(Array(text.utf8))
    #expect(contents.problems == [], "\(text)")
    let endpoint = try #require(contents.endpoints.first)
    #expect(endpoint.binding == binding, "\(text)")
    #expect(endpoint.name == "A \"<&>")
    #expect(endpoint.address == "https://h/s?a=1&b=2")
  }

  @Test(arguments: [
    ("basic(security=transport,credential=certificate)", "<transport clientCredentialType=\"Certificate\" />"),
    (
      "wsHttp(security=transportWithMessageCredential,messageCredential=userName)",
      "mode=\"TransportWithMessageCredential\""
    ),
    ("basic(sendTimeout=90.5)", "sendTimeout=\"00:01:30.5000000\""),
    ("basic(receiveTimeout=infinite)", "receiveTimeout=\"Infinite\""),
    ("custom(text:soap11wsa2004,http)", "messageVersion=\"Soap11WSAddressingAugust2004\""),
    ("custom(security:userNameOverTransport(password=digest),text,https)", "password=digest cannot be said"),
    ("custom(customText:soap11(writeEncoding=iso-8859-1),http)", "needs an extension"),
  ])
  func `What is written has .NET's own words`(binding: String, part: String) throws {
    let text = ConfigurationWriter(name: "X", address: "https://h/", binding: try BindingParser.binding(binding)).text
    #expect(text.contains(part), "\(text)")
    #expect(WellFormedness.check(Array(text.utf8)) == nil)
  }

  @Test func `Defaults are left out, and a certificate is left to the person`() {
    let text = ConfigurationWriter(
      name: "X", address: "http://h/", binding: .basicHTTP(BasicHTTPBinding()), certificate: "a -- b"
    ).text
    #expect(text.contains("<binding name=\"X\" />"))
    #expect(text.contains("findValue=\"THUMBPRINT\""))
    #expect(text.contains("never a file: a - - b"))
    #expect(WellFormedness.check(Array(text.utf8)) == nil)
  }

  @Test func `A certificate of a store becomes a question`() throws {
    let contents = try Self.read(
      "<client><endpoint name='E' address='https://h/' binding='basicHttpBinding' contract='I' "
        + "behaviorConfiguration='cert'/></client><behaviors><endpointBehaviors><behavior name='cert'><clientCredentials>"
        + "<clientCertificate findValue='0011' x509FindType='FindByThumbprint'/></clientCredentials>"
        + "</behavior></endpointBehaviors></behaviors>")
    #expect(
      contents.endpoints.first?.certificate
        == .store(location: "CurrentUser", name: "My", findType: "FindByThumbprint", value: "0011"))
    #expect(contents.questions.first?.text.contains("FindByThumbprint \"0011\"") == true)
    #expect(contents.notCarriedOver == [])
  }

  @Test func `A certificate element without attributes asks nothing, as .NET does not look then`() throws {
    let contents = try Self.read(
      "<client><endpoint name='E' address='https://h/' binding='basicHttpBinding' contract='I'/></client>"
        + "<behaviors><endpointBehaviors><behavior><clientCredentials><clientCertificate/></clientCredentials>"
        + "</behavior></endpointBehaviors></behaviors>")
    #expect(contents.endpoints.first?.certificate == nil)
    #expect(contents.questions == [])
  }

  /// What cannot be carried over, and a part of what is said of it.
  static let losses: [(inner: String, said: String)] = [
    ("<binding name='B' maxConnections='3'/>", "basicHttpBinding/B/@maxConnections=\"3\""),
    ("<binding name='B'><webSocketSettings/></binding>", "basicHttpBinding/B/webSocketSettings"),
    ("<binding name='B' hostNameComparisonMode='Exact'/>", "@hostNameComparisonMode=\"Exact\""),
    (
      "<binding name='B'><security><transport><extendedProtectionPolicy policyEnforcement='Always'/></transport>"
        + "</security></binding>", "security/transport/extendedProtectionPolicy"
    ),
  ]

  @Test(arguments: losses)
  func `What has no counterpart is said`(_ loss: (inner: String, said: String)) throws {
    let contents = try Self.client("basicHttpBinding", "<basicHttpBinding>\(loss.inner)</basicHttpBinding>")
    #expect(contents.notCarriedOver.contains { $0.contains(loss.said) }, "\(contents.notCarriedOver)")
    #expect(contents.endpoints.first?.binding != nil)
  }

  @Test func `Values that mean nothing are problems, and the rest of the binding stays`() throws {
    let contents = try Self.client(
      "basicHttpBinding",
      "<basicHttpBinding><binding name='B' allowCookies='perhaps' maxReceivedMessageSize='-1' sendTimeout='00:02:00'>"
        + "<security mode='Transprot'/></binding></basicHttpBinding>")
    #expect(contents.problems.count == 3)
    #expect(contents.problems.allSatisfy { $0.severity == .error })
    #expect(contents.endpoints.first?.binding?.description == "basic(sendTimeout=120)")
  }

  @Test(arguments: [
    ("netTcpBinding", "<netTcpBinding><binding name='B'/></netTcpBinding>", "netTcpBinding"),
    ("basicHttpBinding", "", "names a binding configuration that is not here"),
    (
      "customBinding", "<customBinding><binding name='B'><myEncoding/><httpTransport/></binding></customBinding>",
      "myEncoding"
    ),
    ("", "", "none is named"),
  ])
  func `An endpoint whose binding cannot be had says why`(kind: String, bindings: String, said: String) throws {
    let contents = try Self.client(kind, bindings)
    #expect(contents.problems.contains { ($0.summary + $0.detail).contains(said) }, "\(contents.problems)")
  }

  @Test func `Identity, headers, another way and what a service has are told`() throws {
    let contents = try Self.read(
      """
      <services><service name='S.Service'/></services><serviceHostingEnvironment/>
      <behaviors><serviceBehaviors/><endpointBehaviors><behavior name='b'><clientVia viaUri='http://gateway/s'/>
      <clientCredentials><serviceCertificate><sslCertificateAuthentication certificateValidationMode='None'/>
      </serviceCertificate></clientCredentials><dataContractSerializer/><mine/></behavior></endpointBehaviors></behaviors>
      <client><endpoint address='http://real/s' binding='basicHttpBinding' contract='IMain' behaviorConfiguration='b'>
      <identity><dns value='other'/></identity><headers><k:Key xmlns:k='urn:k'>1</k:Key></headers></endpoint>
      <metadata/></client>
      """)
    let endpoint = try #require(contents.endpoints.first)
    #expect(endpoint.name == "IMain")
    #expect(endpoint.address == "http://gateway/s")
    #expect(endpoint.headers == ["<k:Key xmlns:k=\"urn:k\">1</k:Key>"])
    for said in [
      "services/S.Service", "serviceHostingEnvironment", "behaviors/serviceBehaviors", "http://real/s",
      "behavior b/mine",
      "serviceCertificate/sslCertificateAuthentication=\"None\"", "identity/dns=\"other\"", "client/metadata",
    ] {
      #expect(contents.notCarriedOver.contains { $0.contains(said) }, "\(said): \(contents.notCarriedOver)")
    }
  }

  @Test func `A section in another file is followed, but not out of the folder`() throws {
    let bindings =
      "<bindings><basicHttpBinding><binding name='B' sendTimeout='00:02:00'/></basicHttpBinding></bindings>"
    let files = ["parts/bindings.config": Array(bindings.utf8)]
    let client =
      "<client><endpoint name='E' address='http://h/' binding='basicHttpBinding' bindingConfiguration='B' contract='I'/></client>"
    let found = try Self.read("<bindings configSource='parts\\bindings.config'/>" + client) { files[$0] }
    #expect(found.endpoints.first?.binding?.description == "basic(sendTimeout=120)")
    for path in ["../bindings.config", "a/../\u{301}/x", "/etc/passwd", "C:\\x", "missing.config"] {
      let lost = try Self.read("<bindings configSource='\(path)'/>" + client) { path in
        #expect(path == "missing.config")
        return nil
      }
      #expect(lost.problems.contains { $0.detail.contains("configSource") })
    }
  }

  @Test func `Bindings of a service's own file are listed`() throws {
    let contents = try Self.read(
      "<bindings><basicHttpsBinding><binding name='Cert'><security><transport clientCredentialType='Certificate'/>"
        + "</security></binding></basicHttpsBinding><netTcpBinding/></bindings>")
    #expect(contents.otherBindings.map(\.name) == ["basicHttpsBinding/Cert"])
    #expect(contents.otherBindings.first?.binding.description == "basicHttps(credential=certificate)")
    #expect(contents.notCarriedOver == ["bindings/netTcpBinding"])
  }

  @Test(arguments: [
    "<!DOCTYPE configuration [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><configuration>&a;</configuration>",
    "<configuration>", "", "no XML",
  ])
  func `What is no XML, or declares entities, is refused`(text: String) {
    #expect(throws: XMLProblem.self) { try ConfigurationReader.read(Array(text.utf8)) }
  }

  @Test func `Settings of the whole program that its clients feel are told`() throws {
    let text = """
      <configuration><system.net><defaultProxy/></system.net><appSettings/><runtime><AppContextSwitchOverrides
      value="Switch.System.Net.DontEnableSchUseStrongCrypto=true;Other=1"/></runtime><system.serviceModel/></configuration>
      """
    let contents = try ConfigurationReader.read(Array(text.utf8))
    #expect(
      contents.notCarriedOver == [
        "system.net/defaultProxy", "runtime/Switch.System.Net.DontEnableSchUseStrongCrypto=true",
      ])
  }

  @Test func `A file without the section says so`() throws {
    let contents = try ConfigurationReader.read(Array("<configuration><appSettings/></configuration>".utf8))
    #expect(contents.problems.first?.summary.contains("no system.serviceModel") == true)
    #expect(contents.endpoints == [])
  }
}
