internal import Basics

/// The characters that frames and marks are drawn with: Unicode where the terminal speaks UTF-8, else ASCII.
public struct Glyphs: Sendable, Hashable {
  public var horizontal, vertical: Unicode.Scalar
  public var topLeft, topRight, bottomLeft, bottomRight: Unicode.Scalar
  /// Ends a text that was cut off.
  public var ellipsis: Unicode.Scalar
  /// Stands before what is wrong in a text.
  public var attention: Unicode.Scalar
  public var scrollThumb: Unicode.Scalar
  /// For each character that must not be seen.
  public var mask: Unicode.Scalar

  public static let unicode = Glyphs(
    horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘", ellipsis: "…",
    attention: "!", scrollThumb: "┃", mask: "•")

  public static let ascii = Glyphs(
    horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+", ellipsis: "~",
    attention: "!", scrollThumb: "#", mask: "*")

  /// Whether only ASCII may be drawn; the canvas then puts plain forms in place of everything else.
  public var isASCII: Bool { ellipsis.isASCII }

  /// The ASCII character that stands for another one; a question mark for those that have none.
  static func plainForm(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.isASCII ? scalar.neutralised.isASCII ? scalar : "?" : plainForms[scalar] ?? "?"
  }

  private static let plainForms: [Unicode.Scalar: Unicode.Scalar] = [
    "✓": "+", "✗": "x", "→": ">", "←": "<", "▸": ">", "▾": "v", "·": "-", "•": "*", "○": "-", "◌": "o", "…": "~",
    "‹": "<", "›": ">", "└": "`", "×": "x", "─": "-", "│": "|", "┃": "#", "µ": "u", "–": "-", "“": "\"", "”": "\"",
    "‘": "'", "’": "'", "\u{A0}": " ", "━": "=", "●": "*", "★": "*", "≠": "!", "≈": "~", "↻": "^",
  ]
}
