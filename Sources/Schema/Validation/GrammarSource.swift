internal import XML

/// The documents of a set as they are given to the validator: bytes by name, and which line stems from where.
struct GrammarSource {
  var documents: [String: [UInt8]] = [:]
  /// For each document of the set that is in it: what stands on each line, and where the document is.
  var lines: [String: LineOwners] = [:]

  struct LineOwners {
    var document: Int
    var location: String
    /// The place among the root's components of what stands on each line, from line 1; nil for the root itself.
    var components: [Int?]
  }

  static let main = "main.xsd"

  static func documentName(_ index: Int) -> String { "\(index).xsd" }
}

/// Writes a schema document with one element on each line.
struct GrammarWriter {
  private(set) var bytes: [UInt8] = []
  private(set) var components: [Int?] = []
  private var component: Int?

  /// - Parameter places: for each child element of the root, what it is called in `components`.
  init(_ root: XMLElement, places: [Int]) {
    line("<" + root.startTag + ">")
    for (child, place) in zip(root.elements, places) {
      component = place
      write(child)
    }
    component = nil
    line("</" + root.qualifiedName + ">")
  }

  private mutating func line(_ text: String) {
    bytes += text.utf8
    bytes.append(0x0A)
    components.append(component)
  }

  private mutating func write(_ element: XMLElement) {
    let children = element.elements
    guard !children.isEmpty else { return line("<" + element.startTag + "/>") }
    line("<" + element.startTag + ">")
    for child in children { write(child) }
    line("</" + element.qualifiedName + ">")
  }
}

extension XMLElement {
  fileprivate var qualifiedName: String { prefix.map { $0 + ":" + name.local } ?? name.local }

  /// Without the angle brackets. Line ends in values are written as references, so that the element stays on its line.
  fileprivate var startTag: String {
    let namespaces = declarations.map { declaration in
      let name = declaration.prefix.map { "xmlns:" + $0 } ?? "xmlns"
      return " \(name)=\"\(declaration.namespace.escaped(inAttribute: true))\""
    }
    let values = attributes.map { attribute in
      let name = attribute.prefix.map { $0 + ":" + attribute.name.local } ?? attribute.name.local
      return " \(name)=\"\(attribute.value.escaped(inAttribute: true))\""
    }
    return qualifiedName + namespaces.joined() + values.joined()
  }
}
