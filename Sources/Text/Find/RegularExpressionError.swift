public import Basics

/// Why a pattern is no regular expression that can be searched for.
public enum RegularExpressionError: Remediable, Hashable {
  /// - Parameter at: characters of the pattern before the place.
  case unexpected(String, at: Int)
  case unclosed(String, at: Int)
  case unknownEscape(String, at: Int)
  /// `{3,1}`, `[z-a]`.
  case reversed(String, at: Int)
  /// What would take more than time in proportion to the text.
  case unsupported(String, at: Int)
  case tooLarge(instructions: Int)

  public var code: String { "unusable-pattern" }

  public var summary: String {
    switch self {
    case .unexpected(let what, let place):
      "`\(what.neutralised)` stands for nothing at place \(place + 1) of the pattern."
    case .unclosed(let what, let place): "`\(what)` at place \(place + 1) of the pattern is not closed."
    case .unknownEscape(let what, let place):
      "`\\\(what.neutralised)` at place \(place + 1) of the pattern is not known."
    case .reversed(let what, let place):
      "`\(what.neutralised)` at place \(place + 1) of the pattern ends before it begins."
    case .unsupported(let what, let place): "\(what) at place \(place + 1) of the pattern cannot be searched for."
    case .tooLarge(let count): "The pattern is too large: more than \(count) steps."
    }
  }

  public var remedy: String {
    switch self {
    case .unexpected, .unclosed: "Put a backslash before a character that is meant as it is."
    case .unknownEscape:
      "Known are \\d \\w \\s \\D \\W \\S \\b \\B \\n \\r \\t \\xHH \\u{H}, and a backslash before punctuation."
    case .reversed: "Swap the two."
    case .unsupported: "Write it without: every search ends in time proportional to the text."
    case .tooLarge: "Repeat less, or search for a part of it."
    }
  }
}
