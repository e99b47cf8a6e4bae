import Foundation
import Testing

/// Descriptions in files that name what is no document, or has no end.
@Suite struct ImportBoundsTests {
  private let home: Folder

  init() throws { home = try Folder() }

  private func importing(_ schema: String) throws -> ProgramRun {
    let text = """
      <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/"
        targetNamespace="urn:t"><types><schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">
      <include schemaLocation="\(schema)"/><element name="Get" type="int"/></schema></types>
      <message name="In"><part name="a" element="t:Get"/></message>
      <portType name="T"><operation name="Get"><input message="t:In"/></operation></portType>
      <binding name="B" type="t:T"><s:binding transport="http://schemas.xmlsoap.org/soap/http"/>
      <operation name="Get"><s:operation soapAction="urn:get"/><input><s:body use="literal"/></input></operation></binding>
      <service name="S"><port name="P" binding="t:B"><s:address location="https://host/s"/></port></service></definitions>
      """
    let file = home.file("a.wsdl")
    try text.write(toFile: file, atomically: false, encoding: .utf8)
    return try ProgramRun.signet(["import", "wsdl", file, "--list"], home: home)
  }

  @Test func `A device, a folder and a pipe are problems, and the description is listed`() throws {
    #expect(mkfifo(home.file("pipe.xsd"), 0o600) == 0)
    for name in ["/dev/zero", ".", "pipe.xsd"] {
      let run = try importing(name)
      #expect(run.status == 0 && run.text.contains("is no file, but a folder, a pipe or a device"), "\(run.text)")
      #expect(run.text.contains("Get"), "\(run.text)")
    }
  }

  @Test func `A file that is larger than a whole description may be stops the import`() throws {
    #expect(FileManager.default.createFile(atPath: home.file("large.xsd"), contents: nil))
    #expect(truncate(home.file("large.xsd"), 40 << 20) == 0)
    let run = try importing("large.xsd")
    #expect(run.status == 2 && run.errors.contains("more than 33554432 bytes"), "\(run.errors)")
  }

  @Test func `A compressed file says how to unpack it`() throws {
    let file = home.file("a.wsdl")
    try Data([0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3, 3, 0]).write(to: URL(fileURLWithPath: file))
    let run = try ProgramRun.signet(["import", "wsdl", file, "--list"], home: home)
    #expect(run.status == 2 && run.errors.contains("is compressed with gzip") && run.errors.contains("gunzip"))
  }
}
