/// Something that must hold of an exchange, as one line of a request file: `status = 200`, `xpath //m:Total > 10`.
public struct Assertion: Sendable, Hashable, CustomStringConvertible {
  public enum Check: Sendable, Hashable {
    case status(Comparison, Int)
    case fault(FaultCheck)
    case header(String, TextCheck)
    case xpath(String, NodeCheck)
    case time(Comparison, milliseconds: Double)
    case tlsVersion(Comparison, minor: Int)
    case serverCertificate(Comparison, days: Int)
    case clientCertificate(Comparison, days: Int)
    case finding(String, isPresent: Bool)
    /// The answer's body follows the schemas of a description, a file of the collection.
    case schema(String)
    /// What it says is known once its placeholders are replaced.
    case unresolved
  }

  public enum FaultCheck: Sendable, Hashable {
    case present, absent
    /// Local name or qualified name of the code, or of one of its subcodes.
    case code(String)
  }

  public enum TextCheck: Sendable, Hashable {
    case exists, absent
    case compare(Comparison, String)
    /// The text has a match of the regular expression.
    case matches(String)
  }

  public enum NodeCheck: Sendable, Hashable {
    /// The expression's value as XPath's `boolean()`.
    case holds
    case text(TextCheck)
    case count(Comparison, Int)
  }

  /// As it is written.
  public var description: String
  public var check: Check

  /// Nil when the line is none of the kinds, and would be none whatever its placeholders stand for.
  public init?(_ text: String) {
    let line = text.trimmed
    let word = String(line.prefix { $0 != " " })
    let kind = AssertionKind.named(word)
    if let check = kind?.read(line.dropFirst(word.count).trimmed) {
      self.check = check
    } else if line.hasPlaceholder, kind != nil || word.hasPrefix("{{") {
      check = .unresolved
    } else {
      return nil
    }
    description = line
  }

  /// The line that was probably meant by one that is none: `header X ~ a` for `header X =~ a`.
  public static func correction(of text: String) -> String? {
    AssertionText(text).inOurWords.first { Assertion($0) != nil }
  }

  /// Its row in the table.
  public var kind: AssertionKind {
    AssertionKind.named(String(description.prefix { $0 != " " })) ?? AssertionKind.all[0]
  }
}

/// How two values are compared.
public enum Comparison: String, Sendable, Hashable, CaseIterable {
  case equal = "="
  case notEqual = "!="
  case atMost = "<="
  case atLeast = ">="
  case less = "<"
  case more = ">"

  public func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .atMost: left <= right
    case .atLeast: left >= right
    case .less: left < right
    case .more: left > right
    }
  }
}
