internal import Basics

/// The characters that frames and marks are drawn with: Unicode where the terminal speaks UTF-8, else ASCII.
public struct Glyphs: Sendable, Hashable {
  public var horizontal, vertical: Unicode.Scalar
  public var topLeft, topRight, bottomLeft, bottomRight: Unicode.Scalar
  /// Ends a text that was cut off.
  public var ellipsis: Unicode.Scalar
  /// Went well, went wrong, mind this, still running.
  public var check, cross, attention, running: Unicode.Scalar
  public var bullet, arrow: Unicode.Scalar
  /// An opened and a closed node of a tree.
  public var opened, closed: Unicode.Scalar
  public var scrollTrack, scrollThumb: Unicode.Scalar
  public var mask: Unicode.Scalar

  public static let unicode = Glyphs(
    horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘", ellipsis: "…",
    check: "✓", cross: "✗", attention: "!", running: "◌", bullet: "·", arrow: "→", opened: "▾", closed: "▸",
    scrollTrack: "│", scrollThumb: "┃", mask: "•")

  public static let ascii = Glyphs(
    horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+", ellipsis: "~",
    check: "+", cross: "x", attention: "!", running: "o", bullet: "-", arrow: ">", opened: "v", closed: ">",
    scrollTrack: "|", scrollThumb: "#", mask: "*")

  /// Whether only ASCII may be drawn; the canvas then puts plain forms in place of everything else.
  public var isASCII: Bool { ellipsis.isASCII }

  /// The ASCII character that stands for another one; a question mark for those that have none.
  static func plainForm(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.isASCII ? scalar.neutralised.isASCII ? scalar : "?" : plainForms[scalar] ?? "?"
  }

  private static let plainForms: [Unicode.Scalar: Unicode.Scalar] = [
    "✓": "+", "✗": "x", "→": ">", "←": "<", "▸": ">", "▾": "v", "·": "-", "•": "*", "○": "-", "◌": "o", "…": "~",
    "‹": "<", "›": ">", "└": "`", "─": "-", "│": "|", "┃": "#", "µ": "u", "–": "-", "“": "\"", "”": "\"", "’": "'",
    "\u{A0}": " ",
  ]
}
