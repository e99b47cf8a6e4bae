public import Basics

/// What became of one assertion.
public struct AssertionResult: Sendable, Hashable {
  /// The assertion as it is written.
  public var text: String
  public var passed: Bool
  /// The value that decided it.
  public var detail: String

  public init(text: String, passed: Bool, detail: String) {
    self.text = text
    self.passed = passed
    self.detail = detail
  }

  public var json: JSONValue {
    ["text": .string(text), "passed": .bool(passed), "detail": .string(detail)]
  }
}
