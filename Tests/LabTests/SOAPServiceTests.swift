import Lab
import Testing

@Suite struct SOAPServiceTests {
  private let server: LabServer

  init() throws { server = try LabServer.start(.plainHTTP) }

  private struct Version: CustomTestStringConvertible {
    var contentType: String
    var namespace: String
    var testDescription: String { contentType }
  }

  private static let soap11 = Version(contentType: "text/xml; charset=utf-8", namespace: HTTPText.namespace11)
  private static let soap12 = Version(
    contentType: "application/soap+xml; charset=utf-8; action=\"urn:signet:lab/Echo\"", namespace: HTTPText.namespace12)

  private func answer(_ body: String, _ version: Version) throws -> String {
    let connection = try #require(RawConnection(port: server.port))
    connection.send(HTTPText.post(body, contentType: version.contentType))
    return connection.receiveAnswer()
  }

  private func call(_ operation: String, _ version: Version = soap11) throws -> String {
    try answer(HTTPText.envelope(operation, namespace: version.namespace), version)
  }

  @Test(arguments: [soap11, soap12])
  private func `it answers in the version it was asked in`(_ version: Version) throws {
    let answer = try call("<l:Echo><l:text>5 &lt; 6 &amp; é</l:text></l:Echo>", version)
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.contains("Content-Type: \(version.contentType.prefix { $0 != ";" }); charset=utf-8\r\n"))
    #expect(answer.contains("<s:Envelope xmlns:s=\"\(version.namespace)\">"))
    #expect(answer.contains("<text>5 &lt; 6 &amp; é</text>"))
  }

  @Test func `it adds, and a sum that does not fit is the sender's fault`() throws {
    #expect(try call("<l:Add><l:a>40</l:a><l:b> 2 </l:b></l:Add>").contains("<sum>42</sum>"))
    let tooLarge = try call("<l:Add><l:a>\(Int.max)</l:a><l:b>1</l:b></l:Add>")
    #expect(tooLarge.contains("<faultcode>s:Client</faultcode>"))
    #expect(try call("<l:Add><l:a>1</l:a></l:Add>").contains("as b."))
  }

  @Test func `a fault has each version's own form and status`() throws {
    let first = try call("<l:Fail><l:reason>as asked</l:reason></l:Fail>", Self.soap11)
    #expect(first.hasPrefix("HTTP/1.1 500 "))
    #expect(
      first.contains("<faultcode>s:Server</faultcode><faultstring xml:lang=\"en\">as asked</faultstring><detail>"))
    let second = try call("<l:Fail/>", Self.soap12)
    #expect(second.hasPrefix("HTTP/1.1 500 "))
    #expect(second.contains("<s:Value>s:Receiver</s:Value>"))
    #expect(second.contains("<s:Detail>"))
  }

  @Test(arguments: [(soap11, "HTTP/1.1 500 ", "s:Client"), (soap12, "HTTP/1.1 400 ", "s:Sender")])
  private func `what the sender got wrong is said so`(_ version: Version, _ status: String, _ code: String) throws {
    let wrong = [
      HTTPText.envelope("<l:Nothing/>", namespace: version.namespace),
      HTTPText.envelope("<Echo/>", namespace: version.namespace), HTTPText.envelope("", namespace: version.namespace),
      "", "no XML", "<a/>", "<e:Envelope xmlns:e=\"\(version.namespace)\"><e:Body><x></e:Body></e:Envelope>",
      "<!DOCTYPE e [<!ENTITY x \"y\">]><e:Envelope xmlns:e=\"\(version.namespace)\"/>",
      String(repeating: "<a>", count: 10_000),
    ]
    for body in wrong {
      let answer = try answer(body, version)
      #expect(answer.hasPrefix(status), "\(body.prefix(60))")
      #expect(answer.contains(code), "\(body.prefix(60))")
    }
  }

  @Test func `an envelope of the other version is a version mismatch`() throws {
    let answer = try answer(HTTPText.envelope("<l:WhoAmI/>", namespace: HTTPText.namespace12), Self.soap11)
    #expect(answer.hasPrefix("HTTP/1.1 500 "))
    #expect(answer.contains("s:VersionMismatch"))
  }

  @Test func `only the first element of the Body is the operation`() throws {
    let answer = try call("<l:Echo><l:text>a<b>c</b>d</l:text></l:Echo><l:Add><l:text>no</l:text></l:Add>")
    #expect(answer.contains("<text>ad</text>"))
  }

  @Test(arguments: [0, 1_000, 3_000_000])
  func `a large answer has about the size that was asked for and is whole`(_ size: Int) throws {
    let answer = try call("<l:Large><l:bytes>\(size)</l:bytes></l:Large>")
    #expect((size - 64...size + 1_000).contains(answer.utf8.count))
    #expect(answer.hasSuffix("</LargeResponse></s:Body></s:Envelope>"))
    #expect(try call("<l:Large><l:bytes>67108865</l:bytes></l:Large>").contains("Fault"))
  }

  @Test func `a slow answer takes its time`() throws {
    let start = ContinuousClock.now
    #expect(try call("<l:Slow><l:milliseconds>120</l:milliseconds></l:Slow>").contains("<waited>120</waited>"))
    #expect(ContinuousClock.now - start >= .milliseconds(120))
  }

  @Test func `without TLS nobody has a name`() throws {
    #expect(try call("<l:WhoAmI/>").contains("<certificate>none</certificate>"))
  }
}
