public import Basics
public import XML

/// Why a message could not be given its headers.
public enum SOAPHeaderError: Remediable, Hashable {
  case malformed(XMLProblem)
  case notAnEnvelope
  /// No XML name without a colon (Namespaces in XML 1.0 section 3).
  case invalidName(String)
  case invalidContent(header: String, XMLProblem)
  /// A character that XML cannot hold (XML 1.0 section 2.2), or that the envelope's encoding cannot hold there.
  case unwritable(header: String)

  public var code: String {
    switch self {
    case .malformed(let problem): problem.code
    case .notAnEnvelope: "not-an-envelope"
    case .invalidName: "header-name-invalid"
    case .invalidContent: "header-content-invalid"
    case .unwritable: "header-not-xml"
    }
  }

  public var summary: String {
    switch self {
    case .malformed(let problem): "The envelope cannot be given its headers: \(problem.summary)"
    case .notAnEnvelope: "The XML is no SOAP envelope, so that it has no place for headers."
    case .invalidName: "The name of a SOAP header is no XML name."
    case .invalidContent(_, let problem): "The content of a SOAP header is no XML: \(problem.summary)"
    case .unwritable: "A SOAP header contains a character that cannot be written there."
    }
  }

  public var values: [String] {
    switch self {
    case .malformed(let problem): problem.values
    case .notAnEnvelope: []
    case .invalidName(let name): ["name: \(name.neutralised)"]
    case .invalidContent(let name, let problem): ["header: \(name.neutralised)"] + problem.values
    case .unwritable(let name): ["header: \(name.neutralised)"]
    }
  }

  public var remedy: String {
    switch self {
    case .malformed(let problem): problem.remedy
    case .notAnEnvelope: "Put it into an envelope's Body, or correct the namespace."
    case .invalidName: "Use a name of letters, digits, hyphens, underscores and dots, without a prefix."
    case .invalidContent: "Close every element, and declare in the content each prefix that it uses."
    case .unwritable: "Take control characters out; write others as references (&#8364;), or the envelope in UTF-8."
    }
  }
}
