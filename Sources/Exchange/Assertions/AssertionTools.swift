/// What assertions need from rooms that are not pure or stand elsewhere: XPath, and regular expressions that cannot run
/// away.
public struct AssertionTools: Sendable {
  /// The value of an XPath 1.0 expression, or why there is none.
  public var xpath:
    @Sendable (_ document: [UInt8], _ expression: String, _ namespaces: [String: String]) -> Result<XPathValue, Problem>
  /// What an expression finds once its names without a prefix are taken in any namespace; nil when that is no difference.
  public var elsewhere:
    @Sendable (_ document: [UInt8], _ expression: String, _ namespaces: [String: String]) -> Elsewhere?
  /// Whether a text has a match of a regular expression.
  public var matches: @Sendable (_ text: String, _ pattern: String) -> Result<Bool, Problem>
  /// What in an envelope does not follow the schemas of a description, a sentence each; empty when it is valid.
  public var violations:
    @Sendable (_ envelope: [UInt8], _ description: String, _ folder: String?) -> Result<[String], Problem>

  public init(
    xpath: @escaping @Sendable ([UInt8], String, [String: String]) -> Result<XPathValue, Problem>,
    elsewhere: @escaping @Sendable ([UInt8], String, [String: String]) -> Elsewhere?,
    matches: @escaping @Sendable (String, String) -> Result<Bool, Problem>,
    violations: @escaping @Sendable ([UInt8], String, String?) -> Result<[String], Problem>
  ) {
    self.xpath = xpath
    self.elsewhere = elsewhere
    self.matches = matches
    self.violations = violations
  }

  /// Why something could not be found out, as a part of a sentence.
  public struct Problem: Error, Hashable {
    public var text: String
    public init(_ text: String) { self.text = text }
  }

  /// What nearly everybody means who names an element without a prefix: it has a namespace, and XPath 1.0 does not look
  /// there.
  public struct Elsewhere: Sendable, Hashable {
    /// A part of a sentence: `Order is there in the namespace urn:orders`.
    public var text: String
    /// The expression that finds it.
    public var expression: String
    /// Another way to write it, with what it needs.
    public var other: String?

    public init(text: String, expression: String, other: String?) {
      (self.text, self.expression, self.other) = (text, expression, other)
    }
  }

  /// What an XPath expression can be (XPath 1.0 section 1).
  public enum XPathValue: Sendable, Hashable {
    /// The string-value of each node, in document order.
    case nodes([String])
    case text(String)
    case number(Double)
    case bool(Bool)

    /// XPath's `boolean()`.
    public var holds: Bool {
      switch self {
      case .nodes(let nodes): !nodes.isEmpty
      case .text(let text): !text.isEmpty
      case .number(let number): number != 0 && !number.isNaN
      case .bool(let value): value
      }
    }

    /// XPath's `string()`; nil for no node.
    public var text: String? {
      switch self {
      case .nodes(let nodes): nodes.first
      case .text(let text): text
      case .number(let number) where number.isNaN: "NaN"
      case .number(let number) where number.isInfinite: number < 0 ? "-Infinity" : "Infinity"
      case .number(let number): number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
      case .bool(let value): String(value)
      }
    }
  }
}
