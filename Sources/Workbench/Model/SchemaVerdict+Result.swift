internal import Basics
public import Schema
internal import Text
internal import XML

extension SchemaVerdict {
  /// Checks an envelope; takes time in proportion to it.
  ///
  /// - Parameters:
  ///   - shown: the same envelope as it is seen, where errors are marked.
  ///   - title: of the description, as a person knows it.
  public init(_ envelope: [UInt8], shown: [UInt8], against validator: SchemaValidator, title: String) {
    do throws(XMLProblem) {
      let result = try validator.validate(envelope: envelope)
      self = .checked(SchemaCheck(result, shown: shown, description: title))
    } catch {
      self = .unusable("It is no XML, so no schema was looked at: \(error.summary)")
    }
  }
}

extension SchemaCheck {
  init(_ result: ValidationResult, shown: [UInt8], description: String) {
    let tags = StartTags.ranges(at: Set(result.violations.map(\.path.steps)), in: shown)
    var errors: [(Error, isVariable: Bool)] = result.violations.map { violation in
      let spot = tags[violation.path.steps].map { ViolationSpot(violation, tag: $0, in: shown) }
      let line = spot.map { spot in shown[..<spot.range.lowerBound].count { $0 == 0x0A } + 1 }
      let error = Error(
        range: spot?.range, line: line ?? violation.line, message: violation.message, place: violation.place,
        rule: "\(violation.meaning) (\(violation.rule))")
      return (error, spot?.holdsPlaceholder == true)
    }
    let variables = errors.count(where: \.isVariable)
    errors.removeAll(where: \.isVariable)
    let note = "\(variables) value\(variables == 1 ? " comes from a variable" : "s come from variables"), unchecked"
    self.init(
      description: description,
      errors: errors.map(\.0).sorted { ($0.range?.lowerBound ?? 0) < ($1.range?.lowerBound ?? 0) },
      unchecked: result.unchecked, notes: result.notes + (variables > 0 ? [note] : []),
      checkedElements: result.checkedElements)
  }
}

/// What of an element a violation is about: its name, an attribute, or its value.
private struct ViolationSpot {
  let range: Range<Int>
  /// The value is filled in when the request is sent.
  let holdsPlaceholder: Bool

  init(_ violation: Violation, tag: Range<Int>, in bytes: [UInt8]) {
    if let attribute = violation.attribute, let range = StartTags.attribute(attribute, in: tag, of: bytes) {
      self.range = range
      holdsPlaceholder = Self.holdsPlaceholder(bytes[range.upperBound..<tag.upperBound])
      return
    }
    if violation.isAboutStrayText, let text = StartTags.strayText(after: tag, in: bytes) {
      (range, holdsPlaceholder) = (text, Self.holdsPlaceholder(bytes[text]))
      return
    }
    let content = tag.upperBound..<(bytes[tag.upperBound...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count)
    let isValue = violation.isAboutValue && bytes[tag].suffix(2) != [UInt8(ascii: "/"), UInt8(ascii: ">")]
    holdsPlaceholder = isValue && Self.holdsPlaceholder(bytes[content])
    let isShown = isValue && !content.isEmpty && !bytes[content].contains(0x0A)
    range = isShown ? content : StartTags.name(in: tag, of: bytes)
  }

  private static func holdsPlaceholder(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.firstRange(of: Array("{{".utf8)) != nil
  }
}

extension Violation {
  /// The local name of the attribute that it is about; nil for the element itself.
  fileprivate var attribute: String? {
    guard let start = message.firstRange(of: ">, attribute '")?.upperBound,
      let end = message[start...].firstIndex(of: "'")
    else { return nil }
    return String(message[start..<end])
  }

  /// Whether there is text between the child elements.
  fileprivate var isAboutStrayText: Bool { rule == "cvc-complex-type.2.3" }

  /// Whether it is the element's text that breaks the rule.
  fileprivate var isAboutValue: Bool {
    rule.hasSuffix("-valid") || rule.hasPrefix("cvc-elt.5.2.2.2")
  }
}
