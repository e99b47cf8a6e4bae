internal import Basics
internal import Screen

/// A line whose parts mean different things; the theme decides how each looks.
struct Toned: Sendable, Equatable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
  struct Part: Sendable, Equatable {
    var text: String
    var scope: ThemeScope

    init(_ text: String, _ scope: ThemeScope = .text) {
      self.text = text
      self.scope = scope
    }
  }

  var parts: [Part]

  init(_ parts: [Part]) { self.parts = parts }
  init(_ text: String, _ scope: ThemeScope = .text) { self.init([Part(text, scope)]) }
  init(stringLiteral text: String) { self.init(text) }
  init(arrayLiteral parts: Part...) { self.init(parts) }

  /// What its first part means.
  var scope: ThemeScope { parts.first?.scope ?? .text }
  var text: String { parts.map(\.text).joined() }
  var columns: Int { parts.reduce(0) { $0 + $1.text.columns } }

  static func + (left: Toned, right: Toned) -> Toned { Toned(left.parts + right.parts) }

  /// The first lines of a text that came from elsewhere, as long as it may be: no more of it is looked at than fits there.
  static func start(
    of text: String, _ scope: ThemeScope = .text, columns: Int, indent: Int = 0, rows: Int
  ) -> [Toned] {
    let scalars = text.unicodeScalars
    let room = max(8, columns - indent) * max(1, rows)
    let end = scalars.index(scalars.startIndex, offsetBy: room, limitedBy: scalars.endIndex) ?? scalars.endIndex
    let lines = paragraph(String(scalars[..<end]).neutralised, scope, columns: columns, indent: indent)
    guard end < scalars.endIndex || lines.count > rows, let last = lines.prefix(rows).last else { return lines }
    let cut = String(last.text.prefix(max(0, columns - 1))) + "…"
    return lines.prefix(rows - 1) + [Toned(cut, scope)]
  }

  /// The lines of a paragraph, all in one scope, moved in by some columns.
  static func paragraph(_ text: String, _ scope: ThemeScope = .text, columns: Int, indent: Int = 0) -> [Toned] {
    let margin = String(repeating: " ", count: indent)
    return text.wrapped(columns: max(8, columns - indent)).map { Toned(margin + $0, scope) }
  }
}
