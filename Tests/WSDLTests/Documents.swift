import Basics
import Testing
import WSDL

/// Documents in memory, and what was asked of them.
final class Documents {
  var texts: [String: String]
  private(set) var asked: [String] = []

  init(_ texts: [String: String]) { self.texts = texts }

  func read(_ location: String, limits: DescriptionLimits = DescriptionLimits()) throws -> ServiceDescription {
    try DescriptionReader.read([location], limits: limits) { location in
      self.asked.append(location)
      guard let text = self.texts[location] else { throw Absent(location: location) }
      return Array(text.utf8)
    }
  }

  struct Absent: Remediable {
    var location: String
    var code: String { "absent" }
    var summary: String { "\(location) is not there." }
    var remedy: String { "Put it there." }
  }
}

/// A description of one service.
enum Sample {
  static let namespaces = """
    xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t" \
    xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:s12="http://schemas.xmlsoap.org/wsdl/soap12/" \
    xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:m="http://schemas.xmlsoap.org/wsdl/mime/" \
    xmlns:h="http://schemas.xmlsoap.org/wsdl/http/" targetNamespace="urn:t"
    """

  static func definitions(_ content: String) -> String { "<definitions \(namespaces)>\n\(content)\n</definitions>" }

  /// Messages, port type, binding and service of one operation.
  static func service(
    messages: String = """
    <message name="In"><part name="a" element="t:Get"/></message>
    <message name="Out"><part name="a" element="t:Got"/></message>
    """,
    operation: String = "<operation name='Get'><input message='t:In'/><output message='t:Out'/></operation>",
    binding: String = "<s:binding transport='http://schemas.xmlsoap.org/soap/http'/>",
    bound: String = """
    <operation name='Get'><s:operation soapAction='urn:get'/><input><s:body use='literal'/></input>
      <output><s:body use='literal'/></output></operation>
    """
  ) -> String {
    definitions(
      """
      \(messages)
      <portType name="P">\(operation)</portType>
      <binding name="B" type="t:P">\(binding)\(bound)</binding>
      <service name="S"><port name="Port" binding="t:B"><s:address location="http://host/s"/></port></service>
      """)
  }

  /// Its only operation.
  static func operation(_ text: String) throws -> ServiceDescription.Operation {
    let description = try Documents(["a.wsdl": text]).read("a.wsdl")
    return try #require(description.services.first?.ports.first?.operations.first)
  }
}
