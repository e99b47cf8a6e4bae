internal import Basics
internal import Exchange
internal import Text
internal import XML

extension AssertionTools {
  /// XPath by libxml2, regular expressions by the engine that is linear in the text.
  ///
  /// - Parameter schemas: what has been read and compiled so far; kept for a whole run.
  static func standard(_ schemas: DescribedSchemas) -> AssertionTools {
    AssertionTools(
      xpath: { document, expression, namespaces in
        do throws(XMLProblem) {
          return .success(XPathValue(try XMLTree(document).evaluate(expression, namespaces: namespaces)))
        } catch {
          let place = error.position.map { " at \($0)" } ?? ""
          return .failure(
            Problem(error.code == "xpath" ? error.summary : "the answer is no XML: \(error.summary)\(place)"))
        }
      },
      elsewhere: { Elsewhere($0, $1, $2) },
      matches: { text, pattern in
        do throws(RegularExpressionError) {
          var budget = 100_000_000
          switch try RegularExpression(pattern).firstMatch(in: Array(text.utf8), from: 0, budget: &budget) {
          case .match: return .success(true)
          case .none: return .success(false)
          case .exhausted: return .failure(Problem("the search for the pattern takes too long"))
          }
        } catch { return .failure(Problem(error.summary)) }
      },
      violations: { envelope, file, folder in
        schemas.violations(of: envelope, description: file, folder: folder)
      })
  }
}

extension AssertionTools.XPathValue {
  init(_ value: XML.XPathValue) {
    switch value {
    case .nodes(let nodes): self = .nodes(nodes)
    case .text(let text): self = .text(text)
    case .number(let number): self = .number(number)
    case .bool(let value): self = .bool(value)
    }
  }
}
