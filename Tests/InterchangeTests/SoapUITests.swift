import Basics
import Bindings
import Handshake
import Testing

@testable import Interchange

/// SoapUI projects as requests.
@Suite struct SoapUITests {
  static let project = """
    <con:soapui-project name="Bank" xmlns:con="http://eviware.com/soapui/config"
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <con:interface xsi:type="con:WsdlInterface" name="Port" soapVersion="1_2" wsaVersion="NONE">
      <con:endpoints><con:endpoint>https://${#Project#host}/soap</con:endpoint></con:endpoints>
      <con:operation name="Get" action="urn:get" isOneWay="false"><con:call name="Request 1" sslKeystore="me.jks">
        <con:settings><con:setting id="com.eviware.soapui.impl.wsdl.WsdlRequest@request-headers">&lt;xml-fragment&gt;&lt;con:entry key="X-Trace" value="${#Project#trace}" xmlns:con="http://eviware.com/soapui/config"/&gt;&lt;/xml-fragment&gt;</con:setting></con:settings>
        <con:encoding>UTF-8</con:encoding><con:endpoint>https://${#Project#host}/soap</con:endpoint>
        <con:request><![CDATA[<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope">\\r
    <e:Body><Get>${id}</Get></e:Body></e:Envelope>\\r]]></con:request>
        <con:credentials><con:username>alice</con:username><con:password>geheim</con:password><con:domain>CORP</con:domain></con:credentials>
        <con:assertion type="XPath Match"/><con:assertion type="SOAP Fault Assertion"/>
        <con:assertion type="Invalid HTTP Status Codes"><con:configuration><con:codes>500, 404</con:codes></con:configuration></con:assertion>
        <con:assertion type="Valid HTTP Status Codes"><con:configuration><con:codes>200</con:codes></con:configuration></con:assertion>
        <con:assertion type="XPath Match"><con:configuration><path>declare namespace m='urn:m';
    //m:Total</path><content>${id}</content></con:configuration></con:assertion>
        <con:assertion type="GroovyScriptAssertion"/>
      </con:call></con:operation></con:interface>
    <con:interface xsi:type="con:RestService" name="Rest"/>
    <con:testSuite name="Suite"><con:testCase name="Case">
      <con:testStep type="groovy" name="Script"/>
      <con:testStep type="request" name="First"><con:config><con:interface>Port</con:interface>
        <con:operation>Get</con:operation><con:request><con:endpoint>http://h/</con:endpoint>
        <con:request>&lt;a>${#TestCase#id} ${=new Date()}&lt;/a></con:request></con:request></con:config></con:testStep>
      <con:testStep type="request" name="Second"><con:config><con:interface>Gone</con:interface>
        <con:operation>Get</con:operation><con:request><con:endpoint>http://h/</con:endpoint>
        <con:request>&lt;a>${First#Response}&lt;/a></con:request></con:request></con:config></con:testStep>
      <con:properties><con:property><con:name>id</con:name><con:value>7</con:value></con:property></con:properties>
      </con:testCase></con:testSuite>
    <con:properties><con:property><con:name>host</con:name><con:value>${server}.example</con:value></con:property>
      <con:property><con:name>id</con:name><con:value>1</con:value></con:property>
      <con:property><con:name>dbPassword</con:name><con:value>geheim</con:value></con:property></con:properties>
    <con:wssContainer><con:crypto><con:source>C:\\keys\\me.jks</con:source><con:password>geheim</con:password></con:crypto></con:wssContainer>
    </con:soapui-project>
    """

  private func read(_ text: String = project) throws -> InterchangeContents {
    try SoapUIReader.read(Array(text.utf8))
  }

  @Test func `An interface of an old version, which has no type, is one of SOAP`() throws {
    let old = try read(
      """
      <con:soapui-project name="HelloWS" soapui-version="2.0.2" xmlns:con="http://eviware.com/soapui/config">
      <con:interface name="Hello" bindingName="{urn:h}Hello" soapVersion="1_1" definition="http://h/?WSDL">
        <con:endpoints><con:endpoint>http://h/Hello</con:endpoint></con:endpoints>
        <con:operation isOneWay="false" action="urn:hi" name="sayHi"><con:call name="Request 1">
          <con:request><![CDATA[<e/>]]></con:request></con:call></con:operation>
      </con:interface></con:soapui-project>
      """)
    let request = try #require(old.requests.first)
    #expect(old.requests.count == 1 && old.notCarriedOver.isEmpty, "\(old.notCarriedOver)")
    #expect(request.url == "http://h/Hello" && request.action == "urn:hi" && request.envelope == Array("<e/>".utf8))
  }

  @Test func `A call has its endpoint, action, version, headers and envelope`() throws {
    let request = try #require(try read().requests.first)
    #expect(request.title == "Port/Get/Request 1")
    #expect(request.url == "https://{{host}}/soap")
    #expect(request.action == "urn:get")
    #expect(request.version == .soap12)
    #expect(request.headers == [HTTPHeader("X-Trace", "{{trace}}")])
    let envelope = String(decoding: request.envelope, as: UTF8.self)
    #expect(envelope.contains("soap-envelope\">\n<e:Body><Get>{{id}}</Get></e:Body></e:Envelope>"))
    #expect(!envelope.contains("\\r"))
  }

  @Test func `Key stores and users become names and questions, passwords nothing`() throws {
    let contents = try read()
    let request = try #require(contents.requests.first)
    #expect(request.identity == "me")
    #expect(request.user == "CORP\\alice")
    #expect(request.credential == .ntlm)
    #expect(contents.questions.contains { $0.contains("C:\\keys\\me.jks") })
    #expect(contents.questions.contains { $0.contains("password of alice") })
    #expect(!"\(contents)".contains("geheim"))
    #expect(contents.questions.contains { $0.contains("dbPassword") })
  }

  @Test func `Steps of a case are requests in their order, all other steps are named`() throws {
    let contents = try read()
    #expect(contents.requests.map(\.title) == ["Port/Get/Request 1", "Suite/Case/1 First", "Suite/Case/2 Second"])
    #expect(contents.notCarriedOver.contains("step of type groovy: Suite/Case/Script"))
    #expect(contents.notCarriedOver.contains("interface that is not SOAP (RestService): Rest"))
    #expect(contents.notCarriedOver.contains("assertion XPath Match: Port/Get/Request 1"))
    #expect(contents.problems.contains { $0.summary.contains("Suite/Case/2 Second") || $0.summary.contains("Second") })
  }

  @Test(arguments: [
    ("exists( //m:a/m:b )", "boolean( //m:a/m:b )"), ("empty(//a) and fn:exists(//b)", "not(//a) and boolean(//b)"),
    ("//*:Order/*:Id[1] = '*:x'", "//*[local-name()='Order']/*[local-name()='Id'][1] = '*:x'"),
    ("count(//a) * 2 div (3)", "count(//a) * 2 div (3)"), ("//a[.='matches(x)']/text()", "//a[.='matches(x)']/text()"),
    ("//m:exists/child::node()", "//m:exists/child::node()"), ("matches(//a, 'x')", nil), ("lower-case (//a)", nil),
    ("for $a in //a return $a", nil), ("x:exists(//a)", nil), ("if (//a) then 1 else 2", nil),
    ("contains(//a, \"it's\")", "contains(//a, \"it's\")"),
  ])
  func `An expression of XPath 2 is written as one of XPath 1, or named`(expression: String, written: String?) {
    #expect(XPath2Words.inXPath1(expression) == written)
  }

  @Test(arguments: [("DBPass", true), ("pass", true), ("bypass", false), ("passenger", false), ("userPwd", true)])
  func `A property that is called like a secret is none to carry over`(name: String, isSecret: Bool) {
    #expect(SecretWords.isSecret(name: name) == isSecret)
  }

  @Test func `A property that two scopes have is two variables; what nobody knows is asked for`() throws {
    let contents = try read()
    let values = Dictionary(uniqueKeysWithValues: contents.variables.map { ($0.name, $0.value) })
    #expect(values["id"] == "1")
    #expect(values["host"] == "{{server}}.example")
    #expect(values["Case.id"] == "7")
    #expect(values["First.Response"] == .some(nil))
    let text = String(decoding: contents.requests[1].envelope, as: UTF8.self)
    #expect(text == "<a>{{Case.id}} ${=new Date()}</a>")
    #expect(contents.notCarriedOver.contains("expansion left as it is: ${=new Date()}"))
    #expect(contents.questions.contains { $0.contains("server, trace, First.Response") })
  }

  @Test func `Assertions become lines where a line can say them`() throws {
    let contents = try read()
    #expect(
      contents.requests[0].assertions == [
        "fault absent", "status != 500", "status != 404", "status = 200", "xpath //m:Total = \"{{id}}\"",
      ])
    #expect(contents.requests[0].namespaces == ["m": "urn:m"])
    #expect(contents.notCarriedOver.contains("assertion GroovyScriptAssertion: Port/Get/Request 1"))
  }

  @Test func `A value that would name a secret's source here is none`() throws {
    let contents = try read(Self.project.replacing("${server}.example", with: "command:rm x"))
    #expect(contents.variables.first { $0.name == "host" }?.value == nil)
    #expect(contents.notCarriedOver.contains { $0.contains("command:rm x") })
  }

  @Test func `An encrypted project says what to do`() throws {
    let contents = try read(
      "<c:soapui-project xmlns:c='http://eviware.com/soapui/config'><c:encryptedContent>AAAA</c:encryptedContent></c:soapui-project>"
    )
    #expect(contents.problems.map(\.severity) == [.error])
    #expect(contents.problems[0].detail.contains("project password"))
  }

  @Test func `Another document is no project`() throws {
    let contents = try read("<html/>")
    #expect(contents.problems.first?.summary == "This is no SoapUI project.")
    #expect(throws: (any Error).self) { try read("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>") }
  }

  @Test func `A composite project is put together from its files`() {
    let space = "xmlns:con='http://eviware.com/soapui/config' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
    let files = [
      ("settings.xml", "<con:soapui-project name='P' \(space)/>"),
      (
        "Port.xml",
        "<con:interface xsi:type='con:WsdlInterface' name='Port' soapVersion='1_1' \(space)><con:operation name='Do' action='urn:do'/></con:interface>"
      ),
      ("Suite/settings.xml", "<con:testSuite name='Suite' \(space)/>"),
      (
        "Suite/Case.xml",
        "<con:testCase name='Case' \(space)><con:testStep type='request' name='S'><con:config><con:interface>Port</con:interface><con:operation>Do</con:operation><con:request><con:endpoint>http://h/</con:endpoint><con:request>x</con:request></con:request></con:config></con:testStep></con:testCase>"
      ), ("broken.xml", "<con:"),
    ].map { SoapUIReader.File(path: $0.0, bytes: Array($0.1.utf8)) }
    let contents = SoapUIReader.read(files: files)
    #expect(contents.requests.map(\.title) == ["Suite/Case/S"])
    #expect(contents.requests.first?.action == "urn:do")
    #expect(contents.problems.count == 1)
  }

  @Test func `Addressing settings choose the message version, and what they fix is named`() throws {
    let text = Self.project.replacing(
      "sslKeystore=\"me.jks\">",
      with: "useWsAddressing=\"true\"><con:wsaConfig version=\"200508\" action=\"urn:other\" messageID=\"uuid:1\"/>")
    let contents = try read(text)
    #expect(contents.requests[0].version == .soap12WSAddressing10)
    #expect(contents.requests[0].action == "urn:other")
    #expect(contents.notCarriedOver.contains("wsa:messageID=uuid:1: Port/Get/Request 1"))
  }
}
