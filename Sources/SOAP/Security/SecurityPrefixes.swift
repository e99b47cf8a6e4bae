internal import XML

/// The prefixes that a Security header is written with: WCF's own where the envelope leaves them free.
struct SecurityPrefixes {
  /// Of wsse.
  var security: String
  /// Of wsu.
  var utility: String
  /// For the root's tag; nil when it declares wsu already.
  var utilityDeclaration: String?
  /// Of the envelope, for an attribute.
  var envelope: String
  /// For the Security element's tag; empty when the envelope's own prefix is good there.
  var envelopeDeclaration = ""

  init(_ root: XMLElement) {
    var declarations: [String: Set<String>] = [:]
    root.forEachElement { element, _ in
      for declaration in element.declarations {
        declarations[declaration.prefix ?? "", default: []].insert(declaration.namespace)
      }
    }
    // A prefix means the same everywhere when it is declared for one namespace only, and that in the root.
    func inForce(_ namespace: String) -> String? {
      root.declarations.first { $0.namespace == namespace && declarations[$0.prefix ?? ""]?.count == 1 }?.prefix
    }
    func free(_ wanted: String) -> String {
      let name = freePrefix(wanted) { declarations[$0] != nil }
      declarations[name] = []
      return name
    }
    security = free("o")
    if let known = inForce(SecurityNames.utilityNamespace) {
      utility = known
    } else {
      utility = free("u")
      utilityDeclaration = " xmlns:\(utility)=\"\(SecurityNames.utilityNamespace)\""
    }
    let namespace = root.name.namespace ?? ""
    if let known = inForce(namespace) {
      envelope = known
    } else {
      envelope = free("s")
      envelopeDeclaration = " xmlns:\(envelope)=\"\(namespace)\""
    }
  }
}

/// The prefix that is wanted, else it with the first number that makes it one that is not taken.
func freePrefix(_ wanted: String, isTaken: (String) -> Bool) -> String {
  var name = wanted
  var number = 0
  while isTaken(name) {
    number += 1
    name = wanted + String(number)
  }
  return name
}

/// Ids that no element of the envelope has.
struct SecurityIDs {
  private var taken: Set<String> = []
  private var count = 0
  private let uuid: String
  private var tokenCount = 0

  init(_ root: XMLElement, uuid: String) {
    self.uuid = uuid
    var taken: Set<String> = []
    root.forEachElement { element, _ in taken.formUnion(element.ids) }
    self.taken = taken
  }

  /// `_0`, `_1` and so on, for parts of the message.
  mutating func counted() -> String {
    while true {
      defer { count += 1 }
      if taken.insert("_\(count)").inserted { return "_\(count)" }
    }
  }

  /// `uuid-…-1` and so on, for tokens.
  mutating func unique() -> String {
    tokenCount += 1
    return "uuid-\(uuid)-\(tokenCount)"
  }
}
