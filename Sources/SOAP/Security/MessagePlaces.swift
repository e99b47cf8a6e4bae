internal import XML

/// Where the parts of a message are that a SOAP processor uses: the one Body, the header blocks, the one Security header
/// for the receiver at the end.
struct MessagePlaces {
  private(set) var body: XMLPath?
  private(set) var header: XMLPath?
  private(set) var security: XMLPath?
  /// Why it cannot be told which element counts.
  private(set) var problems: [SecurityProblem] = []
  private let root: XMLElement
  private static let frame: Set = ["Envelope", "Header", "Body"]

  init(_ root: XMLElement) {
    self.root = root
    let namespace = root.name.namespace
    guard root.name.local == "Envelope" else {
      problems = [.structure("its root is no Envelope")]
      return
    }
    header = theOne("Header", namespace)
    body = theOne("Body", namespace)
    if body == nil, problems.isEmpty { problems.append(.structure("it has no Body")) }
    guard let header, let element = root.element(at: header) else { return }
    let blocks = element.elements.enumerated().filter {
      $0.element.name == SecurityNames.security && $0.element.actor == nil
    }
    security = blocks.first.map { header.child($0.offset) }
    if blocks.count > 1 { problems.append(.structure("it has several Security headers for one receiver")) }
  }

  private mutating func theOne(_ local: String, _ namespace: String?) -> XMLPath? {
    let found = root.elements.enumerated().filter { $0.element.name == XMLName(local, in: namespace) }
    if found.count > 1 { problems.append(.structure("it has \(found.count) elements \(local)")) }
    return found.first.map { XMLPath([$0.offset]) }
  }

  /// What an element is to the message; nil when it is nothing that is used where it stands.
  func part(at path: XMLPath) -> SecurityReading.Part? {
    guard let element = root.element(at: path) else { return nil }
    if path.steps.isEmpty { return .envelope }
    if path == body { return .body }
    // A Body, Header or Envelope in any other place was moved there.
    if element.name.namespace == root.name.namespace, Self.frame.contains(element.name.local) { return nil }
    if let body {
      if body.contains(path) { return .insideBody(element.name) }
    }
    if path.parent == header, path != security { return .header(element.name) }
    guard path.parent == security else { return nil }
    switch element.name {
    case SecurityNames.timestamp: return .timestamp
    case SecurityNames.signature: return .signature
    default: return .token(element.name)
    }
  }
}
