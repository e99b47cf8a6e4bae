import Foundation
import Lab
import TLS
import Testing

/// `signet import wsdl --refresh` through the program.
@Suite struct RefreshTests {
  private let home: Folder
  private let pki: LabPKI
  private let files: LabPKI.Files

  init() throws {
    home = try Folder()
    pki = try LabPKI(clients: [.alice])
    files = try pki.write(to: home.file("pki"))
  }

  /// - Parameter more: whether there is an operation more.
  private static func description(type: String = "int", address: String = "https://host/s", more: Bool = false)
    -> String
  {
    func operation(_ name: String) -> (abstract: String, bound: String) {
      (
        "<operation name=\"\(name)\"><input message=\"t:In\"/></operation>",
        "<operation name=\"\(name)\"><s:operation soapAction=\"urn:\(name)\"/><input><s:body use=\"literal\"/></input></operation>"
      )
    }
    let operations = [operation("Get")] + (more ? [operation("Put")] : [])
    return """
      <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t" targetNamespace="urn:t"
        xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/">
      <types><schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t"><include schemaLocation="get.xsd"/>
      <element name="Get" type="t:T"/><simpleType name="T"><restriction base="\(type)"/></simpleType></schema></types>
      <message name="In"><part name="a" element="t:Get"/></message>
      <portType name="P">\(operations.map(\.abstract).joined())</portType><binding name="B" type="t:P">
      <s:binding transport="http://schemas.xmlsoap.org/soap/http"/>\(operations.map(\.bound).joined())</binding>
      <service name="S"><port name="Port" binding="t:B"><s:address location="\(address)"/></port></service></definitions>
      """
  }

  private static let schema = #"<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t"/>"#

  private func signet(_ arguments: String...) throws -> ProgramRun {
    try ProgramRun.signet(["import", "wsdl"] + arguments, home: home)
  }

  /// A folder with an import of files, and the files.
  private func imported() throws -> (folder: String, source: String) {
    try home.write("get.xsd", Self.schema)
    let source = try home.write("bank.wsdl", Self.description())
    let run = try signet(source, "--into", home.file("bank"))
    #expect(run.status == 0, "\(run.errors)")
    return (home.file("bank"), source)
  }

  @Test func `What has changed is told for each operation, and nothing is written`() throws {
    let (folder, source) = try imported()
    let same = try signet(source, "--refresh", folder)
    #expect(same.status == 0 && same.text.contains("no operation has changed"), "\(same.text)")
    try home.write("bank.wsdl", Self.description(type: "long", address: "https://host/v2", more: true))
    let run = try signet(source, "--refresh", folder)
    #expect(run.status == 1)
    #expect(
      run.text.contains(
        "service S, port Port\n  address: \"https://host/s\" → \"https://host/v2\"\n  changed  Get  Port/Get.yaml\n"
          + "      input Get: 1 T (xs:int) → 1 T (xs:long)\n"), "\(run.text)")
    #expect(run.text.contains("  added    Put\n"))
    #expect(run.text.contains("documents:\n  changed  bank.wsdl\n"))
    #expect(home.text("bank/wsdl/bank.wsdl") == Self.description())
    let json = try signet(source, "--refresh", folder, "--format", "json")
    let object = try #require(JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "source", "changed", "complete", "ports", "documents", "requests", "applied", "added", "problems",
      ])
    #expect(json.status == 1 && object["changed"] as? Bool == true && object["applied"] as? Bool == false)
    let port = try #require((object["ports"] as? [[String: Any]])?.first)
    #expect(Set(port.keys) == ["service", "port", "change", "values", "operations"])
    let operation = try #require((port["operations"] as? [[String: Any]])?.first)
    #expect(Set(operation.keys) == ["name", "number", "change", "values", "elements"])
    let element = try #require((operation["elements"] as? [[String: Any]])?.first)
    #expect(Set(element.keys) == ["message", "path", "change", "before", "after"])
  }

  @Test func `The new description is kept on demand, new operations become requests, and no request is replaced`()
    throws
  {
    let (folder, source) = try imported()
    try home.write("bank/Port/Get.xml", "<mine/>")
    try home.write("bank/Port/Put.yaml", "url: https://host/mine\n")
    try home.write("bank.wsdl", Self.description(more: true))
    #expect(try signet(source, "--refresh", folder, "--apply").status == 0)
    #expect(home.text("bank/wsdl/bank.wsdl") == Self.description(more: true))
    #expect(home.text("bank/Port/Put-2.yaml").isEmpty)
    try home.write("bank/wsdl/bank.wsdl", Self.description())
    let run = try signet(source, "--refresh", folder, "--add")
    #expect(run.status == 0 && run.text.contains("written:\n  Port/Put-2.yaml\n"), "\(run.text)\(run.errors)")
    #expect(home.text("bank/Port/Put-2.yaml").contains("action: urn:Put"))
    #expect(home.text("bank/Port/Put.yaml") == "url: https://host/mine\n")
    #expect(home.text("bank/Port/Get.xml") == "<mine/>")
    #expect(try signet(source, "--refresh", folder).status == 0)
  }

  @Test func `Documents that are gone are deleted, and files keep the names that assertions say`() throws {
    let (folder, source) = try imported()
    try home.write("bank/wsdl/notes.txt", "mine")
    try home.write("bank.wsdl", Self.description().replacingOccurrences(of: "get.xsd", with: "other.xsd"))
    try home.write("other.xsd", Self.schema)
    let run = try signet(source, "--refresh", folder, "--apply")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.text.contains("documents:\n  changed  bank.wsdl\n  added    other.xsd\n  removed  get.xsd\n"), "\(run.text)")
    #expect(!FileManager.default.fileExists(atPath: home.file("bank/wsdl/get.xsd")))
    #expect(home.text("bank/wsdl/other.xsd") == Self.schema)
    #expect(home.text("bank/wsdl/notes.txt") == "mine")
  }

  @Test func `A link in the folder does not lead a server's text out of it`() throws {
    let (folder, source) = try imported()
    try home.write("outside", "mine")
    try FileManager.default.removeItem(atPath: home.file("bank/wsdl/bank.wsdl"))
    try FileManager.default.createSymbolicLink(
      atPath: home.file("bank/wsdl/bank.wsdl"), withDestinationPath: home.file("outside"))
    let run = try signet(source, "--refresh", folder, "--apply")
    #expect(run.status != 0)
    #expect(home.text("outside") == "mine")
  }

  @Test func `From files it must be said where they are now, and only a kept description is refreshed`() throws {
    let (folder, _) = try imported()
    let unsaid = try signet("--refresh", folder)
    #expect(unsaid.status == 2 && unsaid.errors.contains("was imported from files"), "\(unsaid.errors)")
    #expect(try signet("--refresh", home.file("pki")).status == 7)
    #expect(try signet("--apply", "--into", folder, home.file("bank.wsdl")).status == 2)
    #expect(try signet("--list").status == 2)
  }

  @Test func `From a server it is fetched again with the certificate, and is whole or nothing`() throws {
    func server(_ documents: [LabDocument], port: UInt16 = 0) throws -> LabServer {
      try LabServer.start(
        try .lab(pki), publishing: [LabDocument("/latest?wsdl", movedTo: "/service?wsdl")] + documents, port: port)
    }
    func refresh(_ arguments: String...) throws -> ProgramRun {
      try ProgramRun.signet(
        [
          "import", "wsdl", "--cacert", files.rootPEM, "--cert", files.identity(.alice)?.pfx ?? "", "--password",
          "env:LAB",
        ]
          + arguments, environment: ["LAB": LabPKI.password], home: home)
    }
    let first = try server([
      LabDocument("/service?wsdl", Self.description()), LabDocument("/get.xsd", Self.schema),
    ])
    let imported = try refresh("https://localhost:\(first.port)/latest?wsdl", "--into", home.file("bank"))
    #expect(imported.status == 0, "\(imported.errors)")
    first.stop()
    let second = try server([LabDocument("/service?wsdl", Self.description(more: true))], port: first.port)
    let partial = try refresh("--refresh", home.file("bank"), "--apply")
    #expect(
      partial.status == 6 && partial.errors.contains("get.xsd was answered with HTTP status 404"), "\(partial.errors)")
    #expect(home.text("bank/wsdl/service.wsdl") == Self.description())
    #expect(second.exchanges.compactMap(\.request?.target) == ["/latest?wsdl", "/service?wsdl", "/get.xsd"])
    second.stop()
    let third = try server(
      [LabDocument("/service?wsdl", Self.description(more: true)), LabDocument("/get.xsd", Self.schema)],
      port: first.port)
    let whole = try refresh("--refresh", home.file("bank"))
    #expect(whole.status == 1 && whole.text.contains("  added    Put"), "\(whole.text)\(whole.errors)")
    third.stop()
  }
}
