/// What is looked for in a text that is edited: plain text or a regular expression, with its switches.
public struct FindPattern: Sendable, Hashable {
  public struct Options: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let regularExpression = Options(rawValue: 1)
    /// Small and capital letters differ.
    public static let matchesCase = Options(rawValue: 2)
    /// Nothing that belongs to a word stands on either side.
    public static let wholeWord = Options(rawValue: 4)
  }

  private enum Kind: Sendable, Hashable {
    case plain(SearchPattern)
    case regular(RegularExpression)
  }

  public let text: String
  public let options: Options
  private let kind: Kind

  /// - Throws: `RegularExpressionError`; nil for empty text.
  public init?(_ text: String, _ options: Options = []) throws(RegularExpressionError) {
    self.text = text
    self.options = options
    let ignoresCase = !options.contains(.matchesCase)
    if options.contains(.regularExpression), !text.isEmpty {
      kind = .regular(try RegularExpression(text, ignoresCase: ignoresCase))
    } else {
      guard let pattern = SearchPattern(text, ignoresCase: ignoresCase) else { return nil }
      kind = .plain(pattern)
    }
  }

  /// The first match that begins at `start` or later.
  ///
  /// - Parameter budget: steps that may be made; those that were made are taken off.
  public func firstMatch(
    in bytes: [UInt8], from start: Int, wantsGroups: Bool = false, budget: inout Int
  ) -> RegularExpression.Outcome {
    var start = start
    while start <= bytes.count {
      let outcome = anyMatch(in: bytes, from: start, wantsGroups, &budget)
      guard case .match(let match) = outcome, options.contains(.wholeWord), !isWhole(match.range, bytes) else {
        return outcome
      }
      start = match.range.lowerBound + 1
      while start < bytes.count, bytes[start] & 0xC0 == 0x80 { start += 1 }
    }
    return .none
  }

  private func anyMatch(
    in bytes: [UInt8], from start: Int, _ wantsGroups: Bool, _ budget: inout Int
  ) -> RegularExpression.Outcome {
    switch kind {
    case .regular(let expression):
      return expression.firstMatch(in: bytes, from: start, wantsGroups: wantsGroups, budget: &budget)
    case .plain(let pattern):
      if budget <= 0 { return .exhausted(at: start) }
      let match = pattern.firstMatch(in: bytes[start...])
      budget -= ((match?.upperBound ?? bytes.count) - start) / 16 + 1
      return match.map { .match(RegularExpression.Match(range: $0)) } ?? .none
    }
  }

  private func isWhole(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
    let isJoinedBefore = range.lowerBound > 0 && bytes[range.lowerBound - 1].isInWord
    return !isJoinedBefore && !(range.upperBound < bytes.count && bytes[range.upperBound].isInWord)
  }
}

// MARK: All of them

extension FindPattern {
  public struct Matches: Sendable {
    public var found: [RegularExpression.Match] = []
    /// How far the text was looked through; its end unless the budget or the limit was used up.
    public var searchedCount: Int
    public var isComplete: Bool
  }

  /// Matches that do not overlap, in order; an empty one is followed by the next character.
  ///
  /// - Parameter limit: how many at most.
  public func matches(
    in bytes: [UInt8], within range: Range<Int>? = nil, wantsGroups: Bool = false, limit: Int = .max,
    budget: inout Int
  ) -> Matches {
    let range = (range ?? 0..<bytes.count).clamped(to: 0..<bytes.count)
    var result = Matches(searchedCount: range.upperBound, isComplete: true)
    var start = range.lowerBound
    while start <= range.upperBound {
      switch firstMatch(in: bytes, from: start, wantsGroups: wantsGroups, budget: &budget) {
      case .none: return result
      case .exhausted(let place):
        (result.searchedCount, result.isComplete) = (place, false)
        return result
      case .match(let match):
        if match.range.upperBound > range.upperBound { return result }
        if result.found.count == limit {
          (result.searchedCount, result.isComplete) = (start, false)
          return result
        }
        result.found.append(match)
        start = match.range.isEmpty ? Self.next(after: match.range.upperBound, in: bytes) : match.range.upperBound
      }
    }
    return result
  }

  static func next(after offset: Int, in bytes: [UInt8]) -> Int {
    var next = offset + 1
    while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }
}

extension UInt8 {
  /// Letters, digits and what may stand between them in a name; everything beyond ASCII.
  var isInWord: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...:
      true
    default: false
    }
  }
}
