import Basics
import Collections
import Schema
import Screen
import Text
import Workbench
import XML

// What the workbench makes of texts that are not finished, and of a person's own files.
extension FuzzTarget {
  static let elements = FuzzTarget(
    name: "elements", story: "where the elements of a text are, and what stands around any place of it"
  ) { bytes in
    try checkElements(ElementIndex(bytes), bytes)
    for step in 0...12 { try checkPlace(at: bytes.count * step / 12, in: bytes) }
  }

  private static func checkElements(_ index: ElementIndex, _ bytes: [UInt8]) throws {
    try promise(index.byteCount == bytes.count, "\(index.byteCount) of \(bytes.count) bytes")
    var last = -1
    for element in 0..<index.count {
      let range = index.range(of: element)
      try promise(range.lowerBound > last && range.upperBound <= bytes.count && !range.isEmpty, "element at \(range)")
      last = range.lowerBound
      try promise(index.first(from: range.lowerBound) == element, "element \(element) is not found where it begins")
      if let parent = index.parent(of: element) {
        let outer = index.range(of: parent)
        try promise(outer.lowerBound < range.lowerBound && range.upperBound <= outer.upperBound, "\(range) in \(outer)")
      }
      if let next = index.nextSibling(of: element) {
        try promise(index.previousSibling(of: next) == element, "\(next) does not come behind \(element)")
      }
      if let child = index.firstChild(of: element) {
        try promise(index.parent(of: child) == element, "\(child) is no child of \(element)")
      }
    }
    for element in [0, index.count / 2, index.count - 1] where element >= 0 {
      try promise(index.path(of: element, in: bytes).hasPrefix("/"), "a path that does not begin at the root")
      _ = index.text(of: element, in: bytes)
    }
  }

  private static func checkPlace(at offset: Int, in bytes: [UInt8]) throws {
    guard let place = XMLPlace(at: offset, in: bytes) else { return }
    let typed = place.typed
    try promise(
      0 <= typed.lowerBound && typed.lowerBound <= offset && offset <= typed.upperBound
        && typed.upperBound <= bytes.count, "\(typed) was typed at \(offset) of \(bytes.count)")
  }

  static let advice = FuzzTarget(
    name: "advice", story: "a schema document, and what it allows at places of its messages"
  ) { bytes in
    guard bytes.count <= 1 << 15, let root = try? XMLDocument(bytes).root else { return }
    let advisor = ContentAdvisor(SchemaSet([SchemaDocument(location: "fuzz.xsd", root: root)]))
    for name in advisor.set.elementNames.prefix(4) {
      guard let declaration = advisor.declaration(at: [.init(name)]) else { continue }
      try checkAdvice(advisor, declaration)
    }
  }

  /// Takes what is offered, one element after the other, as a person does who accepts everything.
  private static func checkAdvice(_ advisor: ContentAdvisor, _ declaration: ElementDeclaration) throws {
    var taken: [XMLName] = []
    for _ in 0..<12 {
      let offered = advisor.children(of: declaration, after: taken)
      let names = offered.map(\.declaration.name)
      try promise(Set(names).count == names.count, "offered twice: \(names)")
      let required = offered.prefix { $0.isRequired }.count
      try promise(offered.filter(\.isRequired).count == required, "what is required does not come first")
      guard let next = offered.first else { break }
      taken.append(next.declaration.name)
      if let type = advisor.textType(of: next.declaration) { _ = advisor.values(of: type) }
      _ = advisor.children(of: declaration, after: [], before: taken)
    }
    let attributes = advisor.attributes(of: declaration)
    for use in attributes { try promise(advisor.attribute(use.name, of: declaration) != nil, "no \(use.name)") }
    try promise(
      advisor.attributes(of: declaration, besides: Set(attributes.map(\.name))).isEmpty, "what is there is offered")
    _ = advisor.types(for: declaration)
  }

  static let keymap = FuzzTarget(
    name: "keymap", story: "a person's keymap and theme files: keys that still lead out, colours, and what is told"
  ) { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    let (keymap, problems) = WorkbenchKeymap.reading(KeymapFile(yaml: text, name: "keys.yaml"))
    for problem in problems { try promiseNeutral(problem.description, "a problem of a keymap") }
    if problems.isEmpty {
      for (command, context) in [(Command.quit, KeyContext.global), (.back, .typing), (.open, .list), (.back, .field)] {
        try promise(!keymap.keys(for: command, in: [context]).isEmpty, "no key for \(command) in \(context)")
      }
    }
    let file = ThemeFile(yaml: text, name: "theme")
    for scope in ThemeScope.allCases {
      let style = file.theme[scope]
      try promise(style == file.theme.style(scope, over: style), "\(scope) over itself is another style")
    }
  }
}
