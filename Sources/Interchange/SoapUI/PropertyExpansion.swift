/// SoapUI's property expansion (`${#Project#name}`) as variables (`{{name}}`).
///
/// Scopes are flat here: where two scopes give one name different values, the inner one's variable has its owner's name
/// before it.
struct PropertyExpansion {
  /// A place that has properties: the project, a suite, a case, or a step of kind Properties.
  enum Scope: Hashable {
    case project
    case suite(String)
    case testCase(suite: String, name: String)
    case step(suite: String, testCase: String, name: String)
  }

  private(set) var variables: [InterchangeContents.Variable] = []
  /// Expansions that no variable can stand for, as they were written: they stay in the text.
  private(set) var unexpanded: [String] = []
  private var names: [Scope: [String: String]] = [:]
  /// Where each variable's value is seen from.
  private var scopes: [String: Scope] = [:]

  /// Takes a scope's properties up, the project's first.
  mutating func declare(_ properties: [(name: String, value: String)], in scope: Scope) {
    for property in properties where !property.name.isEmpty {
      let plain = VariableText.name(property.name)
      var name = plain
      if let known = variables.first(where: { $0.name == plain }), known.value != property.value {
        name = VariableText.name(scope.owner + "." + property.name)
      }
      // Still taken by an owner of the same name elsewhere.
      var number = 2
      while let known = variables.first(where: { $0.name == name }), known.value != property.value {
        name = VariableText.name(scope.owner + "." + property.name) + "-\(number)"
        number += 1
      }
      if !variables.contains(where: { $0.name == name }) {
        variables.append(.init(name, property.value))
        scopes[name] = scope
      }
      names[scope, default: [:]][property.name] = name
    }
  }

  /// Values refer to properties too: call it once all are declared.
  mutating func expandValues() {
    for index in variables.indices {
      guard let value = variables[index].value, let scope = scopes[variables[index].name] else { continue }
      variables[index].value = expand(value, suite: scope.suite, testCase: scope.testCase)
    }
  }

  /// The text with variables for its expansions, as they are seen from a test case; nil for the interfaces' own requests.
  mutating func expand(_ text: String, suite: String?, testCase: String?) -> String {
    let scalars = text.unicodeScalars
    guard scalars.contains("$") else { return text }
    var result = String.UnicodeScalarView()
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let rest = scalars[index...]
      if rest.starts(with: "${".unicodeScalars), let end = Self.end(rest) {
        let inner = String(scalars[scalars.index(index, offsetBy: 2)..<end])
        if let name = variable(inner, suite, testCase) {
          result.append(contentsOf: "{{\(name)}}".unicodeScalars)
        } else {
          unexpanded.append("${\(inner)}")
          result.append(contentsOf: "${\(inner)}".unicodeScalars)
        }
        index = scalars.index(after: end)
      } else {
        result.append(scalars[index])
        index = scalars.index(after: index)
      }
    }
    return String(result)
  }

  /// The closing brace; braces of a script inside count.
  private static func end(_ text: Substring.UnicodeScalarView) -> String.Index? {
    var depth = 0
    for index in text.indices.prefix(2000) {
      if text[index] == "{" { depth += 1 }
      if text[index] == "}" {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }

  private mutating func variable(_ inner: String, _ suite: String?, _ testCase: String?) -> String? {
    if inner.hasPrefix("=") || inner.isEmpty { return nil }
    let parts = inner.split(separator: "#", omittingEmptySubsequences: false).map { String($0) }
    switch (parts.count, parts.first ?? "") {
    case (1, _): return unscoped(parts[0], suite, testCase)
    case (3, ""): return scoped(parts[1], parts[2], suite, testCase)
    case (2, let step): return name(parts[1], in: step, suite, testCase)
    default: return nil
    }
  }

  private mutating func scoped(_ scope: String, _ name: String, _ suite: String?, _ testCase: String?) -> String? {
    switch scope {
    case "Project": return known(name, in: .project) ?? open(name)
    case "TestSuite": return suite.flatMap { known(name, in: .suite($0)) } ?? open(name)
    case "TestCase":
      guard let suite, let testCase else { return open(name) }
      return known(name, in: .testCase(suite: suite, name: testCase)) ?? open(name)
    case "Global", "Env", "System": return open(name)
    default: return nil
    }
  }

  /// From the inside out, as SoapUI's resolvers go.
  private mutating func unscoped(_ name: String, _ suite: String?, _ testCase: String?) -> String? {
    if let suite, let testCase {
      if let found = known(name, in: .testCase(suite: suite, name: testCase)) { return found }
      if let found = known(name, in: .suite(suite)) { return found }
    }
    return known(name, in: .project) ?? open(name)
  }

  /// A property of another step: of kind Properties it has a value; of a request it is the answer's, known at run time.
  private mutating func name(
    _ property: String, in step: String, _ suite: String?, _ testCase: String?
  ) -> String? {
    if let suite, let testCase,
      let found = known(property, in: .step(suite: suite, testCase: testCase, name: step))
    {
      return found
    }
    return open("\(step).\(property)")
  }

  private func known(_ name: String, in scope: Scope) -> String? { names[scope]?[name] }

  /// A variable whose value the project does not say.
  private mutating func open(_ name: String) -> String? {
    let name = VariableText.name(name)
    guard !name.isEmpty else { return nil }
    if !variables.contains(where: { $0.name == name }) { variables.append(.init(name, nil)) }
    return name
  }
}

extension PropertyExpansion.Scope {
  fileprivate var suite: String? {
    switch self {
    case .project: nil
    case .suite(let name), .testCase(let name, _), .step(let name, _, _): name
    }
  }

  fileprivate var testCase: String? {
    switch self {
    case .project, .suite: nil
    case .testCase(_, let name), .step(_, let name, _): name
    }
  }

  fileprivate var owner: String {
    switch self {
    case .project: "project"
    case .suite(let name), .testCase(_, let name), .step(_, _, let name): name
    }
  }
}
