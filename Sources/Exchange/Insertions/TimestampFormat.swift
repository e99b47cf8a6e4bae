public import Basics

/// How a point in time is written.
public enum TimestampFormat: Sendable, Hashable {
  /// RFC 3339: `2026-11-27T03:11:00Z`.
  case iso
  /// `2026-11-27`.
  case date
  /// Seconds since 1970.
  case unix
  case milliseconds
  /// Runs of `M`, `d`, `H`, `m`, `s` are fields of two digits, of `y` four, or two for `yy`; all else stands for itself.
  case pattern(String)

  /// Nil for a text in which nothing is a field. The empty text is `iso`.
  public init?(_ text: String) {
    switch text {
    case "", "iso": self = .iso
    case "date": self = .date
    case "unix": self = .unix
    case "millis": self = .milliseconds
    case _ where text.count <= 64 && text.contains(where: "yMdHms".contains): self = .pattern(text)
    default: return nil
    }
  }

  public func text(_ time: Timestamp) -> String {
    switch self {
    case .iso: time.description
    case .date: time.date
    case .unix: String(time.secondsSinceEpoch)
    case .milliseconds: String(time.secondsSinceEpoch * 1000)
    case .pattern(let pattern): Self.fill(pattern, Array(time.description.utf8))
    }
  }

  /// - Parameter iso: `2026-11-27T03:11:00Z`, the year perhaps longer.
  private static func fill(_ pattern: String, _ iso: [UInt8]) -> String {
    let parts = String(decoding: iso, as: UTF8.self).split { !$0.isNumber }
    guard parts.count >= 6 else { return "" }
    let fields: [Character: Substring] = [
      "y": parts[0], "M": parts[1], "d": parts[2], "H": parts[3], "m": parts[4], "s": parts[5],
    ]
    var result = ""
    var rest = pattern[...]
    while let letter = rest.first {
      let run = rest.prefix { $0 == letter }
      rest = rest[run.endIndex...]
      guard let field = fields[letter] else {
        result += run
        continue
      }
      result += field.count > run.count && letter == "y" && run.count == 2 ? field.suffix(2) : field
    }
    return result
  }
}
