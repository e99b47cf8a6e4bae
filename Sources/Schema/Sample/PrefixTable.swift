internal import XML

/// The prefixes of a sample: the documents' own where they have one, each prefix for one namespace.
struct PrefixTable {
  private let preferred: [String: [String]]
  private var prefixes: [String: String] = [
    XMLName.instanceNamespace: "xsi", XMLName.xmlNamespace: "xml", XMLName.soapEncodingNamespace: "soapenc",
  ]
  private var taken: Set<String> = ["xsi", "xml", "xs", "xsd", "soapenc", "soap", "soap12", "soapenv", "s"]
  private(set) var used: [XMLElement.Declaration] = []

  init(_ set: SchemaSet) {
    var preferred: [String: [String]] = [:]
    for part in set.parts {
      for declaration in part.scope.declarations.reversed() {
        guard let prefix = declaration.prefix else { continue }
        let known = preferred[declaration.namespace] ?? []
        // So many that one of them is free.
        if known.count < 16, !known.contains(prefix) {
          preferred[declaration.namespace, default: []].append(prefix)
        }
      }
    }
    self.preferred = preferred
  }

  /// The prefix of a namespace, declared from now on; nil for no namespace.
  mutating func prefix(for namespace: String?) -> String? {
    guard let namespace else { return nil }
    if namespace == XMLName.xmlNamespace { return "xml" }
    let prefix = prefixes[namespace] ?? choose(for: namespace)
    if !used.contains(where: { $0.namespace == namespace }) { used.append(.init(prefix: prefix, namespace: namespace)) }
    return prefix
  }

  private mutating func choose(for namespace: String) -> String {
    let own = (preferred[namespace] ?? []).filter {
      LexicalForm.ncName.accepts($0) && !$0.lowercased().hasPrefix("xml")
    }
    let names = (namespace == XMLName.schemaNamespace ? ["xsd"] : own.filter { !taken.contains($0) })
    // `tns` and the like say more than the numbered ones of generated documents.
    var prefix = names.first { !Self.isNumbered($0) } ?? names.first
    var number = 1
    while prefix == nil {
      let candidate = "ns\(number)"
      if !taken.contains(candidate) { prefix = candidate }
      number += 1
    }
    taken.insert(prefix ?? "")
    prefixes[namespace] = prefix
    return prefix ?? ""
  }

  private static func isNumbered(_ prefix: String) -> Bool {
    guard let last = prefix.utf8.last, last.isDigit else { return false }
    return prefix.utf8.filter(\.isLetter).count <= 2
  }

  /// A name as it is written in a value: `tns:Name`.
  mutating func qualified(_ name: XMLName) -> String {
    prefix(for: name.namespace).map { $0 + ":" + name.local } ?? name.local
  }
}
