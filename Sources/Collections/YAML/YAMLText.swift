/// A YAML text whose values can be changed line by line: comments, order, spacing and keys nobody asked about stay as they
/// are.
///
/// It knows mappings in block style, two deep at most, with scalars and lists of scalars in them. It may misread what
/// else YAML can do; therefore whoever edits parses the result and compares.
struct YAMLText {
  /// Without their line feeds; a carriage return stays.
  private var lines: [String]
  /// Entries of the root stand apart by an empty line, so that two people's edits of different entries are two places to
  /// git, and merge.
  private var isSpaced = false

  /// - Parameter isSpaced: new entries of the root stand apart, unless those that are there do not.
  init(_ text: String, isSpaced: Bool = false) {
    lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    self.isSpaced = isSpaced && !hasEntriesTogether
  }

  var text: String { lines.joined(separator: "\n") }

  /// Gives a key a value, or takes it out with nil.
  ///
  /// - Parameters:
  ///   - section: the key of the mapping it stands in; nil is the root. Made when it is not there.
  ///   - sectionPlace: where the section is put when it is new.
  ///   - place: where the key is put when it is new.
  ///   - isBoolean: its value is true or false.
  mutating func set(
    _ key: String, in section: String? = nil, at sectionPlace: Place = Place(), to value: YAMLField.Value?,
    place: Place = Place(), isBoolean: Bool = false
  ) {
    let block = section.map { openSection($0, sectionPlace, isNeeded: value != nil) } ?? root
    guard let block else { return }
    let old = entry(key, in: block)
    switch (old, value) {
    case (let old?, nil): remove(old, of: block)
    case (let old?, .text(let text)?):
      replace(old) { YAMLScalar.written(text, like: $0, isBoolean: isBoolean) }
    case (let old?, .list(let items)?): replace(old, items: items, indentation: block.indentation)
    case (nil, let value?):
      insert(render(key, value, block.indentation, isBoolean: isBoolean), into: block, at: place)
    default: break
    }
  }

  /// Where a new entry is put: the first of these that there is, else behind all.
  struct Place {
    /// Before this one, unless there is something right above it, which may be said of it.
    var before: String?
    /// The nearest first.
    var after: [String] = []
    /// Before the last entry, where it would stand behind all: there others add too.
    var avoidsEnd = false
  }

  private struct Block {
    var lines: Range<Int>
    var indentation: Int
  }

  private var root: Block { Block(lines: 0..<lines.count, indentation: 0) }

  // MARK: Finding

  private mutating func openSection(_ name: String, _ place: Place, isNeeded: Bool) -> Block? {
    if entry(name, in: root) == nil {
      guard isNeeded else { return nil }
      insert([YAMLScalar.written(name) + ":"], into: root, at: place)
    }
    guard let range = entry(name, in: root) else { return nil }
    let body = range.dropFirst()
    let first = body.first { !isBlankOrComment(lines[$0]) }
    return Block(lines: body.startIndex..<body.endIndex, indentation: first.map { indentation(lines[$0]) } ?? 2)
  }

  /// The lines of an entry: its key's, and those below that are indented deeper. Comments before the next key are that
  /// key's.
  private func entry(_ key: String, in block: Block) -> Range<Int>? {
    guard let start = block.lines.first(where: { keyEnd(lines[$0], block.indentation)?.key == key }) else { return nil }
    return start..<entryEnd(from: start, in: block)
  }

  private func entryEnd(from start: Int, in block: Block) -> Int {
    var end = start + 1
    for index in start + 1..<max(start + 1, block.lines.upperBound) {
      let isDeeper = indentation(lines[index]) > block.indentation
      if isBlankOrComment(lines[index]) {
        if isDeeper && !isBlank(lines[index]) { end = index + 1 }
        continue
      }
      let isItem = indentation(lines[index]) == block.indentation && isItem(lines[index])
      guard isDeeper || isItem else { break }
      end = index + 1
    }
    return end
  }

  /// The key that a line begins with, and the place after its colon.
  private func keyEnd(_ line: String, _ wanted: Int) -> (key: String, end: String.Index)? {
    guard indentation(line) == wanted, !isBlankOrComment(line) else { return nil }
    let start = line.unicodeScalars.index(line.startIndex, offsetBy: wanted)
    let rest = line[start...]
    let quoted = YAMLScalar.quotedEnd(rest)
    let colonSearch = quoted ?? start
    guard let colon = line.unicodeScalars[colonSearch...].firstIndex(of: ":") else { return nil }
    let after = line.unicodeScalars.index(after: colon)
    guard after == line.endIndex || line.unicodeScalars[after].properties.isWhitespace else { return nil }
    let key = quoted == nil ? String(line[start..<colon]) : String(line[start..<colonSearch].dropFirst().dropLast())
    return (key.trimmedSpaces, after)
  }

  private var hasEntriesTogether: Bool {
    zip(lines, lines.dropFirst()).contains { above, line in keyEnd(line, 0) != nil && isEntry(above) }
  }

  // MARK: Changing

  /// - Parameter written: the new scalar, given what stood there.
  private mutating func replace(_ range: Range<Int>, _ written: (Substring) -> String) {
    let line = lines[range.lowerBound]
    guard let end = keyEnd(line, indentation(line))?.end else { return }
    let rest = line[end...]
    let gap = rest.prefix { $0 == " " }
    let value = rest[gap.endIndex...]
    let comment = range.count == 1 ? YAMLScalar.trailingComment(value) : ""
    let spacing = gap.isEmpty ? " " : String(gap)
    let replacement = line[..<end] + spacing + written(value) + comment + lineEnding(line)
    lines.replaceSubrange(range, with: [String(replacement)])
  }

  /// Items that stay keep their line and the comments above it.
  private mutating func replace(_ range: Range<Int>, items: [String], indentation: Int) {
    var old: [(text: String?, lines: [String])] = []
    var pending: [String] = []
    for line in lines[range.dropFirst()] {
      pending.append(line)
      if isItem(line) {
        old.append((YAMLScalar.item(line), pending))
        pending = []
      }
    }
    let model = old.first?.lines.last ?? String(repeating: " ", count: indentation + 2)
    let margin = String(repeating: " ", count: self.indentation(model))
    var body: [String] = []
    for item in items {
      if let index = old.firstIndex(where: { $0.text == item }) {
        body += old.remove(at: index).lines
      } else {
        body.append(margin + "- " + YAMLScalar.written(item) + lineEnding(model))
      }
    }
    let head = lines[range.lowerBound]
    guard let end = keyEnd(head, self.indentation(head))?.end else { return }
    let comment = range.count == 1 ? "" : String(head[end...])
    lines.replaceSubrange(range, with: [head[..<end] + comment] + body + pending)
  }

  private func render(_ key: String, _ value: YAMLField.Value, _ indentation: Int, isBoolean: Bool) -> [String] {
    let margin = String(repeating: " ", count: indentation)
    let head = margin + YAMLScalar.written(key) + ":"
    switch value {
    case .text(let text): return [head + " " + YAMLScalar.written(text, isBoolean: isBoolean)]
    case .list(let items): return [head] + items.map { "\(margin)  - " + YAMLScalar.written($0) }
    case .null, .mapping, .other: return [head]
    }
  }

  private mutating func insert(_ new: [String], into block: Block, at place: Place) {
    let ending = lines.first.map(lineEnding) ?? ""
    let standsApart = isSpaced && block.indentation == 0
    if let line = place.before.flatMap({ freeLine(above: $0, in: block) }) {
      return lines.insert(contentsOf: (standsApart ? new + [""] : new).map { $0 + ending }, at: line)
    }
    let end = lastContent(of: block)
    let found = place.after.compactMap { entry($0, in: block)?.upperBound }
    let line = (place.avoidsEnd ? found.first { $0 < end } : nil) ?? found.first ?? end
    let all = standsApart && line > 0 && !isBlank(lines[line - 1]) ? [""] + new : new
    lines.insert(contentsOf: all.map { $0 + ending }, at: line)
    if line + all.count == lines.count { lines.append("") }
  }

  /// That of an entry with nothing right above it.
  private func freeLine(above key: String, in block: Block) -> Int? {
    guard let line = entry(key, in: block)?.lowerBound else { return nil }
    let isFree = line == block.lines.lowerBound || isBlank(lines[line - 1]) || lines[line - 1].trimmedSpaces == "---"
    return isFree ? line : nil
  }

  /// With the empty line that kept it apart.
  private mutating func remove(_ range: Range<Int>, of block: Block) {
    lines.removeSubrange(range)
    let place = range.lowerBound
    guard isSpaced, block.indentation == 0, lines.indices.contains(place), isBlank(lines[place]) else { return }
    if place == 0 { lines.removeFirst() } else if isBlank(lines[place - 1]) { lines.remove(at: place - 1) }
  }

  /// After the last entry, so that what closes a file stays its end.
  private func lastContent(of block: Block) -> Int {
    let last = block.lines.last { keyEnd(lines[$0], block.indentation) != nil }
    if let last { return entryEnd(from: last, in: block) }
    guard block.indentation == 0 else { return block.lines.lowerBound }
    return lines.last?.isEmpty == true ? lines.count - 1 : lines.count
  }

  // MARK: Lines

  private func indentation(_ line: String) -> Int { line.utf8.prefix { $0 == UInt8(ascii: " ") }.count }

  /// A line of an entry, or what is below its key.
  private func isEntry(_ line: String) -> Bool { !isBlankOrComment(line) && line != "---" && !line.hasPrefix("%") }

  private func isBlank(_ line: String) -> Bool { line.trimmedSpaces.isEmpty }

  private func isBlankOrComment(_ line: String) -> Bool {
    let text = line.trimmedSpaces
    return text.isEmpty || text.hasPrefix("#")
  }

  private func isItem(_ line: String) -> Bool {
    let text = line.trimmedSpaces
    return text == "-" || text.hasPrefix("- ")
  }

  private func lineEnding(_ line: String) -> String { line.utf8.last == 0x0D ? "\r" : "" }
}
