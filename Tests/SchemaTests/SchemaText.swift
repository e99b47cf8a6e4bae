import Schema
import XML

/// A schema of one document, written without its frame.
func schemaSet(
  _ body: String, namespace: String = "urn:t", attributes: String = "elementFormDefault='qualified'"
) throws -> SchemaSet {
  SchemaSet([try document(body, namespace: namespace, attributes: attributes)])
}

func document(
  _ body: String, namespace: String? = "urn:t", attributes: String = "elementFormDefault='qualified'",
  location: String = "t.xsd", references: [String: String] = [:]
) throws -> SchemaDocument {
  let target = namespace.map { "targetNamespace='\($0)' xmlns:t='\($0)'" } ?? ""
  let text = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' \(target) \(attributes)>\(body)</xs:schema>"
  return SchemaDocument(location: location, root: try XMLDocument(Array(text.utf8)).root, references: references)
}

func t(_ local: String) -> XMLName { XMLName(local, in: "urn:t") }
func xs(_ local: String) -> XMLName { XMLName(local, in: "http://www.w3.org/2001/XMLSchema") }

extension SchemaSet {
  func text(_ element: XMLName, _ optional: OptionalParts = .omit) throws -> String {
    try SampleWriter(self, optional: optional).sample(element: element).text()
  }
}
