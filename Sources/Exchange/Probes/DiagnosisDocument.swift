internal import Basics
internal import Certificates
internal import Handshake

/// A diagnosis in sections, before it is text or Markdown.
struct DiagnosisDocument {
  enum Block: Hashable {
    case paragraph(String)
    case list([String])
    /// A label and its value each.
    case facts([Fact])
    case table(head: [String], rows: [[String]])
    case preformatted(String)
  }

  struct Fact: Hashable {
    var label: String
    var value: String

    init(_ label: String, _ value: String) {
      self.label = label
      self.value = value
    }
  }

  struct Section: Hashable {
    var title: String
    var blocks: [Block]
  }

  var title: String
  var sections: [Section]

  init(_ report: DiagnosisReport) {
    let view = OutsideView(report.first.draft)
    let contents = DiagnosisContents(report)
    title = view.text(contents.title)
    sections = contents.sections.map { section in
      Section(title: section.title, blocks: section.blocks.map { $0.map(view.text) })
    }
  }
}

extension DiagnosisDocument.Block {
  func map(_ change: (String) -> String) -> Self {
    switch self {
    case .paragraph(let text): .paragraph(change(text))
    case .list(let items): .list(items.map(change))
    case .facts(let facts): .facts(facts.map { .init($0.label, change($0.value)) })
    case .table(let head, let rows): .table(head: head, rows: rows.map { $0.map(change) })
    case .preformatted(let text):
      .preformatted(
        text.split(separator: "\n", omittingEmptySubsequences: false).map { change(String($0)) }.joined(separator: "\n")
      )
    }
  }
}

// MARK: - Text

extension DiagnosisDocument {
  var text: String {
    ([title, String(repeating: "=", count: title.count)] + sections.flatMap(Self.text)).joined(separator: "\n")
  }

  private static func text(_ section: Section) -> [String] {
    ["", section.title, String(repeating: "-", count: section.title.count)] + section.blocks.flatMap(text)
  }

  private static func text(_ block: Block) -> [String] {
    switch block {
    case .paragraph(let text): return wrapped(text)
    case .list(let items): return items.flatMap { wrapped("- " + $0, indent: 2) }
    case .facts(let facts):
      let width = (facts.map(\.label.count).max() ?? 0) + 2
      return facts.flatMap { wrapped(padded($0.label + ":", width) + $0.value, indent: width) }
    case .table(let head, let rows): return table([head] + rows)
    case .preformatted(let text): return text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
    }
  }

  /// Lines of at most 100 characters, where there is a space to break at; all but the first moved in.
  private static func wrapped(_ text: String, indent: Int = 0) -> [String] {
    var lines: [String] = []
    var rest = text[...]
    while rest.count > 100 - (lines.isEmpty ? 0 : indent) {
      let room = rest.prefix(101 - (lines.isEmpty ? 0 : indent))
      let first = lines.isEmpty ? room.index(room.startIndex, offsetBy: min(indent, room.count)) : room.startIndex
      guard let space = room[first...].lastIndex(of: " ") ?? rest[first...].firstIndex(of: " ") else { break }
      lines.append(padding(lines, indent) + rest[..<space])
      rest = rest[rest.index(after: space)...]
    }
    return lines + [padding(lines, indent) + rest]
  }

  private static func padding(_ lines: [String], _ indent: Int) -> String {
    lines.isEmpty ? "" : String(repeating: " ", count: indent)
  }

  private static func table(_ rows: [[String]]) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).map { padded($0, $1 + 2) }
      return String(cells.joined().reversed().drop { $0 == " " }.reversed())
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

// MARK: - Markdown

extension DiagnosisDocument {
  var markdown: String {
    (["# " + Self.escaped(title)] + sections.flatMap(Self.markdown)).joined(separator: "\n")
  }

  private static func markdown(_ section: Section) -> [String] {
    ["", "## " + escaped(section.title)] + section.blocks.flatMap { [""] + markdown($0) }
  }

  private static func markdown(_ block: Block) -> [String] {
    switch block {
    case .paragraph(let text): [escaped(text)]
    case .list(let items): items.map { "- " + escaped($0) }
    case .facts(let facts): facts.map { "- **\(escaped($0.label)):** " + escaped($0.value) }
    case .table(let head, let rows):
      [row(head), row(head.map { _ in "---" })] + rows.map { row($0.map(escaped)) }
    case .preformatted(let text): fenced(text)
    }
  }

  private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  /// A fence longer than any run of backticks in the text.
  private static func fenced(_ text: String) -> [String] {
    let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return [fence, text, fence]
  }

  /// What comes from the other side must not become markup: code spans in pairs of backticks stay, all else is text.
  static func escaped(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    let hasPairs = parts.count % 2 == 1
    return parts.enumerated().map { index, part in
      let isCode = hasPairs && index % 2 == 1
      return part.flatMap { character -> String in
        let isMarkup = isCode ? character == "|" : "\\*[]<>|".contains(character)
        return (isMarkup ? "\\" : "") + String(character)
      }.reduce(into: "") { $0.append($1) }
    }.joined(separator: hasPairs ? "`" : "\\`")
  }
}
