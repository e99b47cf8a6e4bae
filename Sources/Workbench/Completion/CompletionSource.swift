internal import Basics
internal import Schema
internal import Text
internal import XML

/// What may be put at a place of an envelope: what the schemas allow there, else the names that the envelope has already.
struct CompletionSource {
  let place: XMLPlace
  /// What stands around the place, and where in the text that begins.
  private let bytes: [UInt8]
  private let start: Int
  /// Bytes of the whole text.
  private let count: Int
  private let scope: PrefixScope
  private let description: OpenDescription?
  private let advisor: ContentAdvisor?

  /// - Parameter description: nil where none is known.
  init(_ place: XMLPlace, in text: Rope, _ description: OpenDescription?) {
    self.place = place
    (start, count) = (max(0, place.typed.lowerBound - Self.sight), text.byteCount)
    bytes = text.bytes(in: start..<min(count, place.typed.upperBound + Self.sight))
    self.description = description
    scope = PrefixScope(place.around)
    advisor = description.map { ContentAdvisor($0.messageSchemas) }
    all = found
  }

  /// Whatever has been typed.
  private var all: [CompletionItem] = []

  /// Those that begin with what has been typed.
  var items: [CompletionItem] { items(typed: String(decoding: bytes[near], as: UTF8.self)) }

  /// What has been typed, in `bytes`.
  private var near: Range<Int> { place.typed.lowerBound - start..<place.typed.upperBound - start }

  private func items(typed: String) -> [CompletionItem] { all.filter { $0.matches(typed) } }

  /// The same place after only what had been typed there changed, to a part of a name: what is offered is known already.
  ///
  /// - Parameter count: bytes of the text now.
  /// - Returns: nil when something else may have changed.
  func retyped(cursor: Int, count: Int, text: (Range<Int>) -> [UInt8]) -> (CompletionSource, [CompletionItem])? {
    let start = place.typed.lowerBound
    // Before the start where the `<` was taken away.
    let end = place.typed.upperBound + count - self.count
    guard !place.typed.isEmpty, start < cursor, cursor <= end else { return nil }
    let typed = start..<end
    let now = text(typed)
    guard now.allSatisfy(\.isOfName) else { return nil }
    var result = self
    result.retypedRange = typed
    return (result, items(typed: String(decoding: now, as: UTF8.self)))
  }

  private var retypedRange: Range<Int>?
  /// What is replaced, in the text as it is now.
  var typed: Range<Int> { retypedRange ?? place.typed }

  private var found: [CompletionItem] {
    switch place.kind {
    case .content: return values + elements(opening: "<")
    case .elementName(isInWholeTag: false): return elements(opening: "")
    case .elementName(isInWholeTag: true): return elements(opening: "").map(\.nameAlone)
    case .endTag: return place.around.last.map { [CompletionItem($0.name, note: "", text: $0.name + endOfTag)] } ?? []
    case .attributeName: return attributes
    case .attributeValue(let name): return attributeValues(name)
    }
  }

  /// Nothing where the end tag has its end.
  private var endOfTag: String {
    near.upperBound < bytes.count && bytes[near.upperBound] == UInt8(ascii: ">") ? "" : ">"
  }

  // MARK: Elements

  private enum Surroundings {
    case envelope, header, body, unknown
    case element(ElementDeclaration)
  }

  private var surroundings: Surroundings {
    let names = place.around.map { scope.name($0.name) }
    guard let first = names.first, scope.isSOAP(first, "Envelope") else { return element(from: 0) }
    switch names.count {
    case 1: return .envelope
    case 2: return scope.isSOAP(names[1], "Header") ? .header : scope.isSOAP(names[1], "Body") ? .body : .unknown
    default: return element(from: 2)
    }
  }

  private func element(from first: Int) -> Surroundings {
    let way = place.around.dropFirst(first).map { element in
      let type = element.attributes.first { isInstance($0.name, "type") }?.value
      return ContentAdvisor.Step(scope.name(element.name), type: type.map { scope.name($0) })
    }
    return advisor?.declaration(at: way).map { .element($0) } ?? .unknown
  }

  private func isInstance(_ attribute: String, _ local: String) -> Bool {
    scope.attributeName(attribute) == XMLName(local, in: PrefixScope.instance)
  }

  private func elements(opening: String) -> [CompletionItem] {
    switch surroundings {
    case .envelope: return sections(opening)
    case .header: return globals(description?.headerNames ?? [], opening, "header block")
    case .body:
      let messages = globals(description?.bodyNames ?? [], opening, "message")
      return messages.isEmpty ? globals(advisor?.set.elementNames ?? [], opening, "element") : messages
    case .element(let declaration):
      let names = { (names: [String]) in names.map { scope.name($0) } }
      let children =
        advisor?.children(
          of: declaration, after: names(place.around.last?.children ?? []), before: names(place.following)) ?? []
      return children.map { item($0, opening) }
    case .unknown: return seenElements(opening)
    }
  }

  private func sections(_ opening: String) -> [CompletionItem] {
    guard let envelope = place.around.first else { return [] }
    let prefix = envelope.name.split(separator: ":").dropLast().first.map { $0 + ":" } ?? ""
    let present = Set((envelope.children + place.following).map { scope.name($0).local })
    return ["Header", "Body"].filter { !present.contains($0) && !(present.contains("Body") && $0 == "Header") }.map {
      let tag = "\(opening)\(prefix)\($0)>"
      return CompletionItem(
        prefix + $0, note: "part of the envelope", isRequired: $0 == "Body", text: "\(tag)</\(prefix)\($0)>",
        cursor: tag.utf8.count)
    }
  }

  private static let mostGlobals = 2_000

  private func globals(_ names: [XMLName], _ opening: String, _ kind: String) -> [CompletionItem] {
    guard let advisor else { return [] }
    return names.prefix(Self.mostGlobals).compactMap { name in
      guard let declaration = advisor.set.element(name), !declaration.isAbstract else { return nil }
      return CompletionItem(
        scope.written(name), note: [kind, declaration.documentation].words,
        .element(declaration, opening: opening))
    }
  }

  private func item(_ child: ContentAdvisor.Child, _ opening: String) -> CompletionItem {
    let declaration = child.declaration
    let shape = child.isRequired ? "required" : child.isChoice ? "alternative" : nil
    return CompletionItem(
      scope.written(declaration.name),
      note: [child.occurrence, shape, declaration.type.name?.local, declaration.documentation].words,
      isRequired: child.isRequired, .element(declaration, opening: opening))
  }

  // MARK: Attributes and values

  private var attributes: [CompletionItem] {
    guard case .element(let declaration) = surroundings, let advisor else { return seenAttributes }
    let present = Set((place.around.last?.attributes ?? []).map { scope.attributeName($0.name) })
    let own = advisor.attributes(of: declaration, besides: present).map { use in
      let shape = use.use == .required ? "required" : "optional"
      return attribute(
        scope.written(use.name, isAttribute: true), use.constraint?.value ?? "",
        note: [shape, use.type?.name?.local, use.documentation].words, isRequired: use.use == .required)
    }
    return own + instanceAttributes(declaration, present)
  }

  private func attribute(_ name: String, _ value: String, note: String, isRequired: Bool = false) -> CompletionItem {
    let start = name.utf8.count + 2
    return CompletionItem(
      name, note: note, isRequired: isRequired, .text("\(name)=\"\(value)\"", start..<start + value.utf8.count))
  }

  private func instanceAttributes(_ declaration: ElementDeclaration, _ present: Set<XMLName>) -> [CompletionItem] {
    guard let advisor else { return [] }
    let prefix = scope.prefix(of: PrefixScope.instance, isAttribute: true)
    let declared = prefix == nil ? "xmlns:xsi=\"\(PrefixScope.instance)\" " : ""
    var items: [CompletionItem] = []
    let types = advisor.types(for: declaration)
    if types.count > 1 || types.first != declaration.type.name,
      !present.contains(XMLName("type", in: PrefixScope.instance))
    {
      items += types.map { type in
        let name = "\(prefix ?? "xsi"):type"
        return CompletionItem(
          "\(name)=\"\(scope.written(type))\"", note: "derived type",
          text: "\(declared)\(name)=\"\(scope.written(type))\"")
      }
    }
    if declaration.isNillable, !present.contains(XMLName("nil", in: PrefixScope.instance)) {
      let name = "\(prefix ?? "xsi"):nil"
      items.append(CompletionItem(name, note: "says that there is no value", text: "\(declared)\(name)=\"true\""))
    }
    return items
  }

  private func attributeValues(_ written: String) -> [CompletionItem] {
    guard case .element(let declaration) = surroundings, let advisor else { return [] }
    if isInstance(written, "type") {
      let base = place.around.count > 0 ? undressed ?? declaration : declaration
      return advisor.types(for: base).map { CompletionItem(scope.written($0), note: "type", text: scope.written($0)) }
    }
    if isInstance(written, "nil") { return ["true", "false"].map { CompletionItem($0, note: "", text: $0) } }
    guard let type = advisor.attribute(scope.attributeName(written), of: declaration)?.type else { return [] }
    return advisor.values(of: type).map { CompletionItem($0, note: "", text: $0.escapedForXML) }
  }

  /// The element's own declaration, whatever its `xsi:type` says while it is being typed.
  private var undressed: ElementDeclaration? {
    var around = place.around
    around[around.count - 1].attributes.removeAll { isInstance($0.name, "type") }
    let names = around.map { scope.name($0.name) }
    let first = names.first.map { scope.isSOAP($0, "Envelope") } == true ? 2 : 0
    let way = around.dropFirst(first).map { element in
      let type = element.attributes.first { isInstance($0.name, "type") }?.value
      return ContentAdvisor.Step(scope.name(element.name), type: type.map { scope.name($0) })
    }
    return advisor?.declaration(at: way)
  }

  /// Of the text of the element around.
  private var values: [CompletionItem] {
    guard case .element(let declaration) = surroundings, let advisor,
      place.around.last?.children.isEmpty == true, let type = advisor.textType(of: declaration)
    else { return [] }
    return advisor.values(of: type).map { CompletionItem($0, note: "value", text: $0.escapedForXML) }
  }

  // MARK: What the envelope has already

  private static let mostSeen = 500
  /// So far before the place and behind it names are looked for.
  private static let sight = 32 << 10

  /// What stands around the place, from a tag on.
  private var surroundingText: [UInt8] {
    start == 0 ? bytes : Array(bytes.drop { $0 != UInt8(ascii: "<") })
  }

  private func seenElements(_ opening: String) -> [CompletionItem] {
    let text = surroundingText
    var scanner = XMLScanner(text)
    var seen: Set<String> = []
    var names: [String] = []
    while names.count < Self.mostSeen, let node = scanner.next() {
      guard node.kind == .startTag || node.kind == .emptyTag else { continue }
      let name = String(decoding: text[node.name], as: UTF8.self)
      if seen.insert(name).inserted { names.append(name) }
    }
    return names.map { name in
      let tag = "\(opening)\(name)>"
      return CompletionItem(name, note: "in this envelope", text: "\(tag)</\(name)>", cursor: tag.utf8.count)
    }
  }

  private var seenAttributes: [CompletionItem] {
    let present = Set((place.around.last?.attributes ?? []).map(\.name))
    var seen = present
    var items: [CompletionItem] = []
    let text = surroundingText
    for token in XMLLexer(text[...]) where token.kind == .attribute && items.count < Self.mostSeen {
      let name = String(decoding: text[token.range], as: UTF8.self)
      if name != "=", seen.insert(name).inserted { items.append(attribute(name, "", note: "in this envelope")) }
    }
    return items
  }
}

// What is put in.
extension CompletionSource {
  /// The bytes that take the place of what has been typed, and what of them is selected then.
  func replacement(for item: CompletionItem) -> (bytes: [UInt8], selection: Range<Int>) {
    switch item.insertion {
    case .text(let text, let selection): return (Array(text.utf8), selection)
    case .element(let declaration, let opening):
      guard let advisor else { return ([], 0..<0) }
      let sample = SampleWriter(advisor.set, optional: .omit).sample(of: declaration)
      let lines = scope.adapted(sample.element).indented().split(separator: "\n", omittingEmptySubsequences: false)
      let text = Array(lines.joined(separator: "\n" + margin).utf8.dropFirst(opening.isEmpty ? 1 : 0))
      return (text, Self.firstValue(in: text))
    }
  }

  /// The white space that the line begins with.
  private var margin: String {
    let line = bytes[..<near.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return String(decoding: bytes[line...].prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
  }

  /// The first text between tags, or the first place for one; else the end.
  private static func firstValue(in text: [UInt8]) -> Range<Int> {
    var index = text.startIndex
    while let close = text[index...].firstIndex(of: UInt8(ascii: ">")), close + 1 < text.count {
      let isEmptyTag = close > 0 && text[close - 1] == UInt8(ascii: "/")
      let end = text[(close + 1)...].firstIndex(of: UInt8(ascii: "<")) ?? text.count
      let isText = text[close + 1..<end].contains { $0 != 0x20 && $0 != 0x0A }
      let isEmpty = end == close + 1 && end + 1 < text.count && text[end + 1] == UInt8(ascii: "/")
      if !isEmptyTag, isText || isEmpty { return close + 1..<end }
      index = close + 1
    }
    return text.count..<text.count
  }
}

extension CompletionItem {
  /// For a tag that has all the rest already.
  fileprivate var nameAlone: CompletionItem {
    CompletionItem(title, note: note, isRequired: isRequired, text: title)
  }
}

extension UInt8 {
  /// Everything beyond ASCII is taken for a part of a name.
  fileprivate var isOfName: Bool {
    self >= 0x80 || "-._:".utf8.contains(self) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}

extension [String?] {
  fileprivate var words: String {
    compactMap(\.self).filter { !$0.isEmpty }.map {
      $0.prefix(200).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    .joined(separator: "  ").neutralised
  }
}

extension String {
  fileprivate var escapedForXML: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }
}
