internal import Basics
internal import XML

/// Decides which parts of a SOAP envelope are checked (SOAP 1.1 section 4, SOAP 1.2 part 1 section 5).
final class EnvelopeWalk {
  /// What is known beside the schemas.
  struct Messages {
    var declared: Set<XMLName> = []
    var hasTypedBody = false
    var hasEmptyBody = false
  }

  private let set: SchemaSet
  private let messages: Messages
  private var violations: [Violation] = []
  private(set) var notes: [String] = []
  private var hasBody = false
  private var isBodyEmpty = true
  private var isEnvelope = false
  private var isEncoded = false

  static let namespaces: Set<String> = [
    "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope",
  ]

  init(_ set: SchemaSet, _ messages: Messages) {
    self.set = set
    self.messages = messages
  }

  private func declares(_ name: XMLName) -> Bool { messages.declared.contains(name) || set.declares(element: name) }

  func answer(_ ancestors: [XMLName], _ element: XMLElement) -> XMLGrammar.Selection.Answer {
    switch ancestors.count {
    case 0: return root(element)
    case 1: return section(element)
    case 2 where ancestors[1].local == "Header": return declares(element.name) ? .validate : .passOver
    case 2: return bodyChild(element)
    case 3: return element.name.local.lowercased() == "detail" ? .lookInside : .passOver
    default: return detail(element)
    }
  }

  /// The body itself, when it is empty as a message says: there is nothing else to check in it.
  var checkedBodies: Int { hasBody && isBodyEmpty && messages.hasEmptyBody ? 1 : 0 }

  /// What is wrong with the envelope itself.
  func finished() -> [Violation] {
    if isEnvelope, !hasBody {
      violations.append(violation("The envelope has no body.", "soap-body", "An envelope has one body.", ["Envelope"]))
    }
    return violations
  }

  private func root(_ element: XMLElement) -> XMLGrammar.Selection.Answer {
    guard element.name.local == "Envelope", Self.isSOAP(element.name) else {
      violations.append(
        violation(
          "The root element is \(element.name), and no SOAP envelope.", "soap-envelope",
          "The root element is Envelope, of SOAP 1.1 or 1.2.", [element.name.local]))
      return .passOver
    }
    isEnvelope = true
    noteEncoding(of: element)
    return .lookInside
  }

  private func section(_ element: XMLElement) -> XMLGrammar.Selection.Answer {
    let isSection = Self.isSOAP(element.name) && ["Header", "Body"].contains(element.name.local)
    guard isSection, !hasBody else {
      violations.append(
        violation(
          "<\(element.name.local)> is not expected in the envelope.", "soap-envelope",
          "An envelope holds a header, which may be left out, and a body, and nothing after that.",
          ["Envelope", element.name.local]))
      return .passOver
    }
    hasBody = element.name.local == "Body"
    noteEncoding(of: element)
    return .lookInside
  }

  private func bodyChild(_ element: XMLElement) -> XMLGrammar.Selection.Answer {
    isBodyEmpty = false
    if element.name.local == "Fault", Self.isSOAP(element.name) { return .lookInside }
    if isEncoded || Self.encoding(of: element) != nil {
      note("<\(element.name.local)> is encoded (soap:encodingStyle): no schema says how it must look")
      return .passOver
    }
    if messages.hasTypedBody, !declares(element.name) {
      note("<\(element.name.local)> is a part of a type that stands for the whole body, and was not checked")
      return .passOver
    }
    return .validate
  }

  private func detail(_ element: XMLElement) -> XMLGrammar.Selection.Answer {
    if declares(element.name) { return .validate }
    note("the fault's detail <\(element.name.local)> is not declared, and was not checked")
    return .passOver
  }

  private func note(_ text: String) { if !notes.contains(text) { notes.append(text) } }

  private func noteEncoding(of element: XMLElement) { isEncoded = isEncoded || Self.encoding(of: element) != nil }

  private static func encoding(of element: XMLElement) -> String? {
    let style = element.attributes.first { $0.name.local == "encodingStyle" && isSOAP($0.name) }?.value.trimmed
    return style.flatMap { $0.isEmpty || $0.hasSuffix("/encoding/none") ? nil : $0 }
  }

  private static func isSOAP(_ name: XMLName) -> Bool { name.namespace.map { namespaces.contains($0) } ?? false }

  private func violation(_ message: String, _ rule: String, _ meaning: String, _ names: [String]) -> Violation {
    Violation(
      message: message.neutralised, rule: rule, meaning: meaning, position: nil,
      place: ("/" + names.joined(separator: "/")).neutralised, path: [])
  }
}
