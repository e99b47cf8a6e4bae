/// SoapUI reads expressions as XPath 2.0 (Saxon); here they are XPath 1.0.
enum XPath2Words {
  /// The expression in the words of XPath 1.0: `exists(//a)` is `boolean(//a)`, `//*:a` is `//*[local-name()='a']`.
  ///
  /// - Returns: nil when it calls what XPath 1.0 does not have.
  static func inXPath1(_ expression: String) -> String? {
    var result = ""
    var rest = expression.unicodeScalars[...]
    while let scalar = rest.first {
      switch scalar {
      case "'", "\"":
        let end = rest.dropFirst().firstIndex(of: scalar).map { rest.index(after: $0) } ?? rest.endIndex
        result += String(rest[..<end])
        rest = rest[end...]
      case "$": return nil
      case "*" where rest.starts(with: "*:".unicodeScalars):
        let name = rest.dropFirst(2).prefix(while: continuesName)
        result += "*[local-name()='\(String(name))']"
        rest = rest[name.endIndex...]
      case let scalar where startsName(scalar):
        let name = rest.prefix { continuesName($0) || $0 == ":" }
        rest = rest[name.endIndex...]
        guard rest.drop(while: { $0.properties.isWhitespace }).first == "(" else {
          result += String(name)
          continue
        }
        guard let own = function(String(name)) else { return nil }
        result += own
      default:
        result.unicodeScalars.append(scalar)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// The name of the function that does the same, with the axis before it.
  private static func function(_ name: String) -> String? {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
    guard let last = parts.last, parts.count == 1 || parts.count == 3 || parts[0] == "fn" else { return nil }
    let axis = parts.count == 3 ? parts[0] + "::" : ""
    switch last {
    case "exists": return axis + "boolean"
    case "empty": return axis + "not"
    default: return known.contains(last) ? axis + last : nil
    }
  }

  /// Functions, kinds of nodes and operators (XPath 1.0 sections 3.7 and 4).
  private static let known: Set<String> = [
    "last", "position", "count", "id", "local-name", "namespace-uri", "name", "string", "concat", "starts-with",
    "contains", "substring-before", "substring-after", "substring", "string-length", "normalize-space", "translate",
    "boolean", "not", "true", "false", "lang", "number", "sum", "floor", "ceiling", "round", "text", "node", "comment",
    "processing-instruction", "and", "or", "div", "mod",
  ]

  private static func startsName(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || scalar.properties.isAlphabetic }

  private static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    startsName(scalar) || scalar == "-" || scalar == "." || ("0"..."9").contains(scalar)
  }
}
