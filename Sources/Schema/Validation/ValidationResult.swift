public import Basics
public import XML

/// What a check against the schemas found.
public struct ValidationResult: Sendable, Hashable {
  public var violations: [Violation]
  /// Why not all was checked; nil when it was.
  public var unchecked: String?
  /// What was passed over on purpose; a sentence each.
  public var notes: [String] = []
  /// How many elements were checked with all that is in them.
  public var checkedElements: Int

  /// Whether all was checked, something was there to check, and nothing was wrong.
  public var isValid: Bool { violations.isEmpty && unchecked == nil && checkedElements > 0 }
}

/// One place at which a message does not follow its schema.
public struct Violation: Sendable, Hashable {
  /// The sentence in plain words.
  public var message: String
  /// The validation rule by its name in the recommendation: `cvc-pattern-valid`.
  public var rule: String
  /// What the rule says.
  public var meaning: String
  /// The element, or the end of the text that decided it.
  public var position: SourcePosition?
  /// The element and its ancestors as a person reads them: `/Envelope/Body/Order/Item[2]`.
  public var place: String
  /// The way from the root to the element.
  public var path: XMLPath

  public var line: Int? { position?.line }
  public var column: Int? { position?.column }
}

extension ValidationResult {
  init(_ outcome: XMLGrammar.Outcome) {
    unchecked = outcome.unchecked?.neutralised
    checkedElements = outcome.checkedElements
    violations = []
    for found in outcome.violations where !Self.isRepetition(found, after: violations.last) {
      violations.append(Violation(found))
    }
    let decimals = violations.count { $0.isTooPrecise }
    if decimals > 0 {
      violations.removeAll { $0.isTooPrecise }
      unchecked = unchecked ?? "\(decimals) decimal numbers have more than the 24 digits that libxml2 counts."
    }
  }

  /// libxml2 reports a facet, and then once more that the value is not of the type.
  private static func isRepetition(_ found: XMLGrammar.Violation, after last: Violation?) -> Bool {
    guard let last, last.path == found.path, ValidationRule.isSummary(found.code) else { return false }
    return last.rule.hasSuffix("-valid") && last.position == found.position
  }
}

extension Violation {
  init(_ found: XMLGrammar.Violation) {
    let rule = ValidationRule.by(code: found.code)
    self.init(
      message: PlainViolation.words(found.message).neutralised, rule: rule.name, meaning: rule.meaning,
      position: found.position, place: Self.place(found), path: found.path)
  }

  private static func place(_ found: XMLGrammar.Violation) -> String {
    let steps = zip(found.names, found.ordinals).map { $1 == 1 ? $0.local : "\($0.local)[\($1)]" }
    return ("/" + steps.joined(separator: "/")).neutralised
  }

  /// A decimal number that libxml2 cannot hold, of a type that has no bounds of its own.
  fileprivate var isTooPrecise: Bool {
    guard rule == "cvc-datatype-valid", let value = PlainViolation.quoted(message),
      value.utf8.count(where: \.isDigit) > 24,
      LexicalForm.decimal.accepts(value.trimmed)
    else { return false }
    return !BuiltinType.all.contains { $0.maxInclusive != nil && message.contains("'xs:\($0.name)'") }
  }
}
