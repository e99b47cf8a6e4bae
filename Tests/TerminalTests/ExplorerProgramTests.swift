import Foundation
import Lab
import TLS
import Testing

/// Descriptions looked through in `signet` itself, on a pseudo terminal, and requests made of them.
@Suite(.serialized) final class ExplorerProgramTests {
  private let folder: String
  private var collection: String { folder + "/collection" }

  init() throws {
    folder = NSTemporaryDirectory() + "explorer-" + UUID().uuidString
    for name in ["collection", "home/.config/signet", "temporary"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    try write("name: Orders\n", to: "collection/collection.yaml")
    try write("<order/>", to: "collection/Get.xml")
    try write("url: https://localhost:9/orders\n", to: "collection/Get.yaml")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private static func description(importing location: String) -> String {
    """
    <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:o" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/"
      targetNamespace="urn:o"><types><schema xmlns="http://www.w3.org/2001/XMLSchema"><import namespace="urn:o"
      schemaLocation="\(location)"/></schema></types>
    <message name="In"><part name="a" element="t:GetOrders"/></message>
    <portType name="T"><operation name="GetOrders"><input message="t:In"/></operation></portType>
    <binding name="B" type="t:T"><s:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="GetOrders"><s:operation soapAction="urn:o"/><input><s:body use="literal"/></input></operation>
    </binding><service name="OrderService"><port name="OrderPort" binding="t:B"><s:address location="https://host/o"/>
    </port></service></definitions>
    """
  }

  private static let schema =
    #"<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:o"><element name="GetOrders" type="int"/></schema>"#

  /// Opens the collection and the description, which is at a path or a URL.
  private func explorer(of place: String) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      PseudoTerminal.builtProgram("signet"), arguments: ["open", collection],
      environment: [
        "TERM": "xterm-256color", "PATH": "/usr/bin:/bin", "HOME": folder + "/home", "TMPDIR": folder + "/temporary",
      ], columns: 120, rows: 36)
    #expect(terminal.waits(for: "<order/>"))
    terminal.type("O")
    #expect(terminal.waits(for: "A WSDL: URL, file or folder"))
    terminal.type(place + "\r")
    #expect(terminal.waits(for: "service OrderService"), "\(terminal.screen.text)")
    return terminal
  }

  @Test func `a description is fetched over mutual TLS, and a request of it is kept with its documents`() throws {
    let pki = try LabPKI(clients: [.alice])
    let files = try pki.write(to: folder + "/pki")
    let server = try LabServer.start(
      try .lab(pki, clients: .required),
      publishing: [
        LabDocument("/orders?wsdl", Self.description(importing: "orders?xsd=1")),
        LabDocument("/orders?xsd=1", Self.schema),
      ])
    try write("url: https://localhost:\(server.port)/orders\nidentity: alice\n", to: "collection/Get.yaml")
    try write("name: Orders\ndefaults:\n  cacert: root.pem\n", to: "collection/collection.yaml")
    try FileManager.default.copyItem(atPath: files.rootPEM, toPath: collection + "/root.pem")
    let certificate = try #require(files.identity(.alice)).pem
    try write(
      "alice:\n  certificate: \(certificate)\n  hosts: [localhost]\n", to: "home/.config/signet/identities.yaml")
    chmod(folder + "/home/.config/signet/identities.yaml", 0o600)
    let terminal = try explorer(of: "https://localhost:\(server.port)/orders?wsdl")
    let asked = server.exchanges.filter { $0.peer?.authenticated != nil }.compactMap { $0.request?.target }
    #expect(asked == ["/orders?wsdl", "/orders?xsd=1"])
    terminal.type("a")
    #expect(terminal.waits(for: "Made OrderPort/GetOrders"), "\(terminal.screen.text)")
    #expect(try text(of: "collection/OrderPort/GetOrders.xml").contains(">1</t:GetOrders>"))
    #expect(try text(of: "collection/OrderPort/GetOrders.yaml").contains("{{OrderPort-url}}"))
    #expect(try text(of: "collection/collection.yaml").contains("OrderPort-url: https://host/o"))
    #expect(try text(of: "collection/wsdl/catalog.xml").contains("https://localhost:\(server.port)/orders?xsd=1"))
    terminal.type("q")
    #expect(terminal.ending() == .exited(0))
  }

  @Test func `what cannot be made wholly leaves nothing behind`() throws {
    try write(Self.description(importing: "orders.xsd"), to: "orders.wsdl")
    try write(Self.schema, to: "orders.xsd")
    // The requests of a port are to be in a folder of its name.
    try write("in the way", to: "collection/OrderPort")
    let before = try files(below: collection)
    let terminal = try explorer(of: folder + "/orders.wsdl")
    terminal.type("a")
    #expect(terminal.waits(for: "exists."), "\(terminal.screen.text)")
    #expect(try files(below: collection) == before)
    terminal.type("\u{1B}")
    // Sent together, Esc and a letter are another key.
    #expect(terminal.wait { !$0.screen.text.contains("That did not work") })
    try FileManager.default.removeItem(atPath: collection + "/OrderPort")
    terminal.type("a")
    #expect(terminal.waits(for: "Made OrderPort/GetOrders"), "\(terminal.screen.text)")
    #expect(
      try files(below: collection).isSuperset(of: ["wsdl/orders.wsdl", "wsdl/orders.xsd", "OrderPort/GetOrders.xml"]))
  }

  private func write(_ text: String, to name: String) throws {
    try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
  }

  private func text(of name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }

  private func files(below path: String) throws -> Set<String> {
    Set(try FileManager.default.subpathsOfDirectory(atPath: path))
  }
}
