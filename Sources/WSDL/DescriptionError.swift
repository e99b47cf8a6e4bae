public import Basics
internal import XML

/// Why a description cannot be used at all.
public enum DescriptionError: Remediable, Equatable {
  /// The text is not XML that is accepted here.
  case malformed(location: String, problem: String, line: Int?, hasDocumentType: Bool)
  /// It is XML, but no description.
  case other(location: String, root: String)
  /// There is nothing that could be one.
  case none(location: String)
  /// Beyond what one import may cost.
  case tooMany(what: String, limit: Int)
  /// A document that does not come to its end.
  case endless(location: String, seconds: Int)
  /// Packed with gzip, and nobody said so.
  case compressed(location: String)
  case noOperation(name: String, known: [String])
  /// The name stands at several ports.
  case noPort(name: String, known: [String])
  case notSOAP(operation: String, port: String)

  public var code: String {
    switch self {
    case .malformed: "description-not-xml"
    case .other: "not-a-description"
    case .none: "no-description"
    case .tooMany: "description-too-large"
    case .endless: "description-endless"
    case .compressed: "description-compressed"
    case .noOperation: "no-such-operation"
    case .noPort: "no-such-port"
    case .notSOAP: "not-soap"
    }
  }

  public var summary: String {
    switch self {
    case .malformed(let location, let problem, let line, _):
      "\(location.neutralised):\(line.map { "\($0):" } ?? "") \(problem.neutralised)"
    case .other(let location, _): "\(location.neutralised) is no service description."
    case .none(let location): "\(location.neutralised) holds no service description."
    case .tooMany(let what, let limit): "The description has more than \(limit) \(what); more are not read."
    case .endless(let location, let seconds):
      "\(location.neutralised) did not come to its end in \(seconds) s; nothing more is read."
    case .compressed(let location): "\(location.neutralised) is compressed with gzip."
    case .noOperation(let name, _): "There is no operation \"\(name.neutralised)\"."
    case .noPort(let name, _): "There is no port \"\(name.neutralised)\" with that operation."
    case .notSOAP(let operation, let port):
      "The operation \(operation.neutralised) of \(port.neutralised) is not called with SOAP."
    }
  }

  public var values: [String] {
    switch self {
    case .malformed(_, _, _, let hasDocumentType):
      hasDocumentType ? ["Its document type was passed over: no entity that it declares is known."] : []
    case .other(_, let root):
      [
        "root element: \(root.neutralised)",
        "expected: {\(Namespaces.wsdl)}definitions or {\(Namespaces.wsdl20)}description",
      ]
    case .none, .tooMany, .endless, .compressed, .notSOAP: []
    case .noOperation(_, let known), .noPort(_, let known):
      known.isEmpty ? [] : ["known: " + known.prefix(40).joined(separator: ", ").neutralised]
    }
  }

  public var remedy: String {
    switch self {
    case .malformed: "Get the description again from the service, or correct it there."
    case .other: "Name a WSDL 1.1 or 2.0 document; a service often gives its own at its address with ?wsdl."
    case .none: "Name a file that ends in .wsdl, or its folder."
    case .tooMany: "Import the part that is needed: a description with fewer imports."
    case .endless: "Save the document to a file, and name that."
    case .compressed: "Unpack it with gunzip and name the file; a server has to send Content-Encoding: gzip with it."
    case .noOperation, .noPort: "Name one of those that --list shows."
    case .notSOAP: "Choose a SOAP port."
    }
  }
}
