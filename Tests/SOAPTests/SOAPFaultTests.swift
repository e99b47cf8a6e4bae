import SOAP
import Testing
import XML

@Suite struct SOAPFaultTests {
  private func read(_ text: String) -> SOAPFault? { SOAPFault(envelope: Array(text.utf8)) }

  @Test func `A SOAP 1.1 fault gives code, reason, actor and detail`() throws {
    let fault = try #require(
      read(
        """
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:d="urn:d"><s:Body><s:Fault>
        <faultcode>s:Client</faultcode><faultstring xml:lang="en">No such account</faultstring>
        <faultactor> urn:actor </faultactor><detail><d:Account id="7">x</d:Account></detail>
        </s:Fault></s:Body></s:Envelope>
        """))
    #expect(fault.code.name == XMLName("Client", in: "http://schemas.xmlsoap.org/soap/envelope/"))
    #expect(fault.code.written == "s:Client")
    #expect(fault.reason == "No such account")
    #expect(fault.actor == "urn:actor")
    #expect(fault.detail == "<d:Account xmlns:d=\"urn:d\" id=\"7\">x</d:Account>")
    #expect(fault.detailElements == [XMLName("Account", in: "urn:d")])
    #expect(fault.plainWords?.contains("request is at fault") == true)
  }

  @Test func `A SOAP 1.2 fault gives nested subcodes and a reason per language`() throws {
    let fault = try #require(
      read(
        """
        <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><e:Fault>
        <e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value xmlns:a="http://www.w3.org/2005/08/addressing">a:ActionNotSupported</e:Value>
        <e:Subcode><e:Value>deep</e:Value></e:Subcode></e:Subcode></e:Code>
        <e:Reason><e:Text xml:lang="de">Nein</e:Text><e:Text xml:lang="en-GB">No</e:Text></e:Reason>
        <e:Node>urn:node</e:Node><e:Role>urn:role</e:Role><e:Detail/></e:Fault></e:Body></e:Envelope>
        """))
    #expect(fault.subcodes.map(\.written) == ["a:ActionNotSupported", "deep"])
    #expect(fault.subcodes.first?.name == XMLName("ActionNotSupported", in: "http://www.w3.org/2005/08/addressing"))
    #expect(fault.reasons.map(\.language) == ["de", "en-GB"])
    #expect(fault.reason == "No")
    #expect(fault.actor == "urn:role")
    #expect(fault.node == "urn:node")
    #expect(fault.detail == "")
    #expect(fault.plainWords?.contains("action") == true)
  }

  @Test func `An unqualified code and a missing reason are tolerated`() throws {
    let fault = try #require(
      read(
        """
        <Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><Fault><faultcode>nope:Server.Db</faultcode>
        </Fault></Body></Envelope>
        """))
    #expect(fault.code.name == XMLName("nope:Server.Db"))
    #expect(fault.reason == "")
    #expect(fault.detail == nil)
  }

  @Test func `What is no fault gives none`() {
    #expect(read("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>") == nil)
    #expect(read("<Fault/>") == nil)
    #expect(read("<!DOCTYPE a []><a/>") == nil)
  }
}
