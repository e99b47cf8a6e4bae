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

  /// The lines of a paragraph, all in one scope, moved in by some columns.
  static func paragraph(_ text: String, _ scope: ThemeScope = .text, columns: Int, indent: Int = 0) -> [Toned] {
    let margin = String(repeating: " ", count: indent)
    return text.wrapped(columns: max(8, columns - indent)).map { Toned(margin + $0, scope) }
  }
}
