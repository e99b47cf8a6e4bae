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

  /// For the console of a Linux kernel, whose fonts have 256 or 512 characters: frames, and what Latin-1 has.
  public static let console = Glyphs(
    horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘", ellipsis: "~",
    attention: "!", scrollThumb: "#", mask: "*")

  public static let ascii = Glyphs(
    horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+", ellipsis: "~",
    attention: "!", scrollThumb: "#", mask: "*")

  /// Whether only ASCII may be drawn; the canvas then puts plain forms in place of everything else.
  public var isASCII: Bool { topLeft.isASCII }

  /// The character as it can be drawn: itself, or its plain form.
  func drawable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if isASCII { return Self.plainForm(of: scalar) }
    let shown = scalar.neutralised
    let isInEveryFont = shown.value < 0x100 || (0x2500...0x253C).contains(shown.value)
    return ellipsis.isASCII && !isInEveryFont ? Self.plainForms[shown] ?? shown : shown
  }

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
