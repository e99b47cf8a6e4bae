internal import Basics

/// What a placeholder can stand for besides variables, as files and help know it: all read this table.
public struct BuiltIn: Sendable {
  /// With its `$`.
  public var word: String
  /// What its argument looks like; empty for those that take none.
  public var hint: String
  public var example: String
  public var help: String
  /// Nil when the argument means nothing.
  public var read: @Sendable (_ argument: String) -> Value?

  public enum Value: Sendable, Hashable {
    /// A random one, version 4 (RFC 9562 section 5.4).
    case uuid
    /// The clock at the time of sending, plus an offset.
    case timestamp(offsetSeconds: Int, TimestampFormat)
    case randomNumber(ClosedRange<Int>)
    case randomText(Int)
    /// Path relative to the collection's folder.
    case file(String)
    /// The same as base64.
    case fileBase64(String)
    /// Of the variable with that name.
    case base64(String)
    /// Two opening braces.
    case braces
  }

  public static let all: [BuiltIn] = [
    BuiltIn(
      word: "$uuid", hint: "", example: "{{$uuid}}", help: "A random UUID, in lower case.",
      read: { $0.isEmpty ? .uuid : nil }),
    BuiltIn(
      word: "$timestamp", hint: "[±N(s|m|h|d)…] [iso|date|unix|millis|PATTERN]",
      example: "{{$timestamp +1d yyyy-MM-dd}}",
      help:
        "The time of sending in UTC, with an offset; iso is 2026-11-27T03:11:00Z. Letters of a pattern: y M d H m s.",
      read: timestamp),
    BuiltIn(
      word: "$random", hint: "[LOWEST HIGHEST]", example: "{{$random 1 100}}",
      help: "A whole number, both ends included; without ends from 0 to 999999.", read: number),
    BuiltIn(
      word: "$random-text", hint: "[LENGTH]", example: "{{$random-text 12}}",
      help: "Letters and digits, 8 unless told, at most 1024.", read: text),
    BuiltIn(
      word: "$base64", hint: "VARIABLE", example: "{{$base64 token}}", help: "The value of a variable as base64.",
      read: { isName($0) ? .base64($0) : nil }),
    BuiltIn(
      word: "$file", hint: "PATH", example: "{{$file data/order.txt}}",
      help: "The text of a file of the collection.", read: { $0.isEmpty ? nil : .file($0) }),
    BuiltIn(
      word: "$file-base64", hint: "PATH", example: "{{$file-base64 data/scan.pdf}}",
      help: "The bytes of a file of the collection as base64.", read: { $0.isEmpty ? nil : .fileBase64($0) }),
    BuiltIn(
      word: "$braces", hint: "", example: "{{$braces}}name}}", help: "Two opening braces as they are.",
      read: { $0.isEmpty ? .braces : nil }),
  ]

  public static func named(_ word: String) -> BuiltIn? { all.first { $0.word == word } }

  private static func timestamp(_ argument: String) -> Value? {
    var words = argument.split(separator: " ", omittingEmptySubsequences: true)[...]
    var offset = 0
    while let word = words.first, let seconds = seconds(word) {
      let (sum, overflows) = offset.addingReportingOverflow(seconds)
      // A year beyond four digits is no time stamp.
      guard !overflows, abs(sum) <= 250_000_000_000 else { return nil }
      offset = sum
      words.removeFirst()
    }
    guard let format = TimestampFormat(words.joined(separator: " ")) else { return nil }
    return .timestamp(offsetSeconds: offset, format)
  }

  /// `+90m`, `-1d`.
  private static func seconds(_ word: Substring) -> Int? {
    guard let sign = word.first, sign == "+" || sign == "-", let unit = word.last else { return nil }
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
    guard let factor = units[unit], let count = Int(word.dropFirst().dropLast()), count >= 0 else { return nil }
    let (product, overflows) = count.multipliedReportingOverflow(by: factor)
    return overflows ? nil : sign == "-" ? -product : product
  }

  private static func number(_ argument: String) -> Value? {
    if argument.isEmpty { return .randomNumber(0...999_999) }
    let ends = argument.split(separator: " ", omittingEmptySubsequences: true).map { Int($0) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low <= high else { return nil }
    return .randomNumber(low...high)
  }

  private static func text(_ argument: String) -> Value? {
    guard let length = argument.isEmpty ? 8 : Int(argument), (1...1024).contains(length) else { return nil }
    return .randomText(length)
  }

  /// Whether a variable can be called so.
  public static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first) else { return false }
    return text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || "-.".utf8.contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
  }
}
