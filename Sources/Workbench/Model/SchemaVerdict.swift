internal import Screen
public import Text

/// What a check against the schemas of a description came to.
public enum SchemaVerdict: Sendable, Equatable {
  /// No description belongs to the request.
  case noDescription
  /// The description, or its schemas, cannot be used; or the text is no XML.
  case unusable(String)
  case checked(SchemaCheck)
}

/// What a check of a text found.
public struct SchemaCheck: Sendable, Equatable {
  /// What does not follow its schema, in the order of the text.
  public struct Error: Sendable, Equatable {
    /// Where it is in the text that is shown; nil when it is nowhere in it.
    public var range: Range<Int>?
    /// 1-based.
    public var line: Int?
    /// In plain words.
    public var message: String
    /// `/Envelope/Body/Order/Item[2]`
    public var place: String
    /// What the rule says, with its name in the recommendation.
    public var rule: String

    public init(range: Range<Int>?, line: Int?, message: String, place: String, rule: String) {
      self.range = range
      self.line = line
      self.message = message
      self.place = place
      self.rule = rule
    }
  }

  /// Of the description, as a person knows it.
  public var description: String
  public var errors: [Error]
  /// Why not all was checked; nil when it was.
  public var unchecked: String?
  /// What was passed over on purpose.
  public var notes: [String]
  /// How many elements were checked with all that is in them.
  public var checkedElements: Int

  public init(
    description: String, errors: [Error], unchecked: String? = nil, notes: [String] = [], checkedElements: Int
  ) {
    self.description = description
    self.errors = errors
    self.unchecked = unchecked
    self.notes = notes
    self.checkedElements = checkedElements
  }
}

extension SchemaCheck {
  var isValid: Bool { errors.isEmpty && unchecked == nil && checkedElements > 0 }

  var marks: [TextMark] { errors.compactMap { error in error.range.map { TextMark($0, error.message) } } }

  /// In a few words, for the line above a text.
  var verdict: Toned.Part {
    if !errors.isEmpty { return .init("✗ \(count)", .error) }
    if let unchecked { return .init("! not all checked: \(unchecked)", .warning) }
    if checkedElements == 0 { return .init("! nothing in it is declared", .warning) }
    return .init("valid ✓", .success)
  }

  var count: String { "\(errors.count) error\(errors.count == 1 ? "" : "s")" }

  /// Moves what stands behind a place where the text grew or shrank, until it is checked again.
  mutating func shift(from offset: Int, by bytes: Int) {
    for index in errors.indices {
      guard let range = errors[index].range, range.lowerBound >= offset else { continue }
      let start = max(0, range.lowerBound + bytes)
      errors[index].range = start..<max(start, range.upperBound + bytes)
    }
  }
}

extension SchemaVerdict {
  var check: SchemaCheck? { if case .checked(let check) = self { check } else { nil } }
}

/// What of an answer is checked, and what is seen of it.
public struct AnswerCheck: Sendable, Equatable {
  /// The request that it answers.
  public var request: String
  /// The file that the request's `schema` assertion names; nil when it has none.
  public var schema: String?
  public var answer: [UInt8]
  /// Where errors are marked.
  public var shown: IndexedText
}
