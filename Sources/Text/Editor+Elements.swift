internal import Basics

/// Edits that know about elements.
extension Editor {
  /// Where the other tag of the element stands; nil when there is none.
  func matchingTag() throws(EditRefusal) -> Int {
    let bytes = text.bytes
    let outline = XMLOutline(bytes)
    let head = selection.head
    guard let index = outline.element(at: head) else { throw .noElement }
    let element = outline.elements[index]
    guard let endTag = element.endTag else {
      throw .noPartner(name: String(decoding: bytes[element.name], as: UTF8.self))
    }
    return element.startTag.contains(head) ? endTag.lowerBound : element.startTag.lowerBound
  }

  /// The name of the element at the cursor, as it is renamed.
  public var elementName: String? {
    let bytes = text.bytes
    let outline = XMLOutline(bytes)
    return outline.element(at: elementPlace(in: bytes)).map {
      String(decoding: bytes[outline.elements[$0].name], as: UTF8.self)
    }
  }

  mutating func renameElement(_ name: String) throws(EditRefusal) {
    let new = Array(name.utf8)
    guard isElementName(new) else { throw .unusableName(name) }
    let bytes = text.bytes
    let outline = XMLOutline(bytes)
    guard let index = outline.element(at: elementPlace(in: bytes)) else { throw .noElement }
    let element = outline.elements[index]
    if bytes[element.name].elementsEqual(new) { return }
    guard element.isEmptyTag || element.endName != nil else {
      throw .noPartner(name: String(decoding: bytes[element.name], as: UTF8.self))
    }
    let names = [element.name] + (element.endName.map { [$0] } ?? [])
    replaceEach(names.map { ($0, new) })
  }

  /// In the blanks before a tag, that tag is meant.
  private func elementPlace(in bytes: [UInt8]) -> Int {
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let start = bytes[..<selection.head].lastIndex { !isBlank($0) }
    guard start.map({ bytes[$0] == UInt8(ascii: "\n") }) ?? true else { return selection.head }
    let tag = bytes[selection.head...].firstIndex { !isBlank($0) }
    return tag.flatMap { bytes[$0] == UInt8(ascii: "<") ? $0 : nil } ?? selection.head
  }

  private func isElementName(_ name: [UInt8]) -> Bool {
    guard let first = name.first, first.startsXMLName, first != UInt8(ascii: ":"), name.allSatisfy(\.isInXMLName),
      name.last != UInt8(ascii: ":")
    else { return false }
    return name.count { $0 == UInt8(ascii: ":") } <= 1
  }

  // MARK: Selecting

  /// The content of the element around the selection, then the element, then what is around that.
  mutating func growSelection() throws(EditRefusal) {
    let outline = XMLOutline(text.bytes)
    let range = selection.range
    guard let index = outline.innermost(around: range) else { throw .noElement }
    let element = outline.elements[index]
    var target = element.range ?? range
    if let content = element.content, content.lowerBound <= range.lowerBound, range.upperBound <= content.upperBound,
      content.count > range.count
    {
      target = content
    }
    let smaller = smallerSelections + [selection]
    select(Selection(anchor: target.lowerBound, head: target.upperBound))
    smallerSelections = smaller
  }

  mutating func shrinkSelection() throws(EditRefusal) {
    guard let smaller = smallerSelections.last else { throw .nothingSelected }
    let rest = smallerSelections.dropLast()
    select(smaller)
    smallerSelections = Array(rest)
  }

  // MARK: Comments

  /// Takes the comment at the cursor away, or puts the selection into one; without a selection, the line. What would be
  /// cut in two goes in whole.
  mutating func toggleComment() throws(EditRefusal) {
    let outline = XMLOutline(text.bytes)
    let range = selection.range
    if let comment = outline.others.first(where: { $0.kind == .comment && holds($0.range, range) }) {
      return removeComment(comment.range)
    }
    let wanted = selection.isEmpty ? trimmed(text.range(ofLine: text.line(at: range.lowerBound))) : trimmed(range)
    if wanted.isEmpty { throw .nothingSelected }
    let whole = outline.whole(wanted)
    let content = text.bytes(in: whole)
    if let hyphens = content[...].firstIndex(of: Array("--".utf8), from: 0) {
      throw .hyphensInComment(line: text.line(at: whole.lowerBound + hyphens) + 1)
    }
    let head = max(selection.head, whole.lowerBound)
    let moved =
      selection.isEmpty ? Selection(at: head + 5) : Selection(anchor: whole.lowerBound, head: whole.upperBound + 9)
    replace(whole, with: Array("<!-- ".utf8) + content + Array(" -->".utf8), selecting: moved)
  }

  private func holds(_ comment: Range<Int>, _ range: Range<Int>) -> Bool {
    comment.lowerBound <= range.lowerBound && range.upperBound <= comment.upperBound
  }

  private mutating func removeComment(_ comment: Range<Int>) {
    var content = text.bytes(in: comment.lowerBound + 4..<comment.upperBound - 3)[...]
    let hasBlankFirst = content.first == UInt8(ascii: " ")
    if hasBlankFirst { content = content.dropFirst() }
    if content.last == UInt8(ascii: " ") { content = content.dropLast() }
    let head = selection.head - comment.lowerBound - (hasBlankFirst ? 5 : 4)
    let start = comment.lowerBound
    let moved =
      selection.isEmpty
      ? Selection(at: start + min(max(0, head), content.count))
      : Selection(anchor: start, head: start + content.count)
    replace(comment, with: Array(content), selecting: moved)
  }

  /// Without the white space at both ends.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    let bytes = text.bytes(in: range)
    guard let first = bytes.firstIndex(where: { !$0.isXMLSpace }), let last = bytes.lastIndex(where: { !$0.isXMLSpace })
    else { return range.lowerBound..<range.lowerBound }
    return range.lowerBound + first..<range.lowerBound + last + 1
  }

  // MARK: Closing tags while typing

  /// Types text; a `>` that ends a start tag brings its end tag, and `</` the name of what is open.
  mutating func type(_ typed: [UInt8]) {
    var typed = typed
    if let brought = broughtEndTag {
      if passOver(typed, of: brought) { return }
      typed = brought.rest.prefix(brought.typedCount) + typed
    }
    replace(selection.range, with: typed, as: .typing)
    guard closesTags, typed.count == 1 else { return }
    if typed[0] == UInt8(ascii: ">") { closeStartTag() }
    if typed[0] == UInt8(ascii: "/") { completeEndTag() }
  }

  /// Who types a whole end tag finds it there once, as if it had not come by itself.
  private mutating func passOver(_ typed: [UInt8], of brought: (rest: [UInt8], typedCount: Int)) -> Bool {
    guard brought.rest.dropFirst(brought.typedCount).starts(with: typed) else { return false }
    let count = brought.typedCount + typed.count
    broughtEndTag = count < brought.rest.count ? (brought.rest, count) : nil
    return true
  }

  // What one frame has time for.
  private static let reach = 64 << 10

  private mutating func closeStartTag() {
    let head = selection.head
    guard let open = text.lastOffset(before: head, where: { $0 == UInt8(ascii: "<") }), head - open < Self.reach else {
      return
    }
    let tag = text.bytes(in: open..<head)
    var scanner = XMLScanner(tag)
    var reader = XMLTokenReader(text)
    guard let node = scanner.next(), node.kind == .startTag, node.range.upperBound == tag.count,
      reader.tokens(in: head - 1..<head).first?.kind == .tag, !isClosed(tag[node.name], after: head)
    else { return }
    let endTag = Array("</".utf8) + tag[node.name] + Array(">".utf8)
    replace(head..<head, with: endTag, as: .typing, selecting: Selection(at: head))
    ongoing = .typing
  }

  /// Whether the first end tag that closes nothing after the place has that name.
  private func isClosed(_ name: ArraySlice<UInt8>, after offset: Int) -> Bool {
    let bytes = text.bytes(in: offset..<offset + 4 * Self.reach)
    return XMLOutline(bytes).strayEndTags.first.map { bytes[$0.name] == name } ?? false
  }

  private mutating func completeEndTag() {
    let head = selection.head
    var reader = XMLTokenReader(text)
    guard head >= 2, text[head - 2] == UInt8(ascii: "<"), reader.tokens(in: head - 2..<head - 1).first?.kind == .error,
      let name = openName(before: head - 2)
    else { return }
    let rest = name + [UInt8(ascii: ">")]
    if text.bytes(in: head..<head + 2 + rest.count) == Array("</".utf8) + rest {
      // The end tag is there already: pass over it.
      replace(head - 2..<head, with: [], as: .typing, selecting: Selection(at: head + rest.count))
    } else if text.bytes(in: head..<head + rest.count) != rest {
      replace(head..<head, with: rest, as: .typing)
    } else {
      return
    }
    broughtEndTag = (rest, 0)
  }

  /// The name of the innermost element that is open, looked for in growing stretches before the place.
  private func openName(before offset: Int) -> [UInt8]? {
    var size = Self.reach
    while true {
      let start = max(0, offset - size)
      let from = start == 0 ? 0 : text.firstOffset(from: start, where: { $0 == UInt8(ascii: "<") }) ?? offset
      let bytes = text.bytes(in: from..<max(from, offset))
      let outline = XMLOutline(bytes)
      if let last = outline.open.last { return Array(bytes[outline.elements[last].name]) }
      if start == 0 { return nil }
      size *= 4
    }
  }
}
