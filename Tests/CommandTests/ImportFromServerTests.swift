import Foundation
import Lab
import TLS
import Testing

/// Service descriptions fetched over mutual TLS, with all that may stand in the way.
@Suite struct ImportFromServerTests {
  private let home: Folder
  private let pki: LabPKI
  private let files: LabPKI.Files

  init() throws {
    home = try Folder()
    pki = try LabPKI(clients: [.alice])
    files = try pki.write(to: home.file("pki"))
  }

  private static let namespaces =
    #"xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/""#

  /// A service, whose binding and schema are in other documents.
  private static func main(importing part: String) -> String {
    """
    <definitions \(namespaces) targetNamespace="urn:t"><import namespace="urn:t" location="\(part)"/>
    <service name="S"><port name="P" binding="t:B"><s:address location="https://host/s"/></port></service></definitions>
    """
  }

  private static func part(including schema: String) -> String {
    """
    <definitions \(namespaces) targetNamespace="urn:t"><types><schema xmlns="http://www.w3.org/2001/XMLSchema"
      targetNamespace="urn:t"><include schemaLocation="\(schema)"/></schema></types>
    <message name="In"><part name="a" element="t:Get"/></message>
    <portType name="T"><operation name="Get"><input message="t:In"/></operation></portType>
    <binding name="B" type="t:T"><s:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Get"><s:operation soapAction="urn:get"/><input><s:body use="literal"/></input></operation></binding>
    </definitions>
    """
  }

  private static let schema =
    #"<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t"><element name="Get" type="int"/></schema>"#
  private static let sample = #"<t:Get xmlns:t="urn:t">1</t:Get>"#

  private func server(
    _ documents: [LabDocument], clients: ClientAuthentication.Demand = .required
  ) throws -> LabServer {
    try LabServer.start(try .lab(pki, clients: clients), publishing: documents)
  }

  private func url(_ server: LabServer, _ target: String = "/service?wsdl") -> String {
    "https://localhost:\(server.port)\(target)"
  }

  private func signet(_ source: String, _ arguments: String..., certificate: Bool = true) throws -> ProgramRun {
    let identity = certificate ? ["--cert", files.identity(.alice)?.pfx ?? "", "--password", "env:LAB"] : []
    return try ProgramRun.signet(
      ["import", "wsdl", source, "--cacert", files.rootPEM] + identity + arguments,
      environment: ["LAB": LabPKI.password], home: home)
  }

  /// The targets that were asked for, each with a mark when the client showed its certificate.
  private func asked(_ server: LabServer) -> [String] {
    server.exchanges.compactMap { exchange in
      exchange.request.map { $0.target + (exchange.peer?.authenticated == nil ? "" : " alice") }
    }
  }

  @Test func `An archive on a server is unpacked, and asked for once`() throws {
    let bytes = try #require(Data(base64Encoded: ImportArchiveTests.archive, options: .ignoreUnknownCharacters))
    var document = LabDocument("/files/bank.zip?version=2", "", contentType: "application/zip")
    document.bytes = Array(bytes)
    let server = try server([document])
    let source = url(server, document.target)
    let run = try signet(source, "--sample", "Get")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains(Self.sample), "\(run.text)")
    // One of its documents is said to be beside the archive: that is the server's affair.
    #expect(asked(server) == ["\(document.target) alice", "/files/gone.xsd alice"])
    let text = try signet(source, "--list").text
    #expect(text.contains("gone.xsd was answered with HTTP status 404"), "\(text)")
    let kept = try signet(source, "--into", home.file("bank"))
    #expect(kept.status == 0, "\(kept.errors)")
    #expect(try signet(home.file("bank/wsdl"), "--sample", "Get").text.contains(Self.sample))
  }

  @Test func `A description and all that it imports are fetched with the client certificate`() throws {
    let server = try server([
      LabDocument("/service?wsdl", Self.main(importing: "?wsdl=part")),
      LabDocument("/service?wsdl=part", Self.part(including: "schemas/types.xsd")),
      LabDocument("/schemas/types.xsd", Self.schema),
    ])
    let run = try signet(url(server), "--sample", "Get")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains(Self.sample), "\(run.text)")
    #expect(asked(server) == ["/service?wsdl alice", "/service?wsdl=part alice", "/schemas/types.xsd alice"])
    #expect(try signet(url(server), "--list", certificate: false).status == 3)
  }

  @Test func `Where the server sends on to, relative imports start there, and the kept copy knows both places`() throws
  {
    let server = try server([
      LabDocument("/service?wsdl", movedTo: "/v2/service?wsdl", status: 301),
      LabDocument("/v2/service?wsdl", Self.main(importing: "part.wsdl")),
      LabDocument("/v2/part.wsdl", movedTo: "parts/one.wsdl", status: 307),
      LabDocument("/v2/parts/one.wsdl", Self.part(including: "types.xsd")),
      LabDocument("/v2/parts/types.xsd", Self.schema),
    ])
    let run = try signet(url(server), "--into", home.file("bank"))
    #expect(run.status == 0, "\(run.errors)")
    #expect(asked(server).allSatisfy { $0.hasSuffix(" alice") })
    server.stop()
    let kept = try signet(home.file("bank/wsdl"), "--sample", "Get")
    #expect(kept.status == 0, "\(kept.errors)")
    #expect(kept.text.contains(Self.sample), "\(kept.text)")
    let catalog = home.text("bank/wsdl/catalog.xml")
    #expect(catalog.contains(#"systemId="\#(url(server, "/v2/service?wsdl"))" uri="service.wsdl""#), "\(catalog)")
    #expect(catalog.contains(#"systemId="\#(url(server))" uri="service.wsdl""#), "\(catalog)")
  }

  @Test func `A server that sends on to another one does not get the certificate there`() throws {
    let other = try server([LabDocument("/a.wsdl", Self.part(including: "gone.xsd"))], clients: .optional)
    let server = try server([LabDocument("/service?wsdl", movedTo: url(other, "/a.wsdl"))])
    let refused = try signet(url(server), "--list")
    #expect(refused.status == 6)
    #expect(refused.errors.contains("\(url(other, "/a.wsdl")) is on another server"), "\(refused.errors)")
    #expect(refused.errors.contains("--remote"))
    #expect(other.exchanges.isEmpty)
    let remote = try signet(url(server), "--list", "--remote")
    #expect(remote.status == 0, "\(remote.errors)")
    #expect(remote.text.contains("Get  document/literal"), "\(remote.text)")
    #expect(asked(other).first == "/a.wsdl")
    #expect(asked(other).allSatisfy { !$0.hasSuffix("alice") })
  }

  @Test func `An import from another server is named, or fetched without the certificate when that is asked`() throws {
    let other = try server(
      [
        LabDocument("/part.wsdl", Self.part(including: "types.xsd")), LabDocument("/types.xsd", Self.schema),
      ], clients: .optional)
    let server = try server([LabDocument("/service?wsdl", Self.main(importing: url(other, "/part.wsdl")))])
    let named = try signet(url(server), "--list")
    #expect(named.status == 0, "\(named.errors)")
    #expect(named.text.contains("part.wsdl is on another server than the description"), "\(named.text)")
    #expect(other.exchanges.isEmpty)
    let remote = try signet(url(server), "--remote", "--sample", "Get")
    #expect(remote.text.contains(Self.sample), "\(remote.errors)")
    #expect(asked(other) == ["/part.wsdl", "/types.xsd"])
  }

  @Test func `What is missing on the server is named with its status, and the operations are listed`() throws {
    let server = try server([
      LabDocument("/service?wsdl", Self.main(importing: "/part")),
      LabDocument("/part", Self.part(including: "gone.xsd")),
    ])
    let run = try signet(url(server), "--list")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("    Get  document/literal"), "\(run.text)")
    #expect(run.text.contains("gone.xsd, which is included here, could not be read."))
    #expect(run.text.contains("was answered with HTTP status 404"))
    #expect(try signet(url(server, "/gone?wsdl"), "--list").errors.contains("HTTP status 404"))
  }

  @Test(arguments: [("/loop", "leads on too often"), ("file:///etc/hostname", "/etc/hostname is a file")])
  func `A server that sends on without end, or to a file, is not followed`(target: String, words: String) throws {
    let server = try server([LabDocument("/loop", movedTo: target)])
    let run = try signet(url(server, "/loop"), "--list", "--remote")
    #expect(run.status == 6)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(server.exchanges.count <= 6)
  }
}
